package org.decathlete.core.io.nrrd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.decathlete.core.io.HandMade;
import org.decathlete.core.io.VolumeFiles;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.volume.Grid;
import org.decathlete.core.volume.LabelVolume;
import org.decathlete.core.volume.Volume;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NrrdWritingTest {
    private static final String DIRECTIONS =
            "(0.70000000000000001, 1.2e-17,0) (0.000,.7,-0.000000000000000001) (0,0.1,2.50)";
    private static final String ORIGIN = "(-1.23456789012345678e2,4,+7.10)";

    @TempDir
    Path folder;

    @Test
    void keepsTheSourcesGeometryWordByWord() throws IOException {
        Path file = HandMade.file(
                folder.resolve("image.nrrd"),
                "NRRD0004\ntype: uint8\ndimension: 4\nspace: right-anterior-superior\nsizes: 2 3 2 1\n"
                        + "space directions: none " + DIRECTIONS + "\nkinds: vector domain domain domain\n"
                        + "thicknesses: nan nan nan 2.40\ncenterings: ??? cell cell node\nencoding: raw\n"
                        + "space units: \"mm\" \"mm\" \"mm\"\nspace origin: " + ORIGIN + "\n"
                        + "measurement frame: (1,0,0) (0,1,0) (0,0,1)\ncontent: of no matter\nkey:=value\n\n",
                new byte[12]);
        Volume image = VolumeFiles.read(file);
        Path label = folder.resolve("label.nrrd");
        VolumeFiles.write(label, new LabelVolume(image.grid(), new short[] {0, 1, 2, 3, 4, 255}, image.header()));
        assertThat(header(label).lines())
                .containsExactly(
                        "NRRD0005",
                        "type: uint8",
                        "dimension: 3",
                        "space: right-anterior-superior",
                        "sizes: 3 2 1",
                        "space directions: " + DIRECTIONS,
                        "thicknesses: nan nan 2.40",
                        "centerings: cell cell node",
                        "kinds: domain domain domain",
                        "space units: \"mm\" \"mm\" \"mm\"",
                        "space origin: " + ORIGIN,
                        "measurement frame: (1,0,0) (0,1,0) (0,0,1)",
                        "endian: little",
                        "encoding: gzip");
        LabelVolume read = VolumeFiles.readLabels(label);
        assertThat(read.grid()).isEqualTo(image.grid());
        assertThat(read.labels()).containsExactly(0, 1, 2, 3, 4, 255);
        Path copy = folder.resolve("copy.nrrd");
        VolumeFiles.write(copy, image);
        assertThat(VolumeFiles.read(copy).grid()).isEqualTo(image.grid());
        assertThat(header(copy)).contains("space directions: " + DIRECTIONS + " none\n", "list");
    }

    @Test
    void keepsAFlatFileFlat() throws IOException {
        Path file = HandMade.file(
                folder.resolve("image.nrrd"),
                "NRRD0004\ntype: uint8\ndimension: 2\nsizes: 3 2\nspacings: 0.50 2\nencoding: raw\n\n",
                new byte[6]);
        Volume image = VolumeFiles.read(file);
        Path label = folder.resolve("label.nrrd");
        VolumeFiles.write(label, new LabelVolume(image.grid(), new short[6], image.header()));
        assertThat(header(label)).contains("dimension: 2\n", "sizes: 3 2\n", "spacings: 0.50 2\n");
        assertThat(VolumeFiles.info(label).grid()).isEqualTo(image.grid());
    }

    @Test
    void leavesTheSourcesHeaderWhereItNoLongerFits() {
        Path file = HandMade.file(
                folder.resolve("image.nrrd"),
                "NRRD0004\ntype: uint8\ndimension: 3\nsizes: 3 2 1\nspacings: 1 1 1\nencoding: raw\n\n",
                new byte[6]);
        Grid other = Grid.of(new int[] {1, 1, 2}, new double[] {4, 5, 6});
        Path label = folder.resolve("label.nrrd");
        VolumeFiles.write(
                label,
                new LabelVolume(other, new short[2], VolumeFiles.read(file).header()));
        assertThat(VolumeFiles.info(label).grid()).isEqualTo(other);
    }

    @Test
    void choosesTheSmallestTypeAndWritesOneFile() {
        Grid grid = Grid.of(new int[] {1, 1, 2}, new double[] {1, 1, 1});
        Path file = folder.resolve("label.nrrd");
        VolumeFiles.write(file, new LabelVolume(grid, new short[] {0, 256}));
        assertThat(VolumeFiles.info(file).voxelType()).isEqualTo("uint16");
        VolumeFiles.write(file, new LabelVolume(grid, new short[] {0, 255}));
        assertThat(VolumeFiles.info(file).voxelType()).isEqualTo("uint8");
        VolumeFiles.write(file, new Volume(grid, List.of(new float[] {1.5f, Float.NaN})));
        assertThat(VolumeFiles.read(file).channels().get(0)).containsExactly(1.5f, Float.NaN);
        assertThatThrownBy(() -> VolumeFiles.write(folder.resolve("a.nhdr"), new LabelVolume(grid, new short[2])))
                .isInstanceOf(DecathleteException.class)
                .hasMessageContaining(".nrrd");
    }

    private static String header(Path file) throws IOException {
        String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        return text.substring(0, text.indexOf("\n\n") + 1);
    }
}
