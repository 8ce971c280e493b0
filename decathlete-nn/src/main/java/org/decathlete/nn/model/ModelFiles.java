package org.decathlete.nn.model;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.nn.net.Network;

/** The files of a model, in whichever layout they are. */
interface ModelFiles {

    /** How the model is made and what it expects. */
    Candidate candidate();

    /** Folds, mirroring and provenance. */
    ModelDescription description();

    /**
     * Overwrites the weights of a network with those of a fold.
     *
     * @param network built from the candidate's spec
     */
    void load(String fold, Network network);

    /** The model of the stage before, where this is the second one of a cascade. */
    Optional<ModelFiles> previous();

    /** nnU-Net's own files beside the weights (plans, dataset, fingerprint), those that are there, by their name in a model folder. */
    Map<String, Path> nnunetFiles();
}
