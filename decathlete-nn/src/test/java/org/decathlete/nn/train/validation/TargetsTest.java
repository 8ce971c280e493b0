package org.decathlete.nn.train.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Tensor;
import org.decathlete.core.dataset.Labels;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Native;
import org.decathlete.nn.tensor.Scope;
import org.decathlete.nn.tensor.Tensors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is computed on the device against what is counted in Java. */
class TargetsTest {
    private static final long[] SHAPE = {2, 1, 5, 6, 7};
    private static final int VOXELS = 2 * 5 * 6 * 7;

    @BeforeAll
    static void load() {
        Native.load();
    }

    @Test
    void classes() {
        compare(Labels.of("background", "shell", "core"), new short[] {0, 1, 2});
    }

    @Test
    void classesWithGapsAndAnIgnoredLabel() {
        Labels labels = new Labels(
                List.of(
                        new Labels.Entry("background", List.of(0)),
                        new Labels.Entry("shell", List.of(2)),
                        new Labels.Entry("core", List.of(5))),
                List.of(),
                6);
        compare(labels, new short[] {0, 2, 5, 6});
    }

    @Test
    void regions() {
        compare(regions(null), new short[] {0, 1, 2});
    }

    @Test
    void regionsWithAnIgnoredLabel() {
        compare(regions(3), new short[] {0, 1, 2, 3});
    }

    private static Labels regions(@Nullable Integer ignored) {
        return new Labels(
                List.of(
                        new Labels.Entry("background", List.of(0)),
                        new Labels.Entry("ball", List.of(1, 2)),
                        new Labels.Entry("core", List.of(2))),
                List.of(1, 2),
                ignored);
    }

    private static void compare(Labels labels, short[] values) {
        SplittableRandom random = new SplittableRandom(values.length);
        Targets targets = new Targets(labels);
        short[] map = new short[VOXELS];
        for (int i = 0; i < map.length; i++) {
            map[i] = values[random.nextInt(values.length)];
        }
        float[] scores = new float[VOXELS * labels.outputs()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = (float) random.nextGaussian();
        }
        try (Scope scope = Scope.open()) {
            Tensor expected = targets.tensor(map, SHAPE);
            Tensor target = targets.tensor(Tensors.on(Device.CPU, map, SHAPE));
            assertThat(target.shape()).isEqualTo(expected.shape());
            assertThat(Tensors.type(target)).isEqualTo(Tensors.type(expected));
            assertThat(Tensors.shorts(target)).isEqualTo(Tensors.shorts(expected));
            Tensor logits = Tensors.of(scores, 2, labels.outputs(), 5, 6, 7);
            PseudoDice counted = new PseudoDice(targets.judged());
            targets.count(logits, map, counted);
            long[] hits = Tensors.longs(targets.hits(logits, target));
            for (int i = 0; i < targets.judged(); i++) {
                for (int kind = 0; kind < 3; kind++) {
                    assertThat(hits[3 * i + kind]).isEqualTo(counted.counts()[kind][i]);
                }
            }
            assertThat(hits[0]).isPositive();
        }
    }
}
