package org.decathlete.app.tune.grammar;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.decathlete.app.tune.network.Units;
import org.decathlete.search.grammar.Grammar;
import org.decathlete.search.grammar.GrammarBuilder;

/**
 * Auto-nnU-Net's grammar of U-Nets: encoder and decoder have equally many stages, from half of the planned number on, and are otherwise
 * independent of each other; {@code 3CEB} is the third stage of a plain encoder, {@code 3REB} of a residual one, {@code 3DB} and
 * {@code 3RDB} a stage of a decoder; {@code 2b} stands for two convolutions or residual blocks.
 */
final class UNetGrammar {
    static final String START = "S";
    static final String PLAIN_ENCODER = "conv_encoder";
    static final String RESIDUAL_ENCODER = "res_encoder";
    static final String PLAIN_DECODER = "conv_decoder";
    static final String RESIDUAL_DECODER = "res_decoder";
    static final String DROPOUT = "dropout";
    static final String NO_DROPOUT = "no_dropout";

    private UNetGrammar() {}

    /** Fewest stages of networks whose plan has so many. */
    static int fewest(int stages) {
        return Math.max(2, stages / 2);
    }

    /** With decoder stages numbered as published, upwards from the bottleneck, so that a number has another resolution at every depth. */
    static Grammar published(BlockLimits limits) {
        return of(limits, IntUnaryOperator.identity());
    }

    /** With decoder stages numbered by their resolution, as those of the encoder, so that each can have a limit of its own. */
    static Grammar byResolution(BlockLimits limits) {
        return of(limits, place -> -place);
    }

    /** @param order ranks the numbers of decoder stages from the bottleneck upwards */
    private static Grammar of(BlockLimits limits, IntUnaryOperator order) {
        int stages = limits.stages();
        GrammarBuilder builder = Grammar.builder(START);
        builder.rule(
                START,
                IntStream.rangeClosed(fewest(stages), stages)
                        .mapToObj(n -> "unet " + n + "E " + n + "D")
                        .toList());
        boolean residualEncoder = !limits.residualEncoder().isEmpty();
        boolean residualDecoder = !limits.residualDecoder().isEmpty();
        for (int n = fewest(stages); n <= stages; n++) {
            builder.rule(n + "E", encoders(n, residualEncoder));
            builder.rule(n + "D", decoders(n, residualDecoder, order));
        }
        blocks(builder, "CEB", limits.plainEncoder());
        blocks(builder, "REB", limits.residualEncoder());
        blocks(builder, "DB", limits.plainDecoder());
        blocks(builder, "RDB", limits.residualDecoder());
        for (String side : List.of("E", "D")) {
            builder.rule(side + "NORM", Units.NORM_WORDS);
            builder.rule(side + "NONLIN", Units.ACTIVATION_WORDS);
            builder.rule(side + "DROPOUT", DROPOUT, NO_DROPOUT);
        }
        return builder.build();
    }

    private static List<String> encoders(int stages, boolean residual) {
        List<String> bodies = new ArrayList<>();
        String unit = " ENORM ENONLIN EDROPOUT ";
        bodies.add(PLAIN_ENCODER + unit + joined(numbers(stages), "CEB", " down "));
        if (residual) {
            bodies.add(RESIDUAL_ENCODER + unit + joined(numbers(stages), "REB", " down "));
        }
        return bodies;
    }

    private static List<String> decoders(int stages, boolean residual, IntUnaryOperator order) {
        List<String> bodies = new ArrayList<>();
        String unit = " DNORM DNONLIN DDROPOUT up ";
        List<Integer> upwards = numbers(stages - 1).stream()
                .sorted(Comparator.comparingInt(order::applyAsInt))
                .toList();
        bodies.add(PLAIN_DECODER + unit + joined(upwards, "DB", " up "));
        if (residual) {
            bodies.add(RESIDUAL_DECODER + unit + joined(upwards, "RDB", " up "));
        }
        return bodies;
    }

    private static void blocks(GrammarBuilder builder, String symbol, List<Integer> limits) {
        for (int i = 0; i < limits.size(); i++) {
            builder.rule(
                    (i + 1) + symbol,
                    IntStream.rangeClosed(1, limits.get(i))
                            .mapToObj(count -> count + "b")
                            .toList());
        }
    }

    private static List<Integer> numbers(int count) {
        return IntStream.rangeClosed(1, count).boxed().toList();
    }

    private static String joined(List<Integer> numbers, String symbol, String between) {
        return numbers.stream().map(number -> number + symbol).collect(Collectors.joining(between));
    }
}
