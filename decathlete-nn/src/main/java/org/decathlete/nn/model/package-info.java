/**
 * Models as files. {@link org.decathlete.nn.model.ModelBundle} is what prediction needs: a folder or zip with the candidate and
 * the weights of its folds. {@link org.decathlete.nn.model.SafetensorsFile} is our own format of weights,
 * {@link org.decathlete.nn.model.PthFile} reads PyTorch's without executing anything, and
 * {@link org.decathlete.nn.model.StateDict} puts their tensors into a network.
 */
@NullMarked
package org.decathlete.nn.model;

import org.jspecify.annotations.NullMarked;
