package org.decathlete.core.io.metaimage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.decathlete.core.io.HandMade.assertRefused;
import static org.decathlete.core.io.HandMade.int16;
import static org.decathlete.core.io.HandMade.uint8;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.decathlete.core.io.HandMade;
import org.decathlete.core.io.VolumeFiles;
import org.decathlete.core.volume.Grid;
import org.decathlete.core.volume.LabelVolume;
import org.decathlete.core.volume.Volume;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetaImageTest {
    private static final ByteOrder LITTLE = ByteOrder.LITTLE_ENDIAN;

    @TempDir
    Path folder;

    @Test
    void readsEveryTypeInBothByteOrders() {
        Map<String, Integer> sizes = Map.of(
                "MET_CHAR",
                1,
                "MET_SHORT",
                2,
                "MET_INT",
                4,
                "MET_LONG",
                4,
                "MET_LONG_LONG",
                8,
                "MET_FLOAT",
                4,
                "MET_DOUBLE",
                8);
        for (Map.Entry<String, Integer> type : sizes.entrySet()) {
            boolean floating = type.getKey().matches("MET_FLOAT|MET_DOUBLE");
            for (ByteOrder order : new ByteOrder[] {LITTLE, ByteOrder.BIG_ENDIAN}) {
                byte[] data = HandMade.numbers(order, type.getValue(), floating, -3, 7, 100, 0);
                String name = order == LITTLE ? "BinaryDataByteOrderMSB" : "ElementByteOrderMSB";
                String msb = order == LITTLE ? "False" : "True";
                Volume volume = VolumeFiles.read(mha(
                        "NDims = 3\nDimSize = 2 2 1\n" + name + " = " + msb + "\nElementType = " + type.getKey(),
                        data));
                assertThat(volume.channels().get(0)).as(type.getKey() + msb).containsExactly(-3, 7, 100, 0);
            }
        }
        Map<String, Integer> unsigned =
                Map.of("MET_UCHAR", 1, "MET_USHORT", 2, "MET_UINT", 4, "MET_ULONG", 4, "MET_ULONG_LONG", 8);
        unsigned.forEach((type, size) -> assertThat(VolumeFiles.read(mha(
                                "NDims = 3\nDimSize = 1 1 1\nElementType = " + type,
                                HandMade.numbers(LITTLE, size, false, -1)))
                        .channels()
                        .get(0))
                .as(type)
                .containsExactly((float) (Math.pow(2, 8 * size) - 1)));
    }

    @Test
    void placesVoxelsByTheRowsOfTheMatrix() {
        String shape = "NDims = 3\nDimSize = 2 3 4\nElementType = MET_UCHAR\nElementSpacing = 2 0.5 3\n";
        for (String names : new String[] {"TransformMatrix Offset", "Rotation Position", "Orientation Origin"}) {
            String[] name = names.split(" ", -1);
            Grid grid = VolumeFiles.info(mha(
                            shape + name[0] + " = 0 1 0 -1 0 0 0 0 1\n" + name[1]
                                    + " = 10 -20 30.25\nAnatomicalOrientation = RAI",
                            new byte[24]))
                    .grid();
            assertThat(grid.size()).containsExactly(4, 3, 2);
            assertThat(grid.spacing()).containsExactly(3, 0.5, 2);
            assertThat(grid.origin()).containsExactly(10, -20, 30.25);
            assertThat(grid.direction()).containsExactly(0, -1, 0, 0, 0, 1, 1, 0, 0);
        }
        assertThat(VolumeFiles.info(mha(shape, new byte[24])).grid())
                .isEqualTo(Grid.of(new int[] {4, 3, 2}, new double[] {3, 0.5, 2}));
    }

    @Test
    void turnsVectorsAndTheFourthDimensionIntoChannels() {
        Volume vectors = VolumeFiles.read(mha(
                "NDims = 3\nDimSize = 2 1 1\nElementNumberOfChannels = 3\nElementType = MET_UCHAR",
                uint8(1, 2, 3, 4, 5, 6)));
        assertThat(vectors.channels()).hasSize(3);
        assertThat(vectors.channels().get(1)).containsExactly(2, 5);
        Volume four = VolumeFiles.read(mha("""
                        NDims = 4
                        DimSize = 2 1 1 3
                        ElementType = MET_UCHAR
                        ElementSpacing = 1 2 3 4
                        Offset = 5 6 7 8
                        TransformMatrix = 1 0 0 0 0 1 0 0 0 0 1 0 0 0 0 1""", uint8(1, 2, 3, 4, 5, 6)));
        assertThat(four.channels().get(1)).containsExactly(3, 4);
        assertThat(four.grid().origin()).containsExactly(5, 6, 7);
        assertThat(four.grid().spacing()).containsExactly(3, 2, 1);
        Grid flat = VolumeFiles.info(mha(
                        "NDims = 2\nDimSize = 3 2\nElementType = MET_UCHAR\nElementSpacing = 0.5 0.25", new byte[6]))
                .grid();
        assertThat(flat.size()).containsExactly(1, 2, 3);
        assertThat(flat.spacing()).containsExactly(999 * 0.5, 0.25, 0.5);
    }

    @Test
    void readsCompressedVoxelsAndText() {
        String header = "NDims = 3\nDimSize = 3 1 1\nElementType = MET_SHORT\n";
        byte[] voxels = int16(LITTLE, 5, -6, 700);
        byte[] zlib = HandMade.zlib(voxels);
        String compressed = header + "CompressedData = True\nCompressedDataSize = " + zlib.length;
        assertThat(first(mha(compressed, zlib))).containsExactly(5, -6, 700);
        assertThat(first(mha(compressed, HandMade.gzip(voxels)))).containsExactly(5, -6, 700);
        assertThat(first(mha(header + "BinaryData = False", "5 -6\n700\n".getBytes(StandardCharsets.US_ASCII))))
                .containsExactly(5, -6, 700);
        zlib[zlib.length - 1] ^= 1;
        assertRefused(() -> first(mha(compressed, zlib)), "damaged");
    }

    @Test
    void readsVoxelsBesideTheHeaderAndNowhereElse() throws IOException {
        String header = "ObjectType = Image\nNDims = 3\nDimSize = 2 1 1\nElementType = MET_UCHAR\n";
        HandMade.file(folder.resolve("a.raw"), "xyz", uint8(3, 4));
        for (String skip : new String[] {"3", "-1"}) {
            Path file = HandMade.file(
                    folder.resolve("a.mhd"), header + "HeaderSize = " + skip + "\nElementDataFile = a.raw\n");
            assertThat(first(file)).containsExactly(3, 4);
            assertThat(VolumeFiles.parts(file)).containsExactly(file, folder.resolve("a.raw"));
        }
        Path inner = Files.createDirectory(folder.resolve("inner"));
        for (String name :
                new String[] {"../a.raw", folder.resolve("a.raw").toString(), "..\\a.raw", "LIST", "a%d.raw"}) {
            assertRefused(
                    () -> VolumeFiles.read(
                            HandMade.file(inner.resolve("b.mhd"), header + "ElementDataFile = " + name + "\n")),
                    "ElementDataFile");
        }
    }

    @Test
    void keepsTheSourcesGeometryWordByWord() throws IOException {
        List<String> kept = List.of(
                "Position = 1.250 -3.0000000000000001 +7",
                "CenterOfRotation = 0 0 0",
                "AnatomicalOrientation = RAI",
                "ElementSpacing = 0.70000000000000001 0.70 2.50");
        Path image = mha(
                "NDims = 3\nDimSize = 2 1 1\nElementType = MET_SHORT\nTransformMatrix = 1 0 0 0 .6 0.80 0 -0.8 6e-1\n"
                        + String.join("\n", kept),
                new byte[4]);
        Volume volume = VolumeFiles.read(image);
        for (String name : new String[] {"label.mha", "label.mhd"}) {
            Path label = folder.resolve(name);
            VolumeFiles.write(label, new LabelVolume(volume.grid(), new short[] {1, 300}, volume.header()));
            String text = new String(Files.readAllBytes(label), StandardCharsets.ISO_8859_1);
            assertThat(text).contains(kept).contains("TransformMatrix = 1 0 0 0 .6 0.80 0 -0.8 6e-1\n", "MET_USHORT");
            LabelVolume read = VolumeFiles.readLabels(label);
            assertThat(read.labels()).containsExactly(1, 300);
            assertThat(read.grid()).isEqualTo(volume.grid());
        }
        assertThat(folder.resolve("label.zraw")).exists();
    }

    @Test
    void refusesWhatTheFileCannotHold() {
        String start = "NDims = 3\nElementType = MET_SHORT\n";
        assertRefused(() -> VolumeFiles.info(mha(start + "DimSize = 4 4 5", new byte[100])), "truncated", "160");
        assertRefused(() -> VolumeFiles.info(mha(start + "DimSize = 4 4", new byte[100])), "DimSize: 4 4");
        assertRefused(() -> VolumeFiles.info(mha(start + "DimSize = 4 x 5", new byte[100])), "whole numbers");
        assertRefused(() -> VolumeFiles.info(mha(start + "DimSize = 65536 65536 1", new byte[100])), "2^31");
        assertRefused(() -> VolumeFiles.info(mha("NDims = 5\nElementType = MET_SHORT\n", new byte[1])), "NDims: 5");
        assertRefused(
                () -> VolumeFiles.info(mha("NDims = 2\nDimSize = 1 1\nElementType = MET_STRING", new byte[1])),
                "MET_STRING");
        assertRefused(
                () -> VolumeFiles.info(mha(start + "DimSize = 1 1 1\nElementSpacing = 0 1 1", new byte[2])),
                "ElementSpacing: 0 1 1");
        assertRefused(
                () -> VolumeFiles.info(HandMade.file(folder.resolve("a.mha"), "ObjectType = Image\nNDims = 3\n")),
                "ElementDataFile");
    }

    private static float[] first(Path file) {
        return VolumeFiles.read(file).channels().get(0);
    }

    private Path mha(String fields, byte[] voxels) {
        return HandMade.file(
                folder.resolve("hand.mha"), "ObjectType = Image\n" + fields + "\nElementDataFile = LOCAL\n", voxels);
    }
}
