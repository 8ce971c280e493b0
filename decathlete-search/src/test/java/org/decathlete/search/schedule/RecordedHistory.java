package org.decathlete.search.schedule;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.decathlete.search.space.Configuration;
import org.decathlete.search.trial.Objective;
import org.decathlete.search.trial.Origin;
import org.decathlete.search.trial.Outcome;
import org.decathlete.search.trial.Trial;

/** A published history of golden/search-histories: loss and hours of 188 trials in the order in which they ran. */
public record RecordedHistory(List<Result> results) {
    /** Failing is, as in the reference's count, an error of 95 % or more. */
    public static final List<Objective> OBJECTIVES =
            List.of(Objective.minimize("loss").failingFrom(0.95), Objective.minimize("hours"));

    public record Result(double loss, double hours, int epochs) {

        public Outcome outcome() {
            return Outcome.of(Map.of("loss", loss, "hours", hours));
        }

        public boolean failing() {
            return loss >= 0.95;
        }
    }

    public static RecordedHistory read(Path csv) {
        try {
            return new RecordedHistory(Files.readAllLines(csv).stream()
                    .skip(1)
                    .map(line -> line.split(",", -1))
                    .map(cells -> new Result(
                            Double.parseDouble(cells[1]) / 100,
                            Double.parseDouble(cells[2]),
                            Integer.parseInt(cells[3])))
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The recorded trials as trials of their own, without a schedule. */
    public List<Trial> trials() {
        return IntStream.range(0, results.size())
                .mapToObj(id -> Trial.running(
                                id,
                                Configuration.of(Map.of("x", (double) id)),
                                Origin.RANDOM,
                                0,
                                0,
                                results.get(id).epochs(),
                                null)
                        .ended(results.get(id).outcome()))
                .toList();
    }
}
