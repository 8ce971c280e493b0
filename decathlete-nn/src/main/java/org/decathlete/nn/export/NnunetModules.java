package org.decathlete.nn.export;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.decathlete.core.spec.Activation;
import org.decathlete.core.spec.Norm;
import org.decathlete.core.spec.StageKind;
import org.decathlete.core.spec.UNetSpec;
import org.decathlete.core.spec.UnitSpec;

/**
 * The modules of dynamic-network-architectures' U-Nets in the order in which Python registers them, and with them every key of
 * their state dict. Python loads strictly, so each name under which it registers a tensor is a key: {@code decoder.encoder.*}
 * repeats the encoder, and {@code *.all_modules.*} the layers of a unit.
 */
final class NnunetModules {
    /** PyTorch's batch normalisation counts its batches and, with a fixed momentum as nnU-Net has it, makes no use of the count. */
    static final String COUNT_OF_BATCHES = "num_batches_tracked";

    private static final int VERSION = 1;
    private static final int NORM_VERSION = 2;
    private static final List<String> BIASED = List.of("weight", "bias");
    private static final List<String> UNBIASED = List.of("weight");
    private static final List<String> BATCH_NORM =
            List.of("weight", "bias", "running_mean", "running_var", COUNT_OF_BATCHES);

    private final Map<String, Integer> versions = new LinkedHashMap<>();
    private final Map<String, String> keys = new LinkedHashMap<>();
    private final UNetSpec spec;

    NnunetModules(UNetSpec spec) {
        this.spec = spec;
        module("");
        encoder("encoder", "encoder");
        decoder();
    }

    /**
     * The name of our parameter or buffer for every key of the state dict, in Python's order. Counts of batches have names that none
     * of ours bears, one for each normalisation.
     */
    Map<String, String> keys() {
        return Collections.unmodifiableMap(keys);
    }

    /** The version that PyTorch notes for every module, those without parameters included, by path. */
    Map<String, Integer> versions() {
        return Collections.unmodifiableMap(versions);
    }

    private void encoder(String path, String ours) {
        module(path);
        boolean residual = spec.stages() == StageKind.RESIDUAL;
        int channels = spec.inputChannels();
        if (residual) {
            units(spec.encoderUnit(), path + ".stem", ours + ".stem", 1);
            channels = spec.featuresPerStage().get(0);
        }
        module(path + ".stages");
        for (int stage = 0; stage < spec.stageCount(); stage++) {
            String name = ".stages." + stage;
            module(path + name);
            if (residual) {
                blocks(path + name, ours + name, stage, channels);
            } else {
                units(
                        spec.encoderUnit(),
                        path + name + ".0",
                        ours + name + ".0",
                        spec.blocksPerStage().get(stage));
            }
            channels = spec.featuresPerStage().get(stage);
        }
    }

    private void decoder() {
        module("decoder");
        encoder("decoder.encoder", "encoder");
        int levels = spec.stageCount() - 1;
        module("decoder.stages");
        for (int level = 0; level < levels; level++) {
            String name = "decoder.stages." + level;
            units(spec.decoderUnit(), name, name, spec.convsPerStageDecoder().get(level));
        }
        leaves("decoder.transpconvs", levels, spec.convBias());
        leaves("decoder.seg_layers", levels, true);
    }

    /** Units one after another (StackedConvBlocks). */
    private void units(UnitSpec unit, String path, String ours, int count) {
        module(path);
        module(path + ".convs");
        for (int i = 0; i < count; i++) {
            unit(unit, path + ".convs." + i, ours + ".convs." + i, spec.convBias());
        }
    }

    /** Residual blocks one after another (StackedResidualBlocks of BasicBlockD). */
    private void blocks(String path, String ours, int stage, int in) {
        module(path + ".blocks");
        int out = spec.featuresPerStage().get(stage);
        UnitSpec unit = spec.encoderUnit();
        boolean strided = spec.strides().get(stage).stream().anyMatch(stride -> stride != 1);
        for (int i = 0; i < spec.blocksPerStage().get(stage); i++) {
            String name = ".blocks." + i;
            module(path + name);
            unit(unit, path + name + ".conv1", ours + name + ".conv1", spec.convBias());
            linear(unit, path + name + ".conv2", ours + name + ".conv2", spec.convBias());
            activation(unit, path + name + ".nonlin2", ours + name + ".nonlin2");
            if (i == 0) {
                skip(path + name + ".skip", ours + name + ".skip", strided, in != out);
            }
        }
    }

    private void skip(String path, String ours, boolean strided, boolean projected) {
        if (strided || projected) {
            module(path);
        }
        if (strided) {
            module(path + ".0");
        }
        if (projected) {
            String name = strided ? ".1" : ".0";
            linear(spec.encoderUnit(), path + name, ours + name, false);
        }
    }

    /**
     * Convolution, dropout where there is one, norm and activation, each registered by its name and again in a list of them all
     * (ConvDropoutNormReLU).
     */
    private void unit(UnitSpec unit, String path, String ours, boolean biased) {
        boolean drops = unit.dropout() > 0;
        module(path);
        layer(path + ".conv", ours + ".conv", biased);
        if (drops) {
            module(path + ".dropout");
        }
        norm(unit, path + ".norm", ours + ".norm");
        activation(unit, path + ".nonlin", ours + ".nonlin");
        String all = path + ".all_modules";
        module(all);
        int place = 0;
        layer(all + "." + place++, ours + ".conv", biased);
        if (drops) {
            module(all + "." + place++);
        }
        norm(unit, all + "." + place++, ours + ".norm");
        activation(unit, all + "." + place, ours + ".nonlin");
    }

    /** Convolution and norm alone. */
    private void linear(UnitSpec unit, String path, String ours, boolean biased) {
        module(path);
        layer(path + ".conv", ours + ".conv", biased);
        norm(unit, path + ".norm", ours + ".norm");
        module(path + ".all_modules");
        layer(path + ".all_modules.0", ours + ".conv", biased);
        norm(unit, path + ".all_modules.1", ours + ".norm");
    }

    private void norm(UnitSpec unit, String path, String ours) {
        tensors(path, NORM_VERSION, ours, unit.norm() == Norm.BATCH ? BATCH_NORM : BIASED);
    }

    private void activation(UnitSpec unit, String path, String ours) {
        tensors(path, VERSION, ours, unit.activation() == Activation.PRELU ? UNBIASED : List.of());
    }

    private void leaves(String path, int count, boolean biased) {
        module(path);
        for (int i = 0; i < count; i++) {
            layer(path + "." + i, path + "." + i, biased);
        }
    }

    private void layer(String path, String ours, boolean biased) {
        tensors(path, VERSION, ours, biased ? BIASED : UNBIASED);
    }

    private void tensors(String path, int version, String ours, List<String> names) {
        versions.put(path, version);
        names.forEach(name -> keys.put(path + "." + name, ours + "." + name));
    }

    private void module(String path) {
        versions.put(path, VERSION);
    }
}
