package org.decathlete.app.tune.network;

import org.decathlete.core.plan.FeatureRule;
import org.decathlete.core.plan.PlannerPreset;
import org.decathlete.core.spec.StageKind;
import org.decathlete.core.spec.UNetSpec;
import org.decathlete.search.space.Configuration;

/**
 * Width and depth of a network as a whole.
 *
 * @param encoder what encoder stages are made of
 * @param level of the depth: 0 for half as many blocks, 1 for as many, 2 for one and a half times, 3 for twice as many
 * @param base features of the first stage
 * @param most features of any stage
 */
record Scaling(StageKind encoder, int level, int base, int most) {
    /** The depth that is planned. */
    static final int PLANNED = 1;

    static final int LARGEST = 3;

    /** What a configuration says. */
    static Scaling of(Configuration configuration) {
        return new Scaling(
                configuration.text(NetworkNames.ENCODER).equals(NetworkNames.RESIDUAL_ENCODER)
                        ? StageKind.RESIDUAL
                        : StageKind.PLAIN,
                configuration.integer(NetworkNames.SCALE),
                configuration.integer(NetworkNames.BASE_FEATURES),
                configuration.integer(NetworkNames.MOST_FEATURES));
    }

    /** What describes a network, as far as its features double from stage to stage. */
    static Scaling of(UNetSpec network) {
        int base = network.featuresPerStage().get(0);
        int usual = FeatureRule.NNUNET.largest(network.dimensions());
        int last = network.featuresPerStage().get(network.stageCount() - 1);
        long unlimited = (long) base << (network.stageCount() - 1);
        // A network that is too shallow to reach a limit does not tell which it has.
        int most = last == unlimited && last < usual ? usual : last;
        return new Scaling(network.stages(), PLANNED, base, most);
    }

    /** How many times as many blocks. */
    double factor() {
        return (level + 1) / 2.0;
    }

    FeatureRule features() {
        return new FeatureRule(base, most, most);
    }

    /** The planner's rules for such a network. */
    PlannerPreset preset() {
        PlannerPreset usual = encoder == StageKind.PLAIN ? PlannerPreset.DEFAULT : PlannerPreset.RESENC_M;
        return usual.withNetwork(factor(), features());
    }
}
