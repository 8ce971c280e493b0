package org.decathlete.nn.train.checkpoint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.decathlete.core.run.AtomicFiles;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.core.run.Json;
import org.decathlete.core.run.JsonProblem;
import org.decathlete.core.run.Progress;
import org.decathlete.nn.model.safetensors.SafetensorsFile;
import org.decathlete.nn.train.settings.Budget;
import org.decathlete.nn.train.settings.RunSettings;
import org.decathlete.nn.train.state.TrainingState;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * The checkpoints of one run folder: {@code checkpoint_latest}, {@code checkpoint_best}, {@code checkpoint_final}, each one
 * safetensors file with weights under {@code model.}, the optimiser's state under {@code optimizer.} and everything else as JSON in
 * its metadata. They are replaced by a move, so that a kill at any moment leaves a whole one.
 */
public final class Checkpoints {
    static final String FORMAT = "decathlete-checkpoint";
    static final int VERSION = 1;

    /** Seconds after which {@code checkpoint_latest} is due again; it is never older, give or take a step. */
    public static final double LARGEST_AGE = 110;

    private final Path folder;
    private final RunIdentity identity;
    private final RunSettings settings;
    private long writtenAt = System.nanoTime();
    private double writeSeconds;

    /**
     * @param folder of the run
     * @param identity of the training; checkpoints of another are refused
     * @param settings whose budget and provenance are noted
     */
    public Checkpoints(Path folder, RunIdentity identity, RunSettings settings) {
        this.folder = folder;
        this.identity = identity;
        this.settings = settings;
    }

    /** What a training that was stopped goes on from. */
    public Path latest() {
        return folder.resolve("checkpoint_latest.safetensors");
    }

    Path best() {
        return bestBeside(last());
    }

    /** The checkpoint with the best moving average in the folder of another one. */
    static Path bestBeside(Path checkpoint) {
        return checkpoint.resolveSibling("checkpoint_best.safetensors");
    }

    /** What a training ended with. */
    public Path last() {
        return folder.resolve("checkpoint_final.safetensors");
    }

    /** The file of the {@code nn.train.log.MetricsLog}. */
    public Path metrics() {
        return folder.resolve("metrics.jsonl");
    }

    /** Seconds since this process wrote or opened one. */
    public double age() {
        return (System.nanoTime() - writtenAt) / 1e9;
    }

    /** Whether writing one now costs little beside the time since the last. */
    public boolean isCheap() {
        return age() > 20 * writeSeconds;
    }

    /** Writes {@code checkpoint_latest}. */
    public void writeLatest(TrainingState state, Map<String, Tensor> tensors) {
        write(latest(), state, tensors);
    }

    /** Makes what {@code checkpoint_latest} holds now the best one, without writing it again where the file system can. */
    public void latestIsBest() {
        Path fresh = AtomicFiles.temporary(best());
        try {
            Files.deleteIfExists(fresh);
            try {
                Files.createLink(fresh, latest());
            } catch (UnsupportedOperationException | IOException e) {
                Files.copy(latest(), fresh);
            }
            Files.move(fresh, best(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new DecathleteException(ErrorKind.RESOURCE, best() + " cannot be written: " + e, e);
        }
    }

    /** Writes {@code checkpoint_final}; the latest one is then of no more use. */
    public void writeFinal(TrainingState state, Map<String, Tensor> tensors) {
        write(last(), state, tensors);
        dropLatest();
    }

    /** Removes {@code checkpoint_latest}. */
    public void dropLatest() {
        try {
            Files.deleteIfExists(latest());
        } catch (IOException e) {
            throw new DecathleteException(ErrorKind.RESOURCE, latest() + " cannot be removed: " + e, e);
        }
    }

    /**
     * The state in a checkpoint, empty where there is no such file.
     *
     * @throws DecathleteException when it is damaged, of a newer version, or of another candidate, split or seed
     */
    public Optional<TrainingState> state(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Map<String, String> metadata = SafetensorsFile.metadata(file);
        requireFormat(file, metadata);
        identity.require(file, parsed(file, metadata, "identity", RunIdentity.class));
        return Optional.of(parsed(file, metadata, "state", TrainingState.class));
    }

    /** Says so where a checkpoint was made under another budget than this run's; the schedule is then that of this run. */
    public void sayOtherBudget(Path file, Progress progress) {
        Budget before = parsed(file, SafetensorsFile.metadata(file), "budget", Budget.class);
        if (!before.equals(settings.budget())) {
            progress.say("training: the budget was " + before + " and is " + settings.budget() + " now");
        }
    }

    private void write(Path file, TrainingState state, Map<String, Tensor> tensors) {
        long began = System.nanoTime();
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("format", FORMAT);
        metadata.put("version", String.valueOf(VERSION));
        metadata.put("identity", Json.canonical(identity));
        metadata.put("budget", Json.canonical(settings.budget()));
        metadata.put("state", Json.canonical(state));
        metadata.put("provenance", Json.canonical(Provenance.now(settings, state)));
        uninterrupted(() -> SafetensorsFile.write(file, tensors, metadata));
        writtenAt = System.nanoTime();
        writeSeconds = (writtenAt - began) / 1e9;
    }

    /** An interrupt would close the file that is being written; it is kept for afterwards. */
    private static void uninterrupted(Runnable write) {
        boolean flagged = Thread.interrupted();
        try {
            write.run();
        } catch (DecathleteException e) {
            if (!Thread.interrupted()) {
                throw e;
            }
            flagged = true;
            write.run();
        } finally {
            if (flagged) {
                Thread.currentThread().interrupt();
            }
        }
    }

    static void requireFormat(Path file, Map<String, String> metadata) {
        String format = metadata.getOrDefault("format", "");
        if (!format.equals(FORMAT)) {
            throw DecathleteException.data(file + " has format '" + format + "', expected '" + FORMAT + "'");
        }
        String version = metadata.getOrDefault("version", "");
        if (!version.matches("\\d{1,6}") || Integer.parseInt(version) > VERSION) {
            throw DecathleteException.data(file + " has version '" + version + "', this program knows up to " + VERSION
                    + "; use a newer Decathlete, or another work folder");
        }
    }

    /** The state of a training that is finished; refuses that of another. */
    static TrainingState finishedState(Path file, Map<String, String> metadata) {
        TrainingState state = parsed(file, metadata, "state", TrainingState.class);
        if (!state.finished()) {
            throw DecathleteException.data(file + " is of a training that is not finished; let it end first");
        }
        return state;
    }

    /** Version of libtorch and its binding that wrote a checkpoint. */
    static String libtorch(Path file, Map<String, String> metadata) {
        return parsed(file, metadata, "provenance", Provenance.class).libtorch();
    }

    static <T> T parsed(Path file, Map<String, String> metadata, String field, Class<T> type) {
        @Nullable String text = metadata.get(field);
        if (text == null) {
            throw DecathleteException.data(file + " has no " + field + " in its metadata; delete it to start again");
        }
        try {
            return Json.mapper().readValue(text, type);
        } catch (JacksonException e) {
            throw DecathleteException.data(
                    file + " has a damaged " + field + " in its metadata ("
                            + JsonProblem.of(e, text.getBytes(StandardCharsets.UTF_8)) + "); delete it to start again",
                    e);
        }
    }
}
