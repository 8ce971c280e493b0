package org.decathlete.nn.infer.folder;

import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.decathlete.core.io.VolumeFiles;
import org.decathlete.nn.infer.segmenter.Prediction;
import org.jspecify.annotations.Nullable;

/** Writes results on a thread of its own, at most one at a time. */
final class ResultWriter implements AutoCloseable {
    private final Path output;
    private final Consumer<InputCase> done;
    private final BiConsumer<InputCase, Throwable> failed;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private @Nullable InputCase last;
    private @Nullable Future<?> writing;

    /**
     * @param done told of each result that is written
     * @param failed told of each that could not be
     */
    ResultWriter(Path output, Consumer<InputCase> done, BiConsumer<InputCase, Throwable> failed) {
        this.output = output;
        this.done = done;
        this.failed = failed;
    }

    /** The image whose result may still be in work. */
    @Nullable
    InputCase last() {
        return last;
    }

    /** Begins to write a result, after the one before. */
    void write(InputCase input, Prediction prediction) {
        finish();
        last = input;
        writing = thread.submit(() -> toFiles(input, prediction));
    }

    /** Waits for the result that is being written. */
    void finish() {
        InputCase input = last;
        Future<?> current = writing;
        last = null;
        writing = null;
        if (input == null || current == null) {
            return;
        }
        try {
            Futures.result(current);
            done.accept(input);
        } catch (RuntimeException | OutOfMemoryError e) {
            failed.accept(input, e);
        }
    }

    /** The label map comes last: where it is, the result is whole. */
    private void toFiles(InputCase input, Prediction prediction) {
        try (prediction) {
            prediction
                    .probabilities()
                    .ifPresent(map -> ProbabilityFile.write(
                            probabilityFile(output, input),
                            map,
                            prediction.labels().grid().size()));
            VolumeFiles.write(labelFile(output, input), prediction.labels());
        }
    }

    static Path labelFile(Path output, InputCase input) {
        return output.resolve(
                input.id() + VolumeFiles.resultEnding(input.files().get(0)));
    }

    static Path probabilityFile(Path output, InputCase input) {
        return output.resolve(input.id() + ".npz");
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
