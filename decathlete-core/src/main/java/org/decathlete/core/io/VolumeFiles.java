package org.decathlete.core.io;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.volume.LabelVolume;
import org.decathlete.core.volume.Volume;

/**
 * Reads and writes volumes: NIfTI-1 and NIfTI-2, plain or gzipped, in either byte order.
 *
 * <p>A file is read by what it holds, not by what it is called; it is written in the format that its name asks for. Every
 * reading method throws a {@link DecathleteException}, of kind DATA where the file is absent, damaged or of a kind that is not
 * supported, of kind RESOURCE where it does not fit into the memory.
 */
public final class VolumeFiles {
    private static final List<VolumeFormat> FORMATS = List.of(new NiftiFormat());
    private static final List<String> ENDINGS = List.of(".nii.gz", ".nii");

    private VolumeFiles() {}

    /** Whether a file's name is that of a volume: it ends in .nii or .nii.gz, in any case. */
    public static boolean isVolume(Path file) {
        return !stem(file).equals(String.valueOf(file.getFileName()));
    }

    /** The file's name without folder and without .nii or .nii.gz. */
    public static String stem(Path file) {
        String name = String.valueOf(file.getFileName());
        String lowerCase = name.toLowerCase(Locale.ROOT);
        return ENDINGS.stream()
                .filter(lowerCase::endsWith)
                .findFirst()
                .map(ending -> name.substring(0, name.length() - ending.length()))
                .orElse(name);
    }

    /** What the header says; the voxels are not read. */
    public static VolumeInfo info(Path file) {
        VolumeSource source = VolumeSource.open(file);
        return format(source).info(source);
    }

    /**
     * Reads an image. A fourth dimension becomes channels; a 2D file becomes a volume with one slice, whose spacing along z is
     * 999 times the larger of the other two, as nnU-Net has it. The file's own scaling is applied. NaN and infinite voxels stay
     * as they are: what to do about them is not for a reader to decide, and the integrity check reports them.
     */
    public static Volume read(Path file) {
        VolumeSource source = VolumeSource.open(file);
        return format(source).read(source);
    }

    /**
     * Reads a label map: one channel, after scaling every voxel a whole number from -32768 to 32767 (to within 1e-4, for files
     * whose scaling rounds); NaN is refused.
     */
    public static LabelVolume readLabels(Path file) {
        VolumeSource source = VolumeSource.open(file);
        return format(source).readLabels(source);
    }

    /**
     * Writes an image as float32. Where it carries the header of a source file that describes its grid, the geometry fields of
     * that header are kept bit by bit.
     *
     * @throws DecathleteException of kind USAGE when the name is not that of a volume, RESOURCE when the disk refuses
     */
    public static void write(Path file, Volume volume) {
        formatByName(file).write(file, volume);
    }

    /**
     * Writes a label map as uint8, or as uint16 where a label is above 255. Where it carries the header of a source file that
     * describes its grid, the geometry fields of that header are kept bit by bit.
     *
     * @throws DecathleteException of kind USAGE when the name is not that of a volume, DATA when a label is negative, RESOURCE
     *     when the disk refuses
     */
    public static void write(Path file, LabelVolume volume) {
        formatByName(file).write(file, volume);
    }

    private static VolumeFormat format(VolumeSource source) {
        byte[] start = source.start(4);
        return FORMATS.stream()
                .filter(format -> start.length >= 4 && format.recognises(start))
                .findFirst()
                .orElseThrow(() -> DecathleteException.data(
                        source.file() + " is not a NIfTI file: it starts with other bytes. Convert it to .nii.gz"));
    }

    private static VolumeFormat formatByName(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return FORMATS.stream()
                .filter(format -> format.isNamed(name))
                .findFirst()
                .orElseThrow(() ->
                        DecathleteException.usage(file + " cannot be written: its name should end in .nii or .nii.gz"));
    }
}
