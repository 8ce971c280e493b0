/**
 * The numbers of tensors as files hold them: their types ({@link org.decathlete.nn.model.elements.ElementType}), and bytes
 * moved between files and the memory of tensors ({@link org.decathlete.nn.model.elements.TensorBytes}).
 */
@NullMarked
package org.decathlete.nn.model.elements;

import org.jspecify.annotations.NullMarked;
