package org.decathlete.nn.infer.segmenter;

import java.util.function.UnaryOperator;
import org.decathlete.core.candidate.DataContract;
import org.decathlete.core.volume.Grid;
import org.decathlete.core.volume.LabelVolume;
import org.decathlete.core.volume.Volume;
import org.decathlete.nn.infer.memory.CaseMemory;

/** A segmenter after which something is done to the label maps. */
record ChangedLabels(Segmenter segmenter, UnaryOperator<LabelVolume> step) implements Segmenter {

    @Override
    public DataContract data() {
        return segmenter.data();
    }

    @Override
    public CaseMemory memory(Grid grid, boolean probabilities) {
        return segmenter.memory(grid, probabilities);
    }

    @Override
    public PreparedImage prepare(Volume image) {
        PreparedImage prepared = segmenter.prepare(image);
        return (storage, progress) -> {
            Prediction prediction = prepared.segment(storage, progress);
            try {
                return new Prediction(step.apply(prediction.labels()), prediction.probabilities());
            } catch (RuntimeException | Error e) {
                prediction.close();
                throw e;
            }
        };
    }

    @Override
    public void close() {
        segmenter.close();
    }
}
