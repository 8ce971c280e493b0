/**
 * Files of weights: {@link org.decathlete.nn.model.SafetensorsFile} is our own format, {@link org.decathlete.nn.model.PthFile} reads
 * PyTorch's without executing anything, {@link org.decathlete.nn.model.StateDict} puts their tensors into a network.
 */
@NullMarked
package org.decathlete.nn.model;

import org.jspecify.annotations.NullMarked;
