package org.decathlete.core.io.metaimage;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.decathlete.core.io.text.HeaderFields;
import org.decathlete.core.io.text.HeaderLines;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.volume.SourceHeader;

/**
 * A MetaImage header ("MetaIO", Kitware): lines of {@code Key = value}, of which {@code ElementDataFile} is the last.
 *
 * @param fields its lines
 * @param content its bytes
 * @param end place in the file after its last line
 */
record MetaImageHeader(HeaderFields fields, byte[] content, int end) {
    static final int LONGEST = 1 << 20;
    static final String DATA_FILE = "ElementDataFile";
    private static final String FORMAT = "metaimage";
    private static final Pattern FIRST_LINE = Pattern.compile(
            "\\s*(ObjectType|ObjectSubType|NDims|Comment|Name|ID|ParentID|AcquisitionDate)\\s*=[^\\x00]*");

    static boolean recognises(byte[] start) {
        int end = 0;
        while (end < start.length && start[end] != '\n') {
            end++;
        }
        return FIRST_LINE
                .matcher(new String(start, 0, end, StandardCharsets.ISO_8859_1))
                .matches();
    }

    /**
     * The header that a file starts with.
     *
     * @param start its first bytes
     * @throws DecathleteException of kind DATA when it does not end, or has a line without an equals sign
     */
    static MetaImageHeader parse(Path file, byte[] start) {
        HeaderLines lines = new HeaderLines(start);
        HeaderFields fields = new HeaderFields(file);
        while (fields.text(DATA_FILE).isEmpty()) {
            String line = lines.next()
                    .orElseThrow(() -> DecathleteException.data(file + " is truncated, or its header is longer than "
                            + LONGEST + " bytes: no " + DATA_FILE + " ends it"));
            int equals = line.indexOf('=');
            if (equals > 0) {
                fields.put(line.substring(0, equals), line.substring(equals + 1));
            } else if (!line.isBlank()) {
                throw DecathleteException.data(file + " has a line in its MetaImage header without \"=\": \""
                        + HeaderLines.excerpt(line) + "\"");
            }
        }
        return new MetaImageHeader(fields, Arrays.copyOf(start, lines.place()), lines.place());
    }

    /** The MetaImage header that a volume carries, if it does. */
    static Optional<MetaImageHeader> of(Optional<SourceHeader> source) {
        return source.filter(header -> header.format().equals(FORMAT))
                .map(header -> parse(Path.of("the header of the source"), header.bytes()));
    }

    SourceHeader toSource() {
        return new SourceHeader(FORMAT, content);
    }
}
