package org.decathlete.core.fingerprint;

import java.util.List;
import org.decathlete.core.dataset.Case;
import org.decathlete.core.dataset.CaseReader;
import org.decathlete.core.dataset.Dataset;
import org.decathlete.core.io.VolumeFiles;
import org.decathlete.core.volume.LabelVolume;
import org.decathlete.core.volume.Volume;

/** The labelled cases of a dataset on disk. */
final class DatasetSource implements CaseSource {
    /** For the labels, the nonzero mask and filling its holes, and the compaction of one channel's foreground. */
    private static final long BYTES_BESIDE_IMAGE = 16;

    private final Dataset dataset;
    private final List<Case> cases;

    DatasetSource(Dataset dataset) {
        this.dataset = dataset;
        this.cases =
                dataset.cases().stream().filter(one -> one.label().isPresent()).toList();
    }

    @Override
    public List<String> ids() {
        return cases.stream().map(Case::id).toList();
    }

    @Override
    public long bytes(int index) {
        long voxels = VolumeFiles.info(cases.get(index).images().get(0)).grid().voxels();
        long channels = dataset.description().channelNames().size();
        return voxels * (channels * Float.BYTES + BYTES_BESIDE_IMAGE);
    }

    @Override
    public Volume image(int index) {
        return CaseReader.readImage(dataset, cases.get(index));
    }

    @Override
    public LabelVolume labels(int index) {
        return CaseReader.readLabel(dataset, cases.get(index));
    }
}
