/**
 * Models for other programs. {@link org.decathlete.nn.export.NnunetExport} writes a model folder for Python's nnU-Net,
 * {@link org.decathlete.nn.export.OnnxExport} a graph for whatever runs ONNX. Both take a
 * {@link org.decathlete.nn.model.ModelBundle}; the way back is {@link org.decathlete.nn.model.ModelBundle#open}.
 */
@NullMarked
package org.decathlete.nn.export;

import org.jspecify.annotations.NullMarked;
