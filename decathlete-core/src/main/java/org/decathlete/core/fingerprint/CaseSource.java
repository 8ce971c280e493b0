package org.decathlete.core.fingerprint;

import java.util.List;
import org.decathlete.core.volume.LabelVolume;
import org.decathlete.core.volume.Volume;

/** Where the voxels of a dataset come from. Thread-safe. */
interface CaseSource {

    /** Names of the labelled cases, in the order of the dataset. */
    List<String> ids();

    /** Bytes of memory that looking at a case takes, about; found without reading its voxels. */
    long bytes(int index);

    /** The image of a case. */
    Volume image(int index);

    /** The label map of a case. */
    LabelVolume labels(int index);
}
