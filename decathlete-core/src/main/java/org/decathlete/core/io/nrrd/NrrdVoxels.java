package org.decathlete.core.io.nrrd;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.decathlete.core.io.bytes.Compression;
import org.decathlete.core.io.bytes.VolumeSource;
import org.decathlete.core.io.bytes.VoxelContent;
import org.decathlete.core.io.format.Scaling;
import org.decathlete.core.io.format.StoredVoxels;
import org.decathlete.core.io.format.VoxelType;
import org.decathlete.core.io.text.HeaderFields;
import org.decathlete.core.io.text.SiblingFile;
import org.decathlete.core.io.text.TextVoxels;

/** Where the voxels of a NRRD file are: behind its header or in a file beside it, raw, gzipped or as text. */
final class NrrdVoxels {
    private static final Scaling UNSCALED = Scaling.of(1, 0);

    private NrrdVoxels() {}

    static StoredVoxels of(NrrdHeader header, VolumeSource source, NrrdAxes axes) {
        HeaderFields fields = header.fields();
        VoxelType type = NrrdTypes.of(fields);
        VolumeSource data = afterLines(fields, data(header, source));
        long skipped = fields.wholeNumber("byte skip", 0);
        String encoding = fields.required("encoding").toLowerCase(Locale.ROOT);
        if (skipped < -1 || (skipped == -1 && !encoding.equals("raw"))) {
            throw fields.wrong("byte skip", "which cannot be with \"" + fields.declared("encoding") + "\"");
        }
        return switch (encoding) {
            case "raw" -> {
                long length = new StoredVoxels(data, 0, type, ByteOrder.LITTLE_ENDIAN, UNSCALED, axes.run())
                        .length(axes.shape().allVoxels());
                long first = skipped == -1 ? Math.max(0, data.size() - length) : skipped;
                yield new StoredVoxels(data, first, type, order(fields, type), UNSCALED, axes.run());
            }
            case "gz", "gzip" ->
                new StoredVoxels(
                        data.part(data.from(), Compression.GZIP),
                        skipped,
                        type,
                        order(fields, type),
                        UNSCALED,
                        axes.run());
            case "txt", "text", "ascii" ->
                new StoredVoxels(
                        new TextVoxels(data.part(data.from() + skipped, Compression.NONE)),
                        0,
                        VoxelType.FLOAT64,
                        ByteOrder.BIG_ENDIAN,
                        UNSCALED,
                        axes.run());
            default -> throw fields.wrong("encoding", "which is not supported; save it as raw or gzip");
        };
    }

    /** The file beside the header that holds the voxels, where they are not in the same. */
    static Optional<Path> dataFile(HeaderFields fields) {
        return fields.text("data file").map(name -> {
            if (name.equals("LIST") || name.startsWith("LIST ") || name.contains("%")) {
                throw fields.wrong("data file", "voxels in several files are not supported; save them as one .nrrd");
            }
            return SiblingFile.of(fields.file(), "data file", name);
        });
    }

    private static VolumeSource data(NrrdHeader header, VolumeSource source) {
        return dataFile(header.fields())
                .map(VolumeSource::plain)
                .orElseGet(() -> source.part(header.end(), Compression.NONE));
    }

    private static VolumeSource afterLines(HeaderFields fields, VolumeSource data) {
        long lines = fields.wholeNumber("line skip", 0);
        if (lines < 0 || lines > data.size()) {
            throw fields.wrong("line skip", "which cannot be");
        }
        if (lines == 0) {
            return data;
        }
        try (InputStream stream = new BufferedInputStream(data.stream())) {
            long place = data.from();
            while (lines > 0) {
                int next = stream.read();
                if (next < 0) {
                    throw new EOFException("it has fewer lines than \"" + fields.declared("line skip") + "\"");
                }
                place++;
                lines -= next == '\n' ? 1 : 0;
            }
            return data.part(place, Compression.NONE);
        } catch (IOException e) {
            throw VoxelContent.damaged(data.file(), e);
        }
    }

    private static ByteOrder order(HeaderFields fields, VoxelType type) {
        String endian = type.bytes() == 1 ? "little" : fields.required("endian").toLowerCase(Locale.ROOT);
        return switch (endian) {
            case "little" -> ByteOrder.LITTLE_ENDIAN;
            case "big" -> ByteOrder.BIG_ENDIAN;
            default -> throw fields.wrong("endian", "which should be little or big");
        };
    }
}
