package org.decathlete.app.study;

import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.decathlete.app.folds.PlannedWork;
import org.decathlete.app.tune.SegmentationSpace;
import org.decathlete.app.tune.SpaceKind;
import org.decathlete.app.tune.network.MemoryBound;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Json;
import org.decathlete.nn.train.Budget;
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
 * @param data hash of these cases, preprocessed
 * @param whole the highest budget of a trial
 * @param judgingSeconds what judging a trial was measured to take, where the study was made
 * @param heldBack validation cases that no trial is trained or judged on, for an honest figure of what is chosen; often none
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
        List<String> heldBack) {
    private static final String NOTE = "decathlete-search";
    private static final int VERSION = 1;

    public SearchPlan {
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
        return settings.noted(NOTE, Json.canonical(new Stored(VERSION, this)));
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
