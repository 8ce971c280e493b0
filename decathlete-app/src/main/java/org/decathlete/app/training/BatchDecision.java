package org.decathlete.app.training;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.decathlete.app.project.Project;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.candidate.LearningRateScaling;
import org.decathlete.core.candidate.RecipeName;
import org.decathlete.core.plan.Plans;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Native;
import org.decathlete.nn.tensor.Precision;
import org.decathlete.nn.train.batchsize.BatchChoice;
import org.decathlete.nn.train.batchsize.BatchMeasurement;
import org.decathlete.nn.train.settings.AugmentationPlace;
import org.decathlete.nn.train.settings.Budget;
import org.decathlete.nn.train.settings.RunSettings;

/**
 * Gives a planned candidate its batch, and the learning rate that goes with it. Both are part of the candidate, and so of its id: what was
 * measured is kept in the work folder, and the same command finds the same candidate again. A training whose epochs or iterations are
 * counted is to be the same anywhere and measures only when asked to.
 *
 * @param project the work folder
 * @param plans its plans
 * @param request how the batch is to be found
 * @param schedule how long to train
 * @param engine where and how
 */
public record BatchDecision(
        Project project, Plans plans, BatchRequest request, RunRequest.Schedule schedule, RunRequest.Engine engine) {
    /** Share of all voxels that one batch may show at most, as in nnU-Net's planner. */
    private static final double COVERAGE = 0.05;

    /** nnU-Net's smallest batch; no dataset is too small for it. */
    private static final int SMALLEST_CAP = 2;

    /** The accelerated recipe's learning rate was found with one and two samples a step, where it made no difference. */
    private static final int ACCELERATED_REFERENCE = 2;

    private static final double TRIAL_SHARE = 0.02;
    private static final double LONGEST_TRIAL_SECONDS = 10;

    /**
     * The candidate of a recipe.
     *
     * @param configuration name of a planned configuration
     */
    public Candidate planned(String configuration, RecipeName recipe) {
        PlannedCandidate rule = new PlannedCandidate(configuration, recipe, engine.device());
        Candidate planned = Candidate.of(project.dataset().description(), plans, configuration, recipe.recipe());
        boolean counted = schedule.epochs().isPresent() || schedule.iterations().isPresent();
        return switch (request.kind()) {
            case RECIPE ->
                recipe == RecipeName.NNUNET || counted
                        ? rule.of(project.dataset().description(), plans)
                        : measured(planned);
            case PLANNED -> planned;
            case MEASURED -> measured(planned);
            case FIXED -> with(planned, request.samples());
        };
    }

    /** A candidate that a user gave, with another batch only where that was asked for. */
    public Candidate given(Candidate candidate) {
        return switch (request.kind()) {
            case RECIPE, PLANNED -> candidate;
            case MEASURED -> measured(candidate);
            case FIXED -> with(candidate, request.samples());
        };
    }

    /** A device of its kind, a precision and a candidate have one measurement in a work folder. */
    private Candidate measured(Candidate candidate) {
        Device device = Device.parse(engine.device());
        Precision precision = Precision.parse(engine.precision(), device);
        String key = candidate.id() + " on " + (device.cuda() ? "cuda" : "cpu") + " in "
                + precision.name().toLowerCase(Locale.ROOT);
        BatchFile file = new BatchFile(project.workspace());
        Optional<BatchFile.Entry> known = file.find(key);
        if (known.isPresent()) {
            return with(candidate, known.get().samples());
        }
        Native.load(project.progress()::say);
        RunSettings settings = new RunSettings(device, precision, 0, new Budget.Iterations(1), engine.threads())
                .augmentingOn(AugmentationPlace.parse(engine.augmentOn()));
        BatchChoice choice = new BatchMeasurement(candidate, settings, cap(candidate), secondsAllowed()).choose();
        Candidate chosen = with(candidate, choice.samples());
        double factor = rate(chosen) / rate(candidate);
        project.progress()
                .say(String.format(
                        Locale.ROOT,
                        "batch: %d of %s voxels (%s)%s",
                        choice.samples(),
                        Arrays.toString(candidate.patchSize()),
                        choice.reason(),
                        factor == 1 ? "" : String.format(Locale.ROOT, "; learning rate times %.3g", factor)));
        file.put(key, BatchFile.Entry.of(chosen.id(), choice, factor));
        return chosen;
    }

    private Candidate with(Candidate candidate, int samples) {
        double factor = factor(candidate, samples);
        Candidate other = candidate.withBatchSize(samples);
        return factor == 1 ? other : other.withLearningRate(factor * rate(candidate));
    }

    /** By {@link LearningRateScaling}: the accelerated recipe's rate only rises, nnU-Net's was made for whatever batch is planned. */
    private static double factor(Candidate candidate, int samples) {
        boolean accelerated = RecipeName.of(candidate.recipe()).equals(Optional.of(RecipeName.ACCELERATED));
        int reference = accelerated ? ACCELERATED_REFERENCE : candidate.batchSize();
        return LearningRateScaling.factor(
                candidate.recipe().optimizer(), reference, accelerated ? Math.max(reference, samples) : samples);
    }

    private static double rate(Candidate candidate) {
        return candidate.recipe().optimizer().learningRate();
    }

    /** Samples that show a twentieth of all voxels of the dataset. */
    private int cap(Candidate candidate) {
        double patch = Arrays.stream(candidate.patchSize()).asDoubleStream().reduce(1, (a, b) -> a * b);
        double one = plans.configuration(candidate.configuration()).medianImageSize().stream()
                .reduce(1.0, (a, b) -> a * b);
        double slices = candidate.network().dimensions() == 2
                ? plans.originalMedianShape().get(0)
                : 1;
        double voxels = one * slices * project.dataset().cases().size();
        return (int) Math.max(SMALLEST_CAP, Math.min(Integer.MAX_VALUE, Math.rint(COVERAGE * voxels / patch)));
    }

    private double secondsAllowed() {
        double budget = schedule.budgetSeconds().orElse(BudgetDecision.UNASKED_SECONDS);
        return Math.min(LONGEST_TRIAL_SECONDS, TRIAL_SHARE * budget);
    }
}
