package org.decathlete.nn.infer;

import java.util.List;
import java.util.Optional;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.preprocess.LogitsSource;
import org.decathlete.core.preprocess.PreprocessedCase;
import org.decathlete.core.preprocess.Preprocessor;
import org.decathlete.core.preprocess.Restoration;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Progress;
import org.decathlete.core.volume.LabelVolume;
import org.decathlete.core.volume.Volume;
import org.decathlete.nn.model.ModelBundle;
import org.decathlete.nn.net.Network;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Precision;

/**
 * Segments images with a model: preprocessing, sliding window over the networks of all folds, and back to the image's own grid.
 * Holds the networks; not thread-safe.
 *
 * <p>Preprocessing, networks and restoration take turns, each with all threads, since they would only slow each other down.
 */
public final class Predictor implements AutoCloseable {
    private final Candidate candidate;
    private final List<Network> networks;
    private final Preprocessor preprocessor;
    private final SlidingWindow window;
    private final Restoration restoration;

    /**
     * @param networks trained for this candidate, on the settings' device; closed with this predictor
     * @param threads for preprocessing and restoration
     */
    public Predictor(Candidate candidate, List<Network> networks, WindowSettings settings, int threads) {
        this.candidate = candidate;
        this.networks = List.copyOf(networks);
        this.preprocessor = new Preprocessor(candidate.preprocessing(), threads);
        this.window = new SlidingWindow(candidate.patchSize(), settings);
        this.restoration =
                new Restoration(candidate.preprocessing(), candidate.data().labels(), threads);
    }

    /** A predictor with all folds of a model, its mirroring, half-overlapping tiles and Gaussian weights. */
    public static Predictor of(ModelBundle model, Device device, Precision precision, int threads) {
        WindowSettings settings =
                WindowSettings.nnUNet(device, precision, model.description().mirrorAxes());
        return new Predictor(model.candidate(), model.networks(device), settings, threads);
    }

    /** What the model expects and means. */
    public Candidate candidate() {
        return candidate;
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
        return predict(image, false, Progress.silent()).labels();
    }

    /**
     * Segments an image.
     *
     * @param probabilities whether to compute them too
     * @param progress is told the memory plan and counts tiles
     */
    public Prediction predict(Volume image, boolean probabilities, Progress progress) {
        PreprocessedCase prepared =
                preprocessor.preprocess(image, null, candidate.data().labels());
        float[][] logits = window.logits(prepared.data(), prepared.shape(), networks, progress);
        LogitsSource source = LogitsSource.of(prepared.shape(), logits);
        LabelVolume labels = restoration.labels(source, prepared.geometry(), image.header());
        return new Prediction(
                labels,
                probabilities ? Optional.of(restoration.probabilities(source, prepared.geometry())) : Optional.empty());
    }

    @Override
    public void close() {
        networks.forEach(Network::close);
    }
}
