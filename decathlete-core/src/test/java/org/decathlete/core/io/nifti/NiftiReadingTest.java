package org.decathlete.core.io.nifti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.decathlete.core.io.HandMade;
import org.decathlete.core.io.VolumeFiles;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.core.volume.Grid;
import org.decathlete.core.volume.Volume;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NiftiReadingTest {
    private static final int UINT8 = 2;
    private static final int INT16 = 4;
    private static final int FLOAT32 = 16;

    @TempDir
    Path folder;

    @Test
    void keepsTheFilesOrderOfVoxels() {
        Volume volume = VolumeFiles.read(
                NiftiBytes.of(INT16, 2, 3, 2, 1).shorts(1, 2, 3, -4, 5, 6).write(file("a.nii")));
        assertThat(volume.grid().size()).containsExactly(1, 2, 3);
        assertThat(volume.channels().get(0)).containsExactly(1, 2, 3, -4, 5, 6);
    }

    @Test
    void turnsTheFourthDimensionIntoChannels() {
        Volume volume = VolumeFiles.read(
                NiftiBytes.of(INT16, 2, 2, 1, 1, 2).shorts(1, 2, 3, 4).write(file("a.nii")));
        assertThat(volume.channels()).hasSize(2);
        assertThat(volume.channels().get(1)).containsExactly(3, 4);
    }

    @Test
    void givesAFlatFileOneThickSlice() {
        Grid grid = VolumeFiles.info(NiftiBytes.of(UINT8, 1, 3, 2)
                        .putFloat(80, 0.5)
                        .putFloat(84, 0.25)
                        .write(file("a.nii")))
                .grid();
        assertThat(grid.size()).containsExactly(1, 2, 3);
        assertThat(grid.spacing()).containsExactly(999 * 0.5, 0.25, 0.5);
    }

    @Test
    void usesPixdimWhereBothFormsAreMissing() {
        Grid grid = VolumeFiles.info(NiftiBytes.of(UINT8, 1, 4, 3, 2)
                        .putFloat(80, 0.5)
                        .putFloat(84, -2)
                        .putFloat(88, 0)
                        .putFloat(268, 77)
                        .write(file("a.nii")))
                .grid();
        assertThat(grid.spacing()).containsExactly(1, 2, 0.5);
        assertThat(grid.origin()).containsExactly(0, 0, 0);
        assertThat(grid.direction()).containsExactly(0, 0, -1, 0, -1, 0, 1, 0, 0);
    }

    @Test
    void turnsTheQformFromRasToLps() {
        // A quarter turn about z: i runs along the patient's y, j against x; qfac mirrors k.
        Grid grid = VolumeFiles.info(NiftiBytes.of(UINT8, 1, 4, 3, 2)
                        .putFloat(76, -1)
                        .putFloat(80, 2)
                        .putFloat(84, 3)
                        .putFloat(88, 5)
                        .putShort(252, 1)
                        .putFloat(264, Math.sqrt(0.5))
                        .putFloat(268, 10)
                        .putFloat(272, 20)
                        .putFloat(276, 30)
                        .write(file("a.nii")))
                .grid();
        assertThat(grid.spacing()).containsExactly(5, 3, 2);
        assertThat(grid.origin()).containsExactly(-10, -20, 30);
        assertThat(grid.direction()).containsExactly(new double[] {0, 1, 0, 0, 0, -1, -1, 0, 0}, within(1e-7));
    }

    @Test
    void prefersTheSformAndKeepsItsShear() {
        NiftiBytes bytes = NiftiBytes.of(UINT8, 1, 4, 3, 2).putShort(252, 1).putShort(254, 1);
        double[] rows = {2, 1.5, 0, 7, 0, 2, 0, 8, 0, 0, 3, 9};
        for (int i = 0; i < rows.length; i++) {
            bytes.putFloat(280 + 4 * i, rows[i]);
        }
        Grid grid = VolumeFiles.info(bytes.write(file("a.nii"))).grid();
        assertThat(grid.spacing()).containsExactly(3, 2.5, 2);
        assertThat(grid.direction()).containsExactly(new double[] {0, -0.6, -1, 0, -0.8, 0, 1, 0, 0}, within(1e-12));
        assertThat(grid.origin()).containsExactly(-7, -8, 9);
    }

    @Test
    void passesOverAnSformThatPlacesNothing() {
        Grid grid = VolumeFiles.info(NiftiBytes.of(UINT8, 1, 4, 3, 2)
                        .putShort(254, 1)
                        .putShort(252, 1)
                        .putFloat(268, 5)
                        .write(file("a.nii")))
                .grid();
        assertThat(grid.origin()).containsExactly(-5, 0, 0);
    }

    @Test
    void convertsUnitsToMillimetres() {
        NiftiBytes bytes = NiftiBytes.of(UINT8, 1, 4, 3, 2).putFloat(80, 500).put(123, 3);
        assertThat(VolumeFiles.info(bytes.write(file("a.nii"))).grid().spacing()[2])
                .isEqualTo(0.5);
        assertThat(VolumeFiles.info(bytes.put(123, 1).write(file("a.nii")))
                        .grid()
                        .spacing()[2])
                .isEqualTo(500_000);
    }

    @Test
    void keepsNotANumberInImagesAndRefusesItInLabels() {
        Path file = NiftiBytes.of(FLOAT32, 4, 2, 1, 1)
                .floats(Double.NaN, Double.POSITIVE_INFINITY)
                .write(file("a.nii"));
        assertThat(VolumeFiles.read(file).channels().get(0)).containsExactly(Float.NaN, Float.POSITIVE_INFINITY);
        assertRefused(() -> VolumeFiles.readLabels(file), "NaN", "[0, 0, 0]");
    }

    @Test
    void refusesVoxelsThatAreNoLabels() {
        NiftiBytes bytes = NiftiBytes.of(FLOAT32, 4, 2, 3, 1).floats(0, 1, 2, 0, 0.5, 0);
        assertRefused(() -> VolumeFiles.readLabels(bytes.write(file("a.nii"))), "0.5", "[0, 2, 0]");
        bytes.floats(0, 1, 2, 40_000);
        assertRefused(() -> VolumeFiles.readLabels(bytes.write(file("a.nii"))), "40000", "[0, 1, 1]");
        assertRefused(
                () -> VolumeFiles.readLabels(NiftiBytes.of(UINT8, 1, 2, 2, 2, 2).write(file("b.nii"))), "2 channels");
    }

    @Test
    void acceptsLabelsThatScalingRounds() {
        Path file = NiftiBytes.of(INT16, 2, 3, 1, 1)
                .shorts(0, 10, 20)
                .putFloat(112, 0.1)
                .write(file("a.nii"));
        assertThat(VolumeFiles.readLabels(file).labels()).containsExactly(0, 1, 2);
    }

    @Test
    void readsSeveralGzipMembersWhateverTheName() throws IOException {
        byte[] bytes = NiftiBytes.of(INT16, 2, 3, 1, 1).shorts(7, 8, 9).bytes();
        ByteArrayOutputStream members = new ByteArrayOutputStream();
        members.write(HandMade.gzip(Arrays.copyOf(bytes, 100)));
        members.write(HandMade.gzip(Arrays.copyOfRange(bytes, 100, 354)));
        members.write(HandMade.gzip(Arrays.copyOfRange(bytes, 354, bytes.length)));
        for (String name : new String[] {"a.nii.gz", "a.nii"}) {
            Path file = NiftiBytes.write(file(name), members.toByteArray());
            assertThat(VolumeFiles.read(file).channels().get(0)).containsExactly(7, 8, 9);
        }
    }

    @Test
    void skipsExtensions() {
        byte[] bytes =
                NiftiBytes.of(INT16, 2, 2, 1, 1).putFloat(108, 384).put(348, 1).bytes();
        byte[] longer = Arrays.copyOf(bytes, 388);
        longer[384] = 5;
        assertThat(VolumeFiles.read(NiftiBytes.write(file("a.nii"), longer))
                        .channels()
                        .get(0))
                .containsExactly(5, 0);
    }

    @Test
    void refusesTypesThatAreNoNumbersByName() {
        assertRefused(() -> VolumeFiles.info(NiftiBytes.of(128, 3, 2, 2, 2).write(file("a.nii"))), "RGB24", "128");
        assertRefused(() -> VolumeFiles.info(NiftiBytes.of(32, 8, 2, 2, 2).write(file("a.nii"))), "complex64");
        assertRefused(() -> VolumeFiles.info(NiftiBytes.of(1536, 16, 2, 2, 2).write(file("a.nii"))), "float128");
        assertRefused(() -> VolumeFiles.info(NiftiBytes.of(77, 1, 2, 2, 2).write(file("a.nii"))), "77");
    }

    @Test
    void refusesSizesThatTheFileCannotHold() {
        NiftiBytes bytes = NiftiBytes.of(INT16, 2, 4, 4, 4).putShort(46, 5);
        assertRefused(() -> VolumeFiles.info(bytes.write(file("a.nii"))), "512", "480");
        byte[] compressed = HandMade.gzip(bytes.bytes());
        assertRefused(() -> VolumeFiles.read(NiftiBytes.write(file("a.nii.gz"), compressed)), "truncated");
        NiftiBytes absurd = NiftiBytes.of(INT16, 2, 4, 4, 4).putShort(42, 32767).putShort(44, 32767);
        assertRefused(() -> VolumeFiles.read(absurd.write(file("a.nii"))), "2^31");
        NiftiBytes negative = NiftiBytes.of(INT16, 2, 4, 4, 4).putShort(44, -3);
        assertRefused(() -> VolumeFiles.read(negative.write(file("a.nii"))), "[3, 4, -3, 4");
        NiftiBytes fiveAndFour = NiftiBytes.of(INT16, 2, 2, 2, 2, 2, 2);
        assertRefused(() -> VolumeFiles.read(fiveAndFour.write(file("a.nii"))), "channels");
    }

    @Test
    void countsWhatAnUncommonlyCompressedFileHolds() {
        // 3 MiB of zeros in 3 kB, of which the header claims 2.9 MiB: believed. Claiming 3.1 MiB: counted and refused.
        byte[] bytes = Arrays.copyOf(NiftiBytes.of(UINT8, 1, 1, 1, 1).bytes(), 352 + (3 << 20));
        byte[] fits = withExtents(bytes, 1 << 10, 1 << 10, 3);
        assertThat(VolumeFiles.readLabels(NiftiBytes.write(file("a.nii.gz"), HandMade.gzip(fits)))
                        .labels())
                .hasSize(3 << 20);
        byte[] over = withExtents(bytes, 1 << 10, 1 << 10, 4);
        assertRefused(
                () -> VolumeFiles.readLabels(NiftiBytes.write(file("a.nii.gz"), HandMade.gzip(over))), "truncated");
    }

    @Test
    void noticesDamage() {
        byte[] compressed =
                HandMade.gzip(NiftiBytes.of(INT16, 2, 3, 1, 1).shorts(7, 8, 9).bytes());
        assertRefused(
                () -> VolumeFiles.read(
                        NiftiBytes.write(file("a.nii.gz"), Arrays.copyOf(compressed, compressed.length - 12))),
                "damaged");
        byte[] checksum = compressed.clone();
        checksum[checksum.length - 6] ^= 1;
        assertRefused(() -> VolumeFiles.read(NiftiBytes.write(file("a.nii.gz"), checksum)), "damaged");
        assertRefused(() -> VolumeFiles.read(NiftiBytes.write(file("b.nii"), new byte[3])), "not a NIfTI");
        assertRefused(() -> VolumeFiles.read(NiftiBytes.write(file("b.nii"), new byte[1000])), "not a NIfTI");
        assertRefused(
                () -> VolumeFiles.read(NiftiBytes.write(file("b.nii"), new byte[] {92, 1, 0, 0, 5})), "truncated");
        assertRefused(() -> VolumeFiles.read(file("absent.nii")), "does not exist");
        assertRefused(() -> VolumeFiles.read(folder), "not a file");
    }

    @Test
    void refusesPairsOfHeaderAndImage() {
        assertRefused(
                () -> VolumeFiles.read(
                        NiftiBytes.of(INT16, 2, 3, 1, 1).put(345, 'i').write(file("a.nii"))),
                ".hdr");
    }

    @Test
    void tellsVolumesByName() {
        assertThat(VolumeFiles.isVolume(Path.of("x/Case.NII.GZ"))).isTrue();
        assertThat(VolumeFiles.isVolume(Path.of("case.nii"))).isTrue();
        assertThat(VolumeFiles.isVolume(Path.of("case.nii.txt"))).isFalse();
        assertThat(VolumeFiles.stem(Path.of("x/Case.a.NII.GZ"))).isEqualTo("Case.a");
        assertThat(VolumeFiles.stem(Path.of("x/case.txt"))).isEqualTo("case.txt");
    }

    private static byte[] withExtents(byte[] bytes, int x, int y, int z) {
        byte[] changed = bytes.clone();
        int[] extents = {x, y, z};
        for (int i = 0; i < 3; i++) {
            changed[42 + 2 * i] = (byte) extents[i];
            changed[43 + 2 * i] = (byte) (extents[i] >> 8);
        }
        return changed;
    }

    private Path file(String name) {
        return folder.resolve(name);
    }

    private static void assertRefused(ThrowingCallable reading, String... mentioned) {
        assertThatThrownBy(reading)
                .isInstanceOfSatisfying(
                        DecathleteException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.DATA))
                .hasMessageContainingAll(mentioned);
    }
}
