package org.decathlete.nn.model;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.decathlete.core.candidate.Candidate;

/**
 * What one member of a shipped model is made of.
 *
 * @param candidate how it is made
 * @param description its folds, mirroring and provenance
 * @param checkpoints a training checkpoint or weights file for every fold of the description
 * @param previous the first stage, where this is the second one of a cascade
 */
public record ModelPart(
        Candidate candidate,
        ModelDescription description,
        Map<String, Path> checkpoints,
        Optional<ModelPart> previous) {
    public ModelPart {
        checkpoints = Map.copyOf(checkpoints);
    }

    /** A part that refines no previous stage. */
    public ModelPart(Candidate candidate, ModelDescription description, Map<String, Path> checkpoints) {
        this(candidate, description, checkpoints, Optional.empty());
    }
}
