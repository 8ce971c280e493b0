package org.decathlete.app.tune.training;

import java.util.List;
import java.util.Map;
import org.decathlete.core.candidate.TrainingRecipe;
import org.decathlete.core.dataset.Labels;
import org.decathlete.search.space.Configuration;
import org.decathlete.search.space.Parameter;

/** What is searched about the training. */
public interface TrainingSpace {

    /** What can be chosen; conditions stay among these. */
    List<Parameter> parameters();

    /** The recipe that a configuration of these parameters, and others, describes. */
    TrainingRecipe recipe(Configuration configuration);

    /** Values by the names of Auto-nnU-Net's parameters, under the names of these. */
    default Map<String, Object> translated(Configuration published) {
        return published.values();
    }

    /** Auto-nnU-Net's, around nnU-Net's recipe. */
    static TrainingSpace published(Labels labels) {
        return new PublishedTraining(labels);
    }

    /** Ours, around any recipe. */
    static TrainingSpace corrected(Labels labels, TrainingRecipe planned) {
        return new CorrectedTraining(labels, planned);
    }
}
