package org.decathlete.app.report.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.decathlete.core.volume.Grid;
import org.decathlete.core.volume.LabelVolume;
import org.decathlete.core.volume.Volume;
import org.junit.jupiter.api.Test;

/** Which slices are shown, which way round, and what is drawn on them. */
class SliceTest {

    @Test
    void looksAsRadiologistsDo() {
        Grid grid = Grid.of(new int[] {3, 4, 5}, new double[] {1, 1, 1});
        SlicePlane axial = SlicePlane.across(grid, 0);
        assertThat(axial.name()).isEqualTo("axial");
        assertThat(axial.horizontal()).isEqualTo(2);
        assertThat(axial.flipHorizontal()).isFalse();
        assertThat(axial.flipVertical()).isFalse();
        assertThat(axial.sides()).containsExactly("R", "L", "A", "P");
        SlicePlane coronal = SlicePlane.across(grid, 1);
        assertThat(coronal.name()).isEqualTo("coronal");
        assertThat(coronal.flipVertical()).isTrue();
        assertThat(coronal.sides()).containsExactly("R", "L", "S", "I");
        SlicePlane sagittal = SlicePlane.across(grid, 2);
        assertThat(sagittal.name()).isEqualTo("sagittal");
        assertThat(sagittal.horizontal()).isEqualTo(1);
        assertThat(sagittal.sides()).containsExactly("A", "P", "S", "I");
    }

    @Test
    void followsTheDirectionsOfTheGrid() {
        // Array x runs to the patient's right, array y to the head, array z to the back.
        double[] direction = {0, 0, -1, 1, 0, 0, 0, 1, 0};
        Grid grid = new Grid(new int[] {3, 4, 5}, new double[] {1, 1, 1}, new double[3], direction);
        SlicePlane coronal = SlicePlane.across(grid, 0);
        assertThat(coronal.name()).isEqualTo("coronal");
        assertThat(coronal.horizontal()).isEqualTo(2);
        assertThat(coronal.flipHorizontal()).isTrue();
        assertThat(coronal.flipVertical()).isTrue();
        assertThat(coronal.sides()).containsExactly("R", "L", "S", "I");
    }

    @Test
    void findsTheVoxelDeepestInsideAnError() {
        Grid grid = Grid.of(new int[] {20, 20, 20}, new double[] {1, 1, 1});
        short[] reference = new short[grid.voxels()];
        short[] prediction = new short[grid.voxels()];
        for (int z = 0; z < 20; z++) {
            for (int y = 0; y < 20; y++) {
                for (int x = 0; x < 20; x++) {
                    boolean large = Math.max(Math.abs(z - 13), Math.max(Math.abs(y - 12), Math.abs(x - 5))) <= 2;
                    boolean sheet = z == 2;
                    prediction[grid.index(z, y, x)] = (short) (large || sheet ? 1 : 0);
                }
            }
        }
        assertThat(LargestError.of(new LabelVolume(grid, reference), new LabelVolume(grid, prediction)))
                .containsExactly(13, 12, 5);
        reference[grid.index(4, 5, 6)] = 1;
        LabelVolume same = new LabelVolume(grid, reference);
        assertThat(LargestError.of(same, same)).containsExactly(4, 5, 6);
    }

    @Test
    void outlinesFollowPixelEdges() {
        assertThat(Outline.path(3, 3, new short[] {0, 0, 0, 0, 1, 1, 0, 0, 0})).isEqualTo("M1 1H3M1 2H3M1 1V2M3 1V2");
        assertThat(Outline.path(2, 1, new short[] {1, 2})).isEqualTo("M0 0H2M0 1H2M0 0V1M1 0V1M2 0V1");
        assertThat(Outline.path(2, 2, new short[4])).isEmpty();
    }

    @Test
    void showsTheVoxelsOfTheSlice() throws IOException {
        Grid grid = Grid.of(new int[] {2, 3, 4}, new double[] {3, 2, 1});
        float[] values = new float[grid.voxels()];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        short[] labels = new short[grid.voxels()];
        labels[grid.index(1, 1, 2)] = 1;
        LabelVolume reference = new LabelVolume(grid, new short[grid.voxels()]);
        CasePicture picture =
                CasePicture.of("c", "", new Volume(grid, List.of(values)), reference, new LabelVolume(grid, labels));
        SlicePicture axial = picture.slices().get(0);
        assertThat(axial.name()).isEqualTo("axial, slice 2 of 2");
        assertThat(axial.prediction()[1 * 4 + 2]).isEqualTo((short) 1);
        SlicePicture coronal = picture.slices().get(1);
        assertThat(coronal.pixelHeight()).isEqualTo(3);
        // The head is up: the second slice is the first row.
        assertThat(coronal.prediction()[2]).isEqualTo((short) 1);
        assertThat(Byte.toUnsignedInt(coronal.grey()[0])).isGreaterThan(Byte.toUnsignedInt(coronal.grey()[4]));
        byte[] png = PngImage.grey(axial.width(), axial.height(), axial.grey());
        BufferedImage read = ImageIO.read(new ByteArrayInputStream(png));
        assertThat(read.getWidth()).isEqualTo(4);
        assertThat(read.getHeight()).isEqualTo(3);
        assertThat(read.getRaster().getSample(3, 2, 0)).isEqualTo(Byte.toUnsignedInt(axial.grey()[11]));
    }

    @Test
    void aFlatImageHasOneSlice() {
        Grid grid = Grid.of(new int[] {1, 6, 6}, new double[] {1, 1, 1});
        LabelVolume labels = new LabelVolume(grid, new short[36]);
        CasePicture picture = CasePicture.of("c", "", new Volume(grid, List.of(new float[36])), labels, labels);
        assertThat(picture.slices()).hasSize(1);
    }
}
