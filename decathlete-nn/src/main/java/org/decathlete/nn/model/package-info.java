/**
 * Models as files. {@link org.decathlete.nn.model.ModelBundle} is what prediction needs: a folder or zip with the candidate and
 * the weights of its folds, in our own layout or that of Python's nnU-Net. {@link org.decathlete.nn.model.SafetensorsFile} is our
 * own format of weights, {@link org.decathlete.nn.model.PthFile} reads and writes PyTorch's without executing anything, and
 * {@link org.decathlete.nn.model.StateDict} puts their tensors into a network. {@code nn.export} writes models for other programs.
 */
@NullMarked
package org.decathlete.nn.model;

import org.jspecify.annotations.NullMarked;
