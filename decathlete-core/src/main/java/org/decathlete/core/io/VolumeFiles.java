package org.decathlete.core.io;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.decathlete.core.io.bytes.VolumeSource;
import org.decathlete.core.io.format.StoredVolume;
import org.decathlete.core.io.format.VolumeFormat;
import org.decathlete.core.io.format.VolumeReader;
import org.decathlete.core.io.metaimage.MetaImageFormat;
import org.decathlete.core.io.nifti.NiftiFormat;
import org.decathlete.core.io.nrrd.NrrdFormat;
import org.decathlete.core.io.png.PngFormat;
import org.decathlete.core.io.tiff.TiffFormat;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.volume.LabelVolume;
import org.decathlete.core.volume.Volume;

/**
 * Reads and writes volumes: NIfTI-1 and NIfTI-2 (plain or gzipped), NRRD with 3D Slicer's segmentations, MetaImage, and for 2D
 * images PNG and TIFF, the latter with several pages for volumes; each in either byte order.
 *
 * <p>A file is read by what it holds, not by what it is called; it is written in the format that its name asks for. Every
 * reading method throws a {@link DecathleteException}, of kind DATA where the file is absent, damaged or of a kind that is not
 * supported, of kind RESOURCE where it does not fit into the memory.
 */
public final class VolumeFiles {
    private static final List<VolumeFormat> FORMATS = List.of(
            new NiftiFormat(),
            new NrrdFormat(),
            new MetaImageFormat(),
            new PngFormat(),
            new TiffFormat(VolumeFiles::stem));
    private static final List<String> ENDINGS = FORMATS.stream()
            .flatMap(format -> format.endings().stream())
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();

    private VolumeFiles() {}

    /** The endings of volumes' names, in lower case. */
    public static List<String> endings() {
        return FORMATS.stream().flatMap(format -> format.endings().stream()).toList();
    }

    /** Whether a file's name is that of a volume: it has one of the {@link #endings}, in any case. */
    public static boolean isVolume(Path file) {
        return !ending(file).isEmpty();
    }

    /** The ending of a volume's name, as it is written there, such as {@code .nii.gz}; empty where it is no volume's. */
    public static String ending(Path file) {
        String name = String.valueOf(file.getFileName());
        String lowerCase = name.toLowerCase(Locale.ROOT);
        return ENDINGS.stream()
                .filter(lowerCase::endsWith)
                .findFirst()
                .map(ending -> name.substring(name.length() - ending.length()))
                .orElse("");
    }

    /** The file's name without folder and without a volume's ending. */
    public static String stem(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.substring(0, name.length() - ending(file).length());
    }

    /**
     * The ending of a label map made for an image: one file in the format of the image, compressed where the format can.
     * {@code .nii.gz} where the image's name has no known ending.
     */
    public static String resultEnding(Path image) {
        return formatByName(image)
                .map(format -> format.resultEnding(ending(image).toLowerCase(Locale.ROOT)))
                .orElse(FORMATS.get(0).endings().get(0));
    }

    /**
     * A volume's file and the other files that it refers to: a header's data, a TIFF's spacing. Where the file cannot be read it
     * stands alone.
     */
    public static List<Path> parts(Path file) {
        List<Path> parts = new ArrayList<>(List.of(file));
        try {
            VolumeSource source = VolumeSource.open(file);
            format(source).companions(source).stream()
                    .filter(Files::isRegularFile)
                    .forEach(parts::add);
        } catch (DecathleteException e) {
            // What is wrong with it is said by who reads it.
        }
        return List.copyOf(parts);
    }

    /** What the header says; the voxels are not read. */
    public static VolumeInfo info(Path file) {
        VolumeSource source = VolumeSource.open(file);
        StoredVolume stored = format(source).open(source);
        return new VolumeInfo(stored.grid(), stored.channels(), stored.voxelType());
    }

    /**
     * Reads an image. Channels may be a fourth dimension, a vector per voxel or colours; a 2D file becomes a volume with one
     * slice, whose spacing along z is 999 times the larger of the other two (999 × 1 × 1 for PNG and TIFF), as nnU-Net has it.
     * The file's own scaling is applied. NaN and infinite voxels stay as they are: what to do about them is not for a reader to
     * decide, and the integrity check reports them.
     */
    public static Volume read(Path file) {
        VolumeSource source = VolumeSource.open(file);
        return VolumeReader.image(format(source).open(source));
    }

    /**
     * Reads a label map: one channel, after scaling every voxel a whole number from -32768 to 32767 (to within 1e-4, for files
     * whose scaling rounds); NaN is refused. The layers of a 3D Slicer segmentation become one label map; a PNG with a palette
     * gives the numbers in the palette.
     */
    public static LabelVolume readLabels(Path file) {
        VolumeSource source = VolumeSource.open(file);
        return format(source).readLabels(source);
    }

    /**
     * Writes an image as float32; PNG only holds whole numbers. Where it carries the header of a source file of the same format
     * that describes its grid, the geometry fields of that header are kept as they are.
     *
     * @throws DecathleteException of kind USAGE when the name is not that of a volume or the format cannot hold it, RESOURCE when
     *     the disk refuses
     */
    public static void write(Path file, Volume volume) {
        writer(file).write(file, volume);
    }

    /**
     * Writes a label map as uint8, or as uint16 where a label is above 255. Where it carries the header of a source file of the
     * same format that describes its grid, the geometry fields of that header are kept as they are. PNG and a TIFF with one page
     * hold no geometry.
     *
     * @throws DecathleteException of kind USAGE when the name is not that of a volume or the format cannot hold it, DATA when a
     *     label is negative, RESOURCE when the disk refuses
     */
    public static void write(Path file, LabelVolume volume) {
        writer(file).write(file, volume);
    }

    private static VolumeFormat format(VolumeSource source) {
        byte[] start = source.start(VolumeFormat.START);
        return FORMATS.stream()
                .filter(format -> format.recognises(start))
                .findFirst()
                .orElseThrow(() -> DecathleteException.data(source.file() + " is not a NIfTI file, nor "
                        + FORMATS.stream().skip(1).map(VolumeFormat::name).collect(Collectors.joining(", "))
                        + ": it starts with other bytes. Convert it to .nii.gz"));
    }

    private static Optional<VolumeFormat> formatByName(Path file) {
        String ending = ending(file).toLowerCase(Locale.ROOT);
        return FORMATS.stream()
                .filter(format -> format.endings().contains(ending))
                .findFirst();
    }

    private static VolumeFormat writer(Path file) {
        return formatByName(file)
                .orElseThrow(() -> DecathleteException.usage(
                        file + " cannot be written: its name should end in one of " + String.join(", ", endings())));
    }
}
