package org.decathlete.core.io.nrrd;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.decathlete.core.io.bytes.VolumeSource;
import org.decathlete.core.io.format.StoredVolume;
import org.decathlete.core.io.format.StoredVoxels;
import org.decathlete.core.io.format.VolumeFormat;
import org.decathlete.core.io.format.VolumeReader;
import org.decathlete.core.volume.LabelVolume;
import org.decathlete.core.volume.Volume;

/** NRRD, attached or with its voxels in a file beside the header, and 3D Slicer's segmentations in it. */
public final class NrrdFormat implements VolumeFormat {

    @Override
    public String name() {
        return "NRRD";
    }

    @Override
    public List<String> endings() {
        return List.of(".nrrd", ".seg.nrrd", ".nhdr");
    }

    @Override
    public boolean recognises(byte[] start) {
        return NrrdHeader.recognises(start);
    }

    @Override
    public StoredVolume open(VolumeSource source) {
        return open(source, header(source));
    }

    @Override
    public LabelVolume readLabels(VolumeSource source) {
        NrrdHeader header = header(source);
        StoredVolume stored = open(source, header);
        List<Segment> segments = Segment.of(header);
        return segments.isEmpty() || stored.channels() == 1
                ? VolumeReader.labels(stored)
                : new SegmentLayers(segments).read(stored);
    }

    @Override
    public void write(Path file, Volume volume) {
        NrrdWriter.write(file, volume);
    }

    @Override
    public void write(Path file, LabelVolume volume) {
        NrrdWriter.write(file, volume);
    }

    @Override
    public List<Path> companions(VolumeSource source) {
        return NrrdVoxels.dataFile(header(source).fields()).stream().toList();
    }

    private static NrrdHeader header(VolumeSource source) {
        source.requirePlain("NRRD");
        return NrrdHeader.parse(source.file(), source.start(NrrdHeader.LONGEST));
    }

    private static StoredVolume open(VolumeSource source, NrrdHeader header) {
        NrrdAxes axes = NrrdAxes.of(header.fields());
        StoredVoxels voxels = NrrdVoxels.of(header, source, axes);
        return new StoredVolume(
                NrrdGeometry.grid(header.fields(), axes),
                axes.shape().channels(),
                NrrdTypes.of(header.fields()).toString(),
                Optional.of(header.toSource()),
                voxels);
    }
}
