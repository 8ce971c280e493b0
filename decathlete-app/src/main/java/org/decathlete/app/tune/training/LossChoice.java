package org.decathlete.app.tune.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.decathlete.core.candidate.LossRecipe;
import org.decathlete.core.dataset.Labels;

/** The losses that can be chosen, under Auto-nnU-Net's names. */
enum LossChoice {
    DICE("DiceLoss", LossRecipe.DICE_CROSS_ENTROPY, 0, 1),
    BOTH("DiceAndCrossEntropyLoss", LossRecipe.DICE_CROSS_ENTROPY, 1, 1),
    CROSS_ENTROPY("CrossEntropyLoss", LossRecipe.DICE_CROSS_ENTROPY, 1, 0),
    WORST_VOXELS("TopKLoss", LossRecipe.TOP_K, 1, 0);

    /** The choice that stands for a loss that is none of these. */
    static final String AS_PLANNED = "AsPlanned";

    private final String text;
    private final String kind;
    private final double crossEntropy;
    private final double dice;

    LossChoice(String text, String kind, double crossEntropy, double dice) {
        this.text = text;
        this.kind = kind;
        this.crossEntropy = crossEntropy;
        this.dice = dice;
    }

    /** Names of the losses that can serve these labels, and of the planned one where it is another. */
    static List<String> names(Labels labels, LossRecipe planned) {
        List<String> names = new ArrayList<>();
        boolean anyVoxel = !labels.hasRegions() && labels.ignore() == null;
        for (LossChoice choice : values()) {
            if (choice != WORST_VOXELS || anyVoxel) {
                names.add(choice.text);
            }
        }
        if (!names.contains(name(planned))) {
            names.add(AS_PLANNED);
        }
        return names;
    }

    /** The name of a loss. */
    static String name(LossRecipe loss) {
        return Arrays.stream(values())
                .filter(choice -> choice.recipe(loss.diceSmooth()).equals(loss))
                .findFirst()
                .map(choice -> choice.text)
                .orElse(AS_PLANNED);
    }

    /** The loss of a name, smoothed as the planned one. */
    static LossRecipe recipe(String name, LossRecipe planned) {
        Optional<LossChoice> found = Arrays.stream(values())
                .filter(choice -> choice.text.equals(name))
                .findFirst();
        return found.map(choice -> choice.recipe(planned.diceSmooth())).orElse(planned);
    }

    private LossRecipe recipe(double smooth) {
        return new LossRecipe(kind, crossEntropy, dice, smooth);
    }
}
