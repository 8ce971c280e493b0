package org.decathlete.app.tune;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.decathlete.app.trial.TrialCurve;
import org.decathlete.app.trial.TrialResult;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.search.study.Evaluator;
import org.decathlete.search.trial.Outcome;
import org.decathlete.search.trial.Trial;
import org.decathlete.search.trial.TrialState;

/**
 * Evaluates trials of a study over a {@link SegmentationSpace}: trains the candidate up to the trial's budget and gives back its loss, its
 * runtime, and what it costs by its description; the Dice of each case serves paired tests. Which folds that is judged on is decided by
 * {@link FoldRace}.
 */
public final class TrialEvaluator implements Evaluator {
    /** One minus the mean Dice. */
    public static final String LOSS = "loss";

    /** Seconds of training since the beginning, over all levels. */
    public static final String RUNTIME = "runtime";

    /** Pseudo-Dice when half of the trial's budget was spent, of a trial that has it; see {@link TrialCurve#halfway}. */
    public static final String HALFWAY_SCORE = "score_halfway";

    /** The same at the end of the trial. */
    public static final String END_SCORE = "score_end";

    /** Budget from which on the pseudo-Dice does not fall below half of that at the end of the trial; of a trial that has learnt something. */
    public static final String HALF_SCORE_BUDGET = "budget_of_half_score";

    /** Trains a candidate on a fold up to a part of the highest budget, going on where it was; {@code TrialTraining::run}. */
    @FunctionalInterface
    public interface Training {
        TrialResult run(Candidate candidate, double part, BooleanSupplier stop);
    }

    private final SegmentationSpace space;
    private final FoldRace race;
    private final double highestBudget;
    private final int bytesPerValue;
    private final OptionalDouble limitSeconds;
    private final Halfway halfway;
    private final BooleanSupplier stop;

    /**
     * @param race trains and judges on one fold or several
     * @param highestBudget of the study, in its unit: what the whole budget of the training stands for
     * @param bytesPerValue of activations, for {@link CandidateCost}
     * @param limitSeconds for one trial by the clock, validation included; without end where empty
     * @param halfway ends trials that are not worth the second half of their budget
     * @param stop asked now and then whether to stop in good order
     */
    public TrialEvaluator(
            SegmentationSpace space,
            FoldRace race,
            double highestBudget,
            int bytesPerValue,
            OptionalDouble limitSeconds,
            Halfway halfway,
            BooleanSupplier stop) {
        this.space = space;
        this.race = race;
        this.highestBudget = highestBudget;
        this.bytesPerValue = bytesPerValue;
        this.limitSeconds = limitSeconds;
        this.halfway = halfway;
        this.stop = stop;
    }

    /** @throws InterruptedException when it was told to stop; the trial can be taken up again */
    @Override
    public Outcome evaluate(Trial trial) throws InterruptedException {
        Candidate candidate = space.candidate(trial.configuration());
        long began = System.nanoTime();
        BooleanSupplier late = () -> (System.nanoTime() - began) / 1e9 > limitSeconds.orElse(Double.POSITIVE_INFINITY);
        try {
            double part = Math.min(1, trial.budget() / highestBudget);
            BooleanSupplier end = () -> stop.getAsBoolean() || late.getAsBoolean();
            Optional<String> why = halfway.hopeless(trial, candidate, part, end);
            return why.isPresent()
                    ? Outcome.failed(TrialState.STOPPED, why.get())
                    : outcome(candidate, part, race.run(trial, candidate, part, end));
        } catch (DecathleteException e) {
            String why = String.valueOf(e.getMessage());
            return switch (e.kind()) {
                case TRAINING -> Outcome.failed(TrialState.NAN, why);
                case RESOURCE -> Outcome.failed(TrialState.OUT_OF_MEMORY, why);
                case INTERRUPTED -> interrupted(why, late.getAsBoolean());
                default -> Outcome.failed(TrialState.CRASHED, why);
            };
        }
    }

    private Outcome interrupted(String why, boolean late) throws InterruptedException {
        if (late && !stop.getAsBoolean()) {
            return Outcome.failed(
                    TrialState.TIMEOUT, "not finished after " + limitSeconds.orElseThrow() + " s: " + why);
        }
        throw new InterruptedException(why);
    }

    private Outcome outcome(Candidate candidate, double part, FoldRace.Result raced) {
        TrialResult result = raced.joined();
        Optional<String> beaten = raced.beaten();
        if (beaten.isPresent()) {
            return Outcome.failed(TrialState.STOPPED, beaten.get()).withScores(result.caseDice());
        }
        Map<String, Double> values =
                new TreeMap<>(CandidateCost.of(candidate, bytesPerValue).values());
        values.put(LOSS, 1 - result.dice());
        values.put(RUNTIME, result.trainingSeconds());
        if (race.hasSeveral()) {
            values.put(Outcome.FOLDS, (double) raced.folds());
        }
        TrialCurve curve = result.curve();
        curve.halfway(part).ifPresent(score -> values.put(HALFWAY_SCORE, score));
        curve.score(part).ifPresent(score -> values.put(END_SCORE, score));
        curve.halfOfEnd().ifPresent(used -> values.put(HALF_SCORE_BUDGET, used * highestBudget));
        return Outcome.of(values).withScores(result.caseDice());
    }
}
