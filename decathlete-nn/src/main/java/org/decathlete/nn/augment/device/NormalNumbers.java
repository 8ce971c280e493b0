package org.decathlete.nn.augment.device;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Tensors;

/**
 * Normally distributed numbers that are a function of a key and a counter, made by operations that every device computes alike up to
 * the last digits of logarithm and cosine: a bijection of 64 bits (the finaliser of MurmurHash3 in Stafford's variant 13, on Weyl's
 * sequence, as SplittableRandom has it), then the transform of Box and Muller.
 */
final class NormalNumbers {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
    private static final int BITS = 24;
    private static final double UNIT = 1.0 / (1 << BITS);

    private NormalNumbers() {}

    /**
     * Numbers of mean 0 and deviation 1.
     *
     * @param high upper half of each key, (N, 1) int64 in [0, 2²⁴)
     * @param low lower half
     * @param count how many for each key
     * @return (N, count) float32
     */
    static Tensor of(Tensor high, Tensor low, long count, Device device) {
        long pairs = (count + 1) / 2;
        Tensor bits = torch.arange(new Scalar(1L), new Scalar(pairs + 1), Tensors.options(ScalarType.Long, device))
                .mul_(new Scalar(GOLDEN_GAMMA))
                .add(high.mul(new Scalar(1L << BITS)).add_(low));
        bits.bitwise_xor_(shifted(bits, 30)).mul_(new Scalar(0xBF58476D1CE4E5B9L));
        bits.bitwise_xor_(shifted(bits, 27)).mul_(new Scalar(0x94D049BB133111EBL));
        bits.bitwise_xor_(shifted(bits, 31));
        Tensor radius = shifted(bits, Long.SIZE - BITS)
                .to(ScalarType.Float)
                .add_(new Scalar(0.5))
                .mul_(new Scalar(UNIT))
                .log_()
                .mul_(new Scalar(-2.0))
                .sqrt_();
        Tensor angle = bits.bitwise_and_(new Scalar((1L << BITS) - 1))
                .to(ScalarType.Float)
                .mul_(new Scalar(2 * Math.PI * UNIT));
        Tensor both =
                torch.cat(new TensorVector(angle.cos().mul_(radius), angle.sin().mul_(radius)), 1);
        return both.narrow(1, 0, count);
    }

    /** Shifted right, with zeros from the left. */
    private static Tensor shifted(Tensor bits, int by) {
        return bits.__rshift__(new Scalar((long) by)).bitwise_and_(new Scalar((1L << (Long.SIZE - by)) - 1));
    }
}
