package org.decathlete.nn.tensor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.pytorch.SizeTPair;
import org.bytedeco.pytorch.cuda.CUDAAllocator;
import org.bytedeco.pytorch.global.torch_cuda;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.MachineMemory;

/** How much memory of a device this process takes. */
public interface MemoryMeter {

    /** The memory of {@code device}. */
    static MemoryMeter of(Device device) {
        return device.cuda() ? new Gpu((byte) device.index()) : new Processor();
    }

    /** Forgets earlier peaks. */
    void reset();

    /** Bytes taken at most since the last {@link #reset}. */
    long peak();

    /** Bytes that this process may take in all. */
    long capacity();

    /** Resident memory beyond that of the beginning, against what the machine still had then. */
    final class Processor implements MemoryMeter {
        private static final Path STATUS = Path.of("/proc/self/status");
        private static final String RESIDENT = "VmRSS:";

        private final long before = resident();
        private final long capacity = MachineMemory.availableBytes();

        @Override
        public void reset() {
            // The allocator keeps what a step took, so that the memory after it is that of its peak.
        }

        @Override
        public long peak() {
            return Math.max(0, resident() - before);
        }

        @Override
        public long capacity() {
            return capacity;
        }

        private static long resident() {
            if (!Files.exists(STATUS)) {
                return 0;
            }
            try {
                return Files.readAllLines(STATUS).stream()
                        .filter(line -> line.startsWith(RESIDENT))
                        .map(line -> line.substring(RESIDENT.length())
                                .replace("kB", "")
                                .strip())
                        .mapToLong(kilobytes -> Long.parseLong(kilobytes) << 10)
                        .findFirst()
                        .orElse(0);
            } catch (IOException e) {
                throw DecathleteException.data(STATUS + " cannot be read (" + e + ")", e);
            }
        }
    }

    /** What libtorch's allocator has reserved of an NVIDIA GPU. */
    final class Gpu implements MemoryMeter {
        private final byte index;

        Gpu(byte index) {
            this.index = index;
        }

        @Override
        public void reset() {
            try (Scope scope = Scope.open()) {
                CUDAAllocator allocator = torch_cuda.getAllocator();
                allocator.emptyCache();
                allocator.resetPeakStats(index);
            }
        }

        @Override
        public long peak() {
            try (Scope scope = Scope.open()) {
                return torch_cuda
                        .getAllocator()
                        .getDeviceStats(index)
                        .reserved_bytes()
                        .peak();
            }
        }

        @Override
        public long capacity() {
            try (Scope scope = Scope.open()) {
                CUDAAllocator allocator = torch_cuda.getAllocator();
                SizeTPair free = allocator.getMemoryInfo(index);
                return free.first()
                        + allocator.getDeviceStats(index).reserved_bytes().current();
            }
        }
    }
}
