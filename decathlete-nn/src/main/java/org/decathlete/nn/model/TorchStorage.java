package org.decathlete.nn.model;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.bytedeco.pytorch.Tensor;
import org.decathlete.core.run.DecathleteException;

/**
 * A run of numbers in a {@code .pth} file that tensors are views of. They stay in the file until they are asked for.
 *
 * @param position first byte in the file
 */
record TorchStorage(Path file, long position, ElementType type, long elements) {

    /** All of them in this thread's open scope, on the processor. */
    Tensor tensor() {
        try (FileChannel channel = FileChannel.open(file)) {
            return TensorBytes.read(channel, position, type, elements);
        } catch (IOException e) {
            throw DecathleteException.data(file + " cannot be read any more (" + e + ")", e);
        }
    }
}
