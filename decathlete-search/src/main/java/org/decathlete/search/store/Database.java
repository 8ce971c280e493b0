package org.decathlete.search.store;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** One connection, opened when needed, and again after it broke. Threads take turns. */
final class Database implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 5;
    private final Dialect dialect;
    private @Nullable Connection open;
    private boolean closed;

    Database(Dialect dialect) {
        this.dialect = dialect;
    }

    Dialect dialect() {
        return dialect;
    }

    /** What is done with a connection. */
    @FunctionalInterface
    interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    /** Reads, each statement by itself. */
    synchronized <T> T read(Work<T> work) {
        try {
            return work.with(connection());
        } catch (SQLException e) {
            discardIfBroken();
            throw failure(e);
        }
    }

    /** Reads and writes, all of it or nothing. */
    synchronized <T> T transaction(Work<T> work) {
        boolean done = false;
        try {
            Connection connection = connection();
            connection.setAutoCommit(false);
            T result = work.with(connection);
            connection.commit();
            connection.setAutoCommit(true);
            done = true;
            return result;
        } catch (SQLException e) {
            throw failure(e);
        } finally {
            if (!done) {
                rollBack();
            }
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        discard();
    }

    private Connection connection() throws SQLException {
        if (closed) {
            throw new StoreException("the store " + dialect.place() + " was closed");
        }
        Connection connection = open;
        if (connection == null) {
            connection = dialect.connect();
            open = connection;
        }
        return connection;
    }

    private void rollBack() {
        Connection connection = open;
        if (connection == null) {
            return;
        }
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            discard();
        }
        discardIfBroken();
    }

    private void discardIfBroken() {
        Connection connection = open;
        try {
            if (connection != null && !connection.isValid(PATIENCE_SECONDS)) {
                discard();
            }
        } catch (SQLException e) {
            discard();
        }
    }

    private void discard() {
        Connection connection = open;
        open = null;
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                // It is broken or gone; there is nothing to lose.
            }
        }
    }

    private StoreException failure(SQLException e) {
        return new StoreException("the store " + dialect.place() + " failed: " + e.getMessage(), e);
    }
}
