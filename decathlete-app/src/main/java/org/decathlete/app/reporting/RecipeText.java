package org.decathlete.app.reporting;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.decathlete.app.report.Fact;
import org.decathlete.core.candidate.OptimizerSpec;
import org.decathlete.core.candidate.PatchGrowth;
import org.decathlete.core.candidate.RecipeName;
import org.decathlete.core.candidate.Schedule;
import org.decathlete.core.candidate.TrainingRecipe;
import org.jspecify.annotations.Nullable;

/** A recipe in words, for the report. */
public final class RecipeText {
    private RecipeText() {}

    /** The name of the recipe where it has one. */
    public static String name(TrainingRecipe recipe) {
        return RecipeName.of(recipe).map(RecipeName::toString).orElse("of its own");
    }

    static List<Fact> facts(TrainingRecipe recipe) {
        return List.of(
                new Fact("Optimiser", optimizer(recipe.optimizer())),
                new Fact("Learning rate", schedule(recipe)),
                new Fact("Patches", patches(recipe.patchGrowth())),
                new Fact(
                        "Mirroring",
                        recipe.augmentation().mirrorAxes().isEmpty() ? "none" : "all axes, in prediction too"));
    }

    private static String optimizer(OptimizerSpec spec) {
        if (spec instanceof OptimizerSpec.Muon muon) {
            return String.format(
                    Locale.ROOT,
                    "Muon with momentum %s for weights between many channels, for the others %s",
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

    private static String patches(@Nullable PatchGrowth growth) {
        if (growth == null) {
            return "as planned";
        }
        return growth.stages().stream()
                .map(stage -> String.format(
                        Locale.ROOT,
                        "until %.0f %% of the training about %.0f %% of the planned edges, ",
                        100 * stage.until(),
                        100 * stage.scale()))
                .collect(Collectors.joining("", "", "then as planned"));
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
