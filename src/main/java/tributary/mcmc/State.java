package tributary.mcmc;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Arrays of numbers as bytes of a checkpoint, exact to the bit. */
final class State {
    private State() {}

    static void write(DataOutput out, double[] values) throws IOException {
        for (double value : values) {
            out.writeLong(Double.doubleToRawLongBits(value));
        }
    }

    static void read(DataInput in, double[] values) throws IOException {
        for (int i = 0; i < values.length; i++) {
            values[i] = Double.longBitsToDouble(in.readLong());
        }
    }
}
