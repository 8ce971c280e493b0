package org.decathlete.core.postprocess;

import java.util.List;

/**
 * Which postprocessing helped on cross-validation predictions.
 *
 * @param chosen the steps that helped, in their order
 * @param before Dice of the predictions as they are
 * @param after Dice after the chosen steps
 * @param reasons a sentence for each step that was tried
 */
public record PostprocessingChoice(Postprocessing chosen, ClassDice before, ClassDice after, List<String> reasons) {

    public PostprocessingChoice {
        reasons = List.copyOf(reasons);
    }
}
