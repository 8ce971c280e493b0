package org.decathlete.core.io.nifti;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.volume.SourceHeader;

/** A NIfTI header of either version and byte order, with its fields by name. */
final class NiftiHeader {
    static final int LONGEST = NiftiVersion.TWO.headerLength();
    private static final String FORMAT = "nifti";

    private final NiftiVersion version;
    private final byte[] content;
    private final ByteBuffer bytes;

    private NiftiHeader(NiftiVersion version, byte[] content, ByteOrder order) {
        this.version = version;
        this.content = content;
        this.bytes = ByteBuffer.wrap(content).order(order);
    }

    /** An empty header, little endian. */
    static NiftiHeader empty(NiftiVersion version) {
        NiftiHeader header = new NiftiHeader(version, new byte[version.headerLength()], ByteOrder.LITTLE_ENDIAN);
        header.bytes.put(version.magicOffset(), version.magic().getBytes(StandardCharsets.ISO_8859_1));
        header.set(NiftiField.SIZEOF_HDR, version.headerLength());
        return header;
    }

    /** Whether bytes that start so (4 at least) are a NIfTI or Analyze header. */
    static boolean recognises(byte[] start) {
        return order(start, NiftiVersion.ONE).isPresent()
                || order(start, NiftiVersion.TWO).isPresent();
    }

    /**
     * The header that a file starts with.
     *
     * @param start at least the header, where the file has that much
     * @throws DecathleteException of kind DATA when it is incomplete or not that of a single NIfTI file
     */
    static NiftiHeader parse(Path file, byte[] start) {
        NiftiVersion version = order(start, NiftiVersion.TWO).isPresent() ? NiftiVersion.TWO : NiftiVersion.ONE;
        ByteOrder order = order(start, version)
                .orElseThrow(() -> DecathleteException.data(file + " does not start with a NIfTI header"));
        if (start.length < version.headerLength()) {
            throw DecathleteException.data(file + " is truncated: it ends after " + start.length + " bytes, inside its "
                    + version.headerLength() + " bytes of header");
        }
        String magic = new String(start, version.magicOffset(), version.magic().length(), StandardCharsets.ISO_8859_1);
        if (!magic.equals(version.magic())) {
            throw DecathleteException.data(file + " is not a single-file NIfTI: its field magic is not '"
                    + version.magic().substring(0, 3)
                    + "'. Convert pairs of .hdr and .img, and Analyze files, to .nii.gz");
        }
        return new NiftiHeader(version, Arrays.copyOf(start, version.headerLength()), order);
    }

    /** The NIfTI header that a volume carries, if it does. */
    static Optional<NiftiHeader> of(Optional<SourceHeader> source) {
        return source.filter(header -> header.format().equals(FORMAT))
                .map(header -> parse(Path.of("the header of the source"), header.bytes()));
    }

    SourceHeader toSource() {
        return new SourceHeader(FORMAT, content.clone());
    }

    NiftiVersion version() {
        return version;
    }

    ByteOrder order() {
        return bytes.order();
    }

    double get(NiftiField field) {
        return get(field, 0);
    }

    double get(NiftiField field, int index) {
        return field.format(version).get(bytes, field.offset(version, index));
    }

    void set(NiftiField field, double value) {
        set(field, 0, value);
    }

    void set(NiftiField field, int index, double value) {
        field.format(version).put(bytes, field.offset(version, index), value);
    }

    NiftiHeader copy() {
        return new NiftiHeader(version, content.clone(), order());
    }

    /** The header as it stands in a file. The array is the header's own. */
    byte[] bytes() {
        return content;
    }

    private static Optional<ByteOrder> order(byte[] start, NiftiVersion version) {
        if (start.length < Integer.BYTES) {
            return Optional.empty();
        }
        int length = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getInt(0);
        if (length == version.headerLength()) {
            return Optional.of(ByteOrder.LITTLE_ENDIAN);
        }
        return Integer.reverseBytes(length) == version.headerLength()
                ? Optional.of(ByteOrder.BIG_ENDIAN)
                : Optional.empty();
    }
}
