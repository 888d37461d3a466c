package tributary.spec;

import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A model with a known truth to simulate from.
 *
 * @param parameters value by parameter name or pattern, in order of the file; empty value: draw it
 *     from its prior. Parameters that are not named are drawn from their priors
 * @param seed of everything drawn
 * @param start first day of the first week
 * @param sources how each channel's weeks are drawn; for a mediator only {@code level} (its scale)
 *     is used
 * @param controls how each control column is drawn
 * @param outcomeLevel units of the outcome (with {@code data.population}: per head) per unit of the
 *     scaled outcome (default 1)
 * @param geos the markets; empty: one, without a column for it
 */
public record SimulationSpec(
        ModelSpec model,
        Map<String, OptionalDouble> parameters,
        long seed,
        int weeks,
        LocalDate start,
        Map<String, SourceTruth> sources,
        Map<String, ControlTruth> controls,
        double outcomeLevel,
        Optional<GeoTruth> geos) {
    public SimulationSpec {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
        controls = Collections.unmodifiableMap(new LinkedHashMap<>(controls));
    }

    /**
     * Markets Geo1, Geo2, …, each with {@code population · exp(populationSpread·z)} people where
     * the model has a column for them, and with the level of each source's media per head times
     * {@code exp(spread·z)}.
     *
     * @param count number of markets
     * @param population median over the markets (default 1,000,000; 1 without {@code
     *     data.population})
     * @param populationSpread sd of its logarithm (default 0.5; 0 without {@code data.population})
     * @param spread sd over the markets of the logarithm of a source's level (default 0.3)
     */
    public record GeoTruth(int count, double population, double populationSpread, double spread) {
        /** So many markets of different size with different media. */
        public static GeoTruth of(int count, boolean population) {
            return population ? new GeoTruth(count, 1e6, 0.5, 0.3) : new GeoTruth(count, 1, 0, 0.3);
        }
    }

    /**
     * A source's weeks: on with probability {@code active}; when on {@code level · exp(spread·z +
     * season·sin)} with an annual sine.
     *
     * @param active probability of a week with media, above 0 to 1 (default 1)
     * @param level median of an active week, in units of the column (with {@code data.population}:
     *     per head) (default 1)
     * @param spread sd of the logarithm (default 0.3)
     * @param season amplitude of the annual sine on the logarithm (default 0)
     */
    public record SourceTruth(double active, double level, double spread, double season) {
        /** On in every week around level 1. */
        public static SourceTruth defaults() {
            return new SourceTruth(1, 1, 0.3, 0);
        }
    }

    /**
     * A control's weeks: mean + sd · AR(1) with unit marginal variance; an indicator is 1 with
     * probability {@code mean}.
     *
     * @param mean default 0; of an indicator 0.1; of a control whose logarithm is taken 1
     * @param sd default 1; of a control whose logarithm is taken 0.1
     * @param ar autocorrelation, −1 < ar < 1 (default 0)
     */
    public record ControlTruth(double mean, double sd, double ar) {
        /** The defaults for a control with the given transform. */
        public static ControlTruth defaults(Control.Transform transform) {
            return switch (transform) {
                case STANDARDIZE, NONE -> new ControlTruth(0, 1, 0);
                case INDICATOR -> new ControlTruth(0.1, 1, 0);
                case LOG, LOG_STANDARDIZE -> new ControlTruth(1, 0.1, 0);
            };
        }
    }
}
