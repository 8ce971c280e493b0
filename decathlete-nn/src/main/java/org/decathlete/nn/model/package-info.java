/**
 * Models and weights as files. {@link org.decathlete.nn.model.ModelBundle} is what prediction needs: a folder or zip with the
 * candidate and the weights of its folds. {@link org.decathlete.nn.model.SafetensorsFile} is the format of our own weights, and
 * {@link org.decathlete.nn.model.StateDict} puts tensors into a network.
 */
@NullMarked
package org.decathlete.nn.model;

import org.jspecify.annotations.NullMarked;
