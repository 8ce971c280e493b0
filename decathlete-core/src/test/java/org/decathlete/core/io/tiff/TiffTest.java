package org.decathlete.core.io.tiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.decathlete.core.io.HandMade.assertRefused;

import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;
import org.decathlete.core.io.HandMade;
import org.decathlete.core.io.VolumeFiles;
import org.decathlete.core.io.VolumeInfo;
import org.decathlete.core.io.geometry.PictureSpacing;
import org.decathlete.core.volume.Grid;
import org.decathlete.core.volume.LabelVolume;
import org.decathlete.core.volume.Volume;
import org.decathlete.testkit.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against the JDK's own TIFF code and files made by hand. */
class TiffTest {
    private static final List<String> COMPRESSIONS = List.of("", "LZW", "ZLib", "Deflate", "PackBits");

    @TempDir
    Path folder;

    @Test
    void readsWhatTheJdkWrites() {
        Properties.forAll(1, 120, random -> {
            int[] types = {
                BufferedImage.TYPE_BYTE_GRAY,
                BufferedImage.TYPE_USHORT_GRAY,
                BufferedImage.TYPE_3BYTE_BGR,
                BufferedImage.TYPE_BYTE_BINARY
            };
            int type = types[random.nextInt(types.length)];
            int pages = random.nextInt(1, 4);
            int width = random.nextInt(1, 90);
            int height = random.nextInt(1, 70);
            BufferedImage[] images = new BufferedImage[pages];
            for (int page = 0; page < pages; page++) {
                images[page] = random(random, type, width, height);
            }
            Path file = write(images, COMPRESSIONS.get(random.nextInt(COMPRESSIONS.size())), random.nextBoolean());
            Volume volume = VolumeFiles.read(file);
            assertThat(volume.grid().size()).containsExactly(pages, height, width);
            assertThat(volume.grid().spacing()).containsExactly(pages == 1 ? 999 : 1, 1, 1);
            for (int page = 0; page < pages; page++) {
                assertSlice(volume, page, images[page].getRaster());
            }
        });
    }

    @Test
    void readsALargePageOfEveryCompression() {
        // Long enough for LZW to fill its table and clear it.
        BufferedImage image = random(new SplittableRandom(7), BufferedImage.TYPE_USHORT_GRAY, 300, 200);
        for (String compression : COMPRESSIONS) {
            Volume volume = VolumeFiles.read(write(new BufferedImage[] {image}, compression, false));
            assertSlice(volume, 0, image.getRaster());
        }
    }

