package org.decathlete.search.format;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.decathlete.search.grammar.Grammar;
import org.decathlete.search.grammar.GrammarPrior;
import org.decathlete.search.grammar.ProductionPrior;
import org.decathlete.search.grammar.UNetGrammar;
import org.decathlete.search.ranking.LossRanking;
import org.decathlete.search.ranking.PublishedRanking;
import org.decathlete.search.ranking.RegularizedRanking;
import org.decathlete.search.ranking.SignificanceMargin;
import org.decathlete.search.sampler.LocalSearch;
import org.decathlete.search.sampler.ModelPhase;
import org.decathlete.search.sampler.Portfolio;
import org.decathlete.search.sampler.PriorBand;
import org.decathlete.search.sampler.PriorSampler;
import org.decathlete.search.sampler.Proposal;
import org.decathlete.search.sampler.RandomSampler;
import org.decathlete.search.sampler.Sampler;
import org.decathlete.search.sampler.Situation;
import org.decathlete.search.sampler.SobolSampler;
import org.decathlete.search.sampler.TreeParzen;
import org.decathlete.search.schedule.AsynchronousHalving;
import org.decathlete.search.schedule.FullBudget;
import org.decathlete.search.schedule.Hyperband;
import org.decathlete.search.schedule.InformedHyperband;
import org.decathlete.search.schedule.Levels;
import org.decathlete.search.schedule.Scheduler;
import org.decathlete.search.schedule.SuccessiveHalving;
import org.decathlete.search.space.Condition;
import org.decathlete.search.space.Confidence;
import org.decathlete.search.space.NumericPrior;
import org.decathlete.search.space.Parameter;
import org.decathlete.search.space.SearchSpace;
import org.decathlete.search.space.Spaces;
import org.decathlete.search.study.StudySettings;
import org.decathlete.search.trial.Objective;
import org.decathlete.search.trial.Origin;
import org.decathlete.search.trial.Outcome;
import org.decathlete.search.trial.Trial;
import org.decathlete.search.trial.TrialState;
import org.junit.jupiter.api.Test;

class StudyFormatTest {
    private static final StudyFormat FORMAT = StudyFormat.standard();
    private static final Objective LOSS = Objective.minimize("loss").failingFrom(0.95);
    private static final Objective DICE = Objective.maximize("dice");

    /** A space and settings with every kind that the format knows. */
    private static List<StudySettings> everyKind() {
        SearchSpace base = Spaces.ofEveryKind();
        List<Parameter> parameters = new ArrayList<>(base.parameters());
        parameters.add(Parameter.real("median", 0, 1).believed(new NumericPrior.Median(1.0 / 3, Confidence.ULTRA)));
        parameters.add(Parameter.integer("steps", -3, 7).when("optimizer", "Adam"));
        GrammarPrior belief = GrammarPrior.even()
                .with("S", new ProductionPrior.Even())
                .with("A", new ProductionPrior.Weighted(List.of(0.1, 0.2, 0.7)))
                .with("B", new ProductionPrior.Near(1, 0.3));
        parameters.add(Parameter.grammar("other", UNetGrammar.of(5))
                .believed(belief)
                .when(new Condition.IsOneOf("loss", List.of("dice"))));
        SearchSpace space = new SearchSpace(parameters);
        List<Scheduler> schedulers = List.of(
                FullBudget.of(30),
                SuccessiveHalving.of(1, 81, 3),
                Hyperband.of(10, 1000, 3).repeated(2),
                new Hyperband(Levels.between(1, 27, 3), Hyperband.Rule.CEILING, 1),
                new InformedHyperband(Hyperband.of(1, 9, 3), "tells from"),
                new AsynchronousHalving(Levels.between(1, 27, 3), 30));
        List<Sampler> samplers = List.of(
                new RandomSampler(),
                new SobolSampler(),
                new PriorSampler(),
                PriorBand.published(),
                new TreeParzen(),
                ModelPhase.after(new PriorBand()),
                LocalSearch.beside(new PriorBand()),
                new Portfolio(List.of(new Portfolio.Suggestion("D03", "no width", space.typical())), new PriorBand()));
        List<StudySettings> all = new ArrayList<>();
        for (Scheduler scheduler : schedulers) {
            for (Sampler sampler : samplers) {
                all.add(StudySettings.of(space, scheduler, LOSS, DICE)
                        .with(sampler)
                        .seeded(Long.MAX_VALUE - all.size())
                        .noted("who \"and\" why", "me,\n" + all.size())
                        .with(List.of(
                                        new LossRanking(),
                                        new PublishedRanking(),
                                        new RegularizedRanking(new SignificanceMargin(0.01)))
                                .get(all.size() % 3)));
            }
        }
        return all;
    }

