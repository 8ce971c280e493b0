package org.decathlete.core.plan;

import java.util.List;
import java.util.Locale;
import org.decathlete.core.dataset.Labels;
import org.decathlete.core.spec.UNetSpec;

/** Plans one configuration at a given spacing: its patch, its network, its batch. */
final class ConfigurationPlanner {
    private static final int SMALLEST_BATCH = 2;

    /** A median case whose nonzero region is smaller than this share of it is normalised inside that region only. */
    private static final double MASKED_BELOW = 0.75;

    private final PlannerPreset preset;
    private final DatasetFacts facts;

    ConfigurationPlanner(PlannerPreset preset, DatasetFacts facts) {
        this.preset = preset;
        this.facts = facts;
    }

    /**
     * A configuration and why it is as it is.
     *
     * @param configuration without its place in a cascade, not pooling the Dice
     * @param reasons in plain words
     */
    record Planned(PlanConfiguration configuration, List<String> reasons) {

        double patchVoxels() {
            return configuration.patchSize().stream().mapToDouble(edge -> edge).reduce(1, (a, b) -> a * b);
        }
    }

    /**
     * Plans.
     *
     * @param spacing in mm, 2 or 3 axes
     * @param medianSize median size of the cases at this spacing, same axes
     * @param datasetVoxels voxels of all cases together, about
     */
    Planned plan(String name, double[] spacing, double[] medianSize, double datasetVoxels) {
        Labels labels = facts.description().labels();
        int inputs = facts.description().channelNames().size();
        int heads = labels.entries().size() + (labels.ignore() == null ? 0 : 1);
        PatchSearch.Found found = new PatchSearch(preset, inputs, heads).search(spacing, medianSize);
        double patchVoxels = Axes.product(found.patch());
        double affordable =
                Math.rint(preset.reference(spacing.length) / found.estimate() * preset.referenceBatch(spacing.length));
        double cap = Math.rint(datasetVoxels * preset.coverage() / patchVoxels);
        int batch = (int) Math.max(Math.min(affordable, cap), SMALLEST_BATCH);
        List<Normalization> normalizations =
                Normalization.of(facts.description().channelNames());
        boolean masked = facts.fingerprint().medianRelativeSizeAfterCropping() < MASKED_BELOW;
        PlanConfiguration configuration = new PlanConfiguration(
                name,
                preset.dataIdentifier(name),
                PlanConfiguration.PREPROCESSOR,
                batch,
                Axes.list(found.patch()),
                Axes.list(medianSize),
                Axes.list(spacing),
                normalizations.stream().map(Normalization::scheme).toList(),
                normalizations.stream().map(n -> masked && n.leavesOutside()).toList(),
                Resampling.IMAGE,
                Resampling.LABELS,
                Resampling.PREDICTIONS,
                found.network().withChannels(inputs, labels.outputs()),
                false,
                List.of(),
                null,
                null);
        double seen = patchVoxels / Axes.product(medianSize);
        return new Planned(
                configuration,
                List.of(
                        patchReason(name, spacing, medianSize, seen, found),
                        sizeReason(name, spacing.length, found),
                        batchReason(name, batch, affordable, cap),
                        memoryReason(name, batch, configuration.network(), found)));
    }

    private static String patchReason(
            String name, double[] spacing, double[] medianSize, double seen, PatchSearch.Found found) {
        return name + " works at " + Axes.text(spacing) + " mm, where the median image has " + Axes.text(medianSize)
                + " voxels. A patch of " + Axes.text(found.patch()) + " voxels shows "
                + String.format(Locale.ROOT, "%.0f %%", 100 * Math.min(seen, 1)) + " of it; a U-Net of "
                + found.network().stageCount() + " stages with "
                + found.network().featuresPerStage().get(0) + " to "
                + found.network().featuresPerStage().get(found.network().stageCount() - 1)
                + " features halves it as long as no edge gets below 4 voxels.";
    }

    private String sizeReason(String name, int dimensions, PatchSearch.Found found) {
        String limit = millions((long) preset.largestEstimate(dimensions));
        String cost = name + ": one patch costs " + millions(found.estimate())
                + " million feature-map values, of at most " + limit + " million";
        if (found.trace().size() == 1) {
            return cost + ", so nothing had to shrink.";
        }
        PatchSearch.Tried first = found.trace().get(0);
        int steps = found.trace().size() - 1;
        return cost + ". The first patch, " + Axes.text(first.patch()) + ", would have cost "
                + millions(first.estimate()) + " million; it was shortened " + steps
                + (steps == 1 ? " time" : " times") + " along the axis that was longest relative to the image.";
    }

    private String batchReason(String name, int batch, double affordable, double cap) {
        String reason = name + " takes batches of " + batch + ": ";
        if (batch == affordable) {
            return reason + "what the memory reference allows.";
        }
        if (batch == cap) {
            return reason
                    + String.format(
                            Locale.ROOT,
                            "memory would allow %.0f, but a batch may show at most %.0f %% of the dataset's voxels.",
                            affordable,
                            100 * preset.coverage());
        }
        return reason + "the smallest there is.";
    }

    private static String memoryReason(String name, int batch, UNetSpec network, PatchSearch.Found found) {
        int[] patch = found.patch();
        double gibibyte = 1L << 30;
        double all = UNetCost.trainingBytes(network, patch, batch, Short.BYTES);
        double kept = (double) Short.BYTES * batch * UNetCost.activations(network, patch);
        return String.format(
                Locale.ROOT,
                "%s: the network has %s million parameters; a step of %d takes %.1f billion multiply-adds forward and is expected to hold"
                        + " %.1f GiB in half precision (%.1f GiB of it activations of the batch).",
                name,
                millions(UNetCost.parameters(network)),
                batch,
                batch * (double) UNetCost.multiplyAdds(network, patch) / 1e9,
                all / gibibyte,
                kept / gibibyte);
    }

    private static String millions(long count) {
        return String.format(Locale.ROOT, count < 10e6 ? "%.2f" : "%.0f", count / 1e6);
    }
}