    @Test
    void readsEveryTypeInBothByteOrdersTiledAndPlanar() throws IOException {
        for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
            for (int[] type : new int[][] {{1, 1}, {1, 2}, {2, 1}, {2, 2}, {4, 1}, {4, 2}, {4, 3}, {8, 3}}) {
                byte[] pixels = HandMade.numbers(order, type[0], type[1] == 3, 1, 2, 3, 4, 5, 100);
                Path file = Files.write(
                        folder.resolve("a.tif"),
                        TiffBytes.of(order, 3, 2)
                                .samples(type[0] * 8, type[1])
                                .pixels(pixels)
                                .bytes());
                assertThat(VolumeFiles.read(file).channels().get(0)).containsExactly(1, 2, 3, 4, 5, 100);
            }
            byte[] planes = HandMade.numbers(order, 2, false, 1, 2, 3, 4, 10, 20, 30, 40);
            Path planar = Files.write(
                    folder.resolve("b.tif"),
                    TiffBytes.of(order, 2, 2).samples(16, 1).planes(2, planes).bytes());
            assertThat(VolumeFiles.read(planar).channels().get(1)).containsExactly(10, 20, 30, 40);
        }
    }

    @Test
    void undoesBothPredictors() throws IOException {
        for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
            byte[] differences = HandMade.numbers(order, 2, false, 1000, 1, -3, 7, 0, 65535);
            Path file = Files.write(
                    folder.resolve("a.tif"),
                    TiffBytes.of(order, 3, 2)
                            .samples(16, 1)
                            .field(TiffTag.PREDICTOR, 2)
                            .pixels(differences)
                            .bytes());
            assertThat(VolumeFiles.read(file).channels().get(0)).containsExactly(1000, 1001, 998, 7, 7, 6);
            // 1.5f is 3fc00000, -2f is c0000000: planes 3f c0, c0 00, 00 00, 00 00, then differences of bytes.
            byte[] planes = HandMade.uint8(0x3f, 0xc0 - 0x3f, 0, 0x00 - 0xc0, 0, 0, 0, 0);
            Files.write(
                    file,
                    TiffBytes.of(order, 2, 1)
                            .samples(32, 3)
                            .field(TiffTag.PREDICTOR, 3)
                            .pixels(planes)
                            .bytes());
            assertThat(VolumeFiles.read(file).channels().get(0)).containsExactly(1.5f, -2f);
        }
    }

    @Test
    void takesTheSpacingFromTheFileBeside() throws IOException {
        Volume volume = new Volume(Grid.of(new int[] {2, 1, 1}, new double[] {7.6, 3.5, 3.4}), List.of(new float[2]));
        Path file = folder.resolve("cell6_0000.tif");
        VolumeFiles.write(file, volume);
        assertThat(VolumeFiles.info(file).grid()).isEqualTo(volume.grid());
        assertThat(VolumeFiles.parts(file)).containsExactly(file, folder.resolve("cell6_0000.json"));
        Files.move(folder.resolve("cell6_0000.json"), folder.resolve("cell6.json"));
        assertThat(VolumeFiles.info(file).grid()).isEqualTo(volume.grid());
        Files.writeString(folder.resolve("cell6.json"), "{\"spacing\": [1, 0, 2]}");
        assertRefused(() -> VolumeFiles.info(file), "cell6.json", "[1,0,2]");
        Files.delete(folder.resolve("cell6.json"));
        assertThat(VolumeFiles.info(file).grid().spacing()).containsExactly(1, 1, 1);
    }

    @Test
    void writesWhatTheJdkReads() throws IOException {
        Grid grid = Grid.of(new int[] {3, 2, 2}, new double[] {1, 1, 1});
        short[] labels = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 300};
        Path file = folder.resolve("labels.tiff");
        VolumeFiles.write(file, new LabelVolume(grid, labels));
        assertThat(VolumeFiles.readLabels(file).labels()).isEqualTo(labels);
        assertThat(VolumeFiles.info(file)).isEqualTo(new VolumeInfo(grid, 1, "uint16"));
        assertThat(read(file, 2).getRaster().getSample(1, 1, 0)).isEqualTo(300);
        Volume three = new Volume(
                Grid.of(new int[] {1, 1, 2}, PictureSpacing.zyx()),
                List.of(new float[] {1, 2.5f}, new float[] {3, 4}, new float[] {5, 6}));
        Path image = folder.resolve("image.tif");
        VolumeFiles.write(image, three);
        assertThat(VolumeFiles.read(image).channels())
                .usingRecursiveComparison()
                .isEqualTo(three.channels());
        assertThat(VolumeFiles.parts(image)).containsExactly(image);
        assertThat(read(image, 0).getRaster().getSampleFloat(1, 0, 0)).isEqualTo(2.5f);
    }

    @Test
    void refusesWhatItWouldGetWrong() throws IOException {
        ByteOrder order = ByteOrder.LITTLE_ENDIAN;
        Path file = folder.resolve("a.tif");
        byte[] pixels = new byte[4];
        Files.write(
                file,
                TiffBytes.of(order, 2, 2)
                        .samples(8, 1)
                        .field(TiffTag.COMPRESSION, 7)
                        .pixels(pixels)
                        .bytes());
        assertRefused(() -> VolumeFiles.read(file), "JPEG");
        Files.write(
                file,
                TiffBytes.of(order, 2, 2).samples(16, 3).pixels(new byte[8]).bytes());
        assertRefused(() -> VolumeFiles.read(file), "16 bits in format 3");
        Files.write(file, TiffBytes.of(order, 2, 3).samples(8, 1).pixels(pixels).bytes());
        assertRefused(() -> VolumeFiles.read(file), "damaged or truncated");
        Files.write(
                file,
                TiffBytes.of(order, 60_000, 60_000).samples(8, 1).pixels(pixels).bytes());
        assertRefused(() -> VolumeFiles.read(file), "2^31");
        byte[] loop =
                TiffBytes.of(order, 2, 2).samples(8, 1).pixels(pixels).loop().bytes();
        Files.write(file, loop);
        assertRefused(() -> VolumeFiles.read(file), "does not end");
        Files.write(
                file,
                TiffBytes.of(order, 2, 2)
                        .samples(8, 1)
                        .description("ImageJ=1.53\nimages=900\nslices=900\n")
                        .pixels(pixels)
                        .bytes());
        assertRefused(() -> VolumeFiles.read(file), "images=900");
    }

    private static BufferedImage random(SplittableRandom random, int type, int width, int height) {
        BufferedImage image = new BufferedImage(width, height, type);
        WritableRaster raster = image.getRaster();
        int range = 1 << Math.min(16, raster.getSampleModel().getSampleSize(0));
        int noise = random.nextInt(1, range);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int band = 0; band < raster.getNumBands(); band++) {
                    raster.setSample(x, y, band, (3 * x + 5 * y + random.nextInt(noise)) % range);
                }
            }
        }
        return image;
    }

    private Path write(BufferedImage[] pages, String compression, boolean tiled) {
        Path file = folder.resolve("jdk.tif");
        ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
        ImageWriteParam parameters = writer.getDefaultWriteParam();
        if (!compression.isEmpty()) {
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionType(compression);
        }
        if (tiled) {
            parameters.setTilingMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setTiling(32, 16, 0, 0);
        }
        try {
            Files.deleteIfExists(file);
            try (ImageOutputStream stream = ImageIO.createImageOutputStream(file.toFile())) {
                writer.setOutput(stream);
                writer.prepareWriteSequence(null);
                for (BufferedImage page : pages) {
                    writer.writeToSequence(new IIOImage(page, null, null), parameters);
                }
                writer.endWriteSequence();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return file;
    }

    private static BufferedImage read(Path file, int page) throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName("tiff").next();
        try (ImageInputStream stream = ImageIO.createImageInputStream(file.toFile())) {
            reader.setInput(stream);
            return reader.read(page);
        } finally {
            reader.dispose();
        }
    }

    private static void assertSlice(Volume volume, int page, WritableRaster raster) {
        int pixels = raster.getWidth() * raster.getHeight();
        assertThat(volume.channels()).hasSize(raster.getNumBands());
        for (int channel = 0; channel < raster.getNumBands(); channel++) {
            float[] expected = raster.getSamples(0, 0, raster.getWidth(), raster.getHeight(), channel, (float[]) null);
            float[] slice = Arrays.copyOfRange(volume.channels().get(channel), page * pixels, (page + 1) * pixels);
            assertThat(slice).isEqualTo(expected);
        }
    }
}
