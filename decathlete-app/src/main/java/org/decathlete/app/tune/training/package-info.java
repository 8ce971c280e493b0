/**
 * What is searched about the training. Start from {@link org.decathlete.app.tune.training.TrainingSpace}: a configuration becomes a
 * recipe.
 */
@NullMarked
package org.decathlete.app.tune.training;

import org.jspecify.annotations.NullMarked;
