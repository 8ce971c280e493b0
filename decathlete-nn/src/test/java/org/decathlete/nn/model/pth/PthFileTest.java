package org.decathlete.nn.model.pth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.bytedeco.pytorch.Tensor;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.nn.model.Mutations;
import org.decathlete.nn.model.zip.ZipDirectory;
import org.decathlete.nn.tensor.Native;
import org.decathlete.nn.tensor.Scope;
import org.decathlete.nn.tensor.Tensors;
import org.decathlete.testkit.Golden;
import org.decathlete.testkit.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PthFileTest {
    @TempDir
    private Path folder;

    @Test
    void readsStridedViewsOfASharedStorage() throws IOException {
        Native.load();
        Path file = folder.resolve("w.pth");
        TorchZip.write(file, TorchZip.dictionary("a", "0 2,3 3,1", "b", "0 3,2 1,3", "c", "4 2 1"), TorchZip.floats(6));
        Object tree = PthFile.read(file);
        try (Scope scope = Scope.open()) {
            Map<String, Tensor> tensors = PthFile.tensors(tree);
            assertThat(tensors.keySet()).containsExactly("a", "b", "c");
            assertThat(floats(tensors, "a")).containsExactly(0, 1, 2, 3, 4, 5);
            assertThat(floats(tensors, "b")).containsExactly(0, 3, 1, 4, 2, 5);
            assertThat(floats(tensors, "c")).containsExactly(4, 5);
        }
        assertThat(((StoredTensor) PthFile.at(tree, "b")).floats()).containsExactly(0, 3, 1, 4, 2, 5);
        assertThatThrownBy(() -> PthFile.at(tree, "b", "c")).isInstanceOf(DecathleteException.class);
    }

    @Test
    void understandsSizesBeyondFourGigabytes() throws IOException {
        Path file = folder.resolve("w.pth");
        TorchZip.write64(file, TorchZip.dictionary("a", "1 2,2 3,1"), TorchZip.floats(6));
        assertThat(((StoredTensor) PthFile.at(PthFile.read(file), "a")).floats())
                .containsExactly(1, 2, 4, 5);
    }

    @Test
    void refusesViewsThatReachBeyondTheirStorage() throws IOException {
        for (String view : List.of("0 7 1", "4 3 1", "0 2,3 4,1", "0 3 0x", "-1 2 1", "0 100000,100000 0,0")) {
            Path file = folder.resolve("bad.pth");
            TorchZip.write(file, TorchZip.dictionary("a", view.replace("x", "")), TorchZip.floats(6));
            if (view.contains("x")) {
                // A stride of 0 repeats an element; within the storage's size that is harmless.
                assertThat(PthFile.read(file)).isInstanceOf(Map.class);
            } else {
                assertRefused(file, "does not lie within its storage");
            }
        }
    }

    @Test
    void refusesToCallAnythingElseAndNamesIt() throws IOException {
        for (String name : List.of("os system", "builtins eval", "torch load", "collections deque", "torch._utils x")) {
            String pickle = "c" + name.replace(' ', '\n') + "\n(X\u0004\0\0\0echotR.";
            Path file = folder.resolve("evil.pth");
            TorchZip.write(file, pickle.getBytes(StandardCharsets.ISO_8859_1), new byte[0]);
            assertRefused(file, name.replace(' ', '.'));
        }
    }

    @Test
    void refusesOpcodesThatWeightsDoNotNeedAndStructuresThatContainThemselves() throws IOException {
        Path file = folder.resolve("odd.pth");
        for (String pickle : List.of("i", "o", "\u0081", "P1\n", "\u0082\u0001", "I1\n.", "S'a'\n.")) {
            TorchZip.write(file, pickle.getBytes(StandardCharsets.ISO_8859_1), new byte[0]);
            assertRefused(file, "opcode");
        }
        TorchZip.write(file, "]q\0h\0a.".getBytes(StandardCharsets.ISO_8859_1), new byte[0]);
        assertRefused(file, "contains itself");
    }

    /** Each of these takes a few bytes and would fill any memory, or never end. */
    @Test
    void refusesPicklesThatGrow() throws IOException {
        Path file = folder.resolve("bomb.pth");
        String text = "X\0\0\u0010\0" + "a".repeat(1 << 20);
        String encoded =
                "(c_codecs\nencode\nq\0" + text + "X\u0006\0\0\0latin1\u0086q\1R" + "h\0h\1R".repeat(1000) + "t.";
        String lists = "(]q\0(" + "K\1".repeat(100_000) + "ecbuiltins\nset\nq\1" + "h\1h\0\u0085R".repeat(1000) + "t.";
        String maps = "(" + "}".repeat(3_000_000) + "t.";
        for (String pickle : List.of(encoded, lists, maps)) {
            TorchZip.write(file, pickle.getBytes(StandardCharsets.ISO_8859_1), new byte[0]);
            assertRefused(file, "makes more objects");
        }
        // Lists of two references to the list before: 2^60 leaves in 60 lists, which count once each.
        String doubling = "]q\0" + "0]q\1(h\0h\0eq\0".repeat(60) + ".";
        TorchZip.write(file, doubling.getBytes(StandardCharsets.ISO_8859_1), new byte[0]);
        assertThat(PthFile.read(file)).isInstanceOf(List.class);
        TorchZip.write(file, "}(]]u.".getBytes(StandardCharsets.ISO_8859_1), new byte[0]);
        assertRefused(file, "neither text nor number");
    }

    @Test
    void refusesLeftoversAndBareNames() throws IOException {
        Path file = folder.resolve("odd.pth");
        for (String pickle : List.of("K\1K\1.", "(K\1.", ".", "ctorch\nFloatStorage\n.", "K\1}b.", "K\1")) {
            TorchZip.write(file, pickle.getBytes(StandardCharsets.ISO_8859_1), new byte[0]);
            assertRefused(file, "its pickle");
        }
    }

    @Test
    void pairsMakeAnOrderedDictionary() throws IOException {
        Path file = folder.resolve("old.pth");
        String pickle = "ccollections\nOrderedDict\n(](](X\1\0\0\0aK\1e](X\1\0\0\0bK\2eetR.";
        TorchZip.write(file, pickle.getBytes(StandardCharsets.ISO_8859_1), new byte[0]);
        assertThat(PthFile.read(file)).isEqualTo(Map.of("a", 1L, "b", 2L));
    }

    @Test
    void refusesWhatIsNoZipFile() throws IOException {
        Path file = folder.resolve("text.pth");
        Files.writeString(file, "no zip");
        assertRefused(file, "older than PyTorch 1.6");
        assertThatThrownBy(() -> PthFile.read(folder.resolve("absent.pth"))).isInstanceOf(DecathleteException.class);
    }

    @Test
    void comparesChecksumsWhereThereAreSome() throws IOException {
        Native.load();
        Path file = folder.resolve("w.pth");
        TorchZip.write(file, TorchZip.dictionary("a", "0 6 1"), TorchZip.floats(6));
        byte[] whole = Files.readAllBytes(file);
        int three = indexOf(whole, new byte[] {0, 0, 64, 64});
        int name = indexOf(whole, "X\1\0\0\0a".getBytes(StandardCharsets.ISO_8859_1)) + 5;

        byte[] weight = whole.clone();
        weight[three] ^= 1;
        Files.write(file, weight);
        assertThatThrownBy(() -> PthFile.tensors(PthFile.read(file)))
                .isInstanceOf(DecathleteException.class)
                .hasMessageContaining("w.pth")
                .hasMessageContaining("w/data/0 is damaged");
        Files.write(file, TorchZip.withoutChecksums(weight));
        assertThat(((StoredTensor) PthFile.at(PthFile.read(file), "a")).floats()[3])
                .isNotEqualTo(3)
                .isCloseTo(3, within(1e-6f));

        byte[] pickle = whole.clone();
        pickle[name] = 'b';
        Files.write(file, pickle);
        assertRefused(file, "w/data.pkl is damaged");
        Files.write(file, TorchZip.withoutChecksums(pickle));
        assertThat(PthFile.at(PthFile.read(file), "b")).isInstanceOf(StoredTensor.class);
    }

    private static int indexOf(byte[] bytes, byte[] part) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        return text.indexOf(new String(part, StandardCharsets.ISO_8859_1));
    }

    @Test
    void whatIsWrittenIsRead() {
        Native.load();
        Path file = folder.resolve("checkpoint_final.pth");
        try (Scope scope = Scope.open()) {
            Tensor shared = Tensors.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
            Map<String, @Nullable Object> tree = new LinkedHashMap<>();
            tree.put(
                    "weights",
                    new PythonValue.OrderedDict(
                            Map.of("a", new PythonValue.Stored(shared)), Map.of("_metadata", Map.of())));
            tree.put(
                    "again",
                    Map.of("a", new PythonValue.Stored(shared), "b", new PythonValue.Stored(Tensors.of(new long[] {
                        1L << 40
                    }))));
            tree.put("nothing", null);
            tree.put("numbers", List.of(0L, 255L, 256L, 65536L, -1L, 1L << 40, 0.1, true));
            tree.put("tuple", new PythonValue.Tuple(List.of(0L, new PythonValue.Tuple(List.of()))));
            tree.put("numpy", List.of(new PythonValue.NumpyFloat(0.1, false), new PythonValue.NumpyFloat(0.1, true)));
            tree.put("device", new PythonValue.TorchDevice("cpu"));
            tree.put("text", "grün");
            PthFile.write(file, tree);
        }
        Object read = PthFile.read(file);
        try (Scope scope = Scope.open()) {
            assertThat(floats(PthFile.tensors(PthFile.at(read, "weights")), "a"))
                    .containsExactly(1, 2, 3, 4, 5, 6);
            assertThat(floats(PthFile.tensors(PthFile.at(read, "again")), "b")).containsExactly((float) (1L << 40));
        }
        assertThat(((StoredTensor) PthFile.at(read, "again", "a")).storage())
                .isEqualTo(((StoredTensor) PthFile.at(read, "weights", "a")).storage());
        assertThat(((Map<?, ?>) read).containsKey("nothing")).isTrue();
        assertThat(PthFile.at(read, "numbers")).isEqualTo(List.of(0L, 255L, 256L, 65536L, -1L, 1L << 40, 0.1, true));
        assertThat(PthFile.at(read, "tuple")).isEqualTo(List.of(0L, List.of()));
        assertThat(PthFile.at(read, "numpy")).isEqualTo(List.of(0.1, (double) 0.1f));
        assertThat(PthFile.at(read, "device")).isEqualTo("cpu");
        assertThat(PthFile.at(read, "text")).isEqualTo("grün");
    }

    @Test
    void membersLieOnMultiplesOf64AsPyTorchWritesThem() throws IOException {
        Native.load();
        Path file = folder.resolve("x.pth");
        try (Scope scope = Scope.open()) {
            PthFile.write(file, Map.of("a", new PythonValue.Stored(Tensors.of(new float[7], 7))));
        }
        try (FileChannel channel = FileChannel.open(file);
                ZipFile zip = new ZipFile(file.toFile())) {
            Map<String, ZipDirectory.Member> members = ZipDirectory.read(channel);
            assertThat(members.keySet()).containsExactly("x/data.pkl", "x/byteorder", "x/data/0", "x/version");
            for (ZipDirectory.Member member : members.values()) {
                assertThat(member.position() % 64).isZero();
                member.verify(channel);
                assertThat(member.checksum()).isNotZero();
                assertThat(zip.getEntry(member.name()).getMethod()).isEqualTo(ZipEntry.STORED);
            }
        }
    }

    @Test
    void mutatedFilesGiveAValueOrATypedError() throws IOException {
        Native.load();
        Path original = folder.resolve("w.pth");
        TorchZip.write(original, TorchZip.dictionary("a", "0 2,3 3,1", "b", "1 5 1"), TorchZip.floats(6));
        byte[] bytes = TorchZip.withoutChecksums(Files.readAllBytes(original));
        Path file = folder.resolve("mutated.pth");
        int[] refused = {0};
        Properties.forAll(1, 1500, random -> {
            byte[] mutated = Mutations.of(bytes, 0, bytes.length, random);
            Files.write(file, mutated);
            try (Scope scope = Scope.open()) {
                PthFile.tensors(PthFile.read(file)).values().forEach(Tensors::floats);
            } catch (DecathleteException e) {
                assertThat(e.kind()).isEqualTo(ErrorKind.DATA);
                refused[0]++;
            }
        });
        assertThat(refused[0]).isGreaterThan(300);
    }

    @Test
    void readsCheckpointsOfNnUNet() {
        List<Path> files = Golden.files(Golden.suite("checkpoint"), ".pth");
        for (Path file : files) {
            Object checkpoint = PthFile.read(file);
            assertThat(PthFile.at(checkpoint, "trainer_name")).isEqualTo("nnUNetTrainer");
            assertThat(PthFile.at(checkpoint, "current_epoch")).isInstanceOf(Long.class);
            assertThat(PthFile.at(checkpoint, "_best_ema")).isInstanceOf(Double.class);
            assertThat(PthFile.at(checkpoint, "init_args", "configuration")).isInstanceOf(String.class);
            assertThat((Map<?, ?>) PthFile.at(checkpoint, "network_weights"))
                    .isNotEmpty()
                    .allSatisfy((name, tensor) -> assertThat(tensor).isInstanceOf(StoredTensor.class));
            assertThat(PthFile.at(checkpoint, "optimizer_state", "state", 0L, "momentum_buffer"))
                    .isInstanceOf(StoredTensor.class);
        }
        Golden.report("checkpoint (files)", files.size(), files.size());
    }

    private static void assertRefused(Path file, String reason) {
        assertThatThrownBy(() -> PthFile.read(file))
                .isInstanceOf(DecathleteException.class)
                .hasMessageContaining(String.valueOf(file.getFileName()))
                .hasMessageContaining(reason);
    }

    private static float[] floats(Map<String, Tensor> tensors, String name) {
        return Tensors.floats(java.util.Objects.requireNonNull(tensors.get(name)));
    }
}
