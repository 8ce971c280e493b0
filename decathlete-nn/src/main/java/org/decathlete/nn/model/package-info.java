/**
 * Models as files. {@link org.decathlete.nn.model.ModelBundle} is what prediction needs: a folder or zip with the candidate and
 * the weights of its folds. Weights are stored as safetensors ({@link org.decathlete.nn.model.SafetensorsFile}).
 */
@NullMarked
package org.decathlete.nn.model;

import org.jspecify.annotations.NullMarked;
