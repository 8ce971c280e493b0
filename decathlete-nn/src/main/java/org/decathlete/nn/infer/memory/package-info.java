/**
 * How much memory is free, and how much an image takes on its way to its segmentation. Start from
 * {@link org.decathlete.nn.infer.memory.CaseMemory} and {@link org.decathlete.nn.infer.memory.FreeMemory}.
 */
@NullMarked
package org.decathlete.nn.infer.memory;

import org.jspecify.annotations.NullMarked;
