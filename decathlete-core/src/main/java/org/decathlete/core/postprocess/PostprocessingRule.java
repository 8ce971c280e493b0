package org.decathlete.core.postprocess;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.decathlete.core.dataset.Labels;
import org.decathlete.core.metrics.ClassKey;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Progress;

/**
 * nnU-Net's decision which components to remove (determine_postprocessing; reference report, section 7). First all foreground
 * together: taken when the mean foreground Dice rises and no class falls. Then, where there are several classes, each by itself
 * on top of what was taken: taken when the Dice of that class rises.
 */
public final class PostprocessingRule {
    private final Labels labels;
    private final PostprocessingTrials trials;
    private final List<String> reasons = new ArrayList<>();

    private PostprocessingRule(Labels labels, PostprocessingTrials trials) {
        this.labels = labels;
        this.trials = trials;
    }

    /**
     * Decides.
     *
     * @param pairs predictions of cases that the model was not trained on, and their references
     * @param labels what the values mean; voxels with the ignore label do not count
     * @param threads cases worked on at a time; each holds three label maps
     * @param progress counts the cases of each pass
     * @throws DecathleteException of kind DATA when a case cannot be read or its two sizes differ
     */
    public static PostprocessingChoice decide(LabelPairs pairs, Labels labels, int threads, Progress progress) {
        if (labels.foreground().isEmpty()) {
            throw DecathleteException.data("the labels declare nothing but background; there is nothing to decide");
        }
        return new PostprocessingRule(labels, new PostprocessingTrials(pairs, labels, threads, progress)).decide();
    }

    private PostprocessingChoice decide() {
        Postprocessing together = Postprocessing.NONE.and(new KeepLargestComponent(labels.foreground()));
        List<ClassDice> first = trials.dice(List.of(Postprocessing.NONE, together));
        ClassDice before = first.get(0);
        boolean helps = first.get(1).foregroundMean() > before.foregroundMean()
                && !first.get(1).fallsBelow(before);
        note(
                "all foreground together",
                "mean foreground Dice",
                before.foregroundMean(),
                first.get(1).foregroundMean(),
                helps,
                first.get(1).fallsBelow(before) ? ", but a class falls" : "");
        Postprocessing taken = helps ? together : Postprocessing.NONE;
        ClassDice dice = helps ? first.get(1) : before;
        return labels.regions().size() > 1
                ? byClass(taken, before, dice)
                : new PostprocessingChoice(taken, before, dice, reasons);
    }

    private PostprocessingChoice byClass(Postprocessing start, ClassDice before, ClassDice startDice) {
        Postprocessing taken = start;
        ClassDice dice = startDice;
        List<ClassDice> apart = labels.hasRegions() ? List.of() : trials.dice(eachOn(start));
        for (int index = 0; index < labels.regions().size(); index++) {
            List<Integer> region = labels.regions().get(index);
            String key = ClassKey.of(region);
            KeepLargestComponent step = new KeepLargestComponent(region);
            // What is removed of one label changes no other, so labels are tried in one pass; regions share voxels.
            ClassDice tried = apart.isEmpty()
                    ? trials.dice(List.of(taken.and(step))).get(0)
                    : dice.with(key, apart.get(index).of(key));
            boolean helps = tried.of(key) > dice.of(key);
            note(labels.name(region), "its Dice", dice.of(key), tried.of(key), helps, "");
            taken = helps ? taken.and(step) : taken;
            dice = helps ? tried : dice;
        }
        return new PostprocessingChoice(taken, before, dice, reasons);
    }

    private List<Postprocessing> eachOn(Postprocessing start) {
        return labels.regions().stream()
                .map(region -> start.and(new KeepLargestComponent(region)))
                .toList();
    }

    private void note(String what, String measure, double before, double after, boolean helps, String more) {
        reasons.add(String.format(
                Locale.ROOT,
                "largest component of %s: %s, %s goes from %.4f to %.4f%s",
                what,
                helps ? "kept alone" : "not applied",
                measure,
                before,
                after,
                more));
    }
}
