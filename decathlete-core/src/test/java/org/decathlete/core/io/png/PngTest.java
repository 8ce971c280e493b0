package org.decathlete.core.io.png;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.decathlete.core.io.HandMade.assertRefused;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.decathlete.core.io.HandMade;
import org.decathlete.core.io.VolumeFiles;
import org.decathlete.core.io.geometry.PictureSpacing;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.core.volume.Grid;
import org.decathlete.core.volume.LabelVolume;
import org.decathlete.core.volume.Volume;
import org.decathlete.testkit.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against the JDK's own PNG code: it writes, we read; we write, it reads. */
class PngTest {
    @TempDir
    Path folder;

    @Test
    void readsGrayOfEightAndSixteenBits() {
        Properties.forAll(1, 40, random -> {
            boolean wide = random.nextBoolean();
            BufferedImage image = random(
                    random, wide ? BufferedImage.TYPE_USHORT_GRAY : BufferedImage.TYPE_BYTE_GRAY, wide ? 65536 : 256);
            Volume volume = VolumeFiles.read(write(image, random.nextBoolean()));
            assertThat(volume.channels()).hasSize(1);
            assertSamples(volume, image);
            assertThat(volume.grid().spacing()).containsExactly(999, 1, 1);
            assertThat(volume.grid().size()).containsExactly(1, image.getHeight(), image.getWidth());
        });
    }

    @Test
    void readsColoursAndAlphaAsChannels() {
        Properties.forAll(1, 40, random -> {
            boolean alpha = random.nextBoolean();
            BufferedImage image =
                    random(random, alpha ? BufferedImage.TYPE_4BYTE_ABGR : BufferedImage.TYPE_3BYTE_BGR, 256);
            Volume volume = VolumeFiles.read(write(image, random.nextBoolean()));
            assertThat(volume.channels()).hasSize(alpha ? 4 : 3);
            assertSamples(volume, image);
        });
    }

    @Test
    void readsAPaletteAsColoursAndInALabelMapAsNumbers() {
        Properties.forAll(1, 40, random -> {
            int bits = 1 << random.nextInt(4);
            byte[][] palette = new byte[3][1 << bits];
            for (byte[] colour : palette) {
                random.nextBytes(colour);
            }
            IndexColorModel model = new IndexColorModel(bits, 1 << bits, palette[0], palette[1], palette[2]);
            int type = bits < 8 ? BufferedImage.TYPE_BYTE_BINARY : BufferedImage.TYPE_BYTE_INDEXED;
            BufferedImage image = new BufferedImage(random.nextInt(1, 40), random.nextInt(1, 20), type, model);
            fill(image.getRaster(), random, 1 << bits);
            Path file = write(image, random.nextBoolean());
            short[] labels = VolumeFiles.readLabels(file).labels();
            Volume colours = VolumeFiles.read(file);
            assertThat(colours.channels()).hasSize(3);
            for (int i = 0; i < labels.length; i++) {
                int index = image.getRaster().getSample(i % image.getWidth(), i / image.getWidth(), 0);
                assertThat((int) labels[i]).isEqualTo(index);
                for (int channel = 0; channel < 3; channel++) {
                    assertThat(colours.channels().get(channel)[i]).isEqualTo(palette[channel][index] & 255);
                }
            }
        });
    }

    @Test
    void writesLabelsInTheSmallestType() throws IOException {
        Grid grid = Grid.of(new int[] {1, 2, 3}, PictureSpacing.zyx());
        Path file = folder.resolve("label.png");
        for (int largest : new int[] {255, 256, 32767}) {
            short[] labels = {0, 1, 2, 3, 4, (short) largest};
            VolumeFiles.write(file, new LabelVolume(grid, labels));
            assertThat(VolumeFiles.info(file).voxelType()).isEqualTo(largest > 255 ? "uint16" : "uint8");
            assertThat(VolumeFiles.info(file).grid()).isEqualTo(grid);
            assertThat(VolumeFiles.readLabels(file).labels()).isEqualTo(labels);
            WritableRaster raster = ImageIO.read(file.toFile()).getRaster();
            assertThat(raster.getSample(2, 1, 0)).isEqualTo(largest);
            assertThat(raster.getSample(1, 0, 0)).isEqualTo(1);
        }
    }

    @Test
    void writesImagesOfWholeNumbersAndRefusesOthers() throws IOException {
        Grid grid = Grid.of(new int[] {1, 1, 2}, PictureSpacing.zyx());
        Path file = folder.resolve("image.png");
        List<float[]> channels =
                List.of(new float[] {1, 2}, new float[] {3, 4}, new float[] {5, 255}, new float[] {7, 8});
        for (int count = 1; count <= 4; count++) {
            VolumeFiles.write(file, new Volume(grid, channels.subList(0, count)));
            Volume read = VolumeFiles.read(file);
            assertThat(read.channels()).hasSize(count);
            assertThat(read.channels().get(count - 1)).isEqualTo(channels.get(count - 1));
        }
        assertThat(ImageIO.read(file.toFile()).getRaster().getSample(1, 0, 2)).isEqualTo(255);
        VolumeFiles.write(file, new Volume(grid, List.of(new float[] {0, 65535})));
        assertThat(VolumeFiles.read(file).channels().get(0)).containsExactly(0, 65535);
        for (float wrong : new float[] {0.5f, -1, 65536, Float.NaN}) {
            assertUsage(() -> VolumeFiles.write(file, new Volume(grid, List.of(new float[] {0, wrong}))), ".tif");
        }
        Grid thick = Grid.of(new int[] {2, 1, 1}, PictureSpacing.zyx());
        assertUsage(() -> VolumeFiles.write(file, new LabelVolume(thick, new short[2])), "2 slices");
    }

