package org.decathlete.app.reporting;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.decathlete.app.report.html.Fact;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.candidate.OptimizerSpec;
import org.decathlete.core.candidate.PatchGrowth;
import org.decathlete.core.candidate.RecipeName;
import org.decathlete.core.candidate.Schedule;
import org.decathlete.core.candidate.TrainingRecipe;

/** A recipe in words, for the report. */
public final class RecipeText {
    private RecipeText() {}

    /** The name of the recipe where it has one. */
    public static String name(TrainingRecipe recipe) {
        return RecipeName.of(recipe).map(RecipeName::toString).orElse("of its own");
    }

    static List<Fact> facts(Candidate candidate) {
        TrainingRecipe recipe = candidate.recipe();
        return List.of(
                new Fact("Optimiser", optimizer(recipe.optimizer())),
                new Fact("Learning rate", schedule(recipe)),
                new Fact("Patches", patches(candidate)),
                new Fact(
                        "Mirroring",
                        recipe.augmentation().mirrorAxes().isEmpty() ? "none" : "all axes, in prediction too"));
    }

    private static String optimizer(OptimizerSpec spec) {
        if (spec instanceof OptimizerSpec.Muon muon) {
            return String.format(
                    Locale.ROOT,
                    "Muon with momentum %s for weights of convolutions between many channels, for the others %s",
                    muon.momentum(),
                    optimizer(muon.others()));
        }
        if (spec instanceof OptimizerSpec.Adam adam) {
            return String.format(
                    Locale.ROOT,
                    "%s, averages %s and %s, weight decay %s",
                    adam.decoupled() ? "AdamW" : "Adam",
                    adam.beta1(),
                    adam.beta2(),
                    adam.weightDecay());
        }
        OptimizerSpec.Sgd sgd = (OptimizerSpec.Sgd) spec;
        return String.format(
                Locale.ROOT,
                "SGD, %smomentum %s, weight decay %s",
                sgd.nesterov() ? "Nesterov's " : "",
                sgd.momentum(),
                sgd.weightDecay());
    }

    /** What their edges really are: multiples of what the network takes, so that a small plan has nothing to grow from. */
    private static String patches(Candidate candidate) {
        PatchGrowth growth = candidate.recipe().patchGrowth();
        if (growth == null || Arrays.equals(candidate.patchSize(0), candidate.patchSize())) {
            return "as planned";
        }
        StringBuilder text = new StringBuilder();
        double begin = 0;
        for (PatchGrowth.Stage stage : growth.stages()) {
            text.append(String.format(
                    Locale.ROOT,
                    "%s until %.0f %% of the training, ",
                    Arrays.toString(candidate.patchSize(begin)),
                    100 * stage.until()));
            begin = stage.until();
        }
        return text.append("then as planned").toString();
    }

    private static String schedule(TrainingRecipe recipe) {
        Schedule schedule = recipe.schedule();
        String fall = schedule.shape() == Schedule.Shape.COSINE
                ? "along a cosine"
                : "as (1 - t) to the power of " + schedule.exponent();
        String rise = schedule.warmup() == 0
                ? ""
                : String.format(Locale.ROOT, " after a warm-up over %.0f %% of the training", 100 * schedule.warmup());
        return recipe.optimizer().learningRate() + ", falling to 0 " + fall + rise;
    }
}
