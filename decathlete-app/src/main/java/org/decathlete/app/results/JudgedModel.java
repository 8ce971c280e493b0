package org.decathlete.app.results;

import java.util.List;
import org.decathlete.core.candidate.Candidate;
import org.decathlete.core.metrics.Scores;

/** A final that was trained and judged on all validation cases of its fold, or several of them together. */
public final class JudgedModel {
    private final Contender contender;
    private final double trainingSeconds;
    private final double judgingSeconds;

    /**
     * A judged model.
     *
     * @param contender with the scores of all validation cases
     * @param trainingSeconds that its trainings were active
     * @param judgingSeconds that judging took; NaN where that is not known
     */
    public JudgedModel(Contender contender, double trainingSeconds, double judgingSeconds) {
        this.contender = contender;
        this.trainingSeconds = trainingSeconds;
        this.judgingSeconds = judgingSeconds;
    }

    /** What stands for it in comparisons. */
    public Contender contender() {
        return contender;
    }

    /** Such as {@code 3d_fullres-1a2b3c4d}, and the seed where it is not 0; of several with a plus between them. */
    public String name() {
        return contender.name();
    }

    /** What was trained; several for an ensemble. */
    public List<Candidate> candidates() {
        return contender.members().stream().map(CrossValidation::candidate).toList();
    }

    /** Time that its trainings were active, in seconds. */
    public double trainingSeconds() {
        return trainingSeconds;
    }

    /** What predicting and comparing the validation cases took, in seconds; NaN where that is not known. */
    public double judgingSeconds() {
        return judgingSeconds;
    }

    /** What was measured. */
    public Scores scores() {
        return contender.scores();
    }
}
