package org.decathlete.nn.infer.folder;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.decathlete.core.candidate.DataContract;
import org.decathlete.core.dataset.Case;
import org.decathlete.core.dataset.CaseReader;
import org.decathlete.core.dataset.Dataset;
import org.decathlete.core.dataset.DatasetDescription;
import org.decathlete.core.volume.Volume;

/** Reads images to segment as the training read its own: channels stacked, their geometry checked against each other. */
final class CaseLoader {
    private final Dataset dataset;

    CaseLoader(Path input, DataContract data) {
        dataset = new Dataset(
                input,
                new DatasetDescription(data.datasetName(), data.channelNames(), data.labels(), ".nii.gz", 0),
                List.of());
    }

    Volume read(InputCase input) {
        return CaseReader.readImage(dataset, new Case(input.id(), input.files(), Optional.empty()));
    }
}
