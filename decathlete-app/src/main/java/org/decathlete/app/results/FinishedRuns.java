package org.decathlete.app.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.decathlete.app.project.Preprocessing;
import org.decathlete.app.project.Project;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Workspace;
import org.decathlete.nn.train.checkpoint.FinishedTraining;

/** Finds what was trained and validated in a work folder. Fold {@code all} is left out: it judges itself on its own training. */
public final class FinishedRuns {
    private static final Pattern SEED = Pattern.compile("seed_(-?\\d{1,19})");
    private static final Pattern FOLD = Pattern.compile("fold_(\\d{1,4})");

    private FinishedRuns() {}

    /**
     * Every candidate and seed with a finished fold, by configuration, then id, then seed.
     *
     * @throws DecathleteException of kind DATA where a folder or file cannot be read
     */
    public static List<CrossValidation> find(Workspace workspace) {
        List<CrossValidation> found = new ArrayList<>();
        for (Path folder : folders(workspace.runs())) {
            Path description = folder.resolve("candidate.json");
            if (Files.isRegularFile(description)) {
                find(Candidate.read(description), folder, found);
            }
        }
        found.sort(Comparator.comparing((CrossValidation one) -> one.candidate().configuration())
                .thenComparing(one -> one.candidate().id())
                .thenComparingLong(CrossValidation::seed));
        return found;
    }

    /**
     * The folds of one candidate and seed that are finished on the data as they are now; none where it was not trained.
     *
     * @throws DecathleteException of kind DATA where a folder or file cannot be read
     */
    public static CrossValidation of(Project project, Candidate candidate, long seed) {
        Path run = project.workspace().candidate(candidate.id()).resolve("seed_" + seed);
        SortedMap<Integer, FinishedFold> folds = folds(run);
        if (!folds.isEmpty()) {
            String data = Preprocessing.identity(project, candidate).key();
            folds.values()
                    .removeIf(fold -> !data.equals(
                            FinishedTraining.read(fold.checkpoint()).data()));
        }
        return new CrossValidation(candidate, seed, folds);
    }

    private static void find(Candidate candidate, Path folder, List<CrossValidation> found) {
        for (Path run : folders(folder)) {
            Matcher seed = SEED.matcher(String.valueOf(run.getFileName()));
            if (seed.matches()) {
                SortedMap<Integer, FinishedFold> folds = folds(run);
                if (!folds.isEmpty()) {
                    found.add(new CrossValidation(candidate, Long.parseLong(seed.group(1)), folds));
                }
            }
        }
    }

    private static SortedMap<Integer, FinishedFold> folds(Path run) {
        SortedMap<Integer, FinishedFold> folds = new TreeMap<>();
        for (Path folder : folders(run)) {
            Matcher fold = FOLD.matcher(String.valueOf(folder.getFileName()));
            if (fold.matches()) {
                int number = Integer.parseInt(fold.group(1));
                FinishedFold.read(number, folder).ifPresent(one -> folds.put(number, one));
            }
        }
        return folds;
    }

    private static List<Path> folders(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw DecathleteException.data(folder + " cannot be listed (" + e + ")", e);
        }
    }
}
