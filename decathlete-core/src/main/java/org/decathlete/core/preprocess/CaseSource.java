package org.decathlete.core.preprocess;

import java.util.List;
import org.decathlete.core.volume.Grid;
import org.decathlete.core.volume.LabelVolume;
import org.decathlete.core.volume.Volume;
import org.jspecify.annotations.Nullable;

/** Where cases come from. Thread-safe. Methods throw {@link org.decathlete.core.run.DecathleteException} where a case is unusable. */
public interface CaseSource {

    /** Names of the cases. */
    List<String> ids();

    /** The grid of a case, without reading its voxels. */
    Grid grid(String id);

    /** The image with all its channels. */
    Volume image(String id);

    /** The label map; null where there is none. */
    @Nullable
    LabelVolume label(String id);
}
