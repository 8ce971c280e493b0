package org.decathlete.nn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.decathlete.nn.tensor.Native;
import org.decathlete.nn.tensor.Scope;
import org.decathlete.nn.tensor.Tensors;
import org.decathlete.testkit.Golden;
import org.decathlete.testkit.NumpyArray;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SgdTest {

    @BeforeAll
    static void load() {
        Native.load();
    }

    @Test
    void tracesAreThoseOfPyTorch() {
        Path folder = Golden.suite("optim");
        JsonNode traces = Golden.json(folder.resolve("optimizer_traces.json"));
        int found = 0;
        int ran = 0;
        for (Map.Entry<String, JsonNode> each : traces.properties()) {
            if (!each.getValue().has("file")) {
                continue;
            }
            found++;
            if (each.getValue().get("torch_class").asString().equals("SGD")) {
                checkTrace(folder, each.getKey(), each.getValue());
                ran++;
            } else {
                Golden.skipped("optim", each.getKey(), "a later optimiser");
            }
        }
        Golden.report("optim (traces)", ran, found);
    }

    private static void checkTrace(Path folder, String name, JsonNode json) {
        JsonNode arguments = json.get("kwargs");
        NumpyArray gradients = NumpyArray.read(folder.resolve("optimizer_trace_gradients.npy"));
        NumpyArray trace = NumpyArray.read(folder.resolve(json.get("file").asString()));
        float[] start =
                NumpyArray.read(folder.resolve("optimizer_trace_start.npy")).floats();
        try (Scope scope = Scope.open();
                Sgd sgd = new Sgd(
                        Map.of("p", parameter(start)),
                        arguments.path("momentum").asDouble(0),
                        arguments.path("weight_decay").asDouble(0),
                        arguments.path("nesterov").asBoolean(false))) {
            Tensor parameter = tensor(sgd, "p");
            for (int step = 0; step < trace.shape()[0]; step++) {
                setGradient(parameter, gradients.slice(step).floats());
                sgd.step(arguments.get("lr").asDouble());
                sgd.clearGradients();
                assertThat(Tensors.floats(parameter))
                        .as(name + " step " + step)
                        .containsExactly(trace.slice(step).floats(), within(1e-6f));
            }
        }
    }

    @Test
    void clippingScalesAllGradientsByTheirCommonNorm() {
        try (Scope scope = Scope.open();
                Sgd sgd = new Sgd(parameters(), 0, 0, false)) {
            setGradient(tensor(sgd, "a"), 3, 0);
            setGradient(tensor(sgd, "b"), 0, 4);
            assertThat(sgd.gradientNorm()).isCloseTo(5, within(1e-6));
            assertThat(sgd.clipAndStep(1, 2.5)).isCloseTo(5, within(1e-6));
            assertThat(Tensors.floats(tensor(sgd, "a"))).containsExactly(new float[] {-0.5f, 2}, within(1e-5f));
            assertThat(Tensors.floats(tensor(sgd, "b"))).containsExactly(new float[] {3, 2}, within(1e-5f));
        }
    }

    @Test
    void gradientsThatAreNotFiniteChangeNothing() {
        try (Scope scope = Scope.open();
                Sgd sgd = new Sgd(parameters(), 0.9, 0.1, true)) {
            setGradient(tensor(sgd, "a"), 1, Float.NaN);
            assertThat(sgd.clipAndStep(1, 12)).isNaN();
            setGradient(tensor(sgd, "a"), 1, Float.POSITIVE_INFINITY);
            assertThat(sgd.clipAndStep(1, 12)).isInfinite();
            assertThat(Tensors.floats(tensor(sgd, "a"))).containsExactly(1, 2);
            assertThat(Tensors.floats(tensor(sgd.state(), "a"))).containsExactly(0, 0);
        }
    }

    @Test
    void goesOnFromASavedStateBitByBit() {
        try (Scope scope = Scope.open();
                Sgd whole = new Sgd(parameters(), 0.99, 3e-5, true);
                Sgd first = new Sgd(parameters(), 0.99, 3e-5, true);
                Sgd second = new Sgd(first.parameters(), 0.99, 3e-5, true)) {
            for (int step = 0; step < 6; step++) {
                Sgd resumed = step < 3 ? first : second;
                if (step == 3) {
                    second.load(first.state());
                }
                for (Sgd sgd : new Sgd[] {whole, resumed}) {
                    setGradient(tensor(sgd, "a"), 0.3f * step, -1);
                    sgd.clipAndStep(0.01, 12);
                    sgd.clearGradients();
                }
            }
            assertThat(Tensors.floats(tensor(second, "a"))).containsExactly(Tensors.floats(tensor(whole, "a")));
            assertThat(Tensors.floats(tensor(second, "b"))).containsExactly(3, 4);
        }
    }

    private static Map<String, Tensor> parameters() {
        Map<String, Tensor> parameters = new LinkedHashMap<>();
        parameters.put("a", parameter(1, 2));
        parameters.put("b", parameter(3, 4));
        return parameters;
    }

    private static Tensor parameter(float... values) {
        return Tensors.of(values, values.length).set_requires_grad(true);
    }

    private static void setGradient(Tensor parameter, float... values) {
        parameter.mutable_grad().put(Tensors.of(values, values.length));
    }

    private static Tensor tensor(Sgd sgd, String name) {
        return tensor(sgd.parameters(), name);
    }

    private static Tensor tensor(Map<String, Tensor> tensors, String name) {
        return java.util.Objects.requireNonNull(tensors.get(name));
    }
}