    @Test
    void everyKindComesBackAsItWas() {
        List<StudySettings> all = everyKind();
        assertThat(all).hasSize(48);
        for (StudySettings settings : all) {
            StudySettings read = FORMAT.read(FORMAT.write(settings));
            assertThat(read).isEqualTo(settings);
            assertThat(FORMAT.write(read)).isEqualTo(FORMAT.write(settings));
            // Equal texts and records must also mean equal draws.
            assertThat(read.space().prior(new SplittableRandom(1)))
                    .isEqualTo(settings.space().prior(new SplittableRandom(1)));
        }
    }

    @Test
    void configurationsKeepEveryDigit() {
        SplittableRandom random = new SplittableRandom(4);
        SearchSpace space = Spaces.ofEveryKind();
        for (int i = 0; i < 200; i++) {
            Trial trial = Trial.running(i, space.prior(random), Origin.MODEL, 2, 1, 1000.0 / 27, i == 0 ? null : i - 1);
            double loss = random.nextDouble() * 1e-7;
            Trial ended = trial.ended(Outcome.of(Map.of("loss", loss, "dice", 1e300))
                    .withScores(Map.of("case \"1\"\n", random.nextDouble())));
            assertThat(FORMAT.readTrial(FORMAT.write(trial))).isEqualTo(trial);
            assertThat(FORMAT.readTrial(FORMAT.write(ended))).isEqualTo(ended);
        }
        Trial failed = Trial.running(0, space.typical(), Origin.GIVEN, -1, 0, 1, null)
                .ended(Outcome.failed(TrialState.OUT_OF_MEMORY, "ä\u0000\t"));
        assertThat(FORMAT.readTrial(FORMAT.write(failed))).isEqualTo(failed);
    }

    /** A file of version 1 that must stay readable for ever. */
    @Test
    void readsWhatTheFirstVersionWrote() throws IOException {
        String text;
        try (InputStream stream = requireNonNull(StudyFormatTest.class.getResourceAsStream("study_1.json"))) {
            text = new String(stream.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
        StudySettings expected = StudySettings.of(
                        SearchSpace.of(
                                Parameter.categorical("optimizer", "SGD", "Adam")
                                        .believed("SGD", Confidence.MEDIUM),
                                Parameter.real("momentum", 0.5, 0.999)
                                        .logOneMinus()
                                        .believed(0.99, Confidence.HIGH)
                                        .when("optimizer", "SGD"),
                                Parameter.integer("features", 16, 64),
                                Parameter.ordinal("patch", "32", "64").believed("64", Confidence.LOW),
                                Parameter.grammar(
                                        "cell",
                                        Grammar.builder("S")
                                                .rule("S", "conv ACT", "S S")
                                                .rule("ACT", "relu", "gelu")
                                                .build())),
                        Hyperband.of(10, 1000, 3),
                        LOSS,
                        DICE)
                .with(new PriorBand())
                .seeded(7);
        assertThat(FORMAT.write(expected)).isEqualTo(text);
        assertThat(FORMAT.read(text)).isEqualTo(expected);
    }

    @Test
    void saysWhatItDoesNotUnderstand() {
        String good = FORMAT.write(StudySettings.of(SearchSpace.of(Parameter.real("x", 0, 1)), FullBudget.of(3), LOSS));
        refuses(good.replace("\"version\":1", "\"version\":2"), "version 2", "newer program");
        refuses(good.replace("decathlete-study", "something"), "something", "decathlete-study");
        refuses(good.replace("\"fullBudget\"", "\"fancy\""), "fancy", "fullBudget");
        refuses(good.replace("\"configurations\":3", "\"configurations\":3,\"extra\":1"), "extra");
        refuses(good.replace(",\"configurations\":3", ""), "configurations");
        refuses(good.replace("\"configurations\":3", "\"configurations\":0"), "0 configurations", "at least one");
        refuses(good.replace("\"configurations\":3", "\"configurations\":3,\"configurations\":3"), "uplicate");
        refuses(good + " {}", "railing");
        refuses(good.substring(0, good.length() - 1), "not a decathlete-study");
        assertThat(FORMAT.read(good).seed()).isZero();
    }

    private static void refuses(String json, String... words) {
        assertThatThrownBy(() -> FORMAT.read(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(words);
    }

    record Middle(double share) implements Sampler {
        @Override
        public Proposal propose(Situation situation) {
            return new Proposal(situation.space().typical(), Origin.PRIOR);
        }
    }

    @Test
    void takesKindsOfOnesOwn() {
        StudySettings settings = StudySettings.of(SearchSpace.of(Parameter.real("x", 0, 1)), FullBudget.of(3), LOSS)
                .with(ModelPhase.after(new Middle(0.5)));
        StudyFormat own = FORMAT.with("middle", Middle.class);
        String json = own.write(settings);
        assertThat(own.read(json)).isEqualTo(settings);
        refuses(json, "middle");
    }
}
