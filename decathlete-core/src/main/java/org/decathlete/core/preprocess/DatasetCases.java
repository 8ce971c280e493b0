package org.decathlete.core.preprocess;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.decathlete.core.dataset.Case;
import org.decathlete.core.dataset.CaseReader;
import org.decathlete.core.dataset.Dataset;
import org.decathlete.core.io.VolumeFiles;
import org.decathlete.core.volume.Grid;
import org.decathlete.core.volume.LabelVolume;
import org.decathlete.core.volume.Volume;
import org.jspecify.annotations.Nullable;

/** The cases of a dataset, read from its files. */
public final class DatasetCases implements CaseSource {
    private final Dataset dataset;
    private final Map<String, Case> cases;

    public DatasetCases(Dataset dataset) {
        this.dataset = dataset;
        this.cases = dataset.cases().stream().collect(Collectors.toMap(Case::id, Function.identity()));
    }

    @Override
    public List<String> ids() {
        return dataset.ids();
    }

    @Override
    public Grid grid(String id) {
        return VolumeFiles.info(find(id).images().get(0)).grid();
    }

    @Override
    public Volume image(String id) {
        return CaseReader.readImage(dataset, find(id));
    }

    @Override
    public @Nullable LabelVolume label(String id) {
        Case one = find(id);
        return one.label().isPresent() ? CaseReader.readLabel(dataset, one) : null;
    }

    private Case find(String id) {
        Case one = cases.get(id);
        if (one == null) {
            throw new IllegalArgumentException("no case " + id + " in " + dataset.root());
        }
        return one;
    }
}
