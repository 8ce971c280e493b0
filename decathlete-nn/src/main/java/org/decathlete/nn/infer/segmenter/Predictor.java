package org.decathlete.nn.infer.segmenter;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.candidate.DataContract;
import org.decathlete.core.preprocess.Preprocessor;
import org.decathlete.core.preprocess.cases.PreprocessedCase;
import org.decathlete.core.preprocess.probabilities.ProbabilityStorage;
import org.decathlete.core.preprocess.restoration.Restoration;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Progress;
import org.decathlete.core.volume.Grid;
import org.decathlete.core.volume.LabelVolume;
import org.decathlete.core.volume.SourceHeader;
import org.decathlete.core.volume.Volume;
import org.decathlete.nn.infer.memory.CaseMemory;
import org.decathlete.nn.infer.window.PreviousLabels;
import org.decathlete.nn.infer.window.SlidingWindow;
import org.decathlete.nn.infer.window.WindowLogits;
import org.decathlete.nn.infer.window.WindowSettings;
import org.decathlete.nn.model.ModelBundle;
import org.decathlete.nn.net.Network;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Precision;

/**
 * Segments images with networks of one preprocessing: preprocessing, sliding window over all networks, and back to the image's own
 * grid slab by slab. In a cascade it is one of the stages: the second one wants what the first one says beside each image. Holds the
 * networks and the threads of lanes; not thread-safe.
 *
 * <p>On the processor an image may start lanes, which sets libtorch's number of threads for the whole process for a moment and then
 * restores it. One predictor after the other does so, but a thread that uses libtorch for the first time meanwhile may keep the lanes'
 * number: have threads of your own call {@link org.decathlete.nn.tensor.Native#threads()} before.
 */
public final class Predictor implements Segmenter {
    private final Candidate candidate;
    private final List<Network> networks;
    private final Preprocessor preprocessor;
    private final SlidingWindow window;
    private final Restoration restoration;
    private final PredictionMemory memory;

    /**
     * @param networks trained for this candidate, on the settings' device; closed with this predictor
     * @param threads for preprocessing, sums and restoration; on the processor also those that passes side by side share, for which
     *     libtorch's own number is not asked
     */
    public Predictor(Candidate candidate, List<Network> networks, WindowSettings settings, int threads) {
        this.candidate = candidate;
        this.networks = List.copyOf(networks);
        this.preprocessor = new Preprocessor(candidate.preprocessing(), threads);
        this.window = new SlidingWindow(candidate.patchSize(), settings, threads);
        this.restoration =
                new Restoration(candidate.preprocessing(), candidate.data().labels(), threads);
        this.memory =
                new PredictionMemory(preprocessor, window, this.networks.get(0).spec(), threads);
    }

    /**
     * A predictor with all folds of a model, its mirroring, half-overlapping tiles and Gaussian weights; of a cascade, its second
     * stage alone.
     */
    public static Predictor of(ModelBundle model, Device device, Precision precision, int threads) {
        WindowSettings settings =
                WindowSettings.nnUNet(device, precision, model.description().mirrorAxes());
        return new Predictor(model.candidate(), model.networks(device), settings, threads);
    }

    /** What the model expects and means. */
    public Candidate candidate() {
        return candidate;
    }

    @Override
    public DataContract data() {
        return candidate.data();
    }

    @Override
    public CaseMemory memory(Grid grid, boolean probabilities) {
        return memory.of(grid, probabilities);
    }

    /** @throws IllegalStateException when the candidate refines a previous stage */
    @Override
    public PreparedImage prepare(Volume image) {
        if (candidate.previousStage() != null) {
            throw new IllegalStateException("candidate " + candidate.id() + " of " + candidate.configuration()
                    + " refines a previous stage, which is missing here");
        }
        PreprocessedCase prepared = preprocessed(image);
        Optional<SourceHeader> header = image.header();
        return (storage, progress) -> segment(prepared, PreviousLabels.NONE, header, storage, progress);
    }

    /**
     * Prepares an image for the second stage of a cascade.
     *
     * @return wants what the previous stage says, on the image's grid
     * @throws DecathleteException of kind DATA when the image does not fit the model
     */
    public Function<LabelVolume, PreparedImage> prepareRefinement(Volume image) {
        PreprocessedCase prepared = preprocessed(image);
        Optional<SourceHeader> header = image.header();
        return labels -> {
            PreviousLabels previous =
                    new PreviousLabels(candidate.previousLabels(), preprocessor.labels(labels, prepared.geometry()));
            return (storage, progress) -> segment(prepared, previous, header, storage, progress);
        };
    }

    private PreprocessedCase preprocessed(Volume image) {
        return preprocessor.preprocess(image, null, candidate.data().labels());
    }

    /**
     * Segments an image.
     *
     * @param image with the candidate's channels, on any grid; its header is passed on to the result
     * @return labels on the image's grid
     * @throws DecathleteException of kind DATA when the image does not fit the model, of kind RESOURCE when the memory does not
     *     suffice
     */
    public LabelVolume predict(Volume image) {
        return prepare(image).segment(Optional.empty(), Progress.silent()).labels();
    }

    /**
     * Segments an image.
     *
     * @param probabilities whether to compute them too; they stay in memory
     * @param progress is told the memory plan and counts tiles
     */
    public Prediction predict(Volume image, boolean probabilities, Progress progress) {
        Optional<ProbabilityStorage> storage =
                probabilities ? Optional.of(ProbabilityStorage.memory()) : Optional.empty();
        return prepare(image).segment(storage, progress);
    }

    private Prediction segment(
            PreprocessedCase prepared,
            PreviousLabels previous,
            Optional<SourceHeader> header,
            Optional<ProbabilityStorage> storage,
            Progress progress) {
        try (WindowLogits logits = window.open(prepared.data(), previous, prepared.shape(), networks, progress)) {
            if (storage.isEmpty()) {
                return new Prediction(restoration.labels(logits, prepared.geometry(), header), Optional.empty());
            }
            Restoration.WithProbabilities result =
                    restoration.withProbabilities(logits, prepared.geometry(), header, storage.get());
            return new Prediction(result.labels(), Optional.of(result.probabilities()));
        }
    }

    @Override
    public void close() {
        window.close();
        networks.forEach(Network::close);
    }
}
