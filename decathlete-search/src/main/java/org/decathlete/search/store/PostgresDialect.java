package org.decathlete.search.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A server that several machines share.
 *
 * @param url of JDBC
 * @param properties user, password and whatever else the driver takes
 * @param clock instead of the server's, for tests; null for the server's
 */
record PostgresDialect(
        String url, Properties properties, @Nullable Clock clock) implements Dialect {
    /** Any number that nobody else locks by. */
    private static final long SCHEMA = 0x6465636174686CL;

    @Override
    public String place() {
        return url.replaceFirst("\\?.*", "");
    }

    @Override
    public Connection connect() throws SQLException {
        Connection connection = DriverManager.getConnection(url, properties);
        try (Statement statement = connection.createStatement()) {
            // A machine that is cut off within a transaction must not hold the study's lock for ever.
            statement.execute("SET idle_in_transaction_session_timeout = '2min'");
        }
        return connection;
    }

    @Override
    public void lockSchema(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_xact_lock(" + SCHEMA + ")");
        }
    }

    @Override
    public String locking(String query) {
        return query + " FOR UPDATE";
    }

    @Override
    public Instant now(Connection connection) throws SQLException {
        if (clock != null) {
            return clock.instant();
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT CAST(floor(extract(epoch FROM clock_timestamp()) * 1000) AS BIGINT)")) {
            row.next();
            return Instant.ofEpochMilli(row.getLong(1));
        }
    }
}
