package org.decathlete.nn.net;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.decathlete.core.spec.StageKind;
import org.decathlete.core.spec.UNetSpec;
import org.decathlete.nn.tensor.Scope;

/** The expanding half of a U-Net, with a segmentation head at every level. Level 0 is the deepest. */
final class Decoder {
    private final List<Layer> stages = new ArrayList<>();
    private final List<Layer> upsamplings = new ArrayList<>();
    private final List<Layer> heads = new ArrayList<>();

    Decoder(Parameters parameters, UNetSpec spec) {
        List<Integer> ones = Collections.nCopies(spec.dimensions(), 1);
        int levels = spec.stageCount() - 1;
        for (int level = 0; level < levels; level++) {
            stages.add(
                    spec.decoderStages() == StageKind.RESIDUAL
                            ? residual(parameters, spec, level, ones)
                            : plain(parameters, spec, level, ones));
        }
        for (int level = 0; level < levels; level++) {
            int stage = levels - 1 - level;
            upsamplings.add(new TransposedConvolution(
                    parameters,
                    "decoder.transpconvs." + level,
                    spec.featuresPerStage().get(stage + 1),
                    spec.featuresPerStage().get(stage),
                    spec.strides().get(stage + 1),
                    spec.convBias()));
        }
        for (int level = 0; level < levels; level++) {
            int features = spec.featuresPerStage().get(levels - 1 - level);
            heads.add(new Convolution(
                    parameters, "decoder.seg_layers." + level, features, spec.outputChannels(), ones, ones, true));
        }
    }

    private static Layer plain(Parameters parameters, UNetSpec spec, int level, List<Integer> ones) {
        int stage = spec.stageCount() - 2 - level;
        int features = spec.featuresPerStage().get(stage);
        return new PlainStage(
                parameters,
                "decoder.stages." + level,
                spec.decoderUnit(),
                spec.convBias(),
                spec.convsPerStageDecoder().get(level),
                2 * features,
                features,
                spec.kernelSizes().get(stage),
                ones);
    }

    private static Layer residual(Parameters parameters, UNetSpec spec, int level, List<Integer> ones) {
        int stage = spec.stageCount() - 2 - level;
        int features = spec.featuresPerStage().get(stage);
        return ResidualStage.of(
                parameters,
                "decoder.stages." + level,
                spec.decoderUnit(),
                spec.convBias(),
                spec.convsPerStageDecoder().get(level),
                2 * features,
                features,
                spec.kernelSizes().get(stage),
                ones);
    }

    /**
     * @param features output of every encoder stage, full resolution first
     * @return logits, highest resolution first; the lower ones only where {@code allHeads}
     */
    List<Tensor> apply(List<Tensor> features, boolean allHeads) {
        List<Tensor> logits = new ArrayList<>();
        Tensor y = features.get(features.size() - 1);
        for (int level = 0; level < stages.size(); level++) {
            Tensor skip = features.get(features.size() - 2 - level);
            y = join(level, y, skip);
            if (allHeads || level == stages.size() - 1) {
                logits.add(0, heads.get(level).apply(y));
            }
        }
        return logits;
    }

    private Tensor join(int level, Tensor below, Tensor skip) {
        try (Scope scope = Scope.open()) {
            Tensor up = upsamplings.get(level).apply(below);
            return scope.pass(stages.get(level).apply(torch.cat(new TensorVector(up, skip), 1)));
        }
    }
}
