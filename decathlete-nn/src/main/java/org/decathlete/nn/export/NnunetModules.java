package org.decathlete.nn.export;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.decathlete.core.spec.StageKind;
import org.decathlete.core.spec.UNetSpec;

/**
 * The modules of dynamic-network-architectures' U-Nets in the order in which Python registers them, and with them every key of
 * their state dict. Python loads strictly, so each name under which it registers a tensor is a key: {@code decoder.encoder.*}
 * repeats the encoder, and {@code *.all_modules.*} the layers of a unit.
 */
final class NnunetModules {
    private static final int VERSION = 1;
    private static final int NORM_VERSION = 2;
    private static final List<String> BIASED = List.of("weight", "bias");
    private static final List<String> UNBIASED = List.of("weight");

    private final Map<String, Integer> versions = new LinkedHashMap<>();
    private final Map<String, String> keys = new LinkedHashMap<>();
    private final UNetSpec spec;

    NnunetModules(UNetSpec spec) {
        this.spec = spec;
        ExportableUnits.of(spec, "nnU-Net");
        module("");
        encoder("encoder", "encoder");
        decoder();
    }

    /** The name of our parameter for every key of the state dict, in Python's order. */
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
            units(path + ".stem", ours + ".stem", 1);
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
            units(name, name, spec.convsPerStageDecoder().get(level));
        }
        leaves("decoder.transpconvs", levels, spec.convBias());
        leaves("decoder.seg_layers", levels, true);
    }

    /** Units one after another (StackedConvBlocks). */
    private void units(String path, String ours, int count) {
        module(path);
        module(path + ".convs");
        for (int i = 0; i < count; i++) {
            unit(path + ".convs." + i, ours + ".convs." + i, true, spec.convBias());
        }
    }

    /** Residual blocks one after another (StackedResidualBlocks of BasicBlockD). */
    private void blocks(String path, String ours, int stage, int in) {
        module(path + ".blocks");
        int out = spec.featuresPerStage().get(stage);
        boolean strided = spec.strides().get(stage).stream().anyMatch(stride -> stride != 1);
        for (int i = 0; i < spec.blocksPerStage().get(stage); i++) {
            String name = ".blocks." + i;
            module(path + name);
            unit(path + name + ".conv1", ours + name + ".conv1", true, spec.convBias());
            unit(path + name + ".conv2", ours + name + ".conv2", false, spec.convBias());
            module(path + name + ".nonlin2");
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
            unit(path + name, ours + name, false, false);
        }
    }

    /** Convolution, norm and activation, each registered by its name and again in a list of them all (ConvDropoutNormReLU). */
    private void unit(String path, String ours, boolean activated, boolean biased) {
        module(path);
        layer(path + ".conv", VERSION, ours + ".conv", biased);
        layer(path + ".norm", NORM_VERSION, ours + ".norm", true);
        if (activated) {
            module(path + ".nonlin");
        }
        String all = path + ".all_modules";
        module(all);
        layer(all + ".0", VERSION, ours + ".conv", biased);
        layer(all + ".1", NORM_VERSION, ours + ".norm", true);
        if (activated) {
            module(all + ".2");
        }
    }

    private void leaves(String path, int count, boolean biased) {
        module(path);
        for (int i = 0; i < count; i++) {
            layer(path + "." + i, VERSION, path + "." + i, biased);
        }
    }

    private void layer(String path, int version, String ours, boolean biased) {
        versions.put(path, version);
        for (String tensor : biased ? BIASED : UNBIASED) {
            keys.put(path + "." + tensor, ours + "." + tensor);
        }
    }

    private void module(String path) {
        versions.put(path, VERSION);
    }
}
