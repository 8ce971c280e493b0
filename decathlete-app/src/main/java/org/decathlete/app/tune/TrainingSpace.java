package org.decathlete.app.tune;

import java.util.List;
import org.decathlete.core.candidate.TrainingRecipe;
import org.decathlete.search.space.Configuration;
import org.decathlete.search.space.Parameter;

/** What is searched about the training. */
interface TrainingSpace {

    /** What can be chosen; conditions stay among these. */
    List<Parameter> parameters();

    /** The recipe that a configuration of these parameters, and others, describes. */
    TrainingRecipe recipe(Configuration configuration);
}
