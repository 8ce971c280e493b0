package org.decathlete.nn.model.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.nn.model.Mutations;
import org.decathlete.nn.model.elements.ElementType;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Native;
import org.decathlete.nn.tensor.Scope;
import org.decathlete.nn.tensor.Tensors;
import org.decathlete.testkit.Properties;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsFileTest {
    @TempDir
    private Path folder;

    @BeforeAll
    static void load() {
        Native.load();
    }

    @ParameterizedTest
    @EnumSource
    void everyTypeComesBack(ElementType type) {
        Path file = folder.resolve("t.safetensors");
        try (Scope scope = Scope.open()) {
            Tensor tensor = Tensors.to(Tensors.of(new float[] {0, 1, -2.5f, 3, 0, 100}, 2, 3), type.type());
            SafetensorsFile.write(file, Map.of("t", tensor), Map.of());
            try (SafetensorsFile.Contents contents = SafetensorsFile.read(file)) {
                Tensor read = tensor(contents, "t");
                assertThat(Tensors.type(read)).isEqualTo(type.type());
                assertThat(read.shape()).containsExactly(2, 3);
                assertThat(read.equal(tensor)).isTrue();
            }
        }
    }

    @Test
    void layoutAndGradientDoNotMatter() {
        Path file = folder.resolve("t.safetensors");
        try (Scope scope = Scope.open()) {
            Tensor turned = Tensors.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3)
                    .set_requires_grad(true)
                    .t();
            Tensor scalar = Tensors.of(new float[] {7}).reshape();
            Tensor empty = Tensors.empty(ElementType.F64.type(), Device.CPU, 0, 4);
            SafetensorsFile.write(file, Map.of("turned", turned, "scalar", scalar, "empty", empty), Map.of());
            try (SafetensorsFile.Contents contents = SafetensorsFile.read(file)) {
                assertThat(Tensors.floats(tensor(contents, "turned"))).containsExactly(1, 4, 2, 5, 3, 6);
                assertThat(tensor(contents, "scalar").dim()).isZero();
                assertThat(Tensors.floats(tensor(contents, "scalar"))).containsExactly(7);
                assertThat(tensor(contents, "empty").shape()).containsExactly(0, 4);
            }
        }
    }

    @Test
    void aLargeTensorTravelsInPieces() {
        Path file = folder.resolve("t.safetensors");
        float[] values = new float[(1 << 20) + 17];
        for (int i = 0; i < values.length; i++) {
            values[i] = i * 0.5f;
        }
        try (Scope scope = Scope.open()) {
            SafetensorsFile.write(file, Map.of("t", Tensors.of(values, values.length)), Map.of());
            try (SafetensorsFile.Contents contents = SafetensorsFile.read(file)) {
                assertThat(Tensors.floats(tensor(contents, "t"))).isEqualTo(values);
            }
        }
    }

    /** The bytes are those of the format's definition, and do not depend on the order in which things are given. */
    @Test
    void equalContentGivesEqualBytes() throws IOException {
        Path file = folder.resolve("t.safetensors");
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        Map<String, String> metadata = new LinkedHashMap<>();
        try (Scope scope = Scope.open()) {
            tensors.put("b", Tensors.of(new float[] {1}, 1));
            tensors.put("a", Tensors.of(new short[] {2}, 1, 1));
            tensors.put("Ä", Tensors.of(new long[] {3}, 1));
            metadata.put("y", "2");
            metadata.put("x", "\"1\"");
            assertThatThrownBy(() -> SafetensorsFile.write(file, Map.of("__metadata__", tensors.get("a")), metadata))
                    .isInstanceOf(IllegalArgumentException.class);

            SafetensorsFile.write(file, tensors, metadata);
            String json = "{\"__metadata__\":{\"x\":\"\\\"1\\\"\",\"y\":\"2\"},"
                    + "\"Ä\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[0,8]},"
                    + "\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[8,12]},"
                    + "\"a\":{\"dtype\":\"I16\",\"shape\":[1,1],\"data_offsets\":[12,14]}}";
            byte[] data = ByteBuffer.allocate(14)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(3)
                    .putFloat(1)
                    .putShort((short) 2)
                    .array();
            assertThat(Files.readAllBytes(file)).isEqualTo(file(json, data));
        }
        assertThat(SafetensorsFile.metadata(file)).isEqualTo(metadata);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{\"a\":1}",
                "{\"a\":{\"shape\":[2],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"C64\",\"shape\":[1],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8.0]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,12]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
                        + "\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
                        + "\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[4611686018427387904,4],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[0,4611686018427387904,4],\"data_offsets\":[0,0]},"
                        + "\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}",
                "{\"__metadata__\":{\"x\":1},\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}} x"
            })
    void contradictionsAreRefused(String json) throws IOException {
        Path file = Files.write(folder.resolve("bad.safetensors"), file(json, new byte[8]));
        assertThatThrownBy(() -> SafetensorsFile.read(file))
                .isInstanceOfSatisfying(
                        DecathleteException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.DATA))
                .hasMessageContaining("bad.safetensors");
    }

    @Test
    void damagedFilesGiveATypedErrorOrTensors() throws IOException {
        Path whole = folder.resolve("whole.safetensors");
        try (Scope scope = Scope.open()) {
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            for (ElementType type : ElementType.values()) {
                tensors.put("weight." + type, Tensors.zeros(type.type(), Device.CPU, 2, 3));
            }
            SafetensorsFile.write(whole, tensors, Map.of("format", "test"));
        }
        byte[] original = Files.readAllBytes(whole);
        int header =
                (int) ByteBuffer.wrap(original).order(ByteOrder.LITTLE_ENDIAN).getLong();
        int[] read = new int[1];
        Properties.forAll(1, 1000, random -> {
            Path file = folder.resolve("damaged.safetensors");
            Files.write(file, Mutations.of(original, 0, 8 + header, random));
            try (SafetensorsFile.Contents contents = SafetensorsFile.read(file)) {
                read[0]++;
                long bytes = contents.tensors().values().stream()
                        .mapToLong(Tensor::nbytes)
                        .sum();
                assertThat(bytes).isLessThan(Files.size(file));
            } catch (DecathleteException e) {
                assertThat(e.kind()).isEqualTo(ErrorKind.DATA);
                assertThat(e).hasMessageContaining("damaged.safetensors");
            }
        });
        assertThat(read[0]).isBetween(20, 800);
    }

    private static byte[] file(String json, byte[] data) {
        byte[] text = json.getBytes(StandardCharsets.UTF_8);
        int padded = (text.length + 7) / 8 * 8;
        ByteBuffer file = ByteBuffer.allocate(8 + padded + data.length).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(padded).put(text);
        while (file.position() < 8 + padded) {
            file.put((byte) ' ');
        }
        return file.put(data).array();
    }

    private static Tensor tensor(SafetensorsFile.Contents contents, String name) {
        return java.util.Objects.requireNonNull(contents.tensors().get(name));
    }
}
