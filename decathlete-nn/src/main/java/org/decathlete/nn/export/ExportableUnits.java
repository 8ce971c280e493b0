package org.decathlete.nn.export;

import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.spec.Activation;
import org.decathlete.core.spec.Norm;
import org.decathlete.core.spec.UNetSpec;
import org.decathlete.core.spec.UnitSpec;

/** Which networks other programs can be given: those with the units that nnU-Net plans. */
final class ExportableUnits {

    private ExportableUnits() {}

    /**
     * What follows every convolution of the network.
     *
     * @param format whom for, for the message
     * @throws DecathleteException of kind USAGE when units are others than instance normalisation and leaky ReLU without dropout
     */
    static UnitSpec of(UNetSpec spec, String format) {
        UnitSpec unit = spec.encoderUnit();
        boolean known = unit.norm() == Norm.INSTANCE
                && unit.activation() == Activation.LEAKY_RELU
                && unit.dropout() == 0
                && unit.equals(spec.decoderUnit());
        if (!known) {
            throw DecathleteException.usage("the model cannot be exported for " + format + ": its units are "
                    + unit + " and " + spec.decoderUnit()
                    + "; only instance normalisation with leaky ReLU and without dropout can be");
        }
        return unit;
    }
}
