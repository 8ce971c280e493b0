package org.decathlete.core.io.png;

import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.decathlete.core.io.bytes.VolumeSource;
import org.decathlete.core.io.format.Scaling;
import org.decathlete.core.io.format.StoredVolume;
import org.decathlete.core.io.format.StoredVoxels;
import org.decathlete.core.io.format.VolumeFormat;
import org.decathlete.core.io.format.VolumeReader;
import org.decathlete.core.io.format.VoxelType;
import org.decathlete.core.io.geometry.PictureSpacing;
import org.decathlete.core.io.geometry.VolumeShape;
import org.decathlete.core.volume.Grid;
import org.decathlete.core.volume.LabelVolume;
import org.decathlete.core.volume.Volume;

/**
 * PNG for 2D datasets, as nnU-Net's NaturalImage2DIO reads it: one slice with spacing (999, 1, 1), colours and alpha as channels,
 * a palette as its colours, transparent colours ignored, the higher byte of colours with 16 bits. A label map's palette is not
 * looked up: its numbers are the labels.
 */
public final class PngFormat implements VolumeFormat {

    @Override
    public String name() {
        return "PNG";
    }

    @Override
    public List<String> endings() {
        return List.of(".png");
    }

    @Override
    public boolean recognises(byte[] start) {
        return PngFile.recognises(start);
    }

    @Override
    public StoredVolume open(VolumeSource source) {
        return open(source, false);
    }

    @Override
    public LabelVolume readLabels(VolumeSource source) {
        return VolumeReader.labels(open(source, true));
    }

    @Override
    public void write(Path file, Volume volume) {
        PngWriter.write(file, volume);
    }

    @Override
    public void write(Path file, LabelVolume volume) {
        PngWriter.write(file, volume);
    }

    private static StoredVolume open(VolumeSource source, boolean indices) {
        source.requirePlain("PNG");
        PngFile png = PngFile.open(source);
        PngHeader header = png.header();
        boolean colours = header.colour() == PngHeader.PALETTE && !indices;
        int channels = colours ? 3 : header.samples();
        VolumeShape shape = VolumeShape.of(
                source.file(),
                "size " + header.width() + " x " + header.height(),
                new long[] {header.width(), header.height()},
                channels);
        VoxelType type = header.depth() == 16 && channels == 1 ? VoxelType.UINT16 : VoxelType.UINT8;
        return new StoredVolume(
                Grid.of(shape.size(), PictureSpacing.zyx()),
                shape,
                Optional.empty(),
                new StoredVoxels(new PngVoxels(png, indices), 0, type, ByteOrder.BIG_ENDIAN, Scaling.of(1, 0), 1));
    }
}
