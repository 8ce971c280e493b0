package org.decathlete.nn.infer.folder;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Progress;
import org.decathlete.nn.infer.ensemble.Member;
import org.decathlete.nn.infer.segmenter.Segmenter;
import org.decathlete.nn.infer.window.PredictionMode;
import org.decathlete.nn.model.ModelBundle;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Precision;

/** Segments the images of a folder, or one image, with a model. */
public final class FolderPredictor {
    private final String modelId;
    private final String candidateId;
    private final SegmenterSource source;
    private final Device device;
    private final Precision precision;
    private final CorePlan cores;
    private final PredictionMode mode;

    /** Makes the segmenter of a folder. */
    @FunctionalInterface
    public interface SegmenterSource {
        /**
         * @param threads for preparing images, for sums and for taking results back to the images' grids, and on the processor for
         *     passes side by side
         * @param scratch folder for temporary files, that of the results
         */
        Segmenter open(int threads, Path scratch);
    }

    /**
     * A predictor with the networks of a model.
     *
     * @param threads of the processor, for Java and for passes side by side
     */
    public FolderPredictor(ModelBundle model, Device device, Precision precision, int threads) {
        this(
                model.id(),
                model.candidate().id(),
                (javaThreads, scratch) ->
                        Member.of(model, device).segmenter(device, precision, javaThreads, PredictionMode.FULL),
                device,
                precision,
                threads);
    }

    /**
     * A predictor with any segmenter, such as an {@link org.decathlete.nn.infer.ensemble.Ensemble}.
     *
     * @param modelId what tells results of this segmenter from those of others
     * @param candidateId ids of its candidates
     * @param threads of the processor, for Java and for passes side by side
     */
    public FolderPredictor(
            String modelId,
            String candidateId,
            SegmenterSource source,
            Device device,
            Precision precision,
            int threads) {
        this(modelId, candidateId, source, device, precision, threads, PredictionMode.FULL);
    }

    /**
     * A predictor with a segmenter of some mode; the other arguments are as above.
     *
     * @param mode what the segmenter does; results of another mode are not kept
     */
    public FolderPredictor(
            String modelId,
            String candidateId,
            SegmenterSource source,
            Device device,
            Precision precision,
            int threads,
            PredictionMode mode) {
        this.mode = mode;
        this.modelId = modelId;
        this.candidateId = candidateId;
        this.source = source;
        this.device = device;
        this.precision = precision;
        this.cores = CorePlan.of(device, threads);
    }

    /**
     * Segments every image of {@code input} into {@code output}: {@code case.nii.gz}, or {@code case_0000.nii.gz} and its
     * channels, become {@code case.nii.gz}, and likewise for the other formats: a result is written in the format of its image. Results
     * of this model that are whole and younger than their images are kept; what a killed run left half written is removed.
     *
     * @param input a folder or a file
     * @param output a folder; created where needed
     * @param stop asked between images; true ends with kind INTERRUPTED
     * @throws DecathleteException of kind CASES when some images failed, which it names; the others are done; of kind RESOURCE
     *     when they failed for want of memory or disk alone
     */
    public PredictionOutcome predict(
            Path input, Path output, PredictionSettings settings, Progress progress, BooleanSupplier stop) {
        try (Segmenter segmenter = source.open(cores.javaThreads(), output)) {
            List<InputCase> inputs =
                    InputCase.find(input, segmenter.data().channelNames().size());
            requireApart(inputs, output);
            Leftovers.remove(output, inputs);
            PredictionManifest manifest = PredictionManifest.of(
                    modelId, candidateId, device.toString(), precision.name().toLowerCase(Locale.ROOT), mode);
            boolean keep = !settings.overwrite() && manifest.agreesWith(output);
            manifest.write(output);
            CaseLoader loader = new CaseLoader(input, segmenter.data());
            return new FolderPrediction(segmenter, loader, cores, output, settings, progress).run(inputs, keep, stop);
        }
    }

    /** A result must not take the place of an image. */
    private static void requireApart(List<InputCase> inputs, Path output) {
        for (InputCase input : inputs) {
            for (Path file : input.files()) {
                if (place(output)
                        .equals(place(
                                Objects.requireNonNull(file.toAbsolutePath().getParent())))) {
                    throw DecathleteException.usage("--output " + output
                            + " is the folder of the input; give another, so that no image is overwritten");
                }
            }
        }
    }

    /** Where a path leads, links followed; what is not there yet is taken as it is written. */
    private static Path place(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path.toAbsolutePath().normalize();
        }
    }
}
