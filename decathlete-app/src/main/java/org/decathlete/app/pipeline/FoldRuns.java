package org.decathlete.app.pipeline;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.dataset.IntegrityReport;
import org.decathlete.core.dataset.Split;
import org.decathlete.core.metrics.Scores;
import org.decathlete.core.preprocess.CaseStore;
import org.decathlete.core.run.Progress;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Native;
import org.decathlete.nn.train.TrainingResult;

/** Trains folds one after another, validates each on its own cases, and ships a model of all of them. */
public final class FoldRuns {
    private final TrainRequest request;
    private final Progress progress;
    private final BooleanSupplier stop;

    /**
     * @param stop asked now and then whether to stop in good order
     */
    public FoldRuns(TrainRequest request, Progress progress, BooleanSupplier stop) {
        this.request = request;
        this.progress = progress;
        this.stop = stop;
    }

    /** Trains what is not trained yet; returns the scores of each fold on its validation cases. */
    public Map<String, Scores> run() {
        ActiveTime time = ActiveTime.start();
        Project project = Project.reopen(request.work(), request.engine().threads(), progress);
        IntegrityReport integrity = Inspection.run(project);
        Candidate candidate = candidate(project);
        Map<String, Split> splits = new LinkedHashMap<>();
        request.folds().forEach(fold -> splits.put(fold, Steps.split(project, fold)));
        Optional<PreviousPredictions> previous =
                PreviousPredictions.find(project, candidate, request.engine().seed(), cases(splits.values()));
        CaseStore store = Preprocessing.run(project, candidate);
        Native.load(progress::say);
        Native.threads(request.engine().threads());
        List<Shipping.Finished> trained = new ArrayList<>();
        Map<String, Scores> scores = new LinkedHashMap<>();
        for (Map.Entry<String, Split> fold : splits.entrySet()) {
            FoldTraining training = new FoldTraining(
                    project, candidate, fold.getKey(), fold.getValue(), request.engine(), request.start(), previous);
            double share = 1.0 / (splits.size() - trained.size());
            TrainingResult result = train(training, store, time, share);
            trained.add(new Shipping.Finished(training, result));
            Shipping.ship(trained, integrity.dataHash());
            scores.put(fold.getKey(), Validation.run(training, request.probabilities(), stop));
        }
        return scores;
    }

    private Candidate candidate(Project project) {
        if (request.candidate().isPresent()) {
            Candidate given = Candidate.read(request.candidate().get());
            return request.batch().equals(BatchRequest.UNSTATED)
                    ? given
                    : batch(project).given(given);
        }
        return batch(project).planned(request.configuration(), request.recipe());
    }

    private BatchDecision batch(Project project) {
        return new BatchDecision(
                project,
                new Planning(project).plans(request.preset()),
                request.batch(),
                request.schedule(),
                request.engine());
    }

    private static Set<String> cases(Collection<Split> splits) {
        Set<String> cases = new TreeSet<>();
        for (Split split : splits) {
            cases.addAll(split.train());
            cases.addAll(split.validation());
        }
        return cases;
    }

    private TrainingResult train(FoldTraining training, CaseStore store, ActiveTime time, double share) {
        BudgetDecision decision = new BudgetDecision(
                request.schedule(),
                training.candidate().recipe(),
                Device.parse(request.engine().device()).cuda());
        return training.run(
                decision.asked(),
                store,
                () -> decision.plan(
                        request.engine(),
                        time.seconds(),
                        share,
                        () -> new ValidationCost(training).seconds(),
                        progress),
                stop);
    }
}
