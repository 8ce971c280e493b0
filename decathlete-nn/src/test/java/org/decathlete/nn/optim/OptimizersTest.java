package org.decathlete.nn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.decathlete.core.candidate.OptimizerSpec;
import org.decathlete.nn.tensor.Native;
import org.decathlete.nn.tensor.Scope;
import org.decathlete.nn.tensor.Tensors;
import org.decathlete.testkit.Golden;
import org.decathlete.testkit.NumpyArray;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class OptimizersTest {

    @BeforeAll
    static void load() {
        Native.load();
    }

    @Test
    void tracesAreThoseOfPyTorch() {
        Path folder = Golden.suite("optim");
        JsonNode traces = Golden.json(Golden.file("optim", "optimizer_traces.json"));
        int found = 0;
        int ran = 0;
        for (Map.Entry<String, JsonNode> each : traces.properties()) {
            if (!each.getValue().has("file")) {
                continue;
            }
            found++;
            checkTrace(folder, each.getKey(), each.getValue());
            ran++;
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
                Optimizer optimizer = Optimizers.build(
                        spec(json.get("torch_class").asString(), arguments), Map.of("p", parameter(start)))) {
            Tensor parameter = tensor(optimizer, "p");
            for (int step = 0; step < trace.shape()[0]; step++) {
                setGradient(parameter, gradients.slice(step).floats());
                optimizer.step(arguments.get("lr").asDouble());
                optimizer.clearGradients();
                assertThat(Tensors.floats(parameter))
                        .as(name + " step " + step)
                        .containsExactly(trace.slice(step).floats(), within(1e-6f));
            }
        }
    }

    private static OptimizerSpec spec(String torchClass, JsonNode arguments) {
        double rate = arguments.get("lr").asDouble();
        double decay = arguments.path("weight_decay").asDouble(0);
        if (torchClass.equals("SGD")) {
            return new OptimizerSpec.Sgd(
                    rate,
                    arguments.path("momentum").asDouble(0),
                    arguments.path("nesterov").asBoolean(false),
                    decay);
        }
        return new OptimizerSpec.Adam(
                rate,
                arguments.path("betas").path(0).asDouble(0.9),
                arguments.path("betas").path(1).asDouble(0.999),
                arguments.path("eps").asDouble(1e-8),
                decay,
                torchClass.equals("AdamW"),
                arguments.path("amsgrad").asBoolean(false));
    }

    @Test
    void clippedGradientsAreThoseOfPyTorch() {
        JsonNode traces = Golden.json(Golden.file("optim", "optimizer_traces.json"));
        int ran = 0;
        for (Map.Entry<String, JsonNode> each : traces.properties()) {
            if (each.getValue().has("gradients_before")) {
                double limit = Double.parseDouble(each.getKey().replaceFirst(".*_", ""));
                checkClipping(limit, each.getValue());
                ran++;
            }
        }
        Golden.report("optim (clipping)", ran, ran);
    }

    /** A step of plain SGD at rate 1 from zero leaves the negative of the clipped gradient. */
    private static void checkClipping(double limit, JsonNode json) {
        Map<String, Tensor> parameters = new LinkedHashMap<>();
        try (Scope scope = Scope.open()) {
            List<float[]> before = gradients(json.get("gradients_before"));
            for (int i = 0; i < before.size(); i++) {
                parameters.put("p" + i, parameter(new float[before.get(i).length]));
            }
            try (Optimizer sgd = Optimizers.build(new OptimizerSpec.Sgd(1, 0, false, 0), parameters)) {
                for (int i = 0; i < before.size(); i++) {
                    setGradient(tensor(sgd, "p" + i), before.get(i));
                }
                double norm = json.get("total_norm_before").asDouble();
                assertThat(sgd.clipAndStep(1, limit)).isCloseTo(norm, within(1e-6 * norm));
                List<float[]> after = gradients(json.get("gradients_after"));
                for (int i = 0; i < after.size(); i++) {
                    Tensor moved = tensor(sgd, "p" + i).neg();
                    assertThat(Tensors.floats(moved)).containsExactly(after.get(i), within(1e-5f));
                }
            }
        }
    }

    /** Nested lists, one per parameter, flattened. */
    private static List<float[]> gradients(JsonNode lists) {
        return lists.valueStream()
                .map(list -> {
                    List<Float> values = new ArrayList<>();
                    flatten(list, values);
                    float[] flat = new float[values.size()];
                    for (int i = 0; i < flat.length; i++) {
                        flat[i] = values.get(i);
                    }
                    return flat;
                })
                .toList();
    }

    private static void flatten(JsonNode node, List<Float> values) {
        if (node.isArray()) {
            node.forEach(child -> flatten(child, values));
        } else {
            values.add((float) node.asDouble());
        }
    }

    @Test
    void clippingScalesAllGradientsByTheirCommonNorm() {
        try (Scope scope = Scope.open();
                Optimizer sgd = Optimizers.build(new OptimizerSpec.Sgd(1, 0, false, 0), parameters())) {
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
                Optimizer sgd = Optimizers.build(new OptimizerSpec.Sgd(1, 0.9, true, 0.1), parameters())) {
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
        goesOn(new OptimizerSpec.Sgd(0.01, 0.99, true, 3e-5));
        goesOn(OptimizerSpec.Adam.decoupled(0.01, 0.01));
        goesOn(new OptimizerSpec.Adam(0.01, 0.9, 0.99, 1e-8, 0, false, true));
    }

    private static void goesOn(OptimizerSpec spec) {
        try (Scope scope = Scope.open();
                Optimizer whole = Optimizers.build(spec, parameters());
                Optimizer first = Optimizers.build(spec, parameters());
                Optimizer second = Optimizers.build(spec, first.parameters())) {
            for (int step = 0; step < 6; step++) {
                Optimizer resumed = step < 3 ? first : second;
                if (step == 3) {
                    second.load(first.state());
                }
                for (Optimizer optimizer : List.of(whole, resumed)) {
                    setGradient(tensor(optimizer, "a"), 0.3f * step, -1);
                    optimizer.clipAndStep(0.01, 12);
                    optimizer.clearGradients();
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

    private static Tensor tensor(Optimizer optimizer, String name) {
        return tensor(optimizer.parameters(), name);
    }

    private static Tensor tensor(Map<String, Tensor> tensors, String name) {
        return java.util.Objects.requireNonNull(tensors.get(name));
    }
}
