package org.decathlete.core.candidate;

import java.nio.file.Path;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Json;
import org.decathlete.core.run.JsonProblem;
import org.decathlete.core.spec.StageKind;
import org.decathlete.core.spec.UNetSpec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A candidate as a file: the fields of the record after {@code format} and {@code version}, which are not part of its id. */
final class CandidateJson {
    private static final String FORMAT = "decathlete-candidate";
    private static final int VERSION = 4;

    /** What programs read that know of no cascades. */
    private static final int SINGLE_STAGE = 1;

    /** What programs read that know of cascades, but take every decoder for plain. */
    private static final int CASCADES = 2;

    /** What programs read that know of residual decoders, but not of Muon, and train on whole patches from the beginning. */
    private static final int RESIDUAL_DECODERS = 3;

    private CandidateJson() {}

    static void write(Path file, Candidate candidate) {
        int version = version(candidate);
        ObjectNode tree = Json.mapper().createObjectNode().put("format", FORMAT).put("version", version);
        Json.mapper().valueToTree(candidate).properties().forEach(field -> tree.set(field.getKey(), field.getValue()));
        Json.write(file, tree);
    }

    /** The lowest that holds the candidate. */
    private static int version(Candidate candidate) {
        PreviousStage previous = candidate.previousStage();
        int own = ownVersion(candidate);
        return previous == null ? own : Math.max(own, Math.max(CASCADES, version(previous.candidate())));
    }

    private static int ownVersion(Candidate candidate) {
        TrainingRecipe recipe = candidate.recipe();
        if (recipe.patchGrowth() != null || recipe.optimizer() instanceof OptimizerSpec.Muon) {
            return VERSION;
        }
        boolean plain = !(candidate.network() instanceof UNetSpec unet) || unet.decoderStages() == StageKind.PLAIN;
        return plain ? SINGLE_STAGE : RESIDUAL_DECODERS;
    }

    static Candidate read(Path file) {
        JsonNode tree = Json.read(file);
        if (!FORMAT.equals(tree.path("format").asString(""))) {
            throw DecathleteException.data(file + " is no candidate: its field \"format\" is not \"" + FORMAT + "\"");
        }
        int version = tree.path("version").asInt(0);
        if (version < 1 || version > VERSION) {
            throw DecathleteException.data(
                    file + " is a candidate of version " + version + "; this program reads up to version " + VERSION
                            + ". Use the version of Decathlete that wrote it, or a newer one.");
        }
        try {
            return Json.mapper().treeToValue(tree, Candidate.class);
        } catch (JacksonException e) {
            throw DecathleteException.data(file + " is no candidate: " + JsonProblem.of(e), e);
        }
    }
}
