/**
 * Models as files. Start from {@link org.decathlete.nn.model.ModelBundle}, what prediction needs: a folder or zip with the
 * candidate and the weights of its folds, in our own layout or that of Python's nnU-Net.
 * {@link org.decathlete.nn.model.ShippedModel} is what is handed on: one such model or an ensemble, with its postprocessing.
 * {@link org.decathlete.nn.model.PretrainedWeights} are what another training starts from. {@code nn.export} writes models for
 * other programs.
 *
 * <p>What that is made of lies in packages below this one, none of which knows it or a later one: {@code elements},
 * {@code zip}, {@code safetensors}, {@code pth}, {@code weights}, {@code description}, {@code layout}, {@code archive}.
 */
@NullMarked
package org.decathlete.nn.model;

import org.jspecify.annotations.NullMarked;
