package org.decathlete.search.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.decathlete.testkit.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrammarTest {
    private static final String DEFAULT_OF_FOUR = "(S unet (4E conv_encoder (ENORM instance_norm) (ENONLIN leaky_relu)"
            + " (EDROPOUT no_dropout) (1CEB 2b) down (2CEB 2b) down (3CEB 2b) down (4CEB 2b)) (4D conv_decoder"
            + " (DNORM instance_norm) (DNONLIN leaky_relu) (DDROPOUT no_dropout) up (1DB 2b) up (2DB 2b) up (3DB 2b)))";
    /** Sums of products: small enough to write down every sentence. */
    private static final Grammar SUMS = Grammar.builder("SUM")
            .rule("SUM", "TERM", "TERM + TERM")
            .rule("TERM", "x", "y", "x * FACTOR")
            .rule("FACTOR", "x", "y")
            .build();

    private static final Grammar LISTS = Grammar.builder("LIST")
            .rule("LIST", "ITEM LIST", "ITEM")
            .rule("ITEM", "a", "b")
            .build();

    @ParameterizedTest
    @CsvSource({"4, 37113600", "5, 1557548800", "6, 71182950400", "7, 3359517286400"})
    void countsTheUNetsExactly(int stages, String count) {
        assertThat(LanguageSize.of(UNetGrammar.of(stages))).contains(new BigInteger(count));
    }

    @Test
    void countAgreesWithEnumerationAndIsAbsentForEndlessLanguages() {
        Set<String> sentences = new HashSet<>();
        SplittableRandom random = new SplittableRandom(1);
        GrammarDistribution uniform = GrammarPrior.even().distribution(SUMS);
        for (int i = 0; i < 3000; i++) {
            sentences.add(new DerivationText(SUMS).format(uniform.sample(random)));
        }
        assertThat(LanguageSize.of(SUMS)).contains(BigInteger.valueOf(sentences.size()));
        assertThat(sentences).hasSize(20);
        assertThat(LanguageSize.of(LISTS)).isEmpty();
    }

    @Test
    void writesAndReadsThePublishedDefault() {
        Grammar grammar = UNetGrammar.of(4);
        DerivationText text = new DerivationText(grammar);
        Derivation mode = UNetGrammar.prior(4).distribution(grammar).mode();
        assertThat(text.format(mode)).isEqualTo(DEFAULT_OF_FOUR);
        assertThat(text.parse(DEFAULT_OF_FOUR)).isEqualTo(mode);
        Grammar six = UNetGrammar.of(6);
        assertThat(new DerivationText(six)
                        .format(UNetGrammar.prior(6).distribution(six).mode()))
                .hasSize(319);
    }

    @Test
    void readsBackWhateverItWrites() {
        Properties.forAll(1, 200, random -> {
            for (Grammar grammar : List.of(UNetGrammar.of(5), LISTS)) {
                Derivation derivation =
                        GrammarPrior.even().distribution(grammar).sample(random);
                DerivationText text = new DerivationText(grammar);
                assertThat(text.parse(text.format(derivation))).isEqualTo(derivation);
            }
        });
    }

    @ParameterizedTest
    @CsvSource({
        "(SUM (TERM x), closing bracket is missing",
        "(SUM (TERM z)), no production",
        "(TERM x), instead of SUM",
        "(SUM (TERM x)) y, after the last bracket",
        "(SUM (WORD x)), no non-terminal",
        "'', closing bracket is missing",
        "SUM x, was expected",
        "(SUM), no production"
    })
    void saysWhatDoesNotFit(String text, String message) {
        assertThatThrownBy(() -> new DerivationText(SUMS).parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void refusesGrammarsThatCannotWork() {
        assertThatThrownBy(() -> Grammar.builder("A").rule("A", "x A").build())
                .hasMessageContaining("never be expanded");
        assertThatThrownBy(() -> Grammar.builder("A").rule("A", "x", "x").build())
                .hasMessageContaining("twice");
        assertThatThrownBy(() -> Grammar.builder("A").rule("B", "x").build()).hasMessageContaining("start symbol A");
        assertThatThrownBy(() -> Grammar.builder("A").rule("A", "(x)")).hasMessageContaining("bracket");
    }

    @Test
    void priorsHaveThePublishedProbabilities() {
        Grammar grammar = UNetGrammar.of(6);
        GrammarDistribution prior = UNetGrammar.prior(6).distribution(grammar);
        assertThat(prior.probabilities("S")).containsExactly(new double[] {.0006, .030, .307, .662}, within(6e-4));
        assertThat(prior.probabilities("3CEB")).containsExactly(new double[] {.235, .507, .235, .023}, within(6e-4));
        assertThat(prior.probabilities("1REB")).containsExactly(new double[] {.977, .023}, within(6e-4));
        assertThat(prior.probabilities("2REB"))
                .containsExactly(new double[] {.095, .236, .319, .236, .095, .021}, within(6e-4));
        assertThat(prior.probabilities("3REB"))
                .containsExactly(new double[] {.055, .123, .197, .231, .197, .123, .055, .018}, within(6e-4));
        assertThat(prior.probabilities("5REB"))
                .containsExactly(
                        new double[] {.029, .052, .083, .115, .140, .149, .140, .115, .083, .052, .029, .014},
                        within(6e-4));
        assertThat(prior.probabilities("DNONLIN"))
                .containsExactly(new double[] {.5, .125, .125, .125, .125}, within(1e-9));
        assertThat(prior.probabilities("EDROPOUT")).containsExactly(new double[] {.2, .8}, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({"4, 5.7e-4", "6, 3.1e-5", "7, 6.6e-6"})
    void defaultHasThePublishedProbability(int stages, double probability) {
        Grammar grammar = UNetGrammar.of(stages);
        GrammarDistribution prior = UNetGrammar.prior(stages).distribution(grammar);
        assertThat(Math.exp(prior.logDensity(prior.mode()))).isCloseTo(probability, within(probability * 0.01));
    }

    @Test
    void samplesComeAsOftenAsTheirDensitySays() {
        GrammarDistribution distribution = GrammarPrior.even()
                .with("TERM", new ProductionPrior.Weighted(List.of(1.0, 2.0, 5.0)))
                .distribution(SUMS);
        Map<Derivation, Integer> counts = new HashMap<>();
        SplittableRandom random = new SplittableRandom(5);
        int draws = 40_000;
        for (int i = 0; i < draws; i++) {
            counts.merge(distribution.sample(random), 1, Integer::sum);
        }
        double total = 0;
        for (Map.Entry<Derivation, Integer> entry : counts.entrySet()) {
            double density = Math.exp(distribution.logDensity(entry.getKey()));
            total += density;
            assertThat(entry.getValue() / (double) draws).isCloseTo(density, within(5 * Math.sqrt(density / draws)));
        }
        assertThat(total).isCloseTo(1, within(1e-12));
    }

    @Test
    void recursiveGrammarsEnd() {
        GrammarDistribution longLists = GrammarPrior.even()
                .with("LIST", new ProductionPrior.Weighted(List.of(1e9, 1.0)))
                .distribution(LISTS);
        assertThat(longLists.sample(new SplittableRandom(1)).size()).isBetween(190, 210);
        assertThat(longLists.mode().size()).isBetween(190, 210);
    }

    @Test
    void mutationsAreInTheLanguageAndDifferWithOnePlaceOnAverage() {
        Grammar grammar = UNetGrammar.of(4);
        DerivationText text = new DerivationText(grammar);
        Derivation parent = text.parse(DEFAULT_OF_FOUR);
        List<Integer> changes = new ArrayList<>();
        Properties.forAll(1, 400, random -> {
            Derivation child = new GrammarMutation().mutate(grammar, parent, random);
            assertThat(text.parse(text.format(child))).isEqualTo(child).isNotEqualTo(parent);
            if (child.choice() == parent.choice()) {
                changes.add(differences(child, parent));
            }
        });
        assertThat(changes.stream().filter(count -> count == 1).count()).isGreaterThan(changes.size() / 2);
    }

    @Test
    void aMutationOfTheOnlySentenceIsItself() {
        Grammar single = Grammar.builder("A").rule("A", "x B").rule("B", "y").build();
        Derivation only = GrammarPrior.even().distribution(single).mode();
        assertThat(new GrammarMutation().mutate(single, only, new SplittableRandom(1)))
                .isEqualTo(only);
    }

    @Test
    void crossoverTakesAPartOfTheOther() {
        Grammar grammar = UNetGrammar.of(4);
        Properties.forAll(1, 200, random -> {
            GrammarDistribution uniform = GrammarPrior.even().distribution(grammar);
            Derivation first = uniform.sample(random);
            Derivation second = uniform.sample(random);
            Derivation child = GrammarCrossover.cross(first, second, random);
            DerivationText text = new DerivationText(grammar);
            assertThat(text.parse(text.format(child))).isEqualTo(child).isNotEqualTo(first);
            assertThat(child.choice()).isEqualTo(first.choice());
            Set<Derivation> known = new HashSet<>(first.nodes());
            known.addAll(second.nodes());
            assertThat(child.nodes().stream().filter(node -> node.parts().isEmpty()))
                    .allMatch(known::contains);
        });
        Derivation one = GrammarPrior.even().distribution(SUMS).mode();
        assertThat(GrammarCrossover.cross(one, one, new SplittableRandom(1))).isSameAs(one);
    }

    @Test
    void beliefCanBeMovedToAnotherArchitecture() {
        Grammar grammar = UNetGrammar.of(4);
        GrammarPrior prior = UNetGrammar.prior(4);
        Derivation other = GrammarPrior.even().distribution(grammar).sample(new SplittableRandom(11));
        GrammarDistribution around = prior.around(grammar, other, 0.25, 4);
        assertThat(around.logDensity(other))
                .isGreaterThan(prior.distribution(grammar).logDensity(other));
        // Non-terminals that the other architecture does not use keep their prior.
        assertThat(around.probabilities("1CEB").length).isEqualTo(4);
        String unused = other.parts().get(0).choice() == 0 ? "2REB" : "2CEB";
        assertThat(around.probabilities(unused))
                .containsExactly(prior.distribution(grammar).probabilities(unused));
    }

    private static int differences(Derivation one, Derivation other) {
        int sum = one.choice() == other.choice() ? 0 : 1;
        for (int i = 0; i < Math.min(one.parts().size(), other.parts().size()); i++) {
            sum += differences(one.parts().get(i), other.parts().get(i));
        }
        return sum;
    }
}
