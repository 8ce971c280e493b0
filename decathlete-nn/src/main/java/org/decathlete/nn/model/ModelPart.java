package org.decathlete.nn.model;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.nn.model.description.ModelDescription;

/**
 * What one member of a shipped model is made of.
 *
 * @param candidate how it is made
 * @param description its folds, mirroring and provenance
 * @param checkpoints a training checkpoint or weights file for every fold of the description
 * @param nnunetFiles nnU-Net's files that belong to it, by their names in a model folder ({@link ModelBundle#nnunetFiles})
 * @param previous the first stage, where this is the second one of a cascade
 */
public record ModelPart(
        Candidate candidate,
        ModelDescription description,
        Map<String, Path> checkpoints,
        Map<String, Path> nnunetFiles,
        Optional<ModelPart> previous) {
    public ModelPart {
        checkpoints = Map.copyOf(checkpoints);
        nnunetFiles = Map.copyOf(nnunetFiles);
    }
}
