package org.decathlete.core.io.text;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.decathlete.core.run.DecathleteException;

/** The file beside a header that the header names: nothing that lies anywhere else is read on behalf of a header. */
public final class SiblingFile {

    private SiblingFile() {}

    /**
     * Resolves a name.
     *
     * @param header the file that names it
     * @param field the header's field, for the error
     * @throws DecathleteException of kind DATA when the name leads out of the header's folder
     */
    public static Path of(Path header, String field, String name) {
        String plain = name.startsWith("./") ? name.substring(2) : name;
        if (plain.isEmpty() || plain.matches(".*[/\\\\:\\x00].*") || plain.equals(".") || plain.equals("..")) {
            throw refused(header, field, name);
        }
        try {
            return header.resolveSibling(plain);
        } catch (InvalidPathException e) {
            throw refused(header, field, name);
        }
    }

    private static DecathleteException refused(Path header, String field, String name) {
        return DecathleteException.data(header + " names \"" + HeaderLines.excerpt(name) + "\" in its field \"" + field
                + "\"; only a file in the same folder is read. Put it there and name it without a folder");
    }
}
