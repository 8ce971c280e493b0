package org.decathlete.app.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.decathlete.app.tune.network.Architecture;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.dataset.Labels;
import org.decathlete.search.grammar.Grammar;
import org.decathlete.search.grammar.GrammarDistribution;
import org.decathlete.search.grammar.LanguageSize;
import org.decathlete.search.space.CategoricalParameter;
import org.decathlete.search.space.GrammarParameter;
import org.decathlete.search.space.IntegerParameter;
import org.decathlete.search.space.Parameter;
import org.decathlete.search.space.SearchSpace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Against the tables of reference/auto-nnunet.md. */
class PublishedSpacesTest {
    private static final double[] PROBABILITIES = {0.05, 0.25, 0.5, 0.75, 0.95};
    private static final String DEFAULT_OF_FOUR = "(S unet (4E conv_encoder (ENORM instance_norm) (ENONLIN leaky_relu)"
            + " (EDROPOUT no_dropout) (1CEB 2b) down (2CEB 2b) down (3CEB 2b) down (4CEB 2b)) (4D conv_decoder"
            + " (DNORM instance_norm) (DNONLIN leaky_relu) (DDROPOUT no_dropout) up (1DB 2b) up (2DB 2b) up (3DB 2b)))";

    private static Parameter parameter(SpaceKind kind, String name) {
        return parameter(Planned.HIPPOCAMPUS.published(kind).space(), name);
    }

