package org.decathlete.nn.net;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.decathlete.core.spec.StageKind;
import org.decathlete.core.spec.UNetSpec;

/** The contracting half of a U-Net. */
final class Encoder {
    private final List<Layer> stages = new ArrayList<>();

    Encoder(Parameters parameters, UNetSpec spec) {
        boolean residual = spec.stages() == StageKind.RESIDUAL;
        int channels = spec.inputChannels();
        Layer stem = null;
        if (residual) {
            int out = spec.featuresPerStage().get(0);
            stem = new PlainStage(
                    parameters,
                    "encoder.stem",
                    spec.encoderUnit(),
                    spec.convBias(),
                    1,
                    channels,
                    out,
                    spec.kernelSizes().get(0),
                    spec.strides().get(0));
            channels = out;
        }
        for (int i = 0; i < spec.stageCount(); i++) {
            Layer stage = residual ? residual(parameters, spec, i, channels) : plain(parameters, spec, i, channels);
            stages.add(i == 0 && stem != null ? join(stem, stage) : stage);
            channels = spec.featuresPerStage().get(i);
        }
    }

    /** Output of every stage, full resolution first. */
    List<Tensor> apply(Tensor x) {
        List<Tensor> features = new ArrayList<>();
        Tensor y = x;
        for (Layer stage : stages) {
            y = stage.apply(y);
            features.add(y);
        }
        return features;
    }

    private static Layer plain(Parameters parameters, UNetSpec spec, int stage, int in) {
        return new PlainStage(
                parameters,
                "encoder.stages." + stage + ".0",
                spec.encoderUnit(),
                spec.convBias(),
                spec.blocksPerStage().get(stage),
                in,
                spec.featuresPerStage().get(stage),
                spec.kernelSizes().get(stage),
                spec.strides().get(stage));
    }

    private static Layer residual(Parameters parameters, UNetSpec spec, int stage, int in) {
        return ResidualStage.of(
                parameters,
                "encoder.stages." + stage,
                spec.encoderUnit(),
                spec.convBias(),
                spec.blocksPerStage().get(stage),
                in,
                spec.featuresPerStage().get(stage),
                spec.kernelSizes().get(stage),
                spec.strides().get(stage));
    }

    private static Layer join(Layer first, Layer second) {
        return x -> second.apply(first.apply(x));
    }
}
