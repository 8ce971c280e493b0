package org.decathlete.app.tune.grammar;

import java.util.ArrayList;
import java.util.List;
import org.decathlete.app.tune.network.UNets;
import org.decathlete.app.tune.network.Units;
import org.decathlete.core.spec.StageKind;
import org.decathlete.core.spec.UNetSpec;
import org.decathlete.core.spec.UnitSpec;
import org.decathlete.search.grammar.Derivation;
import org.decathlete.search.grammar.Grammar;
import org.decathlete.search.grammar.Symbol;

/**
 * What a sentence of {@link UNetGrammar} says.
 *
 * @param encoder the encoder
 * @param decoder the decoder, deepest stage first
 */
record UNetSentence(Half encoder, Half decoder) {

    /**
     * One half of a U-Net.
     *
     * @param kind what its stages are made of
     * @param norm the word of its normalisation
     * @param activation the word of its activation
     * @param dropout whether it has dropout
     * @param blocks blocks of each stage
     */
    record Half(StageKind kind, String norm, String activation, boolean dropout, List<Integer> blocks) {
        Half {
            blocks = List.copyOf(blocks);
        }

        private static Half of(Grammar grammar, Derivation derivation) {
            String word = words(grammar, derivation).get(0);
            List<Derivation> parts = derivation.parts();
            List<Integer> blocks = new ArrayList<>();
            for (Derivation part : parts.subList(3, parts.size())) {
                String count = only(grammar, part);
                blocks.add(Integer.parseInt(count.substring(0, count.length() - 1)));
            }
            boolean plain = word.equals(UNetGrammar.PLAIN_ENCODER) || word.equals(UNetGrammar.PLAIN_DECODER);
            return new Half(
                    plain ? StageKind.PLAIN : StageKind.RESIDUAL,
                    only(grammar, parts.get(0)),
                    only(grammar, parts.get(1)),
                    only(grammar, parts.get(2)).equals(UNetGrammar.DROPOUT),
                    blocks);
        }

        private UnitSpec unit(UnitSpec like, double rate) {
            return Units.of(like, norm, activation, dropout ? rate : 0);
        }
    }

    /** Reads a derivation of the grammar. */
    static UNetSentence of(Grammar grammar, Derivation derivation) {
        return new UNetSentence(
                Half.of(grammar, derivation.parts().get(0)),
                Half.of(grammar, derivation.parts().get(1)));
    }

    int stages() {
        return encoder.blocks().size();
    }

    /**
     * The network: the first stages of a planned one with these blocks and units.
     *
     * @param dropout rate where the sentence has dropout
     */
    UNetSpec network(UNetSpec planned, double dropout) {
        return UNets.with(
                        planned,
                        encoder.kind(),
                        decoder.kind(),
                        planned.featuresPerStage(),
                        encoder.blocks(),
                        decoder.blocks())
                .withUnits(encoder.unit(planned.encoderUnit(), dropout), decoder.unit(planned.decoderUnit(), dropout));
    }

    private static String only(Grammar grammar, Derivation derivation) {
        return words(grammar, derivation).get(0);
    }

    /** The words of a node itself, in order. */
    private static List<String> words(Grammar grammar, Derivation derivation) {
        return grammar.productions(derivation.head()).get(derivation.choice()).body().stream()
                .filter(Symbol.Terminal.class::isInstance)
                .map(Symbol::name)
                .toList();
    }
}
