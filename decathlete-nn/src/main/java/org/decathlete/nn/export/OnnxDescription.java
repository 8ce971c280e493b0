package org.decathlete.nn.export;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.dataset.Labels;
import org.decathlete.core.fingerprint.IntensityProperties;
import org.decathlete.core.plan.PreprocessingSpec;
import org.decathlete.nn.model.ModelBundle;
import org.jspecify.annotations.Nullable;

/**
 * What a program needs to know to run exported networks on an image, beside the ONNX files.
 *
 * @param format always {@value #FORMAT}
 * @param version of the format
 * @param candidate id of the model's candidate
 * @param networks ONNX files in the same folder; the mean of their logits is the model's answer
 * @param input what the graph takes
 * @param output what it gives
 * @param preprocessing what happens to an image before: transpose the axes, crop to the nonzero region, normalise, resample
 * @param window how patches cover the image
 * @param labels what the outputs mean
 */
record OnnxDescription(
        String format,
        int version,
        String candidate,
        List<String> networks,
        Input input,
        Output output,
        Preprocessing preprocessing,
        Window window,
        Meaning labels) {
    static final String FORMAT = "decathlete-onnx";
    static final int VERSION = 1;
    private static final double STEP = 0.5;

    /** Name, order of the axes, and channels in order. */
    record Input(String name, List<String> axes, List<String> channels) {}

    /** Name, order of the axes, and what turns logits into probabilities: {@code softmax} or {@code sigmoid}. */
    record Output(String name, List<String> axes, String activation) {}

    /** As in the candidate; axes are (z, y, x) of the array, spacings mm. */
    record Preprocessing(int[] transposeForward, double[] spacing, List<Channel> channels, PreprocessingSpec details) {}

    /** Normalisation of one channel, and the intensities of the training cases that it uses. */
    record Channel(String name, String scheme, boolean maskOnly, IntensityProperties intensities) {}

    /** Patch size along the transposed axes, share of it between two tiles, and spatial axes that may be mirrored. */
    record Window(int[] patchSize, double step, int[] mirrorAxes) {}

    /**
     * Meaning of each output channel, in order.
     *
     * @param outputs names and label values; with regions one per region, else one per label, the background first
     * @param regionsClassOrder with regions, the label that each is painted with, in this order
     * @param ignore value of voxels that nobody annotated, or null
     */
    record Meaning(
            List<Labels.Entry> outputs,
            List<Integer> regionsClassOrder,
            @Nullable Integer ignore) {}

    static OnnxDescription of(ModelBundle model, List<String> networks) {
        Candidate candidate = model.candidate();
        List<String> axes =
                candidate.network().dimensions() == 3 ? List.of("N", "C", "z", "y", "x") : List.of("N", "C", "y", "x");
        return new OnnxDescription(
                FORMAT,
                VERSION,
                candidate.id(),
                networks,
                new Input(OnnxFile.INPUT, axes, channels(candidate)),
                new Output(OnnxFile.OUTPUT, axes, candidate.data().labels().hasRegions() ? "sigmoid" : "softmax"),
                preprocessing(candidate),
                new Window(candidate.patchSize(), STEP, model.description().mirrorAxes()),
                meaning(candidate.data().labels()));
    }

    /** The image's channels, then a mask of each label that the networks in {@code previous_stage} can have found. */
    private static List<String> channels(Candidate candidate) {
        Stream<String> masks = candidate.previousLabels().stream().map(label -> "previous_stage == " + label);
        return Stream.concat(candidate.data().channelNames().stream(), masks).toList();
    }

    private static Preprocessing preprocessing(Candidate candidate) {
        PreprocessingSpec spec = candidate.preprocessing();
        List<Channel> channels = IntStream.range(0, spec.channels())
                .mapToObj(channel -> new Channel(
                        candidate.data().channelNames().get(channel),
                        spec.normalizationSchemes().get(channel),
                        spec.useMaskForNorm().get(channel),
                        spec.intensities().get(channel)))
                .toList();
        return new Preprocessing(spec.transposeForward(), spec.spacing(), channels, spec);
    }

    private static Meaning meaning(Labels labels) {
        List<List<Integer>> values = labels.hasRegions()
                ? labels.regions()
                : labels.all().stream().map(List::of).toList();
        return new Meaning(
                values.stream()
                        .map(each -> new Labels.Entry(labels.name(each), each))
                        .toList(),
                labels.regionsClassOrder(),
                labels.ignore());
    }

    /** Texts for the file of each network, so that it can be told apart without its description. */
    Map<String, String> metadata(String fold) {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("format", format);
        texts.put("candidate", candidate);
        texts.put("fold", fold);
        return texts;
    }
}
