/**
 * Hugging Face's safetensors, our own format of weights and checkpoints. Start from
 * {@link org.decathlete.nn.model.safetensors.SafetensorsFile}. {@code SafetensorsHeader} checks what a file says of its tensors
 * before memory is taken for them.
 */
@NullMarked
package org.decathlete.nn.model.safetensors;

import org.jspecify.annotations.NullMarked;
