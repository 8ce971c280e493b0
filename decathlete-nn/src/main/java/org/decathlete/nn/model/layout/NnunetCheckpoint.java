package org.decathlete.nn.model.layout;

import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.nn.model.description.ModelProvenance;
import org.decathlete.nn.model.pth.PthFile;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint of nnU-Net's trainer (nnUNetTrainer.save_checkpoint).
 *
 * @param file where it lies
 * @param tree what {@link PthFile#read} gave
 */
record NnunetCheckpoint(Path file, Object tree) {
    private static final int AXES = 3;

    /**
     * Reads all but the weights.
     *
     * @throws DecathleteException of kind DATA when the file is damaged or no such checkpoint
     */
    static NnunetCheckpoint read(Path file) {
        NnunetCheckpoint checkpoint = new NnunetCheckpoint(file, PthFile.read(file));
        checkpoint.configuration();
        checkpoint.mirrorAxes();
        checkpoint.weights();
        return checkpoint;
    }

    /** Name of the configuration that was trained. */
    String configuration() {
        if (required("init_args") instanceof Map<?, ?> arguments
                && arguments.get("configuration") instanceof String name) {
            return name;
        }
        throw wrong("init_args → configuration");
    }

    /** The state dict. */
    Map<?, ?> weights() {
        if (required("network_weights") instanceof Map<?, ?> weights && !weights.isEmpty()) {
            return weights;
        }
        throw wrong("network_weights");
    }

    /** Spatial axes to mirror when predicting; none where the trainer says so. */
    int[] mirrorAxes() {
        Object axes = map().get("inference_allowed_mirroring_axes");
        if (axes == null) {
            return new int[0];
        }
        if (!(axes instanceof List<?> list) || !list.stream().allMatch(NnunetCheckpoint::isAxis)) {
            throw wrong("inference_allowed_mirroring_axes");
        }
        return list.stream()
                .mapToInt(axis -> ((Long) axis).intValue())
                .sorted()
                .distinct()
                .toArray();
    }

    /** When the last epoch ended, ISO 8601; empty where the checkpoint does not say. */
    String finished() {
        List<?> ends = log("epoch_end_timestamps");
        return !ends.isEmpty() && ends.get(ends.size() - 1) instanceof Double seconds && Double.isFinite(seconds)
                ? Instant.ofEpochSecond(seconds.longValue()).toString()
                : "";
    }

    /** What is known of the training. nnU-Net's files do not say which cases it learned from. */
    ModelProvenance.Fold provenance(String fold) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("program", "nnU-Net");
        settings.put("trainer", String.valueOf(map().get("trainer_name")));
        settings.put("epochs", String.valueOf(map().get("current_epoch")));
        settings.put("checkpoint", String.valueOf(file.getFileName()));
        settings.put("content", PthFile.identity(file));
        return new ModelProvenance.Fold(fold, List.of(), List.of(), 0, seconds(), settings);
    }

    private double seconds() {
        List<?> starts = log("epoch_start_timestamps");
        List<?> ends = log("epoch_end_timestamps");
        double seconds = 0;
        for (int epoch = 0; epoch < Math.min(starts.size(), ends.size()); epoch++) {
            if (starts.get(epoch) instanceof Double start && ends.get(epoch) instanceof Double end && end >= start) {
                seconds += end - start;
            }
        }
        return Double.isFinite(seconds) ? seconds : 0;
    }

    private List<?> log(String name) {
        return map().get("logging") instanceof Map<?, ?> logs && logs.get(name) instanceof List<?> log
                ? log
                : List.of();
    }

    private static boolean isAxis(@Nullable Object value) {
        return value instanceof Long axis && axis >= 0 && axis < AXES;
    }

    private Map<?, ?> map() {
        return tree instanceof Map<?, ?> map ? map : Map.of();
    }

    private Object required(String name) {
        Object value = map().get(name);
        if (value == null) {
            throw wrong(name);
        }
        return value;
    }

    private DecathleteException wrong(String name) {
        return DecathleteException.data(file + " is no checkpoint of nnU-Net version 2: its entry " + name
                + " is missing or not what nnU-Net writes there");
    }
}
