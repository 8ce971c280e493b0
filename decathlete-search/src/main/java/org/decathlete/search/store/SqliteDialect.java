package org.decathlete.search.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import org.sqlite.SQLiteConfig;

/**
 * A file on a local disk. Transactions take the one lock there is at their beginning and wait for it for up to a minute. With the
 * write-ahead log and {@code synchronous = NORMAL} a killed process loses nothing; a power failure may lose the last transactions, never
 * more, which is the same as if they had not been asked for yet.
 *
 * @param file the database
 * @param clock all workers are on this machine, and so is their clock
 */
record SqliteDialect(Path file, Clock clock) implements Dialect {
    private static final int PATIENCE_MILLISECONDS = 60_000;

    @Override
    public String place() {
        return file.toString();
    }

    @Override
    public Connection connect() throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(PATIENCE_MILLISECONDS);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        return config.createConnection("jdbc:sqlite:" + file);
    }

    @Override
    public void lockSchema(Connection connection) {
        // The transaction itself is the lock.
    }

    @Override
    public String locking(String query) {
        return query;
    }

    @Override
    public Instant now(Connection connection) {
        return clock.instant();
    }
}
