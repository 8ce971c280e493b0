package org.decathlete.core.metrics;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.decathlete.core.dataset.Labels;
import org.decathlete.core.io.VolumeFiles;
import org.decathlete.core.volume.LabelVolume;

/** Our side of {@code bench/surface_metrics}: compares one pair of masks whenever it is told {@code step}. */
final class SurfaceMetricsWorker {
    private SurfaceMetricsWorker() {}

    /** Argument: the folder with reference.nii.gz and prediction.nii.gz. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        LabelVolume reference = VolumeFiles.readLabels(folder.resolve("reference.nii.gz"));
        LabelVolume prediction = VolumeFiles.readLabels(folder.resolve("prediction.nii.gz"));
        Labels labels = Labels.of("background", "organ");
        EvaluationSettings settings = new EvaluationSettings(Definition.DEFAULT, List.of(1.0));
        System.out.println("ready one thread, Java " + Runtime.version().feature());
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while ("step".equals(commands.readLine())) {
            long start = System.nanoTime();
            Map<String, ClassScores> all =
                    CaseEvaluation.of(prediction, reference, labels, settings).classes();
            ClassScores scores = all.values().iterator().next();
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "done %.5f %.9f %.9f%n",
                    seconds,
                    scores.hd95(),
                    scores.surfaceDice().get(0));
        }
    }
}
