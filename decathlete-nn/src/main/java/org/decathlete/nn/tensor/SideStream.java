package org.decathlete.nn.tensor;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.cuda.CUDAEvent;
import org.bytedeco.pytorch.cuda.CUDAStream;
import org.bytedeco.pytorch.global.torch_cuda;
import org.jspecify.annotations.Nullable;

/**
 * Work of one thread on a GPU in an order of its own, beside what other threads have queued there. On the processor, and where libtorch's
 * binding has no streams, the work is done in the order in which it is asked for.
 */
public final class SideStream implements AutoCloseable {
    private final Device device;
    private final @Nullable CUDAStream stream;

    private SideStream(Device device, @Nullable CUDAStream stream) {
        this.device = device;
        this.stream = stream;
    }

    /** Opens one for all that the calling thread does on {@code device} from now on; the thread is to end with it. */
    public static SideStream open(Device device) {
        if (!device.cuda()) {
            return new SideStream(device, null);
        }
        try (Scope scope = Scope.open()) {
            byte index = (byte) device.index();
            torch_cuda.set_device(index);
            CUDAStream stream = Scope.keep(torch_cuda.getStreamFromPool(false, index));
            torch_cuda.setCurrentCUDAStream(stream);
            return new SideStream(device, stream);
        } catch (LinkageError e) {
            return new SideStream(device, null);
        }
    }

    /** Whether the work has an order of its own. */
    public boolean isSeparate() {
        return stream != null;
    }

    /** Marks the end of what this thread has asked for so far. */
    public Mark mark() {
        if (stream == null) {
            return new Mark(device, null);
        }
        try (Scope scope = Scope.open()) {
            CUDAEvent event = Scope.keep(new CUDAEvent());
            event.record(stream);
            return new Mark(device, event);
        }
    }

    @Override
    public void close() {
        if (stream != null) {
            stream.close();
        }
    }

    /** The end of some work, for another thread to build upon. */
    public static final class Mark implements AutoCloseable {
        private final Device device;
        private final @Nullable CUDAEvent event;

        private Mark(Device device, @Nullable CUDAEvent event) {
            this.device = device;
            this.event = event;
        }

        /**
         * Lets all that the calling thread asks the device for from now on come after the work; the thread itself does not wait.
         *
         * @param results of the work that it will use: their memory is not used again before it has
         */
        public void precede(Tensor... results) {
            if (event == null) {
                return;
            }
            try (Scope scope = Scope.open()) {
                CUDAStream current = torch_cuda.getCurrentCUDAStream((byte) device.index());
                event.block(current);
                for (Tensor result : results) {
                    result.record_stream(current.unwrap());
                }
            }
        }

        @Override
        public void close() {
            if (event != null) {
                event.close();
            }
        }
    }
}
