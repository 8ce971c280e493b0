package org.decathlete.search.grammar;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The U-Nets of Auto-nnU-Net's hierarchical space, as a large grammar for the tests. */
public final class UNetGrammar {
    private static final int[] RESIDUAL_BLOCKS = {1, 3, 4, 6, 6, 6, 6};

    private UNetGrammar() {}

    /** U-Nets of half as many up to {@code stages} stages. */
    public static Grammar of(int stages) {
        int fewest = stages / 2;
        GrammarBuilder builder = Grammar.builder("S");
        builder.rule(
                "S",
                IntStream.rangeClosed(fewest, stages)
                        .mapToObj(n -> "unet " + n + "E " + n + "D")
                        .toList());
        for (int n = fewest; n <= stages; n++) {
            builder.rule(
                    n + "E",
                    "conv_encoder ENORM ENONLIN EDROPOUT " + joined(n, "CEB", " down "),
                    "res_encoder ENORM ENONLIN EDROPOUT " + joined(n, "REB", " down "));
            builder.rule(n + "D", "conv_decoder DNORM DNONLIN DDROPOUT up " + joined(n - 1, "DB", " up "));
        }
        for (int i = 1; i <= stages; i++) {
            builder.rule(i + "CEB", blocks(4));
            builder.rule(i + "REB", blocks(2 * RESIDUAL_BLOCKS[i - 1]));
        }
        for (int i = 1; i < stages; i++) {
            builder.rule(i + "DB", blocks(4));
        }
        for (String side : List.of("E", "D")) {
            builder.rule(side + "NORM", "instance_norm", "batch_norm");
            builder.rule(side + "NONLIN", "leaky_relu", "relu", "elu", "prelu", "gelu");
            builder.rule(side + "DROPOUT", "dropout", "no_dropout");
        }
        return builder.build();
    }

    /** The published belief, around nnU-Net's architecture. */
    public static GrammarPrior prior(int stages) {
        double medium = 0.25;
        GrammarPrior prior = GrammarPrior.even().with("S", new ProductionPrior.Near(stages - stages / 2, medium));
        for (int n = stages / 2; n <= stages; n++) {
            prior = prior.with(n + "E", new ProductionPrior.Preferred(0, 4));
        }
        for (int i = 1; i <= stages; i++) {
            prior = prior.with(i + "CEB", new ProductionPrior.Near(1, medium))
                    .with(i + "REB", new ProductionPrior.Near(RESIDUAL_BLOCKS[i - 1] - 1, medium));
        }
        for (int i = 1; i < stages; i++) {
            prior = prior.with(i + "DB", new ProductionPrior.Near(1, medium));
        }
        for (String side : List.of("E", "D")) {
            prior = prior.with(side + "NORM", new ProductionPrior.Preferred(0, 4))
                    .with(side + "NONLIN", new ProductionPrior.Preferred(0, 4))
                    .with(side + "DROPOUT", new ProductionPrior.Preferred(1, 4));
        }
        return prior;
    }

    private static String joined(int count, String symbol, String between) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> i + symbol).collect(Collectors.joining(between));
    }

    private static List<String> blocks(int most) {
        List<String> blocks = new ArrayList<>();
        for (int i = 1; i <= most; i++) {
            blocks.add(i + "b");
        }
        return blocks;
    }
}
