/**
 * The files of PyTorch's {@code torch.save}, read and written without executing anything. Start from
 * {@link org.decathlete.nn.model.pth.PthFile}.
 *
 * <p>{@code Unpickler} turns the pickle in a file into plain values; the few names that it may call are {@code PickleGlobal}'s,
 * and whatever else it asks for is refused with a {@code PickleException}. Tensors are
 * {@link org.decathlete.nn.model.pth.StoredTensor}s, views of a {@code TorchStorage} that stays in the file until it is asked
 * for. What is written is made of {@link org.decathlete.nn.model.pth.PythonValue}s by {@code Pickler} and {@code PthWriter}.
 */
@NullMarked
package org.decathlete.nn.model.pth;

import org.jspecify.annotations.NullMarked;
