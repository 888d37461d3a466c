package tributary.spec;

import static tributary.spec.SchemaNodes.date;
import static tributary.spec.SchemaNodes.either;
import static tributary.spec.SchemaNodes.integer;
import static tributary.spec.SchemaNodes.map;
import static tributary.spec.SchemaNodes.number;
import static tributary.spec.SchemaNodes.word;

import tools.jackson.databind.node.ObjectNode;

import tributary.spec.SchemaNodes.Keys;

/** The JSON Schema of {@code truth}, which makes a configuration a simulation. */
final class SimulationSchema {
    private SimulationSchema() {}

    static ObjectNode truth() {
        return Keys.of("What \"tributary simulate\" draws data from.")
                .key(
                        "parameters",
                        map(
                                "By parameter, or pattern with *: its true value, or \"prior\" to"
                                        + " draw it (default).",
                                either(
                                        "A value, or a draw.",
                                        number("A value.", NumberRange.ANY),
                                        word(SimulationSpecReader.PRIOR))))
                .key("seed", integer("Of everything random.", IntegerRange.ANY).put("default", 1))
                .key(
                        "weeks",
                        integer("Weeks of the file.", Limits.WEEKS)
                                .put("default", SimulationSpecReader.WEEKS))
                .key(
                        "start",
                        date("First day of the first week.")
                                .put("default", SimulationSpecReader.START.toString()))
                .key("geos", either("Markets: how many, or more of them.", count(), geos()))
                .key("sources", map("By channel or mediator.", source()))
                .key("controls", map("By control.", control()))
                .key(
                        "outcome",
                        Keys.of("Size of the outcome.")
                                .key(
                                        "level",
                                        number(
                                                        "Units (per head) per unit of the scaled"
                                                                + " outcome.",
                                                        NumberRange.POSITIVE)
                                                .put("default", 1))
                                .toJson())
                .toJson();
    }

    private static ObjectNode count() {
        return integer("Number of markets.", Limits.GEOS);
    }

    private static ObjectNode geos() {
        SimulationSpec.GeoTruth defaults = SimulationSpec.GeoTruth.of(1, true);
        return Keys.of("Markets Geo1, Geo2, ….")
                .requiredKey("count", count())
                .key(
                        "population",
                        number("Median size of a market.", NumberRange.POSITIVE)
                                .put("default", defaults.population()))
                .key(
                        "population_spread",
                        number("Standard deviation of its logarithm.", Limits.SPREAD)
                                .put("default", defaults.populationSpread()))
                .key(
                        "spread",
                        number(
                                        "Standard deviation over the markets of the logarithm of"
                                                + " media per head.",
                                        Limits.SPREAD)
                                .put("default", defaults.spread()))
                .toJson();
    }

    private static ObjectNode source() {
        SimulationSpec.SourceTruth defaults = SimulationSpec.SourceTruth.defaults();
        return Keys.of("Weeks of a source; of a mediator its level only.")
                .key(
                        "active",
                        number("Probability of a week with media.", Limits.PROBABILITY)
                                .put("default", defaults.active()))
                .key(
                        "level",
                        number("Median of an active week.", NumberRange.POSITIVE)
                                .put("default", defaults.level()))
                .key(
                        "spread",
                        number("Standard deviation of its logarithm.", Limits.SPREAD)
                                .put("default", defaults.spread()))
                .key(
                        "season",
                        number("Amplitude of an annual sine on its logarithm.", Limits.SEASON)
                                .put("default", defaults.season()))
                .toJson();
    }

    private static ObjectNode control() {
        return Keys.of("Weeks of a control; defaults depend on its transform.")
                .key("mean", number("Mean, or of an indicator its probability.", NumberRange.ANY))
                .key("sd", number("Standard deviation.", NumberRange.POSITIVE))
                .key("ar", number("Autocorrelation.", Limits.CORRELATION).put("default", 0))
                .toJson();
    }
}
