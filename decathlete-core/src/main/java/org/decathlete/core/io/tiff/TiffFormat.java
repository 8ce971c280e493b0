package org.decathlete.core.io.tiff;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.decathlete.core.io.bytes.VolumeSource;
import org.decathlete.core.io.bytes.VoxelContent;
import org.decathlete.core.io.format.Scaling;
import org.decathlete.core.io.format.StoredVolume;
import org.decathlete.core.io.format.StoredVoxels;
import org.decathlete.core.io.format.VolumeFormat;
import org.decathlete.core.io.geometry.PictureSpacing;
import org.decathlete.core.io.geometry.VolumeShape;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.volume.Grid;
import org.decathlete.core.volume.LabelVolume;
import org.decathlete.core.volume.Volume;

/**
 * TIFF and BigTIFF. One page is a 2D image, as nnU-Net's NaturalImage2DIO reads it: one slice with spacing (999, 1, 1). Several
 * pages are a volume, as Tiff3DIO reads it: one slice each, with the spacing of the JSON file beside it, or 1. A photometric
 * interpretation changes nothing: palettes are not looked up.
 */
public final class TiffFormat implements VolumeFormat {
    private static final int LONGEST_DESCRIPTION = 1 << 16;
    /** ImageJ's and OME's words for pages that are channels or times, and for volumes with one page. */
    private static final Pattern DIMENSION =
            Pattern.compile("\\n(channels|frames|images)=(\\d{1,9})|\\b(Size[CT])=\"(\\d{1,9})\"");

    private final Function<Path, String> stem;

    /**
     * Reads and writes TIFF.
     *
     * @param stem tells a file's name without the ending of a volume of whatever format: a TIFF is known by its bytes, the file with
     *     its spacing by its name
     */
    public TiffFormat(Function<Path, String> stem) {
        this.stem = stem;
    }

    @Override
    public String name() {
        return "TIFF";
    }

    @Override
    public List<String> endings() {
        return List.of(".tif", ".tiff");
    }

    @Override
    public String resultEnding(String ending) {
        return ending;
    }

    @Override
    public boolean recognises(byte[] start) {
        return TiffFile.recognises(start);
    }

    @Override
    public StoredVolume open(VolumeSource source) {
        source.requirePlain("TIFF");
        try (TiffFile file = TiffFile.open(source.file())) {
            List<Map<Integer, TiffField>> pages = file.pages();
            if (pages.isEmpty()) {
                throw new IOException("it has no page");
            }
            TiffLayout layout = TiffLayout.of(file, pages.get(0));
            long rowMemory = 0;
            for (Map<Integer, TiffField> page : pages) {
                requireSame(source, layout, TiffLayout.of(file, page));
                rowMemory = Math.max(rowMemory, new TiffPage(file, layout, page).rowMemory());
            }
            requireSlices(source, file, layout, pages);
            return stored(source, file, layout, pages, rowMemory);
        } catch (IOException e) {
            throw VoxelContent.damaged(source.file(), e);
        }
    }

    @Override
    public void write(Path file, Volume volume) {
        TiffWriter.write(file, stem.apply(file), volume);
    }

    @Override
    public void write(Path file, LabelVolume volume) {
        TiffWriter.write(file, stem.apply(file), volume);
    }

    @Override
    public List<Path> companions(VolumeSource source) {
        return SpacingFile.beside(source.file(), stem.apply(source.file())).stream()
                .toList();
    }

    private StoredVolume stored(
            VolumeSource source,
            TiffFile file,
            TiffLayout layout,
            List<Map<Integer, TiffField>> pages,
            long rowMemory) {
        VolumeShape shape = VolumeShape.of(
                source.file(),
                "size " + layout.width() + " x " + layout.height() + " x " + pages.size(),
                new long[] {layout.width(), layout.height(), pages.size()},
                layout.samples());
        if (layout.pageBytes() > Integer.MAX_VALUE - 8) {
            throw DecathleteException.data(source.file() + " has pages of " + layout.pageBytes()
                    + " bytes; pages below 2 GiB are read. Crop it, or save it as .nii.gz");
        }
        double[] otherwise = pages.size() == 1 ? PictureSpacing.zyx() : new double[] {1, 1, 1};
        int run = layout.planar() ? layout.width() * layout.height() : 1;
        return new StoredVolume(
                Grid.of(
                        shape.size(),
                        SpacingFile.spacing(source.file(), stem.apply(source.file()))
                                .orElse(otherwise)),
                shape,
                Optional.empty(),
                new StoredVoxels(
                        new TiffVoxels(source, layout, pages, rowMemory),
                        0,
                        layout.type(),
                        file.order(),
                        Scaling.of(1, 0),
                        layout.samples() == 1 ? (int) shape.voxels() : run));
    }

    private static void requireSame(VolumeSource source, TiffLayout first, TiffLayout other) {
        if (!first.equals(other)) {
            throw DecathleteException.data(source.file() + " has pages of different sizes or types (" + first.width()
                    + " x " + first.height() + " " + first.type() + ", " + other.width() + " x " + other.height() + " "
                    + other.type() + "); save one volume per file");
        }
    }

    /** Pages that are not slices would silently become slices. */
    private static void requireSlices(
            VolumeSource source, TiffFile file, TiffLayout layout, List<Map<Integer, TiffField>> pages)
            throws IOException {
        TiffField description = pages.get(0).get(TiffTag.IMAGE_DESCRIPTION);
        if (description == null) {
            return;
        }
        String text = description.text(file, LONGEST_DESCRIPTION);
        Matcher matcher = DIMENSION.matcher(text);
        while (matcher.find()) {
            boolean images = "images".equals(matcher.group(1));
            int count = Integer.parseInt(matcher.group(1) == null ? matcher.group(4) : matcher.group(2));
            boolean wrong = images
                    ? text.startsWith("ImageJ=") && count > pages.size()
                    : count > 1 && count != layout.samples() && pages.size() > 1;
            if (wrong) {
                throw DecathleteException.data(
                        source.file() + " says of itself \"" + matcher.group().strip()
                                + "\": pages that are channels or times, or lie in one page, are not supported. Save one"
                                + " channel per file with a page per slice");
            }
        }
    }
}
