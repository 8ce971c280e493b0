package org.decathlete.nn.train.step;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.decathlete.nn.tensor.Device;
import org.decathlete.nn.tensor.Scope;
import org.decathlete.nn.tensor.Tensors;

/** Steps that were taken and whose outcomes nobody has looked at yet; looking at them waits for the device once for all. */
public final class UnreadSteps {
    private final List<StepReading> steps = new ArrayList<>();
    private long began;
    private double secondsPerStep;

    /** A step begins. */
    public void begin() {
        if (steps.isEmpty()) {
            began = System.nanoTime();
        }
    }

    /** A step was taken; what it holds is closed when it is read or forgotten. */
    public void add(StepReading step) {
        steps.add(step);
    }

    /** How many there are. */
    public int count() {
        return steps.size();
    }

    /** The outcomes in order; none is unread afterwards. */
    public List<StepOutcome> read() {
        try (Scope scope = Scope.open()) {
            List<Tensor> coming = new ArrayList<>();
            for (StepReading step : steps) {
                if (step.coming() != null) {
                    coming.add(step.coming());
                }
            }
            Tensor values = coming.isEmpty()
                    ? Tensors.zeros(ScalarType.Double, Device.CPU, 0, 2)
                    : Tensors.to(torch.stack(new TensorVector(coming.toArray(Tensor[]::new))), Device.CPU);
            List<StepOutcome> outcomes = new ArrayList<>();
            int row = 0;
            for (StepReading step : steps) {
                if (step.known() != null) {
                    outcomes.add(step.known());
                } else {
                    double loss = values.data_ptr_double().get(2L * row);
                    double norm = values.data_ptr_double().get(2L * row + 1);
                    outcomes.add(new StepOutcome(step.iteration(), loss, norm, false));
                    row++;
                }
            }
            secondsPerStep = (System.nanoTime() - began) / 1e9 / Math.max(1, outcomes.size());
            return outcomes;
        } finally {
            forget();
        }
    }

    /** How long each step took of those that were read last, the wait for the device included. */
    public double secondsPerStep() {
        return secondsPerStep;
    }

    /** Drops them unread. */
    public void forget() {
        steps.forEach(StepReading::close);
        steps.clear();
    }
}
