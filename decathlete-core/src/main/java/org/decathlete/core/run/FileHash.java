package org.decathlete.core.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of a file's bytes. */
public final class FileHash {
    private static final int BLOCK = 1 << 16;

    private FileHash() {}

    /**
     * 64 hexadecimal digits.
     *
     * @throws DecathleteException of kind DATA when the file cannot be read
     */
    public static String of(Path file) {
        try (InputStream stream = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] block = new byte[BLOCK];
            int read = stream.read(block);
            while (read > 0) {
                digest.update(block, 0, read);
                read = stream.read(block);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw DecathleteException.data(file + " cannot be read (" + e + ")", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
