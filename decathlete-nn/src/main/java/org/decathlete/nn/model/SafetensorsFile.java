package org.decathlete.nn.model;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.Tensor;
import org.decathlete.core.run.AtomicFiles;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Native;
import org.decathlete.nn.tensor.Scope;
import org.decathlete.nn.tensor.Tensors;

/**
 * Hugging Face's safetensors format: named tensors and a map of texts in one file, nothing executable. Little endian, C order.
 *
 * @see SafetensorsHeader
 */
public final class SafetensorsFile {
    private static final int CHUNK = 1 << 20;
    private static final int LENGTH_BYTES = 8;
    private static final long LONGEST_HEADER = 100_000_000;

    private SafetensorsFile() {}

    /**
     * What a file holds. The tensors live on the processor until {@link #close}.
     *
     * @param tensors by name, in the file's order
     * @param metadata texts by key
     */
    public record Contents(Map<String, Tensor> tensors, Map<String, String> metadata) implements AutoCloseable {
        @Override
        public void close() {
            tensors.values().forEach(Tensor::close);
        }
    }

    /**
     * Writes tensors and metadata atomically.
     *
     * @throws DecathleteException of kind RESOURCE when the disk refuses
     */
    public static void write(Path file, Map<String, Tensor> tensors, Map<String, String> metadata) {
        byte[] header = SafetensorsHeader.of(tensors, metadata).json();
        AtomicFiles.write(file, stream -> {
            stream.write(ByteBuffer.allocate(LENGTH_BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(header.length)
                    .array());
            stream.write(header);
            byte[] chunk = new byte[CHUNK];
            for (Tensor tensor : tensors.values()) {
                write(stream, tensor, chunk);
            }
        });
    }

    /**
     * Reads everything.
     *
     * @throws DecathleteException of kind DATA when the file is absent, cut short or inconsistent
     */
    public static Contents read(Path file) {
        Native.load();
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        try (FileChannel channel = FileChannel.open(file)) {
            SafetensorsHeader header = header(file, channel);
            long start = channel.position();
            for (Map.Entry<String, SafetensorsHeader.Entry> each :
                    header.entries().entrySet()) {
                tensors.put(each.getKey(), tensor(channel, start, each.getValue()));
            }
            return new Contents(Collections.unmodifiableMap(tensors), header.metadata());
        } catch (IOException | DecathleteException e) {
            tensors.values().forEach(Tensor::close);
            throw e instanceof DecathleteException known ? known : unreadable(file, e);
        }
    }

    /**
     * Reads the metadata alone.
     *
     * @throws DecathleteException of kind DATA when the file is absent or not of this format
     */
    public static Map<String, String> metadata(Path file) {
        try (FileChannel channel = FileChannel.open(file)) {
            return header(file, channel).metadata();
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static SafetensorsHeader header(Path file, FileChannel channel) throws IOException {
        long size = channel.size();
        ByteBuffer prefix = ByteBuffer.allocate(LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        fill(channel, prefix);
        long length = prefix.getLong(0);
        if (length < 2 || length > Math.min(LONGEST_HEADER, size - LENGTH_BYTES)) {
            throw DecathleteException.data(file + " is not a safetensors file: its header would be " + length
                    + " bytes of a file of " + size + "; it is damaged or of another format");
        }
        ByteBuffer header = ByteBuffer.allocate((int) length);
        fill(channel, header);
        return SafetensorsHeader.parse(file, header.array(), size - LENGTH_BYTES - length);
    }

    private static Tensor tensor(FileChannel channel, long start, SafetensorsHeader.Entry entry) throws IOException {
        try (Scope scope = Scope.open()) {
            Tensor tensor = Tensors.empty(entry.type().type(), Device.CPU, entry.shape());
            channel.position(start + entry.begin());
            BytePointer bytes = new BytePointer(tensor.data_ptr());
            long length = entry.end() - entry.begin();
            for (long done = 0; done < length; done += CHUNK) {
                long count = Math.min(CHUNK, length - done);
                fill(channel, bytes.position(done).limit(done + count).asByteBuffer());
            }
            return Scope.keep(tensor);
        }
    }

    private static void write(OutputStream stream, Tensor tensor, byte[] chunk) throws IOException {
        try (Scope scope = Scope.open()) {
            Tensor plain = Tensors.to(tensor.detach(), Device.CPU).contiguous();
            BytePointer bytes = new BytePointer(plain.data_ptr());
            long length = plain.nbytes();
            for (long done = 0; done < length; done += chunk.length) {
                int count = (int) Math.min(chunk.length, length - done);
                bytes.position(done).get(chunk, 0, count);
                stream.write(chunk, 0, count);
            }
        }
    }

    private static void fill(FileChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new IOException("the file ends too early");
            }
        }
    }

    private static DecathleteException unreadable(Path file, Exception cause) {
        return DecathleteException.data(file + " cannot be read as safetensors: " + cause, cause);
    }
}