    @Test
    void refusesDamageAndBombs() throws IOException {
        BufferedImage image = random(new SplittableRandom(3), BufferedImage.TYPE_BYTE_GRAY, 256);
        byte[] sound = Files.readAllBytes(write(image, false));
        Path file = folder.resolve("damaged.png");
        Files.write(file, Arrays.copyOf(sound, sound.length - 20));
        assertRefused(() -> VolumeFiles.read(file), "damaged or truncated");
        byte[] pixel = sound.clone();
        pixel[sound.length - 17] ^= 1;
        Files.write(file, pixel);
        assertRefused(() -> VolumeFiles.read(file), "damaged");
        byte[] header = sound.clone();
        header[19] ^= 1;
        Files.write(file, header);
        assertRefused(() -> VolumeFiles.read(file), "checksum");
        Files.write(file, PngBytes.of(1_000_000, 2000, 8, 0, HandMade.zlib(new byte[1000])));
        assertRefused(() -> VolumeFiles.read(file), "truncated", "cannot hold");
        Files.write(file, PngBytes.of(3000, 1000, 8, 0, HandMade.zlib(new byte[2_900_000])));
        assertRefused(() -> VolumeFiles.read(file), "truncated", "holds 2900000");
        Files.write(file, PngBytes.of(2, 2, 16, 3, HandMade.zlib(new byte[10])));
        assertRefused(() -> VolumeFiles.read(file), "colour type 3");
    }

    @Test
    void keepsTheHigherByteOfColoursWithSixteenBitsAndSpreadsFewerBits() throws IOException {
        ByteBuffer row =
                ByteBuffer.allocate(7).put((byte) 0).putShort((short) 0x1234).putShort((short) 0xabcd);
        row.putShort((short) 0x00ff);
        Path file = Files.write(folder.resolve("a.png"), PngBytes.of(1, 1, 16, 2, HandMade.zlib(row.array())));
        Volume colours = VolumeFiles.read(file);
        assertThat(List.of(
                        colours.channels().get(0)[0],
                        colours.channels().get(1)[0],
                        colours.channels().get(2)[0]))
                .containsExactly(0x12 * 1f, 0xab * 1f, 0f);
        Files.write(file, PngBytes.of(4, 1, 2, 0, HandMade.zlib(new byte[] {0, 0b00011011})));
        assertThat(VolumeFiles.read(file).channels().get(0)).containsExactly(0, 85, 170, 255);
        Files.write(file, PngBytes.of(4, 1, 1, 0, HandMade.zlib(new byte[] {0, 0b01010000})));
        assertThat(VolumeFiles.read(file).channels().get(0)).containsExactly(0, 1, 0, 1);
    }

    private static BufferedImage random(SplittableRandom random, int type, int range) {
        BufferedImage image = new BufferedImage(random.nextInt(1, 40), random.nextInt(1, 20), type);
        fill(image.getRaster(), random, range);
        return image;
    }

    /** Noise over a ramp, so that the writer uses several of the filters. */
    private static void fill(WritableRaster raster, SplittableRandom random, int range) {
        int noise = random.nextInt(1, range);
        for (int y = 0; y < raster.getHeight(); y++) {
            for (int x = 0; x < raster.getWidth(); x++) {
                for (int band = 0; band < raster.getNumBands(); band++) {
                    raster.setSample(x, y, band, (3 * x + 5 * y + random.nextInt(noise)) % range);
                }
            }
        }
    }

    private Path write(BufferedImage image, boolean interlaced) throws IOException {
        Path file = folder.resolve("image.png");
        Files.deleteIfExists(file);
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        ImageWriteParam parameters = writer.getDefaultWriteParam();
        parameters.setProgressiveMode(interlaced ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(file.toFile())) {
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, null, null), parameters);
        } finally {
            writer.dispose();
        }
        return file;
    }

    private static void assertSamples(Volume volume, BufferedImage image) {
        WritableRaster raster = image.getRaster();
        for (int channel = 0; channel < raster.getNumBands(); channel++) {
            float[] expected = raster.getSamples(0, 0, image.getWidth(), image.getHeight(), channel, (float[]) null);
            assertThat(volume.channels().get(channel)).isEqualTo(expected);
        }
    }

    private static void assertUsage(ThrowingCallable writing, String mentioned) {
        assertThatThrownBy(writing)
                .isInstanceOfSatisfying(
                        DecathleteException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.USAGE))
                .hasMessageContaining(mentioned);
    }
}
