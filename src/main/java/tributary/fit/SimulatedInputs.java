package tributary.fit;

import org.jspecify.annotations.Nullable;

import tributary.math.Kernels;
import tributary.math.RandomStream;
import tributary.math.RandomStreams;
import tributary.spec.Channel;
import tributary.spec.Control;
import tributary.spec.ModelSpec;
import tributary.spec.Outcome;
import tributary.spec.SimulationSpec;
import tributary.spec.SimulationSpec.ControlTruth;
import tributary.spec.SimulationSpec.SourceTruth;
import tributary.spec.Source;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Channels and controls of a simulation: what no equation explains. */
final class SimulatedInputs {
    private static final double YEAR = 365.25;

    private final SimulationSpec spec;
    private final List<LocalDate> weeks;
    private int stream = 1; // stream 0 draws the parameters

    SimulatedInputs(SimulationSpec spec, List<LocalDate> weeks) {
        this.spec = spec;
        this.weeks = weeks;
    }

    /** Adds every column that is not an equation's, in the order of the configuration. */
    void addTo(Map<String, double[]> columns) {
        ModelSpec model = spec.model();
        for (Channel channel : model.channels()) {
            double[] values =
                    channel(spec.sources().getOrDefault(channel.name(), SourceTruth.defaults()));
            columns.put(channel.column(), values);
        }
        for (Source source : model.sources()) {
            source.spend()
                    .ifPresent(money -> columns.put(money, spend(columns.get(source.column()))));
        }
        for (Control control : model.controls()) {
            columns.put(
                    control.column(),
                    control(
                            control,
                            spec.controls()
                                    .getOrDefault(
                                            control.name(),
                                            ControlTruth.defaults(control.transform()))));
        }
        if (model.outcome().value() instanceof Outcome.Value.Column(String name)) {
            columns.putIfAbsent(name, ones());
        }
    }

    /**
     * A unit costs 1, so money equals units; of a mediator, whose units are not there yet, 1 a
     * week.
     */
    private double[] spend(double @Nullable [] units) {
        return units == null ? ones() : units.clone();
    }

    private double[] ones() {
        double[] values = new double[weeks.size()];
        Arrays.fill(values, 1);
        return values;
    }

    private double[] channel(SourceTruth truth) {
        RandomStream random = RandomStreams.chain(spec.seed(), stream++);
        double phase = random.nextDouble();
        double[] values = new double[weeks.size()];
        for (int t = 0; t < values.length; t++) {
            double angle = 2 * Math.PI * (weeks.get(t).toEpochDay() / YEAR + phase);
            double log =
                    truth.spread() * random.nextGaussian() + truth.season() * StrictMath.sin(angle);
            boolean on = random.nextDouble() < truth.active();
            values[t] = on ? rounded(truth.level() * Kernels.exp(log), truth.level()) : 0;
        }
        return values;
    }

    private double[] control(Control control, ControlTruth truth) {
        RandomStream random = RandomStreams.chain(spec.seed(), stream++);
        boolean indicator = control.transform() == Control.Transform.INDICATOR;
        double[] values = new double[weeks.size()];
        double state = random.nextGaussian();
        double innovation = Math.sqrt(1 - truth.ar() * truth.ar());
        for (int t = 0; t < values.length; t++) {
            if (t > 0) {
                state = truth.ar() * state + innovation * random.nextGaussian();
            }
            values[t] =
                    indicator
                            ? (random.nextDouble() < truth.mean() ? 1 : 0)
                            : rounded(
                                    truth.mean() + truth.sd() * state,
                                    Math.max(Math.abs(truth.mean()), truth.sd()));
        }
        return values;
    }

    /** A value to six significant digits of its level, as a data file would hold it. */
    static double rounded(double value, double level) {
        int decimals = (int) Math.max(0, 5 - Math.floor(Math.log10(level)));
        double unit = 1;
        for (int i = 0; i < decimals; i++) {
            unit *= 10;
        }
        return Math.rint(value * unit) / unit;
    }
}
