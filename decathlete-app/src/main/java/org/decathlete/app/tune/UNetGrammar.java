package org.decathlete.app.tune;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.decathlete.search.grammar.Grammar;
import org.decathlete.search.grammar.GrammarBuilder;

/**
 * Auto-nnU-Net's grammar of U-Nets: encoder and decoder have equally many stages, from half of the planned number on, and are otherwise
 * independent of each other; {@code 3CEB} is the third stage of a plain encoder, {@code 3REB} of a residual one, {@code 1DB} the deepest
 * stage of a plain decoder and {@code 1RDB} of a residual one; {@code 2b} stands for two convolutions or residual blocks.
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

    static Grammar of(BlockLimits limits) {
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
            builder.rule(n + "D", decoders(n, residualDecoder));
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
        bodies.add(PLAIN_ENCODER + unit + joined(stages, "CEB", " down "));
        if (residual) {
            bodies.add(RESIDUAL_ENCODER + unit + joined(stages, "REB", " down "));
        }
        return bodies;
    }

    private static List<String> decoders(int stages, boolean residual) {
        List<String> bodies = new ArrayList<>();
        String unit = " DNORM DNONLIN DDROPOUT up ";
        bodies.add(PLAIN_DECODER + unit + joined(stages - 1, "DB", " up "));
        if (residual) {
            bodies.add(RESIDUAL_DECODER + unit + joined(stages - 1, "RDB", " up "));
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

    private static String joined(int count, String symbol, String between) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> i + symbol).collect(Collectors.joining(between));
    }
}
