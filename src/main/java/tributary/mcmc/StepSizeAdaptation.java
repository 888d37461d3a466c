package tributary.mcmc;

import tributary.math.Kernels;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Dual averaging of the log step size towards a target acceptance.
 *
 * <p>Source: Hoffman and Gelman (2014), The No-U-Turn sampler, section 3.2, equation 6, with γ =
 * 0.05, t₀ = 10, κ = 0.75.
 */
final class StepSizeAdaptation {
    private static final double GAMMA = 0.05;
    private static final double T0 = 10;
    private static final double KAPPA = 0.75;

    private final double targetAccept;
    private double shrinkageTarget;
    private double meanError;
    private double logAveraged;
    private int count;

    StepSizeAdaptation(double targetAccept) {
        this.targetAccept = targetAccept;
    }

    /** Starts again from a step size; iterates shrink towards ten times it, to try large ones. */
    void restart(double stepSize) {
        shrinkageTarget = Kernels.log(10 * stepSize);
        meanError = 0;
        logAveraged = 0;
        count = 0;
    }

    /** Learns from one transition's acceptance statistic in [0, 1]; the next step size to try. */
    double update(double acceptStatistic) {
        count++;
        double weight = 1 / (count + T0);
        meanError += weight * (targetAccept - acceptStatistic - meanError);
        double logStep = shrinkageTarget - meanError * Math.sqrt(count) / GAMMA;
        double averaging = StrictMath.pow(count, -KAPPA);
        logAveraged += averaging * (logStep - logAveraged);
        return Kernels.exp(logStep);
    }

    /** The averaged step size, to be used after adaptation; at least one update must have come. */
    double averaged() {
        return Kernels.exp(logAveraged);
    }

    void save(DataOutput out) throws IOException {
        out.writeDouble(shrinkageTarget);
        out.writeDouble(meanError);
        out.writeDouble(logAveraged);
        out.writeInt(count);
    }

    void restore(DataInput in) throws IOException {
        shrinkageTarget = in.readDouble();
        meanError = in.readDouble();
        logAveraged = in.readDouble();
        count = in.readInt();
    }
}
