package org.decathlete.nn.optim;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.decathlete.core.candidate.OptimizerSpec;
import tools.jackson.databind.JsonNode;

/** The optimiser that a fixture of training steps describes in a line such as {@code SGD lr 1e-2 momentum 0.99 nesterov; clip_grad_norm_ 12}. */
final class GoldenOptimizer {

    private GoldenOptimizer() {}

    static OptimizerSpec of(JsonNode meta) {
        String text = meta.get("optimizer").asString();
        String kind = text.split(" ", 2)[0];
        double rate = number(text, "lr", meta.path("initial_lr").asDouble());
        double decay = number(text, "weight_decay", 0);
        return switch (kind) {
            case "SGD" -> new OptimizerSpec.Sgd(rate, number(text, "momentum", 0), text.contains(" nesterov"), decay);
            case "Adam", "AdamW" ->
                new OptimizerSpec.Adam(
                        rate,
                        0.9,
                        0.999,
                        number(text, "eps", 1e-8),
                        decay,
                        kind.equals("AdamW"),
                        text.contains(" amsgrad"));
            default -> throw new IllegalArgumentException("optimizer of the fixture is not known here: " + text);
        };
    }

    /** The largest norm of all gradients together; without bound where none is named. */
    static double clip(JsonNode meta) {
        return number(meta.get("optimizer").asString(), "clip_grad_norm_", Double.MAX_VALUE);
    }

    private static double number(String text, String name, double otherwise) {
        Matcher found = Pattern.compile("\\b" + name + " ([-+.0-9eE]+)").matcher(text);
        return found.find() ? Double.parseDouble(found.group(1)) : otherwise;
    }
}
