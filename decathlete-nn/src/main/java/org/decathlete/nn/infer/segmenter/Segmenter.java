package org.decathlete.nn.infer.segmenter;

import java.util.function.UnaryOperator;
import org.decathlete.core.candidate.DataContract;
import org.decathlete.core.volume.Grid;
import org.decathlete.core.volume.LabelVolume;
import org.decathlete.core.volume.Volume;
import org.decathlete.nn.infer.memory.CaseMemory;

/**
 * Segments images, each in two steps, so that one image can be prepared while another is segmented. {@link #prepare} may be called
 * on any thread, one call at a time; {@link PreparedImage#segment} on one thread alone, that of the networks.
 */
public interface Segmenter extends AutoCloseable {

    /** What images are expected and what the labels mean. */
    DataContract data();

    /**
     * What an image takes, from its grid alone.
     *
     * @param probabilities whether they are wanted too
     */
    CaseMemory memory(Grid grid, boolean probabilities);

    /**
     * Prepares an image for the networks.
     *
     * @param image with the expected channels; not held longer than needed
     * @throws org.decathlete.core.run.DecathleteException of kind DATA when it does not fit the model
     */
    PreparedImage prepare(Volume image);

    /**
     * A segmenter whose label maps are changed afterwards, such as by postprocessing; probabilities stay as they are.
     *
     * @param step makes one label map of another on the same grid
     */
    default Segmenter then(UnaryOperator<LabelVolume> step) {
        return new ChangedLabels(this, step);
    }

    /** Frees the networks. */
    @Override
    void close();
}
