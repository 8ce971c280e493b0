package org.decathlete.core.io.nrrd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.decathlete.core.io.HandMade.assertRefused;
import static org.decathlete.core.io.HandMade.int16;
import static org.decathlete.core.io.HandMade.uint8;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.decathlete.core.io.HandMade;
import org.decathlete.core.io.VolumeFiles;
import org.decathlete.core.volume.Grid;
import org.decathlete.core.volume.Volume;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NrrdReadingTest {
    private static final String SPACE = "space: left-posterior-superior\n";
    private static final ByteOrder LITTLE = ByteOrder.LITTLE_ENDIAN;

    @TempDir
    Path folder;

    @Test
    void readsEveryTypeInBothByteOrders() {
        Map<String, Integer> sizes = Map.of(
                "signed char", 1, "short int", 2, "int16_t", 2, "int", 4, "long long int", 8, "float", 4, "double", 8);
        for (Map.Entry<String, Integer> type : sizes.entrySet()) {
            boolean floating = type.getKey().equals("float") || type.getKey().equals("double");
            for (ByteOrder order : new ByteOrder[] {LITTLE, ByteOrder.BIG_ENDIAN}) {
                String endian = order == LITTLE ? "little" : "big";
                byte[] data = HandMade.numbers(order, type.getValue(), floating, -3, 7, 100, 0);
                Volume volume = VolumeFiles.read(nrrd(
                        "type: " + type.getKey() + "\ndimension: 3\nsizes: 2 2 1\nencoding: raw\nendian: " + endian,
                        data));
                assertThat(volume.channels().get(0)).as(type.getKey() + endian).containsExactly(-3, 7, 100, 0);
            }
        }
        Map<String, Integer> unsigned = Map.of("uchar", 1, "ushort", 2, "uint", 4, "ulonglong", 8);
        unsigned.forEach((type, size) -> assertThat(first(nrrd(
                        "type: " + type + "\ndimension: 3\nsizes: 2 1 1\nencoding: raw\nendian: little",
                        HandMade.numbers(LITTLE, size, false, -1, 5))))
                .as(type)
                .containsExactly((float) (Math.pow(2, 8 * size) - 1), 5));
    }

    @Test
    void readsEveryEncoding() {
        String header = "type: int16\ndimension: 3\nsizes: 3 1 1\nendian: little\nencoding: ";
        byte[] voxels = int16(LITTLE, 5, -6, 700);
        assertThat(first(nrrd(header + "raw", voxels))).containsExactly(5, -6, 700);
        assertThat(first(nrrd(header + "gzip", HandMade.gzip(voxels)))).containsExactly(5, -6, 700);
        assertThat(first(nrrd(header + "gz", HandMade.gzip(voxels)))).containsExactly(5, -6, 700);
        assertThat(first(nrrd(header + "ascii", " 5 -6,\n700\n".getBytes(StandardCharsets.US_ASCII))))
                .containsExactly(5, -6, 700);
        assertThat(VolumeFiles.info(nrrd(header + "txt", "5 6 7".getBytes(StandardCharsets.US_ASCII)))
                        .voxelType())
                .isEqualTo("int16");
        assertRefused(() -> VolumeFiles.read(nrrd(header + "bzip2", voxels)), "encoding: bzip2");
        assertRefused(() -> VolumeFiles.read(nrrd(header + "ascii", uint8('5', ' ', 'x', ' ', '7'))), "'x'");
    }

    @Test
    void skipsLinesAndBytes() {
        String header = "type: uint8\ndimension: 3\nsizes: 2 1 1\nencoding: ";
        byte[] skipped = uint8('a', '\n', 'b', '\n', 'c', 8, 9);
        assertThat(first(nrrd(header + "raw\nline skip: 2\nbyte skip: 1", skipped)))
                .containsExactly(8, 9);
        assertThat(first(nrrd(header + "raw\nbyte skip: -1", skipped))).containsExactly(8, 9);
        assertThat(first(nrrd(header + "gzip\nbyte skip: 5", HandMade.gzip(skipped))))
                .containsExactly(8, 9);
        assertRefused(() -> first(nrrd(header + "raw\nline skip: 9", skipped)), "line skip");
    }

    @Test
    void readsVoxelsBesideTheHeaderAndNowhereElse() throws Exception {
        String header = "NRRD0004\ntype: uint8\ndimension: 3\nsizes: 2 1 1\nencoding: raw\ndata file: ";
        HandMade.file(folder.resolve("a.raw"), "", uint8(3, 4));
        assertThat(first(HandMade.file(folder.resolve("a.nhdr"), header + "a.raw\n")))
                .containsExactly(3, 4);
        assertThat(first(HandMade.file(folder.resolve("a.nhdr"), header + "./a.raw\n\n")))
                .containsExactly(3, 4);
        assertThat(VolumeFiles.parts(folder.resolve("a.nhdr")))
                .containsExactly(folder.resolve("a.nhdr"), folder.resolve("a.raw"));
        Path inner = Files.createDirectory(folder.resolve("inner"));
        for (String name : new String[] {"../a.raw", folder.resolve("a.raw").toString(), "x\\a.raw", "..", "C:a.raw"}) {
            assertRefused(
                    () -> VolumeFiles.read(HandMade.file(inner.resolve("b.nhdr"), header + name + "\n")), "data file");
        }
        assertRefused(
                () -> VolumeFiles.read(HandMade.file(inner.resolve("b.nhdr"), header + "no.raw\n")), "does not exist");
        assertRefused(
                () -> VolumeFiles.read(HandMade.file(inner.resolve("b.nhdr"), header + "a%d.raw 1 2 1\n")),
                "several files");
    }

    @Test
    void turnsEverySpaceToLps() {
        assertThat(origin("left-posterior-superior")).containsExactly(1, 2, 3);
        assertThat(origin("LPS")).containsExactly(1, 2, 3);
        assertThat(origin("right-anterior-superior")).containsExactly(-1, -2, 3);
        assertThat(origin("RAS")).containsExactly(-1, -2, 3);
        assertThat(origin("left-anterior-superior")).containsExactly(1, -2, 3);
        assertThat(origin("LAS")).containsExactly(1, -2, 3);
        assertThat(origin("scanner-xyz")).containsExactly(1, 2, 3);
        assertRefused(() -> origin("posterior-left-superior"), "space: posterior-left-superior");
        assertRefused(() -> origin("left-posterior-superior-time"), "space");
    }

    @Test
    void placesVoxelsByDirections() {
        // i runs along the patient's back (y) with 2 mm, j against x with 0.5 mm, k up with 3 mm.
        Grid grid = VolumeFiles.info(nrrd(
                        "type: uint8\ndimension: 3\n" + SPACE + "sizes: 2 3 4\nencoding: raw\n"
                                + "space directions: (0,2,0) (-0.5,0,0) ( 0, 0, 3 )\nspace origin: (10,-20,30.25)",
                        new byte[24]))
                .grid();
        assertThat(grid.size()).containsExactly(4, 3, 2);
        assertThat(grid.spacing()).containsExactly(3, 0.5, 2);
        assertThat(grid.origin()).containsExactly(10, -20, 30.25);
        assertThat(grid.direction()).containsExactly(0, -1, 0, 0, 0, 1, 1, 0, 0);
    }

    @Test
    void usesSpacingsWhereThereAreNoDirections() {
        Grid grid = VolumeFiles.info(nrrd(
                        "type: uint8\ndimension: 3\nsizes: 2 3 4\nencoding: raw\nspacings: 0.5 -2 nan", new byte[24]))
                .grid();
        assertThat(grid).isEqualTo(Grid.of(new int[] {4, 3, 2}, new double[] {1, 2, 0.5}));
    }

    @Test
    void givesAFlatFileOneThickSlice() {
        Grid grid = VolumeFiles.info(nrrd("""
                        type: uint8
                        dimension: 2
                        space dimension: 2
                        sizes: 3 2
                        encoding: raw
                        space directions: (0.25,0) (0,0.5)
                        space origin: (7,8)""", new byte[6])).grid();
        assertThat(grid.size()).containsExactly(1, 2, 3);
        assertThat(grid.spacing()).containsExactly(999 * 0.5, 0.5, 0.25);
        assertThat(grid.origin()).containsExactly(7, 8, 0);
        assertThat(grid.direction()).containsExactly(new double[] {0, 0, 1, 0, 1, 0, 1, 0, 0}, within(1e-15));
    }

    @Test
    void findsTheChannelsInEveryPlace() {
        byte[] alternating = uint8(1, 10, 2, 20, 3, 30, 4, 40);
        byte[] apart = uint8(1, 2, 3, 4, 10, 20, 30, 40);
        byte[] between = uint8(1, 2, 10, 20, 3, 4, 30, 40);
        assertChannels("sizes: 2 2 2 1\nkinds: vector domain domain domain", alternating);
        assertChannels("sizes: 2 2 1 2\nkinds: domain domain domain list", apart);
        assertChannels("sizes: 2 2 2 1\nkinds: domain list domain domain", between);
        assertChannels("sizes: 2 2 1 2", apart);
        assertChannels("sizes: 2 2 2 1\nkinds: domain time domain domain", between);
        assertChannels("sizes: 2 2 2 1\n" + SPACE + "space directions: none (1,0,0) (0,1,0) (0,0,1)", alternating);
        assertChannels("sizes: 2 2 2 1\n" + SPACE + "space directions: (1,0,0) none (0,1,0) (0,0,1)", between);
        Volume colours = VolumeFiles.read(nrrd(
                "type: uint8\ndimension: 3\nencoding: raw\nsizes: 3 2 1\nkinds: RGB-color domain domain",
                uint8(1, 2, 3, 4, 5, 6)));
        assertThat(colours.grid().size()).containsExactly(1, 1, 2);
        assertThat(colours.channels()).hasSize(3);
        assertThat(colours.channels().get(2)).containsExactly(3, 6);
        assertRefused(() -> VolumeFiles.read(nrrd("""
                        type: uint8
                        dimension: 5
                        encoding: raw
                        sizes: 2 2 2 2 2
                        kinds: list vector domain domain domain""", new byte[32])), "more than one axis");
    }

    @Test
    void refusesWhatTheFileCannotHold() {
        String header = "type: int16\ndimension: 3\nendian: little\n";
        assertRefused(
                () -> VolumeFiles.info(nrrd(header + "encoding: raw\nsizes: 4 4 5", new byte[128])),
                "truncated",
                "160");
        assertRefused(
                () -> VolumeFiles.read(nrrd(header + "encoding: gzip\nsizes: 4 4 5", HandMade.gzip(new byte[128]))),
                "truncated");
        assertRefused(
                () -> VolumeFiles.read(nrrd(header + "encoding: ascii\nsizes: 4 4 5", new byte[128])), "truncated");
        assertRefused(
                () -> VolumeFiles.info(nrrd(header + "encoding: raw\nsizes: 4000000000 4 5", new byte[9])), "2^31");
        assertRefused(() -> VolumeFiles.info(nrrd(header + "encoding: raw\nsizes: 4 -4 5", new byte[9])), "4 -4 5");
        assertRefused(() -> VolumeFiles.info(nrrd(header + "encoding: raw\nsizes: 4 4", new byte[9])), "sizes: 4 4");
        assertRefused(
                () -> VolumeFiles.info(nrrd("type: int16\ndimension: 2\nencoding: raw\nsizes: 1 1", new byte[2])),
                "\"endian\"");
        assertRefused(
                () -> VolumeFiles.info(nrrd("type: a\u001b[2Jb\ndimension: 2\nencoding: raw\nsizes: 1 1", new byte[2])),
                "type: a?[2Jb");
        assertRefused(
                () -> VolumeFiles.info(nrrd("type: block\ndimension: 2\nencoding: raw\nsizes: 1 1", new byte[2])),
                "type: block");
        assertRefused(() -> VolumeFiles.info(HandMade.file(folder.resolve("a.nrrd"), "NRRD0009\n\n")), "NRRD0009");
        assertRefused(
                () -> VolumeFiles.info(HandMade.file(folder.resolve("a.nrrd"), "NRRD0004\ntype: int16\n")),
                "blank line");
        assertRefused(
                () -> VolumeFiles.info(nrrd(
                        header + SPACE + "encoding: raw\nsizes: 1 1 1\nspace directions: (1,0,0) (1,0,0) (0,0,1)",
                        new byte[2])),
                "space directions");
        assertRefused(
                () -> VolumeFiles.info(nrrd(
                        header + SPACE + "encoding: raw\nsizes: 1 1 1\nspace directions: (1,0) (0,1,0) (0,0,1)",
                        new byte[2])),
                "vectors of 3");
    }

    private void assertChannels(String axes, byte[] voxels) {
        Volume volume = VolumeFiles.read(nrrd("type: uint8\ndimension: 4\nencoding: raw\n" + axes, voxels));
        assertThat(volume.grid().size()).as(axes).containsExactly(1, 2, 2);
        assertThat(volume.channels()).as(axes).hasSize(2);
        assertThat(volume.channels().get(0)).as(axes).containsExactly(1, 2, 3, 4);
        assertThat(volume.channels().get(1)).as(axes).containsExactly(10, 20, 30, 40);
    }

    private double[] origin(String space) {
        return VolumeFiles.info(nrrd(
                        "type: uint8\ndimension: 3\nspace: " + space + "\nsizes: 1 1 1\nencoding: raw\n"
                                + "space directions: (1,0,0) (0,1,0) (0,0,1)\nspace origin: (1,2,3)",
                        new byte[1]))
                .grid()
                .origin();
    }

    private static float[] first(Path file) {
        return VolumeFiles.read(file).channels().get(0);
    }

    private Path nrrd(String fields, byte[] voxels) {
        return HandMade.file(folder.resolve("hand.nrrd"), "NRRD0005\n# made by hand\n" + fields + "\n\n", voxels);
    }
}
