package org.decathlete.app.tune.network;

import static org.decathlete.search.space.Parameter.categorical;
import static org.decathlete.search.space.Parameter.integer;
import static org.decathlete.search.space.Parameter.real;

import java.util.List;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.spec.UNetSpec;
import org.decathlete.core.spec.UnitSpec;
import org.decathlete.search.space.Confidence;
import org.decathlete.search.space.Configuration;
import org.decathlete.search.space.Parameter;

/**
 * The seven published hyperparameters of the network. Patch, batch and topology are planned anew for each network, as published, so that
 * they change with it.
 *
 * @param planned with nnU-Net's plain network
 * @param planner plans for other networks
 */
record PublishedScaling(Architecture planned, NetworkPlanner planner) implements ArchitectureSpace {
    private static final int[] BASE = {16, 64};
    private static final int[] MOST = {160, 640};

    /** Refuses a network whose widths the published space does not hold: its priors are centred on them. */
    PublishedScaling {
        Scaling usual = Scaling.of(planned.network());
        require("features in the first stage", usual.base(), BASE);
        require("features at most", usual.most(), MOST);
    }

    private static void require(String what, int found, int[] range) {
        if (found < range[0] || found > range[1]) {
            throw DecathleteException.usage(
                    "--mode published searches networks of " + range[0] + " to " + range[1] + " "
                            + what + ", but the planned one has " + found
                            + "; search around another candidate, or with --mode corrected");
        }
    }

    @Override
    public List<Parameter> parameters() {
        Confidence medium = Confidence.MEDIUM;
        Scaling usual = Scaling.of(planned.network());
        return List.of(
                categorical(NetworkNames.ENCODER, NetworkNames.PLAIN_ENCODER, NetworkNames.RESIDUAL_ENCODER)
                        .believed(NetworkNames.PLAIN_ENCODER, medium),
                integer(NetworkNames.SCALE, 0, Scaling.LARGEST).believed(Scaling.PLANNED, medium),
                integer(NetworkNames.BASE_FEATURES, BASE[0], BASE[1]).believed(usual.base(), medium),
                integer(NetworkNames.MOST_FEATURES, MOST[0], MOST[1]).believed(usual.most(), medium),
                categorical(NetworkNames.ACTIVATION, Units.ACTIVATIONS.toArray(String[]::new))
                        .believed(Units.activationName(UnitSpec.NNUNET), medium),
                categorical(NetworkNames.NORM, Units.NORMS.toArray(String[]::new))
                        .believed(Units.normName(UnitSpec.NNUNET), medium),
                real(NetworkNames.DROPOUT, 0, 0.5).believed(0, medium));
    }

    @Override
    public Architecture architecture(Configuration configuration) {
        Scaling scaling = Scaling.of(configuration);
        Architecture found = scaling.equals(Scaling.of(planned.network()))
                ? planned
                : planner.plan(scaling.preset()).map(planned::planned).orElseGet(() -> scaled(scaling));
        UNetSpec network = found.network();
        UnitSpec unit = Units.of(
                network.encoderUnit(),
                configuration.text(NetworkNames.NORM),
                configuration.text(NetworkNames.ACTIVATION),
                configuration.real(NetworkNames.DROPOUT));
        return found.with(network.withUnits(unit, unit));
    }

    /** Where the dataset has no such configuration under other rules, the planned patch and batch stay. */
    private Architecture scaled(Scaling scaling) {
        return planned.with(
                UNets.scaled(planned.network(), scaling, planned.network().decoderStages()));
    }
}
