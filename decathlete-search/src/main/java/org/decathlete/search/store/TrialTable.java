package org.decathlete.search.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.decathlete.search.space.Configuration;
import org.decathlete.search.space.IntegerParameter;
import org.decathlete.search.space.Parameter;
import org.decathlete.search.space.RealParameter;
import org.decathlete.search.study.StudySettings;
import org.decathlete.search.trial.Origin;
import org.decathlete.search.trial.Outcome;
import org.decathlete.search.trial.Trial;
import org.decathlete.search.trial.TrialState;
import org.jspecify.annotations.Nullable;

/**
 * Trials as a table for spreadsheets, statistics programs and back: a column per field, then {@code objective:NAME} (all figures of a
 * trial, the study's objectives first), {@code
 * parameter:NAME} and {@code score:CASE}. An empty field is one without a value.
 */
public final class TrialTable {
    private static final String OBJECTIVE = "objective:";
    private static final String PARAMETER = "parameter:";
    private static final String SCORE = "score:";

    private TrialTable() {}

    /** All trials as CSV (RFC 4180), numbers with every digit. */
    public static String csv(StudySettings settings, List<TrialRecord> trials) {
        Map<String, Function<TrialRecord, Object>> columns = columns(settings, trials);
        List<List<String>> rows = new ArrayList<>();
        rows.add(new ArrayList<>(columns.keySet()));
        for (TrialRecord trial : trials) {
            rows.add(columns.values().stream()
                    .map(column -> text(column.apply(trial)))
                    .toList());
        }
        return Csv.write(rows);
    }

    /**
     * Reads what {@link #csv} writes, also with columns in another order.
     *
     * @throws IllegalArgumentException that names row, column and value of what cannot be read
     */
    public static List<TrialRecord> read(StudySettings settings, String csv) {
        List<List<String>> rows = Csv.read(csv);
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("row 1 with the names of the columns is missing");
        }
        List<TrialRecord> trials = new ArrayList<>();
        for (int i = 1; i < rows.size(); i++) {
            trials.add(record(settings, new TableRow(i + 1, rows.get(0), rows.get(i))));
        }
        return trials;
    }

    private static Map<String, Function<TrialRecord, Object>> columns(
            StudySettings settings, List<TrialRecord> trials) {
        Map<String, Function<TrialRecord, Object>> columns = new LinkedHashMap<>();
        columns.put("trial", record -> record.trial().id());
        columns.put("parent", record -> record.trial().parent());
        columns.put("bracket", record -> record.trial().bracket());
        columns.put("level", record -> record.trial().level());
        columns.put("budget", record -> record.trial().budget());
        columns.put("origin", record -> record.trial().origin());
        columns.put("state", record -> record.trial().state());
        Set<String> figures = new LinkedHashSet<>();
        settings.preference().objectives().forEach(objective -> figures.add(objective.name()));
        trials.stream()
                .flatMap(record -> record.trial().outcome().values().keySet().stream())
                .sorted()
                .forEach(figures::add);
        figures.forEach(name -> columns.put(
                OBJECTIVE + name, record -> record.trial().outcome().values().get(name)));
        for (Parameter parameter : settings.space().parameters()) {
            columns.put(
                    PARAMETER + parameter.name(),
                    record -> record.trial().configuration().values().get(parameter.name()));
        }
        columns.put("message", record -> record.trial().outcome().message());
        columns.put("worker", TrialRecord::worker);
        columns.put("attempt", TrialRecord::attempt);
        columns.put("deaths", TrialRecord::deaths);
        columns.put("leased until", TrialRecord::leasedUntil);
        columns.put("asked", TrialRecord::asked);
        columns.put("ended", TrialRecord::ended);
        SortedSet<String> cases = new TreeSet<>();
        trials.forEach(record -> cases.addAll(record.trial().outcome().scores().keySet()));
        cases.forEach(name -> columns.put(
                SCORE + name, record -> record.trial().outcome().scores().get(name)));
        return columns;
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    private static TrialRecord record(StudySettings settings, TableRow row) {
        Map<String, Object> values = new TreeMap<>();
        for (Parameter parameter : settings.space().parameters()) {
            Object value = row.optional(PARAMETER + parameter.name(), reader(parameter));
            if (value != null) {
                values.put(parameter.name(), value);
            }
        }
        Outcome outcome = new Outcome(
                row.required("state", TrialState::valueOf),
                row.numbers(OBJECTIVE),
                row.numbers(SCORE),
                row.text("message"));
        Trial trial = new Trial(
                row.required("trial", Integer::valueOf),
                Configuration.of(values),
                row.required("origin", Origin::valueOf),
                row.required("bracket", Integer::valueOf),
                row.required("level", Integer::valueOf),
                row.required("budget", Double::valueOf),
                row.optional("parent", Integer::valueOf),
                outcome);
        return new TrialRecord(
                trial,
                row.optional("worker", Function.identity()),
                row.required("attempt", Integer::valueOf),
                row.required("deaths", Integer::valueOf),
                row.required("leased until", Instant::parse),
                row.required("asked", Instant::parse),
                row.optional("ended", Instant::parse));
    }

    private static Function<String, Object> reader(Parameter parameter) {
        if (parameter instanceof RealParameter) {
            return Double::valueOf;
        }
        return parameter instanceof IntegerParameter ? Integer::valueOf : text -> text;
    }
}
