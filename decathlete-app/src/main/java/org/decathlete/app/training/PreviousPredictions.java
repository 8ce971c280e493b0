package org.decathlete.app.training;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.decathlete.app.project.Planning;
import org.decathlete.app.project.Project;
import org.decathlete.app.results.Contenders;
import org.decathlete.app.results.CrossValidation;
import org.decathlete.app.results.FinishedFold;
import org.decathlete.app.results.FinishedRuns;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.candidate.PreviousStage;
import org.decathlete.core.dataset.folds.Split;
import org.decathlete.core.io.VolumeFiles;
import org.decathlete.core.metrics.CaseScores;
import org.decathlete.core.preprocess.Preprocessor;
import org.decathlete.core.preprocess.store.CaseStore;
import org.decathlete.core.preprocess.store.SegmentationOrigin;
import org.decathlete.core.preprocess.store.SegmentationStore;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.FileHash;
import org.decathlete.core.run.Progress;
import org.decathlete.core.volume.LabelVolume;
import org.decathlete.nn.train.checkpoint.FinishedTraining;

/**
 * What the first stage of a cascade says about the cases that the second learns from and is judged on: the label maps of its
 * cross-validation, so that each is by a fold that did not learn from the case, as it will be with images of new patients.
 *
 * @param project the work folder
 * @param refining the second stage
 * @param first the finished folds of the first
 * @param foldOfCase which of them judged each case
 */
public record PreviousPredictions(
        Project project, Candidate refining, CrossValidation first, SortedMap<String, FinishedFold> foldOfCase) {
    private static final String FOLDER = "predicted_next_stage";

    /** Share of the Java heap that decoded chunks may take while training. */
    private static final double CACHED = 0.1;

    /**
     * Finds them; empty where the candidate refines nothing.
     *
     * @param seed of both trainings
     * @param cases all that are needed
     * @throws DecathleteException of kind USAGE when folds of the first stage are missing; it says which and how to make them
     */
    public static Optional<PreviousPredictions> find(
            Project project, Candidate candidate, long seed, Collection<String> cases) {
        PreviousStage stage = candidate.previousStage();
        if (stage == null) {
            return Optional.empty();
        }
        CrossValidation first = FinishedRuns.of(project, stage.candidate(), seed);
        SortedMap<String, FinishedFold> foldOfCase = new TreeMap<>();
        for (FinishedFold fold : first.folds().values()) {
            for (CaseScores one : fold.scores().cases()) {
                foldOfCase.putIfAbsent(one.id(), fold);
            }
        }
        foldOfCase.keySet().retainAll(cases);
        NavigableSet<String> missing = new TreeSet<>(cases);
        missing.removeAll(foldOfCase.keySet());
        if (!missing.isEmpty()) {
            throw missing(project, candidate, first, missing);
        }
        return Optional.of(new PreviousPredictions(project, candidate, first, foldOfCase));
    }

    private static DecathleteException missing(
            Project project, Candidate candidate, CrossValidation first, NavigableSet<String> cases) {
        List<Split> splits = new Planning(project).splits();
        SortedSet<Integer> folds = new TreeSet<>();
        for (int fold = 0; fold < splits.size(); fold++) {
            if (splits.get(fold).validation().stream().anyMatch(cases::contains)) {
                folds.add(fold);
                cases.removeAll(splits.get(fold).validation());
            }
        }
        String needs = candidate.configuration() + " refines what " + first.name()
                + " says about every case, each predicted by a fold that did not learn from it";
        if (!cases.isEmpty()) {
            return DecathleteException.usage(
                    needs + ", but no fold of " + project.workspace().splits() + " has " + cases.first()
                            + " in val; add it to one, or leave it out");
        }
        Path file = project.workspace().candidate(first.candidate().id()).resolve("candidate.json");
        if (!Files.exists(file)) {
            first.candidate().write(file);
        }
        return DecathleteException.usage(needs + ", and folds " + Contenders.text(folds)
                + " of it are not finished on the data as they are (seed " + first.seed() + "). Run `train --work "
                + project.workspace().root() + " --candidate " + file + " --seed " + first.seed() + " --folds "
                + Contenders.text(folds) + "` first; that is "
                + first.candidate().configuration()
                + " under the same recipe");
    }

    /** The label map of a case, on its own grid. */
    LabelVolume labels(String id) {
        return VolumeFiles.readLabels(fold(id).prediction(id));
    }

    /** A hash of what is said about some cases; other label maps, or those of another training, give another. */
    public String identity(Collection<String> ids) {
        SortedMap<String, SegmentationOrigin> origins = new TreeMap<>();
        ids.forEach(id -> origins.put(id, origin(id)));
        return SegmentationOrigin.identity(origins);
    }

    /** In words, for what a training was asked to do. */
    String text(Collection<String> ids) {
        return "on what " + first.name() + " says (" + identity(ids) + ")";
    }

    /**
     * Takes the label maps to the grid of the second stage; those that are there and of the present trainings stay.
     *
     * @param cases preprocessed for the second stage
     */
    SegmentationStore store(CaseStore cases) {
        long cache = (long) (Runtime.getRuntime().maxMemory() * CACHED);
        SegmentationStore store = SegmentationStore.open(folder(cases), cache);
        Map<String, SegmentationOrigin> pending = new TreeMap<>();
        for (String id : foldOfCase.keySet()) {
            SegmentationOrigin origin = origin(id);
            if (!store.origin(id).equals(Optional.of(origin))) {
                pending.put(id, origin);
            }
        }
        if (!pending.isEmpty()) {
            requireUnseen();
            write(store, cases, pending);
        }
        return store;
    }

    private void write(SegmentationStore store, CaseStore cases, Map<String, SegmentationOrigin> pending) {
        Preprocessor preprocessor = new Preprocessor(refining.preprocessing(), project.threads());
        try (Progress.Stage stage = project.progress().start("previous stage", pending.size())) {
            pending.forEach((id, origin) -> {
                short[] labels = preprocessor.labels(labels(id), cases.open(id).geometry());
                store.write(id, cases.open(id).shape(), labels, origin);
                stage.advance(1, id);
            });
        }
    }

    private Path folder(CaseStore cases) {
        return project.workspace()
                .candidate(first.candidate().id())
                .resolve("seed_" + first.seed())
                .resolve(FOLDER)
                .resolve(String.valueOf(cases.folder().getFileName()));
    }

    /** The lists in the checkpoints count, whatever splits_final.json says by now. */
    private void requireUnseen() {
        for (FinishedFold fold : first.folds().values()) {
            Set<String> seen =
                    Set.copyOf(FinishedTraining.read(fold.checkpoint()).split().train());
            foldOfCase.forEach((id, judge) -> {
                if (judge.equals(fold) && seen.contains(id)) {
                    throw DecathleteException.data(fold.folder() + " predicted case " + id
                            + ", which it had learned from; a second stage would learn to trust it too much. Move the"
                            + " folder away and train this fold again");
                }
            });
        }
    }

    private SegmentationOrigin origin(String id) {
        FinishedFold fold = fold(id);
        return new SegmentationOrigin(
                first.candidate().id(), first.seed(), String.valueOf(fold.fold()), FileHash.of(fold.prediction(id)));
    }

    private FinishedFold fold(String id) {
        return Objects.requireNonNull(foldOfCase.get(id), id);
    }
}
