package org.decathlete.app.cli;

import org.decathlete.core.candidate.RecipeName;
import picocli.CommandLine.Option;

/** How to train. */
final class RecipeOption {
    @Option(
            names = "--recipe",
            paramLabel = "NAME",
            defaultValue = "accelerated",
            description =
                    "nnunet: nnU-Net's training to the letter, made for a thousand epochs on a GPU; accelerated: made for "
                            + "the best model in little time (default: ${DEFAULT-VALUE})")
    private String recipe = "accelerated";

    RecipeName name() {
        return RecipeName.parse(recipe);
    }
}
