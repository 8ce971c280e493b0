package org.decathlete.core.preprocess.store;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32C;
import org.decathlete.core.dataset.Case;
import org.decathlete.core.dataset.Dataset;
import org.decathlete.core.image.ParallelBlocks;
import org.decathlete.core.io.VolumeFiles;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Hash;
import org.jspecify.annotations.Nullable;

/**
 * A hash of everything that a dataset's volumes are read from: of each file, and of the files that it refers to, the name, the length
 * and a checksum. A gzip file of one member ends with a checksum and the length of what it holds, so that its beginning and its end
 * suffice, and is taken for one unless it has the extra field that bgzip writes for many; of others every byte is read, several files at
 * a time.
 *
 * <p>A process reads a file once: it is taken for unchanged as long as its length, its time of change and its place on the disk are.
 */
public final class DataIdentity {
    private static final int SAMPLE = 1 << 16;
    private static final int GZIP = 0x1f8b;
    /** Where a gzip file has its flags (RFC 1952), and the one of the extra field. */
    private static final int FLAGS = 3;

    private static final int EXTRA_FIELD = 4;
    private static final Map<Stamp, String> KNOWN = new ConcurrentHashMap<>();

    /** A file as the file system knows it. */
    private record Stamp(
            Path file,
            long length,
            FileTime changed,
            @Nullable Object place) {
        static Stamp of(Path file) throws IOException {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(file.toAbsolutePath(), now.size(), now.lastModifiedTime(), now.fileKey());
        }
    }

    private DataIdentity() {}

    /**
     * The hash; it does not depend on where the dataset lies.
     *
     * @throws DecathleteException of kind DATA when a file cannot be read
     */
    public static String of(Dataset dataset) {
        List<Case> cases = dataset.cases();
        String[][] parts = new String[cases.size()][];
        ParallelBlocks.run(
                Runtime.getRuntime().availableProcessors(),
                parts.length,
                index -> parts[index] = describe(cases.get(index)).toArray(new String[0]));
        List<String> all = new ArrayList<>();
        for (String[] one : parts) {
            all.addAll(List.of(one));
        }
        return Hash.of(all.toArray(new String[0]));
    }

    private static List<String> describe(Case one) {
        List<String> parts = new ArrayList<>(List.of(one.id()));
        for (Path image : one.images()) {
            VolumeFiles.parts(image).forEach(file -> parts.add(describe(file)));
        }
        one.label().ifPresent(label -> VolumeFiles.parts(label).forEach(file -> parts.add("label " + describe(file))));
        return parts;
    }

    private static String describe(Path file) {
        try {
            Stamp stamp = Stamp.of(file);
            @Nullable String known = KNOWN.get(stamp);
            if (known == null) {
                known = file.getFileName() + " " + stamp.length() + " " + Long.toHexString(checksum(file));
                KNOWN.put(stamp, known);
            }
            return known;
        } catch (IOException e) {
            throw DecathleteException.data(file + " cannot be read (" + e + ")", e);
        }
    }

    private static long checksum(Path file) throws IOException {
        try (RandomAccessFile source = new RandomAccessFile(file.toFile(), "r")) {
            CRC32C checksum = new CRC32C();
            byte[] block = new byte[(int) Math.min(SAMPLE, source.length())];
            source.readFully(block);
            checksum.update(block);
            if (isOneMember(block)) {
                source.seek(source.length() - block.length);
                source.readFully(block);
                checksum.update(block);
                return checksum.getValue();
            }
            for (int read = source.read(block); read > 0; read = source.read(block)) {
                checksum.update(block, 0, read);
            }
            return checksum.getValue();
        }
    }

    /** bgzip notes the length of each member in an extra field, which the usual writers do not use. */
    private static boolean isOneMember(byte[] start) {
        return start.length > FLAGS
                && (((start[0] & 0xff) << 8) | (start[1] & 0xff)) == GZIP
                && (start[FLAGS] & EXTRA_FIELD) == 0;
    }
}
