package org.decathlete.core.dataset.integrity;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.decathlete.core.dataset.Case;
import org.decathlete.core.dataset.ChannelCount;
import org.decathlete.core.dataset.Dataset;
import org.decathlete.core.dataset.GeometryComparison;
import org.decathlete.core.dataset.Labels;
import org.decathlete.core.io.VolumeFiles;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.core.run.FileHash;
import org.decathlete.core.volume.Grid;
import org.decathlete.core.volume.LabelVolume;
import org.decathlete.core.volume.Volume;

/** Looks at the files of one case, one volume in memory at a time. */
final class CaseInspector {
    private final Dataset dataset;
    private final Case inspected;
    private final VolumeMemory memory;
    private final List<Finding> findings = new ArrayList<>();
    private final SortedMap<String, String> hashes = new TreeMap<>();
    private SortedMap<Integer, Long> voxelsPerLabel = new TreeMap<>();
    private Optional<Grid> grid = Optional.empty();
    private int channels;
    private long imageHash;
    private boolean imageRead;

    CaseInspector(Dataset dataset, Case inspected, VolumeMemory memory) {
        this.dataset = dataset;
        this.inspected = inspected;
        this.memory = memory;
    }

    CaseInspection inspect() throws Exception {
        imageRead = true;
        for (Path image : inspected.images()) {
            imageRead &= whileHolding(image, () -> inspectImage(image, VolumeFiles.read(image)));
        }
        if (imageRead && channels != dataset.description().channelNames().size()) {
            error("channels", ChannelCount.message(dataset, inspected, channels));
        }
        if (inspected.label().isPresent()) {
            Path label = inspected.label().get();
            whileHolding(label, () -> inspectLabel(label, VolumeFiles.readLabels(label)));
        } else {
            error("missing-file", "has no label map; add it, or remove the case");
        }
        return new CaseInspection(facts(), findings);
    }

    /** Whether the file could be read; otherwise there is a finding that says why. */
    private boolean whileHolding(Path file, Callable<Boolean> inspection) throws Exception {
        if (!Files.exists(file)) {
            error("missing-file", relative(file) + " does not exist");
            return false;
        }
        try {
            for (Path part : VolumeFiles.parts(file)) {
                hashes.put(relative(part), FileHash.of(part));
            }
            return memory.whileHolding(file, inspection);
        } catch (DecathleteException e) {
            if (e.kind() != ErrorKind.DATA) {
                // A machine that is too small says nothing about the data.
                throw e;
            }
            error("unreadable", String.valueOf(e.getMessage()));
            return false;
        }
    }

    private boolean inspectImage(Path file, Volume image) {
        if (grid.isEmpty()) {
            grid = Optional.of(image.grid());
        } else {
            compare(file, image.grid());
        }
        for (float[] channel : image.channels()) {
            VoxelScan.NotFinite notFinite = VoxelScan.notFinite(channel);
            if (notFinite.count() > 0) {
                error(
                        "not-finite",
                        relative(file) + " has " + notFinite.count() + " voxels that are NaN or infinite in channel "
                                + channels + ", the first (" + notFinite.firstValue() + ") at "
                                + VoxelScan.position(image.grid(), notFinite.first())
                                + " (z, y, x); replace them by a number");
            }
            imageHash = VoxelScan.hash(imageHash, image.grid(), channel);
            channels++;
        }
        return true;
    }

    private boolean inspectLabel(Path file, LabelVolume label) {
        compare(file, label.grid());
        voxelsPerLabel = VoxelScan.count(label);
        Labels labels = dataset.description().labels();
        for (Map.Entry<Integer, Long> found : voxelsPerLabel.entrySet()) {
            if (!labels.declared().contains(found.getKey())) {
                error(
                        "undeclared-label",
                        relative(file) + " has " + found.getValue() + " voxels with label " + found.getKey()
                                + ", which dataset.json does not declare; it declares " + labels.declared());
            }
        }
        if (facts().foregroundVoxels(labels) == 0) {
            warning("empty-label", relative(file) + " holds nothing but background");
        }
        return true;
    }

    private void compare(Path file, Grid other) {
        if (grid.isPresent()) {
            GeometryComparison comparison =
                    new GeometryComparison(inspected.images().get(0), grid.get(), file, other);
            List<String> mismatches = comparison.mismatches();
            mismatches.forEach(mismatch -> error("geometry", mismatch));
            if (mismatches.isEmpty()) {
                comparison.displacements().forEach(displacement -> warning("place", displacement));
            }
        }
    }

    private CaseFacts facts() {
        List<Integer> size =
                grid.stream().flatMap(one -> Arrays.stream(one.size()).boxed()).toList();
        List<Double> spacing = grid.stream()
                .flatMap(one -> Arrays.stream(one.spacing()).boxed())
                .toList();
        return new CaseFacts(
                inspected.id(), size, spacing, voxelsPerLabel, hashes, imageRead ? Long.toHexString(imageHash) : "");
    }

    private String relative(Path file) {
        return DatasetChecks.relative(dataset, file);
    }

    private void error(String check, String message) {
        findings.add(Finding.error(check, inspected.id(), message));
    }

    private void warning(String check, String message) {
        findings.add(Finding.warning(check, inspected.id(), message));
    }
}
