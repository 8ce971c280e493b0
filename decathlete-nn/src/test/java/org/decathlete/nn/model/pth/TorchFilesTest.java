package org.decathlete.nn.model.pth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.nn.model.Mutations;
import org.decathlete.nn.model.elements.ElementType;
import org.decathlete.nn.tensor.Native;
import org.decathlete.nn.tensor.Scope;
import org.decathlete.nn.tensor.Tensors;
import org.decathlete.testkit.Properties;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that PyTorch 1.13.1's torch.save wrote, in the pickle protocols 2 (its default) and 4. */
class TorchFilesTest {
    @TempDir
    private Path folder;

    @BeforeAll
    static void load() {
        Native.load();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4})
    void plainValuesComeAsJavaValues(int protocol) throws IOException {
        Object tree = PthFile.read(file("torch_protocol" + protocol));
        Map<?, ?> plain = (Map<?, ?>) PthFile.at(tree, "plain");
        assertThat(plain.get("none")).isNull();
        assertThat(plain.containsKey("none")).isTrue();
        assertThat(plain.get("yes")).isEqualTo(true);
        assertThat(plain.get("big")).isEqualTo(1L << 40);
        assertThat(plain.get("negative")).isEqualTo(-3L);
        assertThat(plain.get("real")).isEqualTo(0.1);
        assertThat(plain.get("text")).isEqualTo("grün");
        assertThat(plain.get("bytes")).isEqualTo(new byte[] {0, -1});
        assertThat(plain.get("list")).isEqualTo(List.of(1L, List.of(2L, List.of(3L))));
        assertThat(plain.get("set")).isEqualTo(Set.of(5L));
        assertThat(plain.get("frozen")).isEqualTo(Set.of("a"));
        assertThat(plain.get(7L)).isEqualTo("seven");
        assertThat(plain.get("size")).isEqualTo(List.of(2L, 3L));
        assertThat(plain.get("device")).isEqualTo("cuda:1");
        assertThat(plain.get("cpu")).isEqualTo("cpu");
        assertThat(PthFile.at(tree, "numpy")).isEqualTo(List.of(0.1, 0.5, -9L, 4L, true));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4})
    void tensorsOfAllTypesAndViewsComeBack(int protocol) throws IOException {
        Object tree = PthFile.read(file("torch_protocol" + protocol));
        try (Scope scope = Scope.open()) {
            Map<String, Tensor> types = PthFile.tensors(PthFile.at(tree, "types"));
            assertThat(types).hasSize(ElementType.values().length);
            types.forEach((name, tensor) -> assertThat(Tensors.floats(tensor))
                    .as(name)
                    .containsExactly(
                            name.equals("bool") ? new float[] {0, 1, 1, 1, 1, 1} : new float[] {0, 1, 2, 3, 100, 5}));
            assertThat(types.values().stream().map(Tensors::type)).doesNotHaveDuplicates();
            Map<String, Tensor> tensors = PthFile.tensors(tree);
            assertThat(floats(tensors, "view")).containsExactly(1, 5, 9, 2, 6, 10);
            assertThat(floats(tensors, "tail")).containsExactly(8, 9, 10, 11);
            assertThat(floats(tensors, "parameter")).containsExactly(7);
            assertThat(floats(tensors, "scalar")).containsExactly(3.25f);
            assertThat(tensor(tensors, "empty").shape()).containsExactly(0, 4);
            assertThat(floats(tensors, "channels_last"))
                    .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
            assertThat(floats(PthFile.tensors(PthFile.at(tree, "state")), "weight"))
                    .containsExactly(0.5f, -1.5f);
            // Views of one storage share memory, as they did when they were saved.
            tensor(tensors, "tail").zero_();
            assertThat(floats(tensors, "view")).containsExactly(1, 5, 0, 2, 6, 0);
        }
    }

    @Test
    void modulesAndOldFilesAreRefusedWithARemedy() throws IOException {
        Path module = file("torch_module");
        assertThatThrownBy(() -> PthFile.read(module))
                .isInstanceOf(DecathleteException.class)
                .hasMessageContaining("torch.nn.modules.linear.Linear")
                .hasMessageContaining("state_dict");
        Path legacy = file("torch_legacy");
        assertThatThrownBy(() -> PthFile.read(legacy))
                .isInstanceOf(DecathleteException.class)
                .hasMessageContaining("older than PyTorch 1.6");
    }

    @Test
    void damagedFilesGiveATypedErrorOrPlainValues() throws IOException {
        byte[] original = TorchZip.withoutChecksums(Files.readAllBytes(file("torch_protocol2")));
        int pickleEnd = new String(original, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("PK\3\4", 4);
        int[] read = new int[1];
        Properties.forAll(1, 1000, random -> {
            Path file = folder.resolve("damaged.pth");
            boolean directory = random.nextInt(3) == 0;
            Files.write(
                    file,
                    Mutations.of(
                            original,
                            directory ? original.length - 1500 : 0,
                            directory ? original.length : pickleEnd,
                            random));
            try (Scope scope = Scope.open()) {
                Object tree = PthFile.read(file);
                if (tree instanceof Map<?, ?> map) {
                    long bytes = PthFile.tensors(map).values().stream()
                            .mapToLong(Tensor::nbytes)
                            .sum();
                    assertThat(bytes).isLessThan(16L * original.length);
                }
                read[0]++;
            } catch (DecathleteException e) {
                assertThat(e.kind()).isEqualTo(ErrorKind.DATA);
                assertThat(e).hasMessageContaining("damaged.pth");
            }
        });
        assertThat(read[0]).isBetween(20, 900);
    }

    private Path file(String name) throws IOException {
        Path file = folder.resolve(name + ".pth");
        try (InputStream resource = TorchFilesTest.class.getResourceAsStream(name + ".pth")) {
            return Files.write(file, Objects.requireNonNull(resource, name).readAllBytes());
        }
    }

    private static Tensor tensor(Map<String, Tensor> tensors, String name) {
        return Objects.requireNonNull(tensors.get(name), name);
    }

    private static float[] floats(Map<String, Tensor> tensors, String name) {
        return Tensors.floats(tensor(tensors, name));
    }
}
