package org.decathlete.app.cli;

import org.decathlete.app.training.BatchRequest;
import org.decathlete.core.candidate.RecipeName;
import org.jspecify.annotations.Nullable;
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

    @Option(
            names = "--batch",
            paramLabel = "N",
            description =
                    "samples of a training step: auto (measured on the device), plan, or a number; the learning rate follows. Without "
                            + "it the accelerated recipe measures unless --epochs or --iterations are given")
    private @Nullable String batch;

    BatchRequest batch() {
        return batch == null ? BatchRequest.UNSTATED : BatchRequest.parse(batch);
    }

    RecipeName name() {
        return RecipeName.parse(recipe);
    }
}
