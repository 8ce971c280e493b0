package org.decathlete.search.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.decathlete.search.ranking.LossRanking;
import org.decathlete.search.ranking.Preference;
import org.decathlete.search.space.Configuration;
import org.decathlete.search.trial.Objective;
import org.decathlete.search.trial.Origin;
import org.decathlete.search.trial.Outcome;
import org.decathlete.search.trial.Trial;
import org.decathlete.search.trial.TrialLog;
import org.decathlete.search.trial.TrialState;

/** Runs a scheduler with made-up losses: configurations are numbered, and a trial's loss is its configuration's number. */
final class Simulation {
    static final Preference BY_LOSS = new Preference(List.of(Objective.minimize("loss")), new LossRanking());
    final TrialLog log = new TrialLog();
    private final Scheduler scheduler;
    private final SplittableRandom random;
    private final double failing;

    Simulation(Scheduler scheduler, long seed, double failing) {
        this.scheduler = scheduler;
        this.random = new SplittableRandom(seed);
        this.failing = failing;
    }

    /** With this many workers, of whose trials a random one ends next. */
    Simulation run(int workers) {
        List<Trial> running = new ArrayList<>();
        while (true) {
            while (running.size() < workers) {
                Step step = scheduler.next(log, BY_LOSS);
                if (step instanceof Step.Done) {
                    return this;
                }
                if (step instanceof Step.Wait) {
                    break;
                }
                running.add(add(step));
            }
            Trial trial = running.remove(random.nextInt(running.size()));
            Outcome outcome = random.nextDouble() < failing
                    ? Outcome.failed(TrialState.OUT_OF_MEMORY, "")
                    : Outcome.of("loss", trial.configuration().real("x"));
            log.end(trial.ended(outcome));
        }
    }

    private Trial add(Step step) {
        int id = log.size();
        Trial trial;
        if (step instanceof Step.Promote promote) {
            Trial parent = promote.trial();
            int level = parent.level() + 1;
            trial = Trial.running(
                    id,
                    parent.configuration(),
                    Origin.RANDOM,
                    parent.bracket(),
                    level,
                    scheduler.levels().budget(level),
                    parent.id());
        } else {
            Step.Start start = (Step.Start) step;
            Configuration configuration = Configuration.of(Map.of("x", random.nextDouble()));
            trial = Trial.running(
                    id,
                    configuration,
                    Origin.RANDOM,
                    start.bracket(),
                    start.level(),
                    scheduler.levels().budget(start.level()),
                    null);
        }
        log.add(trial);
        return trial;
    }
}
