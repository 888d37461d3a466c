package tributary.fit;

import org.jspecify.annotations.Nullable;

import tributary.data.Panel;
import tributary.math.Kernels;
import tributary.math.RandomStream;
import tributary.math.RandomStreams;
import tributary.spec.Channel;
import tributary.spec.Control;
import tributary.spec.ModelSpec;
import tributary.spec.Outcome;
import tributary.spec.SimulationSpec;
import tributary.spec.SimulationSpec.ControlTruth;
import tributary.spec.SimulationSpec.GeoTruth;
import tributary.spec.SimulationSpec.SourceTruth;
import tributary.spec.Source;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Markets, channels and controls of a simulation: what no equation explains. Columns are by row.
 */
final class SimulatedInputs {
    private static final double YEAR = 365.25;

    /** Chain of the keys of what belongs to a market; those of the noise are of chain 0. */
    private static final int MARKETS = 1;

    private final SimulationSpec spec;
    private final List<LocalDate> weeks;
    private final List<Panel.Geo> geos;
    private int stream = 1; // stream 0 draws the parameters

    SimulatedInputs(SimulationSpec spec, List<LocalDate> weeks) {
        this.spec = spec;
        this.weeks = weeks;
        geos = spec.geos().map(this::markets).orElseGet(() -> List.of(geo("", 1)));
    }

    /** The markets, each in all weeks. */
    List<Panel.Geo> geos() {
        return geos;
    }

    private Panel.Geo geo(String name, double population) {
        return new Panel.Geo(name, population, 0, weeks.size());
    }

    private List<Panel.Geo> markets(GeoTruth truth) {
        boolean sized = spec.model().data().population().isPresent();
        List<Panel.Geo> markets = new ArrayList<>();
        for (int g = 0; g < truth.count(); g++) {
            double size = truth.population() * Kernels.exp(truth.populationSpread() * normal(0, g));
            markets.add(geo("Geo" + (g + 1), sized ? Math.max(1, Math.rint(size)) : 1));
        }
        return markets;
    }

    /** A standard normal number of a market; 0 is its size, i its i-th channel. */
    private double normal(int what, int geo) {
        return RandomStreams.normal(RandomStreams.key(spec.seed(), MARKETS, 0, what), geo, 0);
    }

    /** Adds every column that is not an equation's, in the order of the configuration. */
    void addTo(Map<String, double[]> columns) {
        ModelSpec model = spec.model();
        for (Channel channel : model.channels()) {
            SourceTruth truth = spec.sources().getOrDefault(channel.name(), SourceTruth.defaults());
            columns.put(channel.column(), channel(truth, model.channels().indexOf(channel) + 1));
        }
        for (Source source : model.sources()) {
            source.spend()
                    .ifPresent(money -> columns.put(money, spend(columns.get(source.column()))));
        }
        for (Control control : model.controls()) {
            ControlTruth truth =
                    spec.controls()
                            .getOrDefault(
                                    control.name(), ControlTruth.defaults(control.transform()));
            columns.put(control.column(), control(control, truth));
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
        double[] values = new double[geos.size() * weeks.size()];
        Arrays.fill(values, 1);
        return values;
    }

    /** The season is the same in all markets; level, chance and spread are their own. */
    private double[] channel(SourceTruth truth, int index) {
        RandomStream random = RandomStreams.chain(spec.seed(), stream++);
        double phase = random.nextDouble();
        double spread = spec.geos().map(GeoTruth::spread).orElse(0.0);
        double[] values = new double[geos.size() * weeks.size()];
        for (int g = 0; g < geos.size(); g++) {
            double usual = truth.level() * geos.get(g).population();
            double level = usual * Kernels.exp(spread * normal(index, g));
            for (int t = 0; t < weeks.size(); t++) {
                double angle = 2 * Math.PI * (weeks.get(t).toEpochDay() / YEAR + phase);
                double log =
                        truth.spread() * random.nextGaussian()
                                + truth.season() * StrictMath.sin(angle);
                boolean on = random.nextDouble() < truth.active();
                values[g * weeks.size() + t] = on ? rounded(level * Kernels.exp(log), usual) : 0;
            }
        }
        return values;
    }

    private double[] control(Control control, ControlTruth truth) {
        RandomStream random = RandomStreams.chain(spec.seed(), stream++);
        boolean indicator = control.transform() == Control.Transform.INDICATOR;
        double[] values = new double[geos.size() * weeks.size()];
        double innovation = Math.sqrt(1 - truth.ar() * truth.ar());
        double state = 0;
        for (int i = 0; i < values.length; i++) {
            double z = random.nextGaussian();
            state = i % weeks.size() == 0 ? z : truth.ar() * state + innovation * z;
            values[i] =
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
