package org.decathlete.search.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.decathlete.search.format.StudyFormat;
import org.decathlete.search.study.StudySettings;
import org.decathlete.search.trial.TrialState;

/** A store in a database. */
final class SqlStore implements StudyStore {
    private final Database database;
    private final StudyFormat format;

    /** Makes the tables where they are missing. */
    SqlStore(Dialect dialect, StudyFormat format) {
        this.database = new Database(dialect);
        this.format = format;
        Schema.update(database);
    }

    @Override
    public boolean create(String name, StudySettings settings) {
        Names.check(name);
        String insert = "INSERT INTO decathlete_study (name, settings, created, stopped, revision)"
                + " VALUES (?, ?, ?, ?, 0) ON CONFLICT (name) DO NOTHING";
        return database.transaction(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(insert)) {
                statement.setString(1, name);
                statement.setString(2, format.write(settings));
                statement.setLong(3, database.dialect().now(connection).toEpochMilli());
                statement.setBoolean(4, false);
                return statement.executeUpdate() == 1;
            }
        });
    }

    @Override
    public StudySettings settings(String name) {
        String json = database.read(connection -> json(name, connection));
        try {
            return format.read(json);
        } catch (IllegalArgumentException e) {
            throw new StoreException(
                    "study " + name + " in " + database.dialect().place() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public List<StudySummary> list() {
        String select = "SELECT s.name, s.created, s.stopped, t.state, count(t.id)"
                + " FROM decathlete_study s LEFT JOIN decathlete_trial t ON t.study = s.name"
                + " GROUP BY s.name, s.created, s.stopped, t.state ORDER BY s.name";
        return database.read(connection -> {
            Map<String, StudySummary> found = new LinkedHashMap<>();
            try (PreparedStatement statement = connection.prepareStatement(select);
                    ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    StudySummary part = part(row);
                    found.merge(part.name(), part, StudySummary::and);
                }
            }
            return new ArrayList<>(found.values());
        });
    }

    @Override
    public Changes changes(String name, long since) {
        return database.read(connection -> {
            Changes changes = new TrialRows(name, format, connection).after(since);
            if (changes.revision() == 0) {
                // Nothing at all: perhaps there is no such study.
                json(name, connection);
            }
            return changes;
        });
    }

    @Override
    public <T> T exclusively(String name, Function<StudyAccess, T> work) {
        return database.transaction(connection -> {
            SqlAccess access = new SqlAccess(name, format, database.dialect(), connection);
            T result = work.apply(access);
            access.finish();
            return result;
        });
    }

    @Override
    public void close() {
        database.close();
    }

    private String json(String name, Connection connection) throws SQLException {
        String select = "SELECT settings FROM decathlete_study WHERE name = ?";
        try (PreparedStatement statement = connection.prepareStatement(select)) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw Names.unknown(name, database.dialect().place());
                }
                return row.getString(1);
            }
        }
    }

    private static StudySummary part(ResultSet row) throws SQLException {
        Map<TrialState, Integer> counts = new EnumMap<>(TrialState.class);
        String state = row.getString(4);
        if (state != null) {
            counts.put(TrialState.valueOf(state), row.getInt(5));
        }
        return StudySummary.of(row.getString(1), Instant.ofEpochMilli(row.getLong(2)), row.getBoolean(3), counts);
    }
}
