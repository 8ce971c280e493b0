package org.decathlete.nn.tensor;

import java.util.Locale;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Host;

/**
 * The number format in which convolutions compute. Weights, normalisation statistics and losses are float32 always.
 */
public enum Precision {
    /** 32-bit floating point. */
    FP32(ScalarType.Float),
    /** 16 bits with float32's range: about two to eight times as fast where the processor has instructions for it. */
    BF16(ScalarType.BFloat16),
    /** 16 bits with more digits and less range; for GPUs without BF16, and only with a scaled loss. */
    FP16(ScalarType.Half);

    private final ScalarType type;

    Precision(ScalarType type) {
        this.type = type;
    }

    /** libtorch's name for it. */
    public ScalarType type() {
        return type;
    }

    /**
     * The precision of a command line's {@code --precision}.
     *
     * @param name {@code auto} (bf16 where the device computes it natively, fp32 elsewhere), {@code fp32}, {@code bf16} or
     *     {@code fp16}
     * @throws DecathleteException of kind USAGE when it is none of these, or fp16 on the processor
     */
    public static Precision parse(String name, Device device) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "auto" -> automatic(device);
            case "fp32" -> FP32;
            case "bf16" -> BF16;
            case "fp16" -> onGpuOnly(device);
            default -> throw DecathleteException.usage("--precision " + name + ": expected auto, fp32, bf16 or fp16");
        };
    }

    private static Precision automatic(Device device) {
        if (device.cuda()) {
            return BF16;
        }
        return Host.current().instructions().stream().anyMatch(Precision::isNativeBf16) ? BF16 : FP32;
    }

    private static boolean isNativeBf16(String instruction) {
        return instruction.equals("avx512_bf16") || instruction.equals("amx_bf16");
    }

    private static Precision onGpuOnly(Device device) {
        if (device.cuda()) {
            return FP16;
        }
        throw DecathleteException.usage("--precision fp16 needs a GPU; on the processor use bf16 or fp32");
    }
}
