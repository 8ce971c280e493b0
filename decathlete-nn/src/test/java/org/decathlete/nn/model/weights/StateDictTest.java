package org.decathlete.nn.model.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.spec.StageKind;
import org.decathlete.core.spec.UNetSpec;
import org.decathlete.nn.model.elements.ElementType;
import org.decathlete.nn.net.Network;
import org.decathlete.nn.net.Networks;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Scope;
import org.decathlete.nn.tensor.Tensors;
import org.junit.jupiter.api.Test;

class StateDictTest {
    private static final UNetSpec SPEC = new UNetSpec(
            StageKind.PLAIN,
            2,
            1,
            2,
            List.of(4, 8),
            List.of(List.of(3, 3), List.of(3, 3)),
            List.of(List.of(1, 1), List.of(2, 2)),
            List.of(1, 1),
            List.of(1),
            true,
            1e-5,
            0.01,
            true);
    private static final String UNIT = "encoder.stages.0.0.convs.0.";

    @Test
    void weightsArriveWhateverTheirAliasesPrefixAndType() {
        try (Scope scope = Scope.open();
                Network source = Networks.build(SPEC, Device.CPU, 1);
                Network target = Networks.build(SPEC, Device.CPU, 2)) {
            Map<String, Tensor> state = new LinkedHashMap<>();
            source.parameters()
                    .forEach((name, tensor) ->
                            state.put("module." + name, Tensors.to(tensor.detach(), ElementType.F64.type())));
            state.put("module." + UNIT + "all_modules.0.weight", Tensors.of(new float[9], 9));
            state.put("module.decoder.encoder.stages.0.0.convs.0.conv.weight", Tensors.of(new float[9], 9));
            StateDict.load(target, state);
            source.parameters()
                    .forEach((name, tensor) -> assertThat(Tensors.floats(target.parameter(name)))
                            .as(name)
                            .isEqualTo(Tensors.floats(tensor)));
            assertThat(target.parameter(UNIT + "conv.weight").requires_grad()).isTrue();
        }
    }

    @Test
    void oneErrorNamesAllThatDoesNotFitAndNothingIsChanged() {
        try (Scope scope = Scope.open();
                Network source = Networks.build(SPEC, Device.CPU, 1);
                Network target = Networks.build(SPEC, Device.CPU, 2)) {
            float[] before = Tensors.floats(target.parameter("decoder.seg_layers.0.weight"));
            Map<String, Tensor> state = new LinkedHashMap<>(source.parameters());
            state.remove(UNIT + "norm.bias");
            state.put("stranger", Tensors.of(new float[1], 1));
            state.put(UNIT + "conv.bias", Tensors.of(new float[5], 5));
            assertThatThrownBy(() -> StateDict.load(target, state))
                    .isInstanceOf(DecathleteException.class)
                    .hasMessageContaining(UNIT + "norm.bias")
                    .hasMessageContaining("stranger")
                    .hasMessageContaining(UNIT + "conv.bias");
            assertThat(Tensors.floats(target.parameter("decoder.seg_layers.0.weight")))
                    .isEqualTo(before);
        }
    }
}
