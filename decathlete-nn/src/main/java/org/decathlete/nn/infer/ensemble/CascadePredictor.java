package org.decathlete.nn.infer.ensemble;

import java.util.Optional;
import java.util.function.Function;
import org.decathlete.core.candidate.DataContract;
import org.decathlete.core.volume.Grid;
import org.decathlete.core.volume.LabelVolume;
import org.decathlete.core.volume.Volume;
import org.decathlete.nn.infer.memory.CaseMemory;
import org.decathlete.nn.infer.segmenter.Predictor;
import org.decathlete.nn.infer.segmenter.PreparedImage;
import org.decathlete.nn.infer.segmenter.Segmenter;

/**
 * Segments images in two stages: what the first one says on the image's grid is resampled to the grid of the second, whose networks
 * see it beside the image (nnU-Net, -prev_stage_predictions). Both prepare the image before the networks see it.
 */
public final class CascadePredictor implements Segmenter {
    private final Segmenter first;
    private final Predictor second;

    /**
     * @param first makes the segmentation; closed with this
     * @param second refines it; closed with this
     */
    public CascadePredictor(Segmenter first, Predictor second) {
        this.first = first;
        this.second = second;
    }

    @Override
    public DataContract data() {
        return second.data();
    }

    /** While the first stage is at work the image waits for the second, prepared. */
    @Override
    public CaseMemory memory(Grid grid, boolean probabilities) {
        CaseMemory one = first.memory(grid, false);
        CaseMemory two = second.memory(grid, probabilities);
        return new CaseMemory(
                two.image(),
                Math.max(one.preparing(), one.segmenting() + two.preparing()),
                one.segmenting() + two.segmenting(),
                two.result(),
                Math.max(one.beside(), two.beside()));
    }

    @Override
    public PreparedImage prepare(Volume image) {
        PreparedImage found = first.prepare(image);
        Function<LabelVolume, PreparedImage> refinement = second.prepareRefinement(image);
        return (storage, progress) -> refinement
                .apply(found.segment(Optional.empty(), progress).labels())
                .segment(storage, progress);
    }

    @Override
    public void close() {
        first.close();
        second.close();
    }
}
