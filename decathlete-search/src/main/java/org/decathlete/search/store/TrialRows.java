package org.decathlete.search.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.decathlete.search.format.StudyFormat;
import org.jspecify.annotations.Nullable;

/** Trials as rows. */
final class TrialRows {
    private static final String SELECT =
            "SELECT revision, trial, worker, attempt, deaths, leased_until, asked, ended FROM decathlete_trial WHERE study = ? AND ";
    private static final String PUT =
            "INSERT INTO decathlete_trial (study, id, revision, state, trial, worker, attempt, deaths, leased_until, asked, ended)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (study, id) DO UPDATE SET revision = excluded.revision,"
                    + " state = excluded.state, trial = excluded.trial, worker = excluded.worker, attempt = excluded.attempt,"
                    + " deaths = excluded.deaths, leased_until = excluded.leased_until, asked = excluded.asked,"
                    + " ended = excluded.ended";
    private final String study;
    private final StudyFormat format;
    private final Connection connection;

    TrialRows(String study, StudyFormat format, Connection connection) {
        this.study = study;
        this.format = format;
        this.connection = connection;
    }

    Changes after(long since) throws SQLException {
        List<TrialRecord> trials = new ArrayList<>();
        long revision = since;
        try (PreparedStatement select = connection.prepareStatement(SELECT + "revision > ? ORDER BY id")) {
            select.setString(1, study);
            select.setLong(2, since);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    revision = Math.max(revision, rows.getLong(1));
                    trials.add(record(rows));
                }
            }
        }
        return new Changes(revision, trials);
    }

    List<TrialRecord> running() throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SELECT + "state = 'RUNNING' ORDER BY id")) {
            select.setString(1, study);
            return records(select);
        }
    }

    List<TrialRecord> withId(int id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SELECT + "id = ?")) {
            select.setString(1, study);
            select.setInt(2, id);
            return records(select);
        }
    }

    void put(TrialRecord trial, long revision) throws SQLException {
        try (PreparedStatement put = connection.prepareStatement(PUT)) {
            put.setString(1, study);
            put.setInt(2, trial.trial().id());
            put.setLong(3, revision);
            put.setString(4, trial.trial().state().name());
            put.setString(5, format.write(trial.trial()));
            put.setString(6, trial.worker());
            put.setInt(7, trial.attempt());
            put.setInt(8, trial.deaths());
            put.setLong(9, trial.leasedUntil().toEpochMilli());
            put.setLong(10, trial.asked().toEpochMilli());
            Instant ended = trial.ended();
            if (ended == null) {
                put.setNull(11, Types.BIGINT);
            } else {
                put.setLong(11, ended.toEpochMilli());
            }
            put.executeUpdate();
        }
    }

    private List<TrialRecord> records(PreparedStatement select) throws SQLException {
        List<TrialRecord> trials = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                trials.add(record(rows));
            }
        }
        return trials;
    }

    private TrialRecord record(ResultSet row) throws SQLException {
        return new TrialRecord(
                format.readTrial(row.getString(2)),
                row.getString(3),
                row.getInt(4),
                row.getInt(5),
                Instant.ofEpochMilli(row.getLong(6)),
                Instant.ofEpochMilli(row.getLong(7)),
                instant(row, 8));
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        long milliseconds = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(milliseconds);
    }
}
