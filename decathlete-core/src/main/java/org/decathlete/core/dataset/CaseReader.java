package org.decathlete.core.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.decathlete.core.io.VolumeFiles;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.volume.Grid;
import org.decathlete.core.volume.LabelVolume;
import org.decathlete.core.volume.Volume;

/** Reads a case: its channels as one volume, its label map on the same voxels. */
public final class CaseReader {

    private CaseReader() {}

    /**
     * Reads the image with all channels that the dataset declares, stacked in their order; the grid and header are the first
     * file's.
     *
     * @throws DecathleteException of kind DATA when a file is damaged, the number of channels is another, or the files differ in
     *     size or spacing; of kind RESOURCE when they do not fit into the memory
     */
    public static Volume readImage(Dataset dataset, Case one) {
        Path firstFile = one.images().get(0);
        Volume first = VolumeFiles.read(firstFile);
        List<float[]> channels = new ArrayList<>(first.channels());
        for (Path file : one.images().subList(1, one.images().size())) {
            Volume next = VolumeFiles.read(file);
            requireSameVoxels(one, firstFile, first.grid(), file, next.grid());
            channels.addAll(next.channels());
        }
        int declared = dataset.description().channelNames().size();
        if (channels.size() != declared) {
            throw DecathleteException.data(ChannelCount.message(dataset, one, channels.size()));
        }
        return new Volume(first.grid(), channels, first.header());
    }

    /**
     * Reads the label map.
     *
     * @throws DecathleteException of kind DATA when the case has none, it is damaged or holds something that is no label, or
     *     differs from the image in size or spacing
     */
    public static LabelVolume readLabel(Dataset dataset, Case one) {
        Path file = one.label()
                .orElseThrow(() -> DecathleteException.data("case " + one.id() + " of " + dataset.root()
                        + " has no label map; add it, or remove the case"));
        LabelVolume label = VolumeFiles.readLabels(file);
        Path image = one.images().get(0);
        requireSameVoxels(one, image, VolumeFiles.info(image).grid(), file, label.grid());
        return label;
    }

    private static void requireSameVoxels(Case one, Path first, Grid firstGrid, Path second, Grid secondGrid) {
        List<String> mismatches = new GeometryComparison(first, firstGrid, second, secondGrid).mismatches();
        if (!mismatches.isEmpty()) {
            throw DecathleteException.data("case " + one.id() + ": " + String.join("; ", mismatches) + " (" + second
                    + "). Resample one to the other, or remove the case");
        }
    }
}
