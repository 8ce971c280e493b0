package org.decathlete.nn.train;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.decathlete.nn.model.safetensors.SafetensorsFile;
import org.decathlete.nn.tensor.Native;
import org.decathlete.nn.tensor.Scope;
import org.decathlete.nn.tensor.Tensors;

/**
 * The bits of every tensor of a final checkpoint, weights and optimiser alike.
 *
 * @param bits float bits by name, in buffers, which compare by content
 */
public record FinalWeights(Map<String, ByteBuffer> bits) {

    /** Those of a run folder. */
    public static FinalWeights of(Path runFolder) {
        Native.load();
        Map<String, ByteBuffer> bits = new TreeMap<>();
        try (Scope scope = Scope.open();
                SafetensorsFile.Contents contents =
                        SafetensorsFile.read(runFolder.resolve("checkpoint_final.safetensors"))) {
            contents.tensors().forEach((name, tensor) -> {
                float[] values = Tensors.floats(tensor);
                ByteBuffer buffer = ByteBuffer.allocate(values.length * 4);
                buffer.asFloatBuffer().put(values);
                bits.put(name, buffer);
            });
        }
        return new FinalWeights(bits);
    }
}
