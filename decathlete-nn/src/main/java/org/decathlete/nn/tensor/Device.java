package org.decathlete.nn.tensor;

import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.decathlete.core.run.DecathleteException;

/**
 * Where tensors live.
 *
 * @param cuda whether it is an NVIDIA GPU
 * @param index which GPU, 0 for the processor
 */
public record Device(boolean cuda, int index) {
    /** The processor. */
    public static final Device CPU = new Device(false, 0);

    /**
     * The device of a command line's {@code --device}.
     *
     * @param name {@code auto} (a GPU where there is one), {@code cpu} or {@code cuda:N}
     * @throws DecathleteException of kind USAGE when it is none of these or no such GPU is there
     */
    public static Device parse(String name) {
        if (name.equals("cpu")) {
            return CPU;
        }
        Native.load();
        long gpus = torch.hasCUDA() ? torch.getNumGPUs() : 0;
        if (name.equals("auto")) {
            return gpus > 0 ? new Device(true, 0) : CPU;
        }
        if (name.matches("cuda(:\\d+)?")) {
            int index = name.length() > 5 ? Integer.parseInt(name.substring(5)) : 0;
            if (index < gpus) {
                return new Device(true, index);
            }
            throw DecathleteException.usage("--device " + name + ": this libtorch sees " + gpus
                    + " CUDA device(s); use cpu, or build with -Pgpu on a machine with one");
        }
        throw DecathleteException.usage("--device " + name + ": expected auto, cpu or cuda:N");
    }

    /** libtorch's name for it. */
    org.bytedeco.pytorch.Device handle() {
        return new org.bytedeco.pytorch.Device(cuda ? DeviceType.CUDA : DeviceType.CPU, (byte) index);
    }

    @Override
    public String toString() {
        return cuda ? "cuda:" + index : "cpu";
    }
}
