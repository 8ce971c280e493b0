package org.decathlete.app.training;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.decathlete.app.project.Project;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.dataset.Case;
import org.decathlete.core.dataset.CaseReader;
import org.decathlete.core.dataset.Dataset;
import org.decathlete.core.dataset.folds.Split;
import org.decathlete.core.io.VolumeFiles;
import org.decathlete.core.run.Progress;
import org.decathlete.core.volume.LabelVolume;
import org.decathlete.core.volume.Volume;
import org.decathlete.nn.infer.segmenter.Predictor;
import org.decathlete.nn.infer.segmenter.PreparedImage;
import org.decathlete.nn.infer.window.WindowSettings;
import org.decathlete.nn.net.Networks;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Precision;

/**
 * How long validation, evaluation and report will take, measured with an untrained network on one case of middle size: the weights do
 * not change the time.
 */
public record ValidationCost(Project project, Candidate candidate, Split split, RunRequest.Engine engine) {
    /** For evaluation, report and what else is not measured; and against a case that is slower than its size tells. */
    private static final double FIXED_SECONDS = 5;

    private static final double MARGIN = 1.15;

    /** Of a training on its own validation cases. */
    public static ValidationCost of(FoldTraining training) {
        return new ValidationCost(training.project(), training.candidate(), training.split(), training.engine());
    }

    /** Seconds to keep back for the validation cases of the fold. */
    public double seconds() {
        return FIXED_SECONDS + predictionSeconds();
    }

    /** Seconds that predicting them will take. */
    public double predictionSeconds() {
        Dataset dataset = project.dataset();
        Map<String, Case> byId = dataset.cases().stream().collect(Collectors.toMap(Case::id, Function.identity()));
        List<Case> cases = split.validation().stream()
                .map(byId::get)
                .sorted(Comparator.comparingLong(ValidationCost::voxels))
                .toList();
        Case middle = cases.get(cases.size() / 2);
        long all = cases.stream().mapToLong(ValidationCost::voxels).sum();
        double share = all / (double) Math.max(1, voxels(middle));
        return MARGIN * share * secondsOf(CaseReader.readImage(dataset, middle));
    }

    private double secondsOf(Volume image) {
        Device device = Device.parse(engine.device());
        Precision precision = Precision.parse(engine.precision(), device);
        int[] axes =
                candidate.recipe().augmentation().mirrorAxes(candidate.network().dimensions());
        try (Predictor predictor = new Predictor(
                candidate,
                List.of(Networks.build(candidate.network(), device, 0)),
                WindowSettings.nnUNet(device, precision, axes),
                engine.threads())) {
            predict(predictor, image);
            long started = System.nanoTime();
            predict(predictor, image);
            return (System.nanoTime() - started) / 1e9;
        }
    }

    /** What a first stage has found does not change the time either. */
    private static void predict(Predictor predictor, Volume image) {
        PreparedImage prepared = predictor.candidate().previousStage() == null
                ? predictor.prepare(image)
                : predictor
                        .prepareRefinement(image)
                        .apply(new LabelVolume(
                                image.grid(), new short[image.grid().voxels()]));
        prepared.segment(Optional.empty(), Progress.silent());
    }

    private static long voxels(Case one) {
        return VolumeFiles.info(one.images().get(0)).grid().voxels();
    }
}
