/**
 * The thin layer over libtorch: loading it ({@link org.decathlete.nn.tensor.Native}), the lifetime of native memory
 * ({@link org.decathlete.nn.tensor.Scope}), the device with its memory, and the precision.
 */
@NullMarked
package org.decathlete.nn.tensor;

import org.jspecify.annotations.NullMarked;
