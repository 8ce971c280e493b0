package org.decathlete.nn.model.safetensors;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.decathlete.core.run.AtomicFiles;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.nn.model.elements.ElementType;
import org.decathlete.nn.model.elements.TensorBytes;
import org.decathlete.nn.tensor.Native;
import org.decathlete.nn.tensor.Scope;

/**
 * Hugging Face's safetensors format: named tensors and a map of texts in one file, nothing executable. The length of the header
 * (8 bytes, little endian), a JSON header with types, shapes and offsets, then the elements in C order.
 */
public final class SafetensorsFile {

    private SafetensorsFile() {}

    /**
     * What a file holds. The tensors lie on the processor, contiguous, and live until {@link #close}.
     *
     * @param tensors by name, in the file's order
     * @param metadata texts by key
     */
    public record Contents(Map<String, Tensor> tensors, Map<String, String> metadata) implements AutoCloseable {

        public Contents {
            tensors = Collections.unmodifiableMap(tensors);
            metadata = Collections.unmodifiableMap(metadata);
        }

        /** The tensors whose names begin so, by the rest of their names. */
        public Map<String, Tensor> under(String prefix) {
            Map<String, Tensor> part = new LinkedHashMap<>();
            tensors.forEach((name, tensor) -> {
                if (name.startsWith(prefix)) {
                    part.put(name.substring(prefix.length()), tensor);
                }
            });
            return part;
        }

        @Override
        public void close() {
            tensors.values().forEach(Tensor::close);
        }
    }

    /**
     * Writes a file atomically, tensor by tensor. Equal names, elements and metadata give equal bytes, whatever their order.
     *
     * @param tensors of any layout and device, of the types of {@link ElementType}
     * @throws DecathleteException of kind RESOURCE when the disk refuses
     */
    public static void write(Path file, Map<String, Tensor> tensors, Map<String, String> metadata) {
        AtomicFiles.write(file, new SafetensorsWriter(tensors, metadata)::writeTo);
    }

    /**
     * Reads everything. Sizes are checked against the file before memory is taken.
     *
     * @throws DecathleteException of kind DATA when the file is absent or damaged
     */
    public static Contents read(Path file) {
        Native.load();
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        try {
            return open(file, channel -> {
                SafetensorsHeader header = SafetensorsHeader.read(channel);
                for (Map.Entry<String, SafetensorsEntry> each : header.entries().entrySet()) {
                    tensors.put(each.getKey(), tensor(channel, header.dataStart(), each.getValue()));
                }
                return new Contents(tensors, header.metadata());
            });
        } catch (DecathleteException e) {
            tensors.values().forEach(Tensor::close);
            throw e;
        }
    }

    /**
     * Reads the metadata alone.
     *
     * @throws DecathleteException of kind DATA when the file is absent or damaged
     */
    public static Map<String, String> metadata(Path file) {
        return open(
                file,
                channel -> Collections.unmodifiableMap(
                        SafetensorsHeader.read(channel).metadata()));
    }

    private static Tensor tensor(FileChannel channel, long dataStart, SafetensorsEntry entry) throws IOException {
        try (Scope scope = Scope.open()) {
            return Scope.keep(TensorBytes.read(channel, dataStart + entry.begin(), entry.type(), entry.shape()));
        }
    }

    private interface Reading<T> {
        T from(FileChannel channel) throws IOException;
    }

    private static <T> T open(Path file, Reading<T> reading) {
        try (FileChannel channel = FileChannel.open(file)) {
            return reading.from(channel);
        } catch (IOException e) {
            throw DecathleteException.data(file + " cannot be read as safetensors (" + e + ")", e);
        } catch (IllegalArgumentException e) {
            throw DecathleteException.data(
                    file + " " + e.getMessage()
                            + ". Copy it again, or delete it and run the command that wrote it again",
                    e);
        }
    }
}
