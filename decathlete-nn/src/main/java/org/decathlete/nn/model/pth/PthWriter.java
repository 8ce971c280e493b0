package org.decathlete.nn.model.pth;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.nn.model.elements.ElementType;
import org.decathlete.nn.model.elements.TensorBytes;
import org.decathlete.nn.model.zip.StoredZip;
import org.decathlete.nn.tensor.Tensors;
import org.jspecify.annotations.Nullable;

/** The members of the zip file that {@code torch.save} writes: the pickle, the storages, and what says how to read them. */
final class PthWriter {
    private final Map<String, StoredZip.Content> members = new LinkedHashMap<>();

    /**
     * @param stem name of the folder inside the file; PyTorch takes the file's name without its ending
     * @throws DecathleteException of kind USAGE when the file would be larger than the plain zip format allows
     */
    PthWriter(String stem, @Nullable Object tree) {
        Pickler.StorageNumbers storages = new Pickler.StorageNumbers();
        byte[] pickle = new Pickler(storages).pickle(tree);
        members.put(stem + "/data.pkl", StoredZip.Content.of(pickle));
        members.put(stem + "/byteorder", StoredZip.Content.of(bytes("little")));
        storages.tensors().forEach((number, tensor) -> members.put(stem + "/data/" + number, content(tensor)));
        members.put(stem + "/version", StoredZip.Content.of(bytes("3\n")));
        long total =
                members.values().stream().mapToLong(StoredZip.Content::length).sum();
        if (total > StoredZip.LARGEST) {
            throw new DecathleteException(
                    ErrorKind.USAGE,
                    stem + " would have " + total + " bytes; files for PyTorch are written up to " + StoredZip.LARGEST);
        }
    }

    void writeTo(OutputStream stream) throws IOException {
        StoredZip.write(stream, members);
    }

    private static StoredZip.Content content(Tensor tensor) {
        ElementType type = ElementType.of(Tensors.type(tensor)).orElseThrow();
        return new StoredZip.Content(tensor.numel() * type.bytes(), out -> TensorBytes.write(tensor, type, out));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
