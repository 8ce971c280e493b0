package org.decathlete.nn.export;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.decathlete.core.candidate.OptimizerSpec;
import org.decathlete.core.spec.UNetSpec;
import org.decathlete.nn.model.pth.PythonValue;
import org.decathlete.nn.model.pth.PythonValue.NumpyFloat;
import org.decathlete.nn.model.pth.PythonValue.OrderedDict;
import org.decathlete.nn.model.pth.PythonValue.Stored;
import org.decathlete.nn.model.pth.PythonValue.TorchDevice;
import org.decathlete.nn.model.pth.PythonValue.Tuple;
import org.decathlete.nn.net.Network;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Tensors;
import org.jspecify.annotations.Nullable;

/** What nnUNetTrainer.save_checkpoint saves, entry by entry in its order. */
final class NnunetCheckpointTree {
    /** The trainer whose network and prediction ours are. */
    private static final String TRAINER = "nnUNetTrainer";

    private NnunetCheckpointTree() {}

    /**
     * The tree of one fold, in this thread's open scope.
     *
     * @param arguments what the trainer was made with
     * @param mirrorAxes spatial axes to mirror when predicting; empty for none
     */
    static Map<String, @Nullable Object> of(
            Network network,
            UNetSpec spec,
            OptimizerSpec optimizer,
            Arguments arguments,
            TrainingHistory history,
            int[] mirrorAxes) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("network_weights", weights(network, spec));
        tree.put("optimizer_state", NnunetOptimizerState.of(network, spec, optimizer));
        tree.put("grad_scaler_state", NnunetOptimizerState.freshScaler());
        tree.put("logging", logging(history));
        Double best = history.bestScore();
        tree.put("_best_ema", best == null ? null : new NumpyFloat(best, false));
        tree.put("current_epoch", history.epochs().size());
        tree.put("init_args", arguments.tree());
        tree.put("trainer_name", TRAINER);
        tree.put("inference_allowed_mirroring_axes", mirroring(mirrorAxes));
        return tree;
    }

    /**
     * What the trainer was made with.
     *
     * @param plans content of plans.json as Python values
     * @param dataset content of dataset.json as Python values
     */
    record Arguments(Object plans, String configuration, String fold, Object dataset) {
        Map<String, Object> tree() {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("plans", plans);
            tree.put("configuration", configuration);
            tree.put("fold", fold.matches("\\d{1,9}") ? (Object) Integer.valueOf(fold) : fold);
            tree.put("dataset_json", dataset);
            tree.put("device", new TorchDevice("cpu"));
            return tree;
        }
    }

    static OrderedDict weights(Network network, UNetSpec spec) {
        NnunetModules modules = new NnunetModules(spec);
        Map<String, Stored> stored = new LinkedHashMap<>();
        network.parameters().forEach((name, tensor) -> stored.put(name, new Stored(tensor)));
        network.buffers().forEach((name, tensor) -> stored.put(name, new Stored(tensor)));
        Map<String, PythonValue> weights = new LinkedHashMap<>();
        modules.keys().forEach((key, name) -> {
            Stored tensor = name.endsWith("." + NnunetModules.COUNT_OF_BATCHES)
                    ? stored.computeIfAbsent(
                            name, count -> new Stored(Tensors.zeros(ScalarType.Long, Device.CPU, new long[0])))
                    : stored.get(name);
            if (tensor == null) {
                throw new IllegalStateException("the network has neither a parameter nor a buffer " + name);
            }
            weights.put(key, tensor);
        });
        Map<String, Object> metadata = new LinkedHashMap<>();
        modules.versions().forEach((path, version) -> metadata.put(path, Map.of("version", version)));
        return new OrderedDict(weights, Map.of("_metadata", new OrderedDict(metadata, Map.of())));
    }

    private static Map<String, Object> logging(TrainingHistory history) {
        Map<String, Object> logs = new LinkedHashMap<>();
        logs.put("mean_fg_dice", log(history, epoch -> new NumpyFloat(epoch.meanDice(), false)));
        logs.put("ema_fg_dice", log(history, epoch -> new NumpyFloat(epoch.movingDice(), false)));
        logs.put(
                "dice_per_class_or_region",
                log(
                        history,
                        epoch -> epoch.dicePerClass().stream()
                                .map(dice -> new NumpyFloat(dice, false))
                                .toList()));
        logs.put("train_losses", log(history, epoch -> new NumpyFloat(epoch.trainLoss(), true)));
        logs.put("val_losses", log(history, epoch -> new NumpyFloat(epoch.validationLoss(), true)));
        logs.put("lrs", log(history, TrainingHistory.Epoch::learningRate));
        logs.put("epoch_start_timestamps", log(history, TrainingHistory.Epoch::start));
        logs.put("epoch_end_timestamps", log(history, TrainingHistory.Epoch::end));
        return logs;
    }

    private static List<Object> log(TrainingHistory history, Function<TrainingHistory.Epoch, Object> value) {
        return history.epochs().stream().map(value).toList();
    }

    private static @Nullable Object mirroring(int[] axes) {
        return axes.length == 0 ? null : new Tuple(Arrays.stream(axes).boxed().toList());
    }
}
