package org.decathlete.app.study;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.decathlete.app.folds.PlannedWork;
import org.decathlete.app.tune.SegmentationSpace;
import org.decathlete.app.tune.SpaceKind;
import org.decathlete.app.tune.network.MemoryBound;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Json;
import org.decathlete.nn.train.settings.Budget;
import org.decathlete.search.study.StudySettings;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What a study is about, kept in its notes: with it whoever opens the study makes candidates of its configurations and trains them as
 * the search does that made it.
 *
 * @param space how much is searched
 * @param mode how
 * @param candidate around which is searched
 * @param bound on the memory of a training step
 * @param fold whose cases are trained and judged on
 * @param data hash of these cases, preprocessed; of those of all folds where there are further ones
 * @param whole the highest budget of a trial
 * @param judgingSeconds what judging a trial on all folds was measured to take, where the study was made
 * @param heldBack validation cases that no trial is trained or judged on, for an honest figure of what is chosen; often none
 * @param furtherFolds on which trials of higher budgets are trained and judged, too ({@link org.decathlete.app.tune.FoldRace}); often none, and left out
 *     of the notes then, as in those of before there were any
 */
public record SearchPlan(
        SpaceKind space,
        SearchMode mode,
        Candidate candidate,
        MemoryBound bound,
        String fold,
        String data,
        Budget whole,
        double judgingSeconds,
        List<String> heldBack,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> furtherFolds) {
    private static final String NOTE = "decathlete-search";

    /** Of plans with one fold. */
    private static final int ONE_FOLD_VERSION = 1;

    /** Of those with further folds, which programs of before there were any would leave out. */
    private static final int VERSION = 2;

    public SearchPlan {
        furtherFolds = List.copyOf(Objects.requireNonNullElse(furtherFolds, List.of()));
        // Plans of before anything was kept aside do not name any.
        heldBack = List.copyOf(Objects.requireNonNullElse(heldBack, List.of()));
    }

    private record Stored(int version, SearchPlan plan) {}

    /**
     * What the notes of a study say.
     *
     * @throws DecathleteException of kind DATA when it is another kind of study, or of a newer version
     */
    public static SearchPlan of(String study, StudySettings settings) {
        String note = settings.notes().get(NOTE);
        if (note == null) {
            throw DecathleteException.data("study " + study + " was not made by `search`: its note \"" + NOTE
                    + "\" is missing; give another study with --name");
        }
        try {
            JsonNode tree = Json.mapper().readTree(note);
            int version = tree.path("version").asInt(0);
            if (version < 1 || version > VERSION) {
                throw DecathleteException.data("study " + study + ": its note \"" + NOTE + "\" has version " + version
                        + ", this program reads up to " + VERSION + "; use the newer program");
            }
            return Json.mapper().treeToValue(tree, Stored.class).plan();
        } catch (JacksonException e) {
            throw DecathleteException.data(
                    "study " + study + ": its note \"" + NOTE + "\" is damaged, " + e.getOriginalMessage(), e);
        }
    }

    /** Settings with this in their notes. */
    StudySettings noted(StudySettings settings) {
        int version = furtherFolds.isEmpty() ? ONE_FOLD_VERSION : VERSION;
        return settings.noted(NOTE, Json.canonical(new Stored(version, this)));
    }

    /** All folds, in the order in which trials are judged on them. */
    public List<String> folds() {
        return Stream.concat(Stream.of(fold), furtherFolds.stream()).toList();
    }

    /** The space and its candidates; the work folder is asked for where networks are planned anew. */
    public SegmentationSpace segmentationSpace(Supplier<PlannedWork> work) {
        return mode.space(space, candidate, bound, work);
    }

    /** Whether trials are counted in epochs, rather than in seconds. */
    public boolean isCounted() {
        return !(whole instanceof Budget.WallClock);
    }
}
