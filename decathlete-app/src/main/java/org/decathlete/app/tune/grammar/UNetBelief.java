package org.decathlete.app.tune.grammar;

import java.util.List;
import java.util.function.IntUnaryOperator;
import org.decathlete.app.tune.network.Units;
import org.decathlete.core.spec.StageKind;
import org.decathlete.core.spec.UNetSpec;
import org.decathlete.core.spec.UnitSpec;
import org.decathlete.search.grammar.GrammarPrior;
import org.decathlete.search.grammar.ProductionPrior;
import org.decathlete.search.space.Confidence;

/**
 * The belief about sentences of {@link UNetGrammar}: block counts and stages nearer to the planned ones are likelier, and what is planned
 * is likelier than its alternatives.
 *
 * @param limits of the grammar
 * @param planned the network that is believed in, with as many stages as the grammar's largest
 */
record UNetBelief(BlockLimits limits, UNetSpec planned) {

    GrammarPrior prior() {
        int stages = limits.stages();
        int fewest = UNetGrammar.fewest(stages);
        GrammarPrior prior = GrammarPrior.even().with(UNetGrammar.START, near(stages - fewest));
        for (int n = fewest; n <= stages; n++) {
            if (!limits.residualEncoder().isEmpty()) {
                prior = prior.with(n + "E", preferred(planned.stages() == StageKind.PLAIN ? 0 : 1));
            }
            if (!limits.residualDecoder().isEmpty()) {
                prior = prior.with(n + "D", preferred(planned.decoderStages() == StageKind.PLAIN ? 0 : 1));
            }
        }
        boolean plain = planned.stages() == StageKind.PLAIN;
        boolean plainDecoder = planned.decoderStages() == StageKind.PLAIN;
        List<Integer> blocks = planned.blocksPerStage();
        // A network lists its decoder from the bottleneck upwards.
        IntUnaryOperator decoder = i -> planned.convsPerStageDecoder().get(limits.stages() - 2 - i);
        prior = blocks(prior, "CEB", limits.plainEncoder(), i -> plain ? blocks.get(i) : BlockLimits.usualPlain());
        prior = blocks(
                prior, "REB", limits.residualEncoder(), i -> plain ? BlockLimits.usualResidual(i) : blocks.get(i));
        prior = blocks(
                prior,
                "DB",
                limits.plainDecoder(),
                i -> plainDecoder ? decoder.applyAsInt(i) : BlockLimits.usualPlain());
        prior = blocks(
                prior,
                "RDB",
                limits.residualDecoder(),
                i -> plainDecoder ? BlockLimits.usualResidualDecoder() : decoder.applyAsInt(i));
        return unit(unit(prior, "E", planned.encoderUnit()), "D", planned.decoderUnit());
    }

    private static GrammarPrior blocks(
            GrammarPrior prior, String symbol, List<Integer> limits, IntUnaryOperator usual) {
        GrammarPrior more = prior;
        for (int i = 0; i < limits.size(); i++) {
            int centre = Math.min(limits.get(i), usual.applyAsInt(i));
            more = more.with((i + 1) + symbol, near(centre - 1));
        }
        return more;
    }

    private static GrammarPrior unit(GrammarPrior prior, String side, UnitSpec unit) {
        return prior.with(side + "NORM", preferred(Units.NORM_WORDS.indexOf(Units.normWord(unit))))
                .with(side + "NONLIN", preferred(Units.ACTIVATION_WORDS.indexOf(Units.activationWord(unit))))
                .with(side + "DROPOUT", preferred(unit.dropout() > 0 ? 0 : 1));
    }

    private static ProductionPrior near(int choice) {
        return new ProductionPrior.Near(choice, Confidence.MEDIUM.width());
    }

    private static ProductionPrior preferred(int choice) {
        return new ProductionPrior.Preferred(choice, Confidence.MEDIUM.weight());
    }
}
