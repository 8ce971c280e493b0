package org.decathlete.search.store;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Pattern;

/** Brings the tables of a database up to date, one numbered file after the other; each is done once, and never changed again. */
final class Schema {
    /** Number of the last file. */
    static final int VERSION = 1;

    private static final Pattern END = Pattern.compile(";\\s*\n");

    private Schema() {}

    static void update(Database database) {
        database.transaction(connection -> {
            database.dialect().lockSchema(connection);
            try (Statement statement = connection.createStatement()) {
                statement.execute(
                        "CREATE TABLE IF NOT EXISTS decathlete_schema (version INTEGER NOT NULL PRIMARY KEY)");
                int version = version(statement);
                if (version > VERSION) {
                    throw new StoreException(database.dialect().place() + " has tables of version " + version
                            + ", but this program knows versions up to " + VERSION + "; use a newer program");
                }
                for (int next = version + 1; next <= VERSION; next++) {
                    apply(next, connection);
                    statement.execute("INSERT INTO decathlete_schema (version) VALUES (" + next + ")");
                }
            }
            return VERSION;
        });
    }

    private static int version(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT max(version) FROM decathlete_schema")) {
            row.next();
            return row.getInt(1);
        }
    }

    private static void apply(int version, Connection connection) throws SQLException {
        for (String sql : END.splitAsStream(text("schema_" + version + ".sql")).toList()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }
    }

    private static String text(String resource) {
        try (InputStream stream = requireNonNull(Schema.class.getResourceAsStream(resource), resource)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
