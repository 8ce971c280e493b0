package org.decathlete.app.tune.grammar;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.decathlete.app.tune.network.Architecture;
import org.decathlete.app.tune.network.ArchitectureSpace;
import org.decathlete.app.tune.network.MemoryBound;
import org.decathlete.app.tune.network.NetworkNames;
import org.decathlete.app.tune.network.NetworkPlanner;
import org.decathlete.app.tune.network.UNets;
import org.decathlete.core.plan.PlannerPreset;
import org.decathlete.core.spec.StageKind;
import org.decathlete.core.spec.UNetSpec;
import org.decathlete.search.space.Condition;
import org.decathlete.search.space.Confidence;
import org.decathlete.search.space.Configuration;
import org.decathlete.search.space.GrammarParameter;
import org.decathlete.search.space.Parameter;
import org.decathlete.search.space.RealParameter;

/**
 * Networks of a grammar.
 *
 * @param planned the network that is believed in
 * @param limits of the grammar
 * @param grammar the architecture as a parameter
 * @param dropout the rate where the architecture has dropout
 * @param network makes the network of a sentence and a dropout rate
 */
record GrammarSpace(
        UNetSpec planned,
        BlockLimits limits,
        GrammarParameter grammar,
        RealParameter dropout,
        BiFunction<UNetSentence, Double, Architecture> network)
        implements ArchitectureSpace {
    private static final double USUAL_DROPOUT = 0.2;

    /**
     * As published, around nnU-Net's plain network. A residual encoder has the patch, batch and topology that are planned for nnU-Net's
     * residual networks, whatever its blocks, as long as these have as many stages.
     */
    static GrammarSpace published(Architecture planned, NetworkPlanner planner) {
        BlockLimits limits = BlockLimits.published(planned.network().stageCount());
        GrammarParameter grammar = Parameter.grammar(NetworkNames.ARCHITECTURE, UNetGrammar.published(limits))
                .believed(new UNetBelief(limits, planned.network()).prior());
        return new GrammarSpace(planned.network(), limits, grammar, rate(USUAL_DROPOUT), (sentence, dropout) -> {
            Architecture source = planned;
            if (sentence.encoder().kind() == StageKind.RESIDUAL) {
                source = planner.plan(PlannerPreset.RESENC_M)
                        .map(planned::planned)
                        .filter(plan -> plan.network().stageCount() >= sentence.stages())
                        .orElse(planned);
            }
            return source.with(sentence.network(source.network(), dropout));
        });
    }

    /** Around any network, with residual decoders, and without what memory does not hold; the patch stays as planned. */
    static GrammarSpace corrected(Architecture planned, MemoryBound bound) {
        BlockLimits limits = new MemoryLimits(planned, bound).find();
        GrammarParameter grammar = Parameter.grammar(NetworkNames.ARCHITECTURE, UNetGrammar.byResolution(limits))
                .believed(new UNetBelief(limits, planned.network()).prior());
        double most = Math.max(
                planned.network().encoderUnit().dropout(),
                planned.network().decoderUnit().dropout());
        RealParameter dropout = rate(most == 0 ? USUAL_DROPOUT : most)
                .when(new Condition.Mentions(NetworkNames.ARCHITECTURE, List.of(UNetGrammar.DROPOUT)));
        return new GrammarSpace(
                planned.network(),
                limits,
                grammar,
                dropout,
                (sentence, rate) -> bound.fitted(planned.with(sentence.network(planned.network(), rate))));
    }

    private static RealParameter rate(double usual) {
        return Parameter.real(NetworkNames.DROPOUT, 0, Math.max(0.5, usual)).believed(usual, Confidence.MEDIUM);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(grammar, dropout);
    }

    /** The sentence of such a network; its widths have no place here, nor its depth where the limits are below it. */
    @Override
    public Map<String, Object> translated(Configuration published) {
        Map<String, Object> values = new TreeMap<>(published.values());
        if (!published.has(NetworkNames.ENCODER)) {
            return values;
        }
        UNetSpec wanted = UNets.described(planned, published, StageKind.PLAIN);
        Object sentence =
                grammar.believed(new UNetBelief(limits, wanted).prior()).typical();
        values.put(NetworkNames.ARCHITECTURE, sentence);
        values.remove(NetworkNames.ACTIVATION);
        values.remove(NetworkNames.NORM);
        if (wanted.featuresPerStage().equals(planned.featuresPerStage())) {
            values.remove(NetworkNames.BASE_FEATURES);
            values.remove(NetworkNames.MOST_FEATURES);
        }
        UNetSpec said = read(sentence).network(planned, 0);
        if (said.stages() == wanted.stages()) {
            values.remove(NetworkNames.ENCODER);
        }
        if (said.blocksPerStage().equals(wanted.blocksPerStage())
                && said.convsPerStageDecoder().equals(wanted.convsPerStageDecoder())) {
            values.remove(NetworkNames.SCALE);
        }
        return values;
    }

    private UNetSentence read(Object value) {
        return UNetSentence.of(grammar.grammar(), grammar.derivation(value));
    }

    @Override
    public Architecture architecture(Configuration configuration) {
        UNetSentence sentence = read(configuration.value(NetworkNames.ARCHITECTURE));
        double rate = configuration.has(NetworkNames.DROPOUT) ? configuration.real(NetworkNames.DROPOUT) : 0;
        return network.apply(sentence, rate);
    }
}
