package org.decathlete.nn.model;

import java.nio.file.Path;
import java.util.Map;
import org.decathlete.core.candidate.Candidate;

/**
 * What one member of a shipped model is made of.
 *
 * @param candidate how it is made
 * @param description its folds, mirroring and provenance
 * @param checkpoints a training checkpoint or weights file for every fold of the description
 */
public record ModelPart(Candidate candidate, ModelDescription description, Map<String, Path> checkpoints) {
    public ModelPart {
        checkpoints = Map.copyOf(checkpoints);
    }
}
