/**
 * What a model says about itself in JSON. Start from {@link org.decathlete.nn.model.description.ModelDescription},
 * {@code model.json}, with where the model comes from ({@link org.decathlete.nn.model.description.ModelProvenance}). A model
 * that consists of several has an {@link org.decathlete.nn.model.description.EnsembleDescription}.
 */
@NullMarked
package org.decathlete.nn.model.description;

import org.jspecify.annotations.NullMarked;
