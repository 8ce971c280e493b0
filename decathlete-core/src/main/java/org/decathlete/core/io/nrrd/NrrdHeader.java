package org.decathlete.core.io.nrrd;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.decathlete.core.io.text.HeaderFields;
import org.decathlete.core.io.text.HeaderLines;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.volume.SourceHeader;

/**
 * A NRRD header (Kindlmann, "Definition of NRRD File Format", versions 1 to 5).
 *
 * @param fields {@code field: value}
 * @param keys {@code key:=value}
 * @param content its bytes
 * @param end place in the file after the blank line that ends it
 */
record NrrdHeader(HeaderFields fields, Map<String, String> keys, byte[] content, int end) {
    static final int LONGEST = 1 << 20;
    private static final String FORMAT = "nrrd";
    private static final byte[] MAGIC = "NRRD000".getBytes(StandardCharsets.US_ASCII);

    static boolean recognises(byte[] start) {
        return start.length > MAGIC.length && Arrays.equals(MAGIC, Arrays.copyOf(start, MAGIC.length));
    }

    /**
     * The header that a file starts with.
     *
     * @param start its first bytes
     * @throws DecathleteException of kind DATA when it does not end, or a line of it is neither field nor key
     */
    static NrrdHeader parse(Path file, byte[] start) {
        HeaderLines lines = new HeaderLines(start);
        String magic = lines.next().orElse("");
        if (!magic.strip().matches("NRRD000[1-5]")) {
            throw DecathleteException.data(file + " is of an unknown version of NRRD, \""
                    + HeaderLines.excerpt(magic.strip()) + "\"; versions NRRD0001 to NRRD0005 are read");
        }
        HeaderFields fields = new HeaderFields(file);
        Map<String, String> keys = new LinkedHashMap<>();
        Optional<String> line = lines.next();
        while (line.isPresent() && !line.get().isEmpty()) {
            add(file, line.get(), fields, keys);
            line = lines.next();
        }
        boolean detached = fields.text("data file").isPresent();
        if (line.isEmpty() && (!detached || start.length == LONGEST)) {
            throw DecathleteException.data(
                    file + " is truncated, or its header is longer than " + LONGEST + " bytes: no blank line ends it");
        }
        return new NrrdHeader(fields, keys, Arrays.copyOf(start, lines.place()), lines.place());
    }

    /** The NRRD header that a volume carries, if it does. */
    static Optional<NrrdHeader> of(Optional<SourceHeader> source) {
        return source.filter(header -> header.format().equals(FORMAT))
                .map(header -> parse(Path.of("the header of the source"), header.bytes()));
    }

    SourceHeader toSource() {
        return new SourceHeader(FORMAT, content);
    }

    private static void add(Path file, String line, HeaderFields fields, Map<String, String> keys) {
        if (line.startsWith("#")) {
            return;
        }
        int field = line.indexOf(": ");
        int key = line.indexOf(":=");
        if (key > 0 && (field < 0 || key < field)) {
            keys.putIfAbsent(line.substring(0, key), line.substring(key + 2).strip());
        } else if (line.indexOf(':') > 0) {
            int colon = line.indexOf(':');
            fields.put(line.substring(0, colon), line.substring(colon + 1));
        } else {
            throw DecathleteException.data(file + " has a line in its NRRD header that is neither field nor key: \""
                    + HeaderLines.excerpt(line) + "\"");
        }
    }
}
