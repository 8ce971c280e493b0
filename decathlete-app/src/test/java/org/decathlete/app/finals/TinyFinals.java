package org.decathlete.app.finals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.decathlete.app.folds.TinyTrainings;
import org.decathlete.app.study.SearchMode;
import org.decathlete.app.study.SearchRequest;
import org.decathlete.app.study.TrialBudgetRequest;
import org.decathlete.app.training.BatchRequest;
import org.decathlete.app.training.RunRequest;
import org.decathlete.app.training.TrainRequest;
import org.decathlete.app.training.TrainingStart;
import org.decathlete.app.tune.SpaceKind;
import org.decathlete.core.candidate.RecipeName;
import org.decathlete.core.dataset.folds.Split;
import org.decathlete.core.dataset.folds.SplitsFile;

/** Searches and finals on a phantom of eight cases, four of which are judged on: two choose, two are kept aside. */
public final class TinyFinals {
    /** The default and one other candidate, each for three epochs of two steps. */
    static final FinalsRequest FINALS =
            new FinalsRequest(OptionalDouble.empty(), OptionalInt.of(3), OptionalInt.of(2), 1, 1);

    private TinyFinals() {}

    /** Makes and plans the dataset, with one fold of halves. */
    public static TinyTrainings planned(Path folder) {
        TinyTrainings tiny = new TinyTrainings(folder);
        tiny.plan(8);
        halve(tiny.work());
        return tiny;
    }

    /** Gives a work folder of eight cases a fold that judges on half of them. */
    static void halve(Path work) {
        Path file = work.resolve("splits_final.json");
        Split first = SplitsFile.read(file).get(0);
        List<String> train = first.train();
        List<String> all = new ArrayList<>(train);
        all.addAll(first.validation());
        all.sort(Comparator.naturalOrder());
        SplitsFile.write(file, List.of(new Split(all.subList(0, 4), all.subList(4, 8))));
    }

    /** Six trials of up to four epochs. */
    static SearchRequest search(Path work, Path candidate) {
        TrialBudgetRequest trials = new TrialBudgetRequest(
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalInt.of(4),
                OptionalInt.of(2),
                OptionalInt.of(2));
        TrainRequest training = new TrainRequest(
                work,
                "3d_fullres",
                Optional.empty(),
                RecipeName.ACCELERATED,
                Optional.of(candidate),
                List.of("0"),
                new RunRequest.Schedule(OptionalDouble.empty(), trials.epochs(), OptionalInt.empty()),
                TrainingStart.FRESH,
                new RunRequest.Engine("cpu", "fp32", 1, 0),
                BatchRequest.UNSTATED,
                false);
        return new SearchRequest(
                        training,
                        SpaceKind.HPO,
                        SearchMode.CORRECTED,
                        Optional.empty(),
                        OptionalDouble.empty(),
                        trials,
                        2,
                        work.resolve("study.db").toString(),
                        Optional.empty())
                .keepingCasesAside();
    }
}
