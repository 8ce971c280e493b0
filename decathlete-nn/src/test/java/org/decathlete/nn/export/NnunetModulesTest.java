package org.decathlete.nn.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.decathlete.core.spec.Activation;
import org.decathlete.core.spec.Norm;
import org.decathlete.core.spec.StageKind;
import org.decathlete.core.spec.UNetSpec;
import org.decathlete.core.spec.UnitSpec;
import org.decathlete.nn.model.pth.PthFile;
import org.decathlete.nn.model.pth.StoredTensor;
import org.decathlete.nn.net.GoldenSpec;
import org.decathlete.nn.net.Hippocampus;
import org.decathlete.nn.net.Network;
import org.decathlete.nn.net.Networks;
import org.decathlete.nn.tensor.Device;
import org.decathlete.testkit.Golden;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class NnunetModulesTest {

    /** reference/nnunet.md, 8.2: keys and different tensors of the hippocampus' networks. */
    @Test
    void asManyKeysAsPythonHas() {
        assertThat(new NnunetModules(Hippocampus.plain()).keys()).hasSize(188);
        assertThat(new HashSet<>(new NnunetModules(Hippocampus.plain()).keys().values()))
                .hasSize(68);
        assertThat(new NnunetModules(Hippocampus.residual()).keys()).hasSize(536);
        assertThat(new HashSet<>(
                        new NnunetModules(Hippocampus.residual()).keys().values()))
                .hasSize(149);
    }

    @Test
    void everyParameterHasAKeyOfItsOwnName() {
        for (StageKind kind : StageKind.values()) {
            for (int dimensions = 2; dimensions <= 3; dimensions++) {
                UNetSpec spec = ExportModels.spec(kind, dimensions);
                Map<String, String> keys = new NnunetModules(spec).keys();
                try (Network network = Networks.build(spec, Device.CPU, 0)) {
                    assertThat(keys)
                            .containsAllEntriesOf(identity(network.parameters().keySet()));
                    assertThat(new HashSet<>(keys.values()))
                            .isEqualTo(network.parameters().keySet());
                    // Python numbers an optimiser's parameters by their first name.
                    assertThat(List.copyOf(new LinkedHashSet<>(keys.values())))
                            .isEqualTo(List.copyOf(network.parameters().keySet()));
                }
            }
        }
    }

    /** Slopes are parameters and averages buffers; what Python numbers are the parameters alone. */
    @Test
    void learnedSlopesAndAveragesHaveTheirPlaces() {
        UnitSpec unit = new UnitSpec(Norm.BATCH, 1e-5, Activation.PRELU, 0.01, 0.2);
        for (StageKind kind : StageKind.values()) {
            UNetSpec spec = ExportModels.spec(kind, 2).withUnits(unit, unit);
            Map<String, String> keys = new NnunetModules(spec).keys();
            try (Network network = Networks.build(spec, Device.CPU, 0)) {
                List<String> names = new ArrayList<>(new LinkedHashSet<>(keys.values()));
                assertThat(names).containsAll(network.buffers().keySet());
                names.removeIf(name -> name.endsWith(NnunetModules.COUNT_OF_BATCHES));
                names.removeAll(network.buffers().keySet());
                assertThat(names).isEqualTo(List.copyOf(network.parameters().keySet()));
            }
        }
    }

    @Test
    void keysOrderAndShapesArePythons() {
        List<Path> files = Golden.files(Golden.suite("networks"), "meta.json");
        int ran = 0;
        for (Path meta : files) {
            JsonNode json = Golden.json(meta);
            if (GoldenSpec.isUNet(json)) {
                check(
                        GoldenSpec.of(json),
                        meta.resolveSibling(json.get("state_dict_file").asString()));
                ran++;
            } else {
                Golden.skipped("networks", String.valueOf(meta), "nnU-Net has no such network");
            }
        }
        Golden.report("networks (keys for Python)", ran, files.size());
    }

    private static void check(UNetSpec spec, Path file) {
        Map<?, ?> state = (Map<?, ?>) PthFile.read(file);
        Map<String, String> keys = new NnunetModules(spec).keys();
        assertThat(new ArrayList<Object>(keys.keySet()))
                .as(file.toString())
                .isEqualTo(new ArrayList<Object>(state.keySet()));
        try (Network network = Networks.build(spec, Device.CPU, 0)) {
            keys.forEach((key, name) -> assertThat(network.parameter(name).shape())
                    .as(key)
                    .isEqualTo(((StoredTensor) Objects.requireNonNull(state.get(key))).shape()));
        }
    }

    private static Map<String, String> identity(Iterable<String> names) {
        Map<String, String> map = new LinkedHashMap<>();
        names.forEach(name -> map.put(name, name));
        return map;
    }
}
