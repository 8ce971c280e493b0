package org.decathlete.core.io.nrrd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.decathlete.core.io.HandMade.assertRefused;
import static org.decathlete.core.io.HandMade.uint8;

import java.nio.file.Path;
import org.decathlete.core.io.HandMade;
import org.decathlete.core.io.VolumeFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 3D Slicer's segmentations: label maps in one or more layers, with a list of segments. */
class SegmentationTest {
    private static final String LAYERED = """
                        type: unsigned char
                        dimension: 4
                        space: left-posterior-superior
                        sizes: 2 4 1 1
                        space directions: none (1,0,0) (0,1,0) (0,0,1)
                        kinds: list domain domain domain
                        encoding: raw
                        space origin: (0,0,0)
                        """;

    @TempDir
    Path folder;

    @Test
    void readsTheLabelValuesOfOneLayer() {
        String header = "type: unsigned char\ndimension: 3\nsizes: 4 1 1\nencoding: raw\n"
                + segment(0, "liver", 0, 3)
                + segment(1, "tumour", 0, 7)
                + "Segment0_Extent:=0 1 0 0 0 0\n";
        assertThat(labels(header, uint8(0, 3, 7, 3))).containsExactly(0, 3, 7, 3);
    }

    @Test
    void mergesLayersAndKeepsLabelValuesThatAreDistinct() {
        String header = LAYERED + segment(0, "liver", 0, 3) + segment(1, "tumour", 1, 7);
        assertThat(labels(header, uint8(3, 0, 0, 7, 0, 0, 3, 0))).containsExactly(3, 7, 0, 3);
    }

    @Test
    void numbersSegmentsWhereLayersUseAValueTwice() {
        String header = LAYERED + segment(0, "liver", 0, 1) + segment(1, "spleen", 0, 2) + segment(2, "tumour", 1, 1);
        assertThat(labels(header, uint8(1, 0, 2, 0, 0, 1, 0, 0))).containsExactly(1, 2, 3, 0);
    }

    @Test
    void takesASegmentPerLayerWhereTheListDoesNotSay() {
        String header = LAYERED + "Segment0_ID:=a\nSegment1_ID:=b\n";
        assertThat(labels(header, uint8(1, 0, 0, 1, 0, 0, 1, 0))).containsExactly(1, 2, 0, 1);
    }

    @Test
    void namesSegmentsThatOverlap() {
        String header = LAYERED + segment(0, "liver", 0, 1) + segment(1, "tumour", 1, 1);
        assertRefused(() -> labels(header, uint8(1, 1, 1, 0, 1, 1, 0, 0)), "\"liver\" and \"tumour\"", "2 voxels");
        assertRefused(() -> labels(header, uint8(1, 0, 9, 0, 0, 0, 0, 0)), "value 9 in layer 0", "no segment");
        assertRefused(
                () -> labels(LAYERED + segment(0, "liver", 0, 1).replace("Value:=1", "Value:=x"), new byte[8]),
                "Segment0_LabelValue:=x");
    }

    private static String segment(int index, String name, int layer, int label) {
        String prefix = "Segment" + index + "_";
        return prefix + "ID:=Segment_" + index + "\n" + prefix + "Name:=" + name + "\n" + prefix + "LabelValue:="
                + label + "\n" + prefix + "Layer:=" + layer + "\n";
    }

    private short[] labels(String header, byte[] voxels) {
        Path file = HandMade.file(folder.resolve("case.seg.nrrd"), "NRRD0004\n" + header + "\n", voxels);
        assertThat(VolumeFiles.stem(file)).isEqualTo("case");
        return VolumeFiles.readLabels(file).labels();
    }
}
