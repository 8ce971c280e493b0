package org.decathlete.nn.infer.folder;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.decathlete.core.dataset.Labels;
import org.decathlete.core.preprocess.probabilities.ProbabilityStorage;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.core.run.Progress;
import org.decathlete.nn.infer.memory.FreeMemory;
import org.decathlete.nn.infer.memory.MemoryText;
import org.decathlete.nn.infer.memory.ProbabilityPlace;
import org.decathlete.nn.infer.segmenter.Prediction;
import org.decathlete.nn.infer.segmenter.PreparedImage;
import org.decathlete.nn.infer.segmenter.Segmenter;

/**
 * Segments the images of a folder. While one is being segmented, the next is read and the one before is written, each by one
 * thread of its own, where the memory plan allows it: at most one image waits on either side.
 *
 * <p>What is finished is kept when the same command runs again. An image that fails is reported, and the others are done.
 */
final class FolderPrediction {
    private final Segmenter segmenter;
    private final CaseLoader loader;
    private final CorePlan cores;
    private final Path output;
    private final PredictionSettings settings;
    private final Progress progress;
    private final FolderMemory memory;
    private final List<String> done = new ArrayList<>();
    private final Map<String, String> failed = new LinkedHashMap<>();
    private boolean onlyMemoryLacks = true;

    FolderPrediction(
            Segmenter segmenter,
            CaseLoader loader,
            CorePlan cores,
            Path output,
            PredictionSettings settings,
            Progress progress) {
        this.segmenter = segmenter;
        this.loader = loader;
        this.cores = cores;
        this.output = output;
        this.settings = settings;
        this.progress = progress;
        this.memory = new FolderMemory(segmenter, settings.probabilities(), cores, FreeMemory.usableHeap());
    }

    /**
     * Segments some images.
     *
     * @param stop asked between images
     * @throws DecathleteException of kind INTERRUPTED when told to stop; of kind RESOURCE when images failed and all for want of
     *     memory or disk, of kind CASES when some failed otherwise
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
        if (open.isEmpty()) {
            return new PredictionOutcome(List.of(), kept, Map.of(), (System.nanoTime() - began) / 1e9);
        }
        memory.text(open).ifPresent(progress::say);
        try (Progress.Stage stage = progress.start("predict", open.size());
                ImageReader reader = new ImageReader(loader, segmenter, cores);
                ResultWriter writer = new ResultWriter(output, one -> done.add(one.id()), this::fail)) {
            segment(open, reader, writer, stage, stop);
        }
        requireNoFailure(inputs.size());
        return new PredictionOutcome(List.copyOf(done), kept, Map.copyOf(failed), (System.nanoTime() - began) / 1e9);
    }

    private List<InputCase> open(List<InputCase> inputs) {
        Labels labels = segmenter.data().labels();
        FinishedResults finished = new FinishedResults(labels, settings.probabilities());
        return inputs.stream()
                .filter(one -> !finished.has(
                        one, ResultWriter.labelFile(output, one), ResultWriter.probabilityFile(output, one)))
                .toList();
    }

    private void segment(
            List<InputCase> inputs,
            ImageReader reader,
            ResultWriter writer,
            Progress.Stage stage,
            BooleanSupplier stop) {
        for (int i = 0; i < inputs.size(); i++) {
            if (stop.getAsBoolean()) {
                writer.finish();
                throw new DecathleteException(
                        ErrorKind.INTERRUPTED,
                        "stopped after " + done.size() + " of " + inputs.size()
                                + " images; the same command goes on from here");
            }
            InputCase input = inputs.get(i);
            Optional<InputCase> next = i + 1 < inputs.size() ? Optional.of(inputs.get(i + 1)) : Optional.empty();
            try {
                writer.write(input, segment(input, next, reader, writer));
            } catch (RuntimeException | OutOfMemoryError e) {
                fail(input, e);
            }
            stage.advance(1, failed.isEmpty() ? input.id() : input.id() + ", " + failed.size() + " failed");
        }
        writer.finish();
    }

    private Prediction segment(InputCase input, Optional<InputCase> next, ImageReader reader, ResultWriter writer) {
        memory.requireFit(input);
        InputCase last = writer.last();
        if (last != null && !memory.mayWrite(last, input)) {
            writer.finish();
        }
        PreparedImage prepared = reader.take(input);
        InputCase before = last == null ? input : last;
        next.filter(one -> memory.mayReadAhead(before, input, one)).ifPresent(reader::readAhead);
        Optional<ProbabilityStorage> storage =
                settings.probabilities() ? Optional.of(ProbabilityPlace.of(output, input.id())) : Optional.empty();
        return prepared.segment(storage, progress);
    }

    private void fail(InputCase input, Throwable reason) {
        if (reason instanceof DecathleteException known && known.kind() == ErrorKind.INTERRUPTED) {
            throw known;
        }
        boolean memoryLacks = reason instanceof OutOfMemoryError
                || (reason instanceof DecathleteException known && known.kind() == ErrorKind.RESOURCE);
        onlyMemoryLacks &= memoryLacks;
        String text = reason instanceof DecathleteException
                ? String.valueOf(reason.getMessage())
                : reason instanceof OutOfMemoryError ? "not enough memory; " + MemoryText.remedy(0) : reason.toString();
        failed.put(input.id(), text);
        progress.say("case " + input.id() + " failed: " + text);
    }

    private void requireNoFailure(int all) {
        if (failed.isEmpty()) {
            return;
        }
        StringBuilder text = new StringBuilder()
                .append(failed.size())
                .append(" of ")
                .append(all)
                .append(" images could not be segmented")
                .append(failed.size() < all ? ", the others are done:" : ":");
        failed.forEach(
                (id, reason) -> text.append("\n  ").append(id).append(": ").append(reason));
        throw new DecathleteException(onlyMemoryLacks ? ErrorKind.RESOURCE : ErrorKind.CASES, text.toString());
    }
}
