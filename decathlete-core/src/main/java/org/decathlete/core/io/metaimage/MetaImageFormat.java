package org.decathlete.core.io.metaimage;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.decathlete.core.io.bytes.VolumeSource;
import org.decathlete.core.io.format.StoredVolume;
import org.decathlete.core.io.format.StoredVoxels;
import org.decathlete.core.io.format.VolumeFormat;
import org.decathlete.core.io.geometry.VolumeShape;
import org.decathlete.core.volume.LabelVolume;
import org.decathlete.core.volume.Volume;

/** MetaImage: one file, or a header with its voxels in a file beside it. */
public final class MetaImageFormat implements VolumeFormat {

    @Override
    public String name() {
        return "MetaImage";
    }

    @Override
    public List<String> endings() {
        return List.of(".mha", ".mhd");
    }

    @Override
    public boolean recognises(byte[] start) {
        return MetaImageHeader.recognises(start);
    }

    @Override
    public StoredVolume open(VolumeSource source) {
        MetaImageHeader header = header(source);
        VolumeShape shape = MetaImageShape.of(header.fields());
        StoredVoxels voxels = MetaImageVoxels.of(header, source, shape);
        return new StoredVolume(
                MetaImageGeometry.grid(header.fields(), shape),
                shape.channels(),
                MetaImageTypes.of(header.fields()).toString(),
                Optional.of(header.toSource()),
                voxels);
    }

    @Override
    public void write(Path file, Volume volume) {
        MetaImageWriter.write(file, volume);
    }

    @Override
    public void write(Path file, LabelVolume volume) {
        MetaImageWriter.write(file, volume);
    }

    @Override
    public List<Path> companions(VolumeSource source) {
        return MetaImageVoxels.dataFile(header(source).fields()).stream().toList();
    }

    private static MetaImageHeader header(VolumeSource source) {
        source.requirePlain("MetaImage");
        return MetaImageHeader.parse(source.file(), source.start(MetaImageHeader.LONGEST));
    }
}
