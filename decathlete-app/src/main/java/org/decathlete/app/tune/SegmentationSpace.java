package org.decathlete.app.tune;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.decathlete.app.tune.grammar.GrammarSpaces;
import org.decathlete.app.tune.network.Architecture;
import org.decathlete.app.tune.network.ArchitectureSpace;
import org.decathlete.app.tune.network.MemoryBound;
import org.decathlete.app.tune.network.NetworkPlanner;
import org.decathlete.app.tune.training.TrainingSpace;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.candidate.TrainingRecipe;
import org.decathlete.core.plan.PlannerPreset;
import org.decathlete.core.spec.StageKind;
import org.decathlete.core.spec.UNetSpec;
import org.decathlete.search.space.Configuration;
import org.decathlete.search.space.Parameter;
import org.decathlete.search.space.SearchSpace;

/**
 * A search space around a planned candidate, and the candidate of each of its configurations. Depth and topology are read from the plan, so
 * that any dataset has its space. Immutable; may be used by several threads.
 */
public final class SegmentationSpace {
    private final Candidate planned;
    private final TrainingSpace training;
    private final ArchitectureSpace architecture;
    private final SearchSpace space;
    private final boolean aroundPlanned;

    /** @param aroundPlanned whether the standard describes the planned candidate itself, whatever the bound on memory says */
    private SegmentationSpace(
            Candidate planned, TrainingSpace training, ArchitectureSpace architecture, boolean aroundPlanned) {
        this.planned = planned;
        this.aroundPlanned = aroundPlanned;
        this.training = training;
        this.architecture = architecture;
        List<Parameter> parameters = new ArrayList<>(training.parameters());
        parameters.addAll(architecture.parameters());
        this.space = new SearchSpace(parameters);
    }

    /**
     * Auto-nnU-Net's space around nnU-Net's default for a dataset; the recipe of the planned candidate does not matter.
     *
     * @param planned the planned candidate
     * @param planner plans for other networks
     * @throws org.decathlete.core.run.DecathleteException of kind USAGE when the network is no U-Net, or of other widths than
     *     were searched
     */
    public static SegmentationSpace published(SpaceKind kind, Candidate planned, NetworkPlanner planner) {
        Architecture plain = plain(Architecture.of(planned), planner);
        Candidate nnunet = planned.with(plain.edges(), plain.batch(), plain.network(), TrainingRecipe.nnUNet());
        ArchitectureSpace architecture = switch (kind) {
            case HPO -> ArchitectureSpace.fixed(plain);
            case HPO_NAS -> ArchitectureSpace.published(plain, planner);
            case HPO_HNAS -> GrammarSpaces.published(plain, planner);
        };
        return new SegmentationSpace(
                nnunet, TrainingSpace.published(planned.data().labels()), architecture, false);
    }

    /**
     * Our space around a planned candidate, whatever its recipe.
     *
     * @param bound memory that a training step of any network may take; of no meaning with {@link SpaceKind#HPO}
     * @throws org.decathlete.core.run.DecathleteException of kind USAGE when the network is no U-Net, of kind RESOURCE when the bound does
     *     not even hold the planned network with every kind of unit
     */
    public static SegmentationSpace corrected(SpaceKind kind, Candidate planned, MemoryBound bound) {
        Architecture like = Architecture.of(planned);
        ArchitectureSpace architecture = switch (kind) {
            case HPO -> ArchitectureSpace.fixed(like);
            case HPO_NAS -> ArchitectureSpace.corrected(like, bound);
            case HPO_HNAS -> GrammarSpaces.corrected(like, bound);
        };
        return new SegmentationSpace(
                planned, TrainingSpace.corrected(planned.data().labels(), planned.recipe()), architecture, true);
    }

    /** What is searched. */
    public SearchSpace space() {
        return space;
    }

    /** The configuration that describes the planned candidate, and that the priors believe in. */
    public Configuration standard() {
        return space.typical();
    }

    /**
     * The candidate that a configuration describes.
     *
     * @throws IllegalArgumentException when the configuration does not belong to {@link #space}
     */
    public Candidate candidate(Configuration configuration) {
        space.check(configuration);
        if (aroundPlanned && configuration.equals(standard())) {
            return planned;
        }
        Architecture chosen = architecture.architecture(configuration);
        return planned.with(chosen.edges(), chosen.batch(), chosen.network(), training.recipe(configuration));
    }

    /**
     * Values by the names of Auto-nnU-Net's parameters, of the training and perhaps of a network as a whole, under the names of this space;
     * those that have no place here keep their names.
     */
    public Map<String, Object> translated(Configuration published) {
        return architecture.translated(Configuration.of(training.translated(published)));
    }

    /** The planned architecture where it is plain; otherwise what nnU-Net's default planner makes of the dataset. */
    private static Architecture plain(Architecture planned, NetworkPlanner planner) {
        UNetSpec network = planned.network().withDeepSupervision(true);
        boolean isPlain = network.stages() == StageKind.PLAIN && network.decoderStages() == StageKind.PLAIN;
        Architecture like = planned.with(network);
        return isPlain
                ? like
                : planner.plan(PlannerPreset.DEFAULT).map(like::planned).orElse(like);
    }
}
