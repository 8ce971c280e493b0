package org.decathlete.app.results;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.metrics.CaseScores;

/**
 * The finished folds of one candidate, trained with one seed.
 *
 * @param candidate what was trained
 * @param seed of the trainings
 * @param folds finished folds by number
 */
public record CrossValidation(Candidate candidate, long seed, SortedMap<Integer, FinishedFold> folds) {
    private static final int ID_SHOWN = 8;

    /** Keeps a copy of the folds. */
    public CrossValidation {
        folds = Collections.unmodifiableSortedMap(new TreeMap<>(folds));
    }

    /** Such as {@code 3d_fullres-1a2b3c4d}, and the seed where it is not 0; part of a file name. */
    public String name() {
        return candidate.configuration() + "-" + candidate.id().substring(0, ID_SHOWN)
                + (seed == 0 ? "" : "-seed" + seed);
    }

    /** One of the finished folds; there is no asking for another. */
    public FinishedFold fold(int number) {
        return Objects.requireNonNull(folds.get(number));
    }

    /** The predicted label map of each judged case of some folds. */
    SortedMap<String, Path> predictions(Collection<Integer> numbers) {
        SortedMap<String, Path> files = new TreeMap<>();
        for (int number : numbers) {
            FinishedFold fold = fold(number);
            ids(fold).forEach(id -> files.put(id, fold.prediction(id)));
        }
        return files;
    }

    /** The probabilities of each judged case of some folds, whether the files are there or not. */
    SortedMap<String, Path> probabilities(Collection<Integer> numbers) {
        SortedMap<String, Path> files = new TreeMap<>();
        for (int number : numbers) {
            FinishedFold fold = fold(number);
            ids(fold).forEach(id -> files.put(id, fold.probabilities(id)));
        }
        return files;
    }

    /** How many cases of some folds have no probabilities. */
    public long withoutProbabilities(Collection<Integer> numbers) {
        return probabilities(numbers).values().stream()
                .filter(file -> !Files.isRegularFile(file))
                .count();
    }

    private static List<String> ids(FinishedFold fold) {
        return fold.scores().cases().stream().map(CaseScores::id).toList();
    }
}
