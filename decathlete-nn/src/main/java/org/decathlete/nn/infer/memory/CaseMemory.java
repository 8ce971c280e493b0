package org.decathlete.nn.infer.memory;

import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;

/**
 * What an image takes on its way through a model, judged before it is read; bytes of the Java heap, all but the last. What
 * cropping will save is not known then and not counted.
 *
 * @param image the voxels as read
 * @param preparing most that is held while the image is prepared, the image included
 * @param segmenting most that is held while the networks see it, from the prepared image to the label map
 * @param result what is held until it is written
 * @param beside outside the Java heap, roughly
 */
public record CaseMemory(long image, long preparing, long segmenting, long result, long beside) {

    /** Most of the Java heap that is held at a time. */
    public long peak() {
        return Math.max(preparing, segmenting);
    }

    /**
     * Refuses an image that cannot fit, before it is read.
     *
     * @param what names the image
     * @param usable bytes that the Java heap can hold
     * @throws DecathleteException of kind RESOURCE
     */
    public void requireFit(String what, long usable) {
        if (peak() > usable) {
            throw new DecathleteException(
                    ErrorKind.RESOURCE,
                    what + " needs " + MemoryText.of(peak()) + " of the Java heap ("
                            + (preparing > segmenting ? "while it is prepared" : "while it is segmented")
                            + "), which can hold " + MemoryText.of(usable) + "; "
                            + MemoryText.remedy(peak() - usable));
        }
    }
}
