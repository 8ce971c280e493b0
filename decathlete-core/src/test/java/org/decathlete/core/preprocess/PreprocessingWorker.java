package org.decathlete.core.preprocess;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.decathlete.core.dataset.Labels;
import org.decathlete.core.fingerprint.IntensityProperties;
import org.decathlete.core.io.VolumeFiles;
import org.decathlete.core.plan.PreprocessingSpec;
import org.decathlete.core.preprocess.cases.PreprocessedCase;
import org.decathlete.core.preprocess.store.CaseStore;
import org.decathlete.core.preprocess.store.StoreIdentity;
import org.decathlete.core.volume.LabelVolume;
import org.decathlete.core.volume.Volume;

/** Our side of {@code bench/preprocessing}: reads, preprocesses and writes one case whenever it is told {@code step}. */
final class PreprocessingWorker {
    private static final PreprocessingSpec SPEC = new PreprocessingSpec(
            new int[] {0, 1, 2},
            new double[] {1, 1, 1},
            List.of("ZScoreNormalization"),
            Collections.nCopies(1, false),
            3,
            1,
            0,
            null,
            List.of(new IntensityProperties(0, 0, 1, 0, 1, 1, 0)));

    private PreprocessingWorker() {}

    /** Argument: the folder with image.nii.gz and label.nii.gz, where results go too. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        Labels labels = Labels.of("background", "one", "two");
        Preprocessor preprocessor = new Preprocessor(SPEC);
        CaseStore store = CaseStore.create(folder.resolve("ours"), new StoreIdentity("bench", labels, SPEC), 0);
        System.out.println("ready one thread, Java " + Runtime.version().feature());
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while ("step".equals(commands.readLine())) {
            long start = System.nanoTime();
            Volume image = VolumeFiles.read(folder.resolve("image.nii.gz"));
            LabelVolume label = VolumeFiles.readLabels(folder.resolve("label.nii.gz"));
            long read = System.nanoTime();
            PreprocessedCase done = preprocessor.preprocess(image, label, labels);
            long preprocessed = System.nanoTime();
            store.write("ours", done);
            long written = System.nanoTime();
            store(folder, done);
            System.out.printf(
                    Locale.ROOT,
                    "done %.4f %.4f %.4f%n",
                    (read - start) / 1e9,
                    (preprocessed - read) / 1e9,
                    (written - preprocessed) / 1e9);
        }
    }

    /** For the comparison of the results. */
    private static void store(Path folder, PreprocessedCase done) throws IOException {
        float[] data = done.data().get(0);
        ByteBuffer image = ByteBuffer.allocate(4 * data.length).order(ByteOrder.LITTLE_ENDIAN);
        image.asFloatBuffer().put(data);
        Files.write(folder.resolve("ours_data.f32"), image.array());
        ByteBuffer labels = ByteBuffer.allocate(2 * data.length).order(ByteOrder.LITTLE_ENDIAN);
        labels.asShortBuffer().put(done.requireLabels());
        Files.write(folder.resolve("ours_seg.i16"), labels.array());
    }
}
