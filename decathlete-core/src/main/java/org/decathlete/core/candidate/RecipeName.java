package org.decathlete.core.candidate;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.decathlete.core.run.DecathleteException;

/** The recipes that a user can ask for by name. */
public enum RecipeName {
    /** nnU-Net's own, faithful to the letter. */
    @JsonProperty("nnunet")
    NNUNET {
        @Override
        public TrainingRecipe recipe() {
            return TrainingRecipe.nnUNet();
        }
    },

    /** Made for the best model that little time can buy. */
    @JsonProperty("accelerated")
    ACCELERATED {
        @Override
        public TrainingRecipe recipe() {
            return TrainingRecipe.accelerated();
        }
    };

    /** The recipe of this name. */
    public abstract TrainingRecipe recipe();

    /** The name of a recipe, whatever follows the batch, such as its learning rate; empty where it is of its own. */
    public static Optional<RecipeName> of(TrainingRecipe recipe) {
        return Arrays.stream(values())
                .filter(name -> name.recipe()
                        .withLearningRate(recipe.optimizer().learningRate())
                        .equals(name == NNUNET ? recipe.withSparseOversampling(null) : recipe))
                .findFirst();
    }

    /** A recipe for batches of this size: of nnU-Net's own, one sample is no third of a batch and never centred on foreground. */
    static TrainingRecipe forBatch(TrainingRecipe recipe, int samples) {
        return of(recipe).equals(Optional.of(NNUNET))
                ? recipe.withSparseOversampling(samples == 1 ? Boolean.TRUE : null)
                : recipe;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The recipe name that a user has written, whatever its case.
     *
     * @throws DecathleteException of kind USAGE for any other text
     */
    public static RecipeName parse(String text) {
        return Arrays.stream(values())
                .filter(name -> name.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> DecathleteException.usage("--recipe " + text + ": expected one of "
                        + Arrays.stream(values()).map(RecipeName::toString).collect(Collectors.joining(", "))));
    }
}