    private static Parameter parameter(SearchSpace space, String name) {
        return space.parameters().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @EnumSource(SpaceKind.class)
    void haveThePublishedParameters(SpaceKind kind) {
        List<String> names = Planned.HIPPOCAMPUS.published(kind).space().parameters().stream()
                .map(Parameter::name)
                .toList();
        assertThat(names)
                .hasSize(
                        switch (kind) {
                            case HPO -> 8;
                            case HPO_NAS -> 15;
                            case HPO_HNAS -> 10;
                        })
                .contains("optimizer", "momentum", "initial_lr", "lr_scheduler", "weight_decay")
                .contains("oversample_foreground_percent", "loss_function", "aug_factor");
        assertThat(names.contains("dropout_rate")).isEqualTo(kind != SpaceKind.HPO);
        assertThat(names.contains("model_scale")).isEqualTo(kind == SpaceKind.HPO_NAS);
        assertThat(names.contains("architecture")).isEqualTo(kind == SpaceKind.HPO_HNAS);
    }

    @ParameterizedTest
    @CsvSource({
        "HPO, momentum, .708, .815, .886, .944, .988",
        "HPO_NAS, initial_lr, 1.9e-4, 1.6e-3, 6.3e-3, 2.2e-2, 6.9e-2",
        "HPO_HNAS, weight_decay, 1.9e-6, 9.0e-6, 3.6e-5, 1.56e-4, 1.27e-3",
        "HPO, oversample_foreground_percent, .058, .213, .358, .515, .744",
        "HPO, aug_factor, .178, .644, 1.08, 1.55, 2.24",
        "HPO_HNAS, dropout_rate, .041, .131, .207, .287, .400",
        "HPO_NAS, dropout_rate, .0078, .040, .084, .144, .245"
    })
    void realPriorsHaveThePublishedQuantiles(
            SpaceKind kind, String name, String q5, String q25, String q50, String q75, String q95) {
        double[] ours = quantiles(parameter(kind, name));
        String[] published = {q5, q25, q50, q75, q95};
        for (int i = 0; i < published.length; i++) {
            BigDecimal value = new BigDecimal(published[i]);
            // As printed, which may be off by one in the last digit.
            assertThat(ours[i])
                    .isCloseTo(value.doubleValue(), within(1.01 * value.ulp().doubleValue()));
        }
    }

    @ParameterizedTest
    @CsvSource({"base_num_features, 18, 26, 33, 41, 52", "max_features, 188, 263, 333, 409, 519"})
    void wholePriorsHaveThePublishedQuantiles(String name, int q5, int q25, int q50, int q75, int q95) {
        IntegerParameter parameter = (IntegerParameter) parameter(SpaceKind.HPO_NAS, name);
        int[] published = {q5, q25, q50, q75, q95};
        double sum = 0;
        int next = 0;
        int count = parameter.high() - parameter.low() + 1;
        for (int value = parameter.low(); value <= parameter.high(); value++) {
            sum += Math.exp(parameter.prior().logDensity(value)) / count;
            while (next < 5 && sum >= PROBABILITIES[next]) {
                assertThat((double) value).isCloseTo(published[next++], within(1.0));
            }
        }
        assertThat(next).isEqualTo(5);
    }

    @Test
    void choicesHaveThePublishedProbabilities() {
        check(SpaceKind.HPO, "optimizer", "SGD", .667, 3);
        check(SpaceKind.HPO, "lr_scheduler", "PolyLRScheduler", .667, 3);
        check(SpaceKind.HPO, "loss_function", "DiceAndCrossEntropyLoss", .571, 4);
        check(SpaceKind.HPO_NAS, "encoder_type", "ConvolutionalEncoder", .80, 2);
        check(SpaceKind.HPO_NAS, "activation", "LeakyReLU", .50, 5);
        check(SpaceKind.HPO_NAS, "normalization", "InstanceNorm", .80, 2);
        Parameter scale = parameter(SpaceKind.HPO_NAS, "model_scale");
        double[] published = {.261, .413, .261, .065};
        for (int level = 0; level < 4; level++) {
            assertThat(Math.exp(scale.prior().logDensity(level)) / 4).isCloseTo(published[level], within(6e-4));
        }
    }

    private static void check(SpaceKind kind, String name, String usual, double probability, int choices) {
        CategoricalParameter parameter = (CategoricalParameter) parameter(kind, name);
        assertThat(parameter.choices()).hasSize(choices);
        assertThat(parameter.typical()).isEqualTo(usual);
        assertThat(Math.exp(parameter.prior().logDensity(usual))).isCloseTo(probability, within(6e-4));
    }

    @ParameterizedTest
    @CsvSource({"4, 37113600, 5.7e-4", "5, 1557548800, ", "6, 71182950400, 3.1e-5", "7, 3359517286400, 6.6e-6"})
    void stagesAreReadFromThePlanAndTheLanguageIsAsLargeAsPublished(int stages, String count, Double probability) {
        GrammarParameter architecture = (GrammarParameter)
                parameter(Planned.ofStages(stages).published(SpaceKind.HPO_HNAS).space(), "architecture");
        Grammar grammar = architecture.grammar();
        assertThat(LanguageSize.of(grammar)).contains(new BigInteger(count));
        if (probability != null) {
            GrammarDistribution prior = architecture.belief().distribution(grammar);
            assertThat(Math.exp(prior.logDensity(prior.mode()))).isCloseTo(probability, within(probability * 0.01));
        }
    }

    @Test
    void believesInThePublishedArchitecture() {
        assertThat(Planned.HIPPOCAMPUS.published(SpaceKind.HPO_HNAS).standard().text("architecture"))
                .isEqualTo(DEFAULT_OF_FOUR);
        assertThat(Planned.BRAIN.published(SpaceKind.HPO_HNAS).standard().text("architecture"))
                .hasSize(319);
    }

    @ParameterizedTest
    @CsvSource({
        "S, .0006 .030 .307 .662",
        "6E, .8 .2",
        "6D, 1",
        "4CEB, .235 .507 .235 .023",
        "2DB, .235 .507 .235 .023",
        "1REB, .977 .023",
        "2REB, .095 .236 .319 .236 .095 .021",
        "3REB, .055 .123 .197 .231 .197 .123 .055 .018",
        "5REB, .029 .052 .083 .115 .140 .149 .140 .115 .083 .052 .029 .014",
        "ENORM, .8 .2",
        "DNONLIN, .5 .125 .125 .125 .125",
        "DDROPOUT, .2 .8"
    })
    void productionsHaveThePublishedProbabilities(String symbol, String probabilities) {
        GrammarParameter architecture = (GrammarParameter)
                parameter(Planned.BRAIN.published(SpaceKind.HPO_HNAS).space(), "architecture");
        double[] ours =
                architecture.belief().distribution(architecture.grammar()).probabilities(symbol);
        String[] published = probabilities.split(" ", -1);
        assertThat(ours).hasSize(published.length);
        for (int i = 0; i < ours.length; i++) {
            assertThat(ours[i]).isCloseTo(Double.parseDouble(published[i]), within(6e-4));
        }
    }

    /** The figures of the released plans: hippocampus with ResEncM has batches of 58. */
    @Test
    void patchAndBatchFollowTheNetwork() {
        SegmentationSpace space = Planned.HIPPOCAMPUS.published(SpaceKind.HPO_NAS);
        Candidate residual = space.candidate(Planned.changed(space.standard(), "encoder_type", "ResidualEncoderM"));
        assertThat(residual.patchSize()).containsExactly(40, 56, 40);
        assertThat(residual.batchSize()).isEqualTo(58);
        assertThat(CandidateCost.of(residual, 2).parameters()).isEqualTo(25_895_593);
        Candidate deeper = space.candidate(Planned.changed(space.standard(), "model_scale", 3));
        assertThat(Architecture.of(deeper).network().blocksPerStage()).containsOnly(4);
        SegmentationSpace brain = Planned.BRAIN.published(SpaceKind.HPO_NAS);
        Candidate wide = brain.candidate(Planned.changed(brain.standard(), "base_num_features", 64));
        assertThat(Architecture.of(wide).network().featuresPerStage()).startsWith(64, 128, 256, 320, 320);
        assertThat(volume(wide)).isLessThan(volume(brain.candidate(brain.standard())));
    }

    @Test
    void aResidualEncoderOfTheGrammarHasThePatchOfTheResidualPlan() {
        SegmentationSpace space = Planned.HIPPOCAMPUS.published(SpaceKind.HPO_HNAS);
        String residual = DEFAULT_OF_FOUR
                .replace("conv_encoder", "res_encoder")
                .replace("CEB", "REB")
                .replace("(4REB 2b)", "(4REB 12b)");
        Candidate candidate = space.candidate(Planned.changed(space.standard(), "architecture", residual));
        assertThat(candidate.batchSize()).isEqualTo(58);
        assertThat(Architecture.of(candidate).network().blocksPerStage()).containsExactly(2, 2, 2, 12);
    }

    @Test
    void regionsAndIgnoredVoxelsHaveNoLossOfTheWorstVoxels() {
        Labels regions = new Labels(
                List.of(
                        new Labels.Entry("background", List.of(0)),
                        new Labels.Entry("whole", List.of(1, 2)),
                        new Labels.Entry("core", List.of(2))),
                List.of(1, 2),
                null);
        Planned planned = Planned.of(20, 1, regions, new int[] {36, 50, 35}, 1, 1, 1);
        CategoricalParameter loss = (CategoricalParameter)
                parameter(planned.published(SpaceKind.HPO).space(), "loss_function");
        assertThat(loss.choices()).hasSize(3).doesNotContain("TopKLoss");
    }

    private static int volume(Candidate candidate) {
        return candidate.batchSize() * Arrays.stream(candidate.patchSize()).reduce(1, (a, b) -> a * b);
    }

    /** By summing up the density over the unit interval. */
    private static double[] quantiles(Parameter parameter) {
        int steps = 100_000;
        double[] found = new double[PROBABILITIES.length];
        double sum = 0;
        int next = 0;
        for (int i = 0; i < steps; i++) {
            Object value = parameter.decode((i + 0.5) / steps);
            sum += Math.exp(parameter.prior().logDensity(value)) / steps;
            while (next < found.length && sum >= PROBABILITIES[next]) {
                found[next++] = (Double) value;
            }
        }
        assertThat(sum).isCloseTo(1, within(1e-6));
        return found;
    }
}
