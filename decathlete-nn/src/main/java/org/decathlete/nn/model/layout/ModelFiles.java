package org.decathlete.nn.model.layout;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.nn.model.description.ModelDescription;
import org.decathlete.nn.net.Network;

/** The files of a model, in whichever layout they are. */
public interface ModelFiles {

    /** How the model is made and what it expects. */
    Candidate candidate();

    /** Folds, mirroring and provenance. */
    ModelDescription description();

    /**
     * Overwrites the weights of a network with those of a fold.
     *
     * @param fold one of the description's
     * @param network built from the candidate's spec
     * @throws DecathleteException of kind DATA when the weights are damaged or do not fit the network
     */
    void load(String fold, Network network);

    /** The model of the stage before, where this is the second one of a cascade. */
    Optional<ModelFiles> previous();

    /** nnU-Net's own files beside the weights (plans, dataset, fingerprint), those that are there, by their name in a model folder. */
    Map<String, Path> nnunetFiles();
}
