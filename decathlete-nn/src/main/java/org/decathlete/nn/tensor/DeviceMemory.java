package org.decathlete.nn.tensor;

import java.util.OptionalLong;
import org.bytedeco.pytorch.SizeTPair;
import org.bytedeco.pytorch.global.torch_cuda;

/** Memory of the device that libtorch computes on. */
public final class DeviceMemory {

    private DeviceMemory() {}

    /**
     * Bytes of a GPU that are free, after libtorch has given back what it holds in reserve; nothing for the processor, and where the
     * driver does not say.
     */
    public static OptionalLong free(Device device) {
        if (!device.cuda()) {
            return OptionalLong.empty();
        }
        try (Scope scope = Scope.open()) {
            torch_cuda.getAllocator().emptyCache();
            SizeTPair freeAndTotal = torch_cuda.getAllocator().getMemoryInfo((byte) device.index());
            return OptionalLong.of(freeAndTotal.first());
        } catch (RuntimeException | LinkageError e) {
            // A guess that is too large is put right when memory runs out.
            return OptionalLong.empty();
        }
    }

    /** Whether an operation failed for want of memory, which libtorch says in words only. */
    public static boolean isExhausted(RuntimeException failure) {
        String message = String.valueOf(failure.getMessage());
        return message.contains("allocate memory") || message.contains("out of memory");
    }
}
