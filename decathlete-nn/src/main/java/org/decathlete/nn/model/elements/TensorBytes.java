package org.decathlete.nn.model.elements;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Scope;
import org.decathlete.nn.tensor.Tensors;

/**
 * Moves bytes between files and the memory of tensors without a copy of the whole on the heap. Files are little endian, as are
 * all processors that libtorch's binding is made for.
 */
public final class TensorBytes {
    private static final int CHUNK = 1 << 20;

    private TensorBytes() {}

    /**
     * A new contiguous tensor on the processor, in this thread's open scope, with the elements that lie at {@code position}.
     *
     * @param position of the first byte in the file
     * @param shape extents, slowest axis first; none for a single number
     * @throws IOException when the file ends before the tensor does, or cannot be read
     */
    public static Tensor read(FileChannel channel, long position, ElementType type, long... shape) throws IOException {
        if (type == ElementType.BOOL) {
            // Bytes other than 0 and 1 would be truth values that compare to nothing.
            return read(channel, position, ElementType.U8, shape).to(ScalarType.Bool);
        }
        Tensor tensor = Tensors.empty(type.type(), Device.CPU, shape);
        long length = tensor.numel() * type.bytes();
        for (long done = 0; done < length; ) {
            ByteBuffer chunk = window(tensor, done, Math.min(length - done, 1 << 28));
            while (chunk.hasRemaining()) {
                int count = channel.read(chunk, position + done);
                if (count < 0) {
                    throw new EOFException("it ends within a tensor");
                }
                done += count;
            }
        }
        return tensor;
    }

    /**
     * Writes the elements in C order, whatever the tensor's layout and device.
     *
     * @param type of the tensor's elements
     */
    public static void write(Tensor tensor, ElementType type, OutputStream stream) throws IOException {
        try (Scope scope = Scope.open()) {
            Tensor plain = Tensors.to(tensor.detach(), Device.CPU).contiguous();
            long length = plain.numel() * type.bytes();
            byte[] chunk = new byte[(int) Math.min(CHUNK, length)];
            for (long done = 0; done < length; ) {
                int count = (int) Math.min(chunk.length, length - done);
                window(plain, done, count).get(chunk, 0, count);
                stream.write(chunk, 0, count);
                done += count;
            }
        }
    }

    /** Valid as long as the tensor is. */
    private static ByteBuffer window(Tensor tensor, long from, long count) {
        BytePointer bytes = new BytePointer(tensor.data_ptr());
        return bytes.position(from).limit(from + count).asByteBuffer();
    }
}
