package org.decathlete.core.preprocess;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.decathlete.core.dataset.Case;
import org.decathlete.core.dataset.Dataset;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Hash;

/**
 * A hash of a dataset's files that is quick to take: of each file its name, its length and a checksum of its beginning and its end.
 * A gzip file ends with a checksum and the length of what it holds, so that any change of a compressed volume is seen.
 */
public final class DataIdentity {
    private static final int SAMPLE = 1 << 16;

    private DataIdentity() {}

    /**
     * The hash; it does not depend on where the dataset lies.
     *
     * @throws DecathleteException of kind DATA when a file cannot be read
     */
    public static String of(Dataset dataset) {
        List<String> parts = new ArrayList<>();
        for (Case one : dataset.cases()) {
            parts.add(one.id());
            one.images().forEach(file -> parts.add(describe(file)));
            one.label().ifPresent(file -> parts.add("label " + describe(file)));
        }
        return Hash.of(parts.toArray(new String[0]));
    }

    private static String describe(Path file) {
        try (RandomAccessFile source = new RandomAccessFile(file.toFile(), "r")) {
            long length = source.length();
            byte[] sample = new byte[(int) Math.min(SAMPLE, length)];
            CRC32C checksum = new CRC32C();
            source.readFully(sample);
            checksum.update(sample);
            source.seek(length - sample.length);
            source.readFully(sample);
            checksum.update(sample);
            return file.getFileName() + " " + length + " " + Long.toHexString(checksum.getValue());
        } catch (IOException e) {
            throw DecathleteException.data(file + " cannot be read (" + e + ")", e);
        }
    }
}
