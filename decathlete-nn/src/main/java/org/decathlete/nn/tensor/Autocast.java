package org.decathlete.nn.tensor;

import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * While open, convolutions and matrix products made on this thread compute in a {@link Precision}; each weight is cast once.
 * Closing it restores what was before. Losses belong outside, on logits cast to float32.
 */
public final class Autocast implements AutoCloseable {
    private final DeviceType device;
    private final boolean enabledBefore;
    private final boolean cachingBefore;
    private final ScalarType typeBefore;

    /** Opens it on this thread; FP32 switches an outer one off. */
    public static Autocast open(Device device, Precision precision) {
        return new Autocast(device.cuda() ? DeviceType.CUDA : DeviceType.CPU, precision);
    }

    private Autocast(DeviceType device, Precision precision) {
        this.device = device;
        enabledBefore = torch.is_autocast_enabled(device);
        cachingBefore = torch.is_autocast_cache_enabled();
        typeBefore = torch.get_autocast_dtype(device).intern();
        torch.set_autocast_enabled(device, precision != Precision.FP32);
        if (precision != Precision.FP32) {
            torch.set_autocast_dtype(device, precision.type());
        }
        torch.increment_nesting();
        torch.set_autocast_cache_enabled(true);
    }

    @Override
    public void close() {
        // Casts kept beyond this point would be those of weights that the optimiser is about to change.
        if (torch.decrement_nesting() == 0) {
            torch.clear_cache();
        }
        torch.set_autocast_enabled(device, enabledBefore);
        torch.set_autocast_dtype(device, typeBefore);
        torch.set_autocast_cache_enabled(cachingBefore);
    }
}
