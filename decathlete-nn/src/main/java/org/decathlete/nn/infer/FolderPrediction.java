package org.decathlete.nn.infer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.decathlete.core.dataset.Labels;
import org.decathlete.core.io.VolumeFiles;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.core.run.Progress;
import org.decathlete.core.volume.Volume;
import org.jspecify.annotations.Nullable;

/**
 * Segments the images of a folder. While one is being segmented, the next is read and the one before is written, each by one
 * thread of its own: both are light, and at most one image waits on either side.
 *
 * <p>What is finished is kept when the same command runs again. An image that fails is reported, and the others are done.
 */
final class FolderPrediction {
    private final Predictor predictor;
    private final CaseLoader loader;
    private final Path output;
    private final PredictionSettings settings;
    private final Progress progress;
    private final List<String> done = new ArrayList<>();
    private final Map<String, String> failed = new LinkedHashMap<>();

    FolderPrediction(
            Predictor predictor, CaseLoader loader, Path output, PredictionSettings settings, Progress progress) {
        this.predictor = predictor;
        this.loader = loader;
        this.output = output;
        this.settings = settings;
        this.progress = progress;
    }

    /**
     * Segments some images.
     *
     * @param stop asked between images
     * @throws DecathleteException of kind INTERRUPTED when told to stop
     */
    PredictionOutcome run(List<InputCase> inputs, boolean keep, BooleanSupplier stop) {
        long began = System.nanoTime();
        List<InputCase> open = keep ? open(inputs) : inputs;
        List<String> kept = inputs.stream()
                .filter(one -> !open.contains(one))
                .map(InputCase::id)
                .toList();
        if (!kept.isEmpty()) {
            progress.say(kept.size() + " of " + inputs.size() + " results are there already and are kept");
        }
        ExecutorService reader = Executors.newSingleThreadExecutor();
        ExecutorService writer = Executors.newSingleThreadExecutor();
        try (Progress.Stage stage = progress.start("predict", open.size())) {
            segment(open, reader, writer, stage, stop);
        } finally {
            reader.shutdownNow();
            writer.shutdown();
        }
        return new PredictionOutcome(List.copyOf(done), kept, Map.copyOf(failed), (System.nanoTime() - began) / 1e9);
    }

    private List<InputCase> open(List<InputCase> inputs) {
        Labels labels = predictor.candidate().data().labels();
        FinishedResults finished = new FinishedResults(labels, settings.probabilities());
        return inputs.stream()
                .filter(one -> !finished.has(one, labelFile(one), probabilityFile(one)))
                .toList();
    }

    private void segment(
            List<InputCase> inputs,
            ExecutorService reader,
            ExecutorService writer,
            Progress.Stage stage,
            BooleanSupplier stop) {
        @Nullable Written last = null;
        @Nullable Future<Volume> next = null;
        for (int i = 0; i < inputs.size(); i++) {
            if (stop.getAsBoolean()) {
                finish(last);
                throw new DecathleteException(
                        ErrorKind.INTERRUPTED,
                        "stopped after " + done.size() + " of " + inputs.size()
                                + " images; the same command goes on from here");
            }
            InputCase input = inputs.get(i);
            Future<Volume> current = next == null ? reader.submit(() -> loader.read(input)) : next;
            if (i + 1 < inputs.size()) {
                InputCase following = inputs.get(i + 1);
                next = reader.submit(() -> loader.read(following));
            }
            try {
                Volume image = result(current);
                Prediction prediction = predictor.predict(image, settings.probabilities(), progress);
                finish(last);
                last = new Written(input, writer.submit(() -> write(input, prediction)));
            } catch (RuntimeException | OutOfMemoryError e) {
                fail(input, e);
            }
            stage.advance(1, failed.isEmpty() ? input.id() : input.id() + ", " + failed.size() + " failed");
        }
        finish(last);
    }

    private void finish(@Nullable Written written) {
        if (written == null) {
            return;
        }
        try {
            result(written.future());
            done.add(written.input().id());
        } catch (RuntimeException | OutOfMemoryError e) {
            fail(written.input(), e);
        }
    }

    private void fail(InputCase input, Throwable reason) {
        if (reason instanceof DecathleteException known && known.kind() == ErrorKind.INTERRUPTED) {
            throw known;
        }
        String text = reason instanceof DecathleteException
                ? String.valueOf(reason.getMessage())
                : reason instanceof OutOfMemoryError
                        ? "not enough memory; give Java more (DECATHLETE_JAVA_OPTIONS=-Xmx…) or crop the image"
                        : reason.toString();
        failed.put(input.id(), text);
        progress.say("case " + input.id() + " failed: " + text);
    }

    private @Nullable Void write(InputCase input, Prediction prediction) {
        prediction
                .probabilities()
                .ifPresent(values -> ProbabilityFile.write(
                        probabilityFile(input),
                        values,
                        prediction.labels().grid().size()));
        VolumeFiles.write(labelFile(input), prediction.labels());
        return null;
    }

    private Path labelFile(InputCase input) {
        return output.resolve(
                input.id() + VolumeFiles.resultEnding(input.files().get(0)));
    }

    private Path probabilityFile(InputCase input) {
        return output.resolve(input.id() + ".npz");
    }

    private static <T extends @Nullable Object> T result(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DecathleteException(ErrorKind.INTERRUPTED, "interrupted; the same command goes on from here", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException known) {
                throw known;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** For an error message. */
    static String list(Map<String, String> failed) {
        return failed.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .collect(Collectors.joining("\n  ", "\n  ", ""));
    }

    private record Written(InputCase input, Future<@Nullable Void> future) {}
}
