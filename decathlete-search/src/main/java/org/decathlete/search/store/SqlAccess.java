package org.decathlete.search.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.decathlete.search.format.StudyFormat;

/** A study's rows within a transaction that holds the study's lock. */
final class SqlAccess implements StudyAccess {
    private final String study;
    private final Dialect dialect;
    private final Connection connection;
    private final TrialRows trials;
    private boolean stopped;
    private long revision;
    private boolean changed;

    /** Locks the study. */
    SqlAccess(String study, StudyFormat format, Dialect dialect, Connection connection) throws SQLException {
        this.study = study;
        this.dialect = dialect;
        this.connection = connection;
        this.trials = new TrialRows(study, format, connection);
        String query = dialect.locking("SELECT stopped, revision FROM decathlete_study WHERE name = ?");
        try (PreparedStatement select = connection.prepareStatement(query)) {
            select.setString(1, study);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    throw Names.unknown(study, dialect.place());
                }
                stopped = row.getBoolean(1);
                revision = row.getLong(2);
            }
        }
    }

    @Override
    public Instant now() {
        return sql(() -> dialect.now(connection));
    }

    @Override
    public boolean stopped() {
        return stopped;
    }

    @Override
    public void stop(boolean stop) {
        stopped = stop;
        changed = true;
    }

    @Override
    public Changes changes(long since) {
        return sql(() -> trials.after(since));
    }

    @Override
    public List<TrialRecord> running() {
        return sql(trials::running);
    }

    @Override
    public Optional<TrialRecord> trial(int id) {
        return sql(() -> trials.withId(id)).stream().findFirst();
    }

    @Override
    public void put(TrialRecord trial) {
        revision++;
        changed = true;
        sql(() -> {
            trials.put(trial, revision);
            return revision;
        });
    }

    /** Writes what concerns the study as a whole. */
    void finish() throws SQLException {
        if (!changed) {
            return;
        }
        String update = "UPDATE decathlete_study SET stopped = ?, revision = ? WHERE name = ?";
        try (PreparedStatement statement = connection.prepareStatement(update)) {
            statement.setBoolean(1, stopped);
            statement.setLong(2, revision);
            statement.setString(3, study);
            statement.executeUpdate();
        }
    }

    private interface Sql<T> {
        T run() throws SQLException;
    }

    private <T> T sql(Sql<T> sql) {
        try {
            return sql.run();
        } catch (SQLException e) {
            throw new StoreException("study " + study + " in " + dialect.place() + ": " + e.getMessage(), e);
        }
    }
}
