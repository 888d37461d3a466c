package tributary.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tributary.data.Panel;
import tributary.spec.ModelSpec;
import tributary.spec.ModelSpecReader;
import tributary.spec.Prior;
import tributary.spec.SpecException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Floor, reference price, bounds of the choke price and activity, from the training weeks; the
 * first week here is before them and the last one after.
 */
class PriceScaleTest {
    private static final double[] MEDIA = {9, 0, 4, 1, 0, 3, 2};
    private static final double[] ALWAYS = {0, 1, 4, 1, 2, 3, 0};
    private static final double[] NEVER = {9, 0, 0, 0, 0, 0, 2};

    @TempDir private Path folder;

    private CompiledModel compile(
            String floor, String priors, double[] media, double[] y, double[] price)
            throws IOException {
        Path file = folder.resolve("m.json");
        Files.writeString(
                file,
                """
                { "data": { "file": "w.csv", "date": "week" },
                  "outcome": { "column": "y", "link": "log"%s },
                  "channels": [ { "column": "a", "scale": 2 }, { "column": "b" } ],
                  "paths": [ { "from": "a", "to": "y", "activity": true }, "b -> y" ],
                  "controls": [ { "column": "price", "price_response": "linear_demand" } ],
                  "trend": { "type": "none" }, "seasonality": { "order": 0 },
                  "priors": { %s } }
                """
                        .formatted(floor, priors));
        ModelSpec spec = ModelSpecReader.read(file);
        List<LocalDate> weeks =
                IntStream.range(0, y.length)
                        .mapToObj(t -> LocalDate.of(2024, 1, 7).plusWeeks(t))
                        .toList();
        var columns = Map.of("y", y, "a", media, "b", MEDIA, "price", price);
        return ModelCompiler.compile(
                spec, new Panel(weeks, columns, 1, y.length - 1, "w.csv", "", List.of()));
    }

    private CompiledModel compile(String floor, double[] y, double[] price) throws IOException {
        return compile(floor, "", MEDIA, y, price);
    }

    private static PriceScale scale(CompiledModel model) {
        return model.scaling().price().orElseThrow();
    }

    private static Prior prior(CompiledModel model) {
        return Objects.requireNonNull(model.parameters().priors().get("choke_price_y"));
    }

    @Test
    void chokePriceLiesBetweenThePricesAboveAndAtTheFloor() throws IOException {
        double[] y = {1, 20, 1, 40, 0.5, 10, 900};
        double[] price = {50, 8, 12, 9, 11, 7, 60};
        CompiledModel model = compile(", \"floor\": 1", y, price);
        assertThat(scale(model)).isEqualTo(new PriceScale(9, 9, 11));
        assertThat(prior(model)).isEqualTo(new Prior.Uniform(9, 11));
        // Weeks at or below the floor are not in the geometric mean.
        assertThat(model.outcome().scale().scale()).isCloseTo(20, within(1e-13));
        CompiledEquation.Censoring censoring = model.outcome().censoring().orElseThrow();
        assertThat(Arrays.stream(censoring.cells()).map(model.cells()::week)).containsExactly(2, 4);
        assertThat(censoring.bounds()[censoring.cells()[0]])
                .isCloseTo(-StrictMath.log(20), within(1e-14));
    }

    @Test
    void aFlooredWeekWithALowPriceSaysNothingOfTheChokePrice() throws IOException {
        double[] y = {1, 20, 1, 40, 1, 10, 900};
        for (double low : new double[] {7, 9}) {
            double[] price = {50, 8, 12, 9, low, 8, 60};
            CompiledModel model = compile(", \"floor\": 1", y, price);
            assertThat(scale(model).lower()).isEqualTo(9);
            assertThat(scale(model).upper()).isInfinite();
            assertThat(prior(model)).isEqualTo(new Prior.Pareto(9, 5));
        }
    }

    @Test
    void withoutAFloorTheChokePriceIsAboveEveryPrice() throws IOException {
        double[] y = {1, 20, 1, 40, 1, 10, 900};
        double[] price = {50, 8, 12, 9, 11, 7, 60};
        CompiledModel model = compile("", y, price);
        assertThat(scale(model)).isEqualTo(new PriceScale(9, 12, Double.POSITIVE_INFINITY));
        assertThat(prior(model)).isEqualTo(new Prior.Pareto(12, 5));
    }

    @Test
    void aPriorOfTheAnalystIsCutOffAtTheBounds() throws IOException {
        double[] y = {1, 20, 1, 40, 1, 10, 900};
        double[] price = {50, 8, 12, 9, 11, 7, 60};
        CompiledModel model =
                compile(", \"floor\": 1", "\"choke_price_*\": \"normal(10, 5)\"", MEDIA, y, price);
        assertThat(prior(model)).isEqualTo(new Prior.Normal(10, 5));
        int i = model.parameters().sampledNames().indexOf("choke_price_y");
        assertThat(model.parameters().lower(i)).isEqualTo(9);
        assertThat(model.parameters().upper(i)).isEqualTo(11);
        assertThatThrownBy(() ->
                        compile(
                                ", \"floor\": 1",
                                "\"choke_price_y\": \"uniform(20, 30)\"",
                                MEDIA,
                                y,
                                price))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("choke_price_y")
                .hasMessageContaining("(9.0, 11.0)");
        assertThatThrownBy(() ->
                        compile(
                                ", \"floor\": 1",
                                "\"choke_price_y\": \"dirac(11)\"",
                                MEDIA,
                                y,
                                price))
                .hasMessageContaining("dirac(11.0) for choke_price_y must lie in (9.0, 11.0)");
    }

    /** The price is the same in most weeks: the reference is L itself, and P₀ above it. */
    @Test
    void theReferenceMayBeTheHighestPrice() throws IOException {
        double[] y = {1, 20, 30, 40, 15, 10, 900};
        double[] price = {50, 9, 9, 9, 5, 9, 60};
        CompiledModel model = compile("", y, price);
        assertThat(scale(model)).isEqualTo(new PriceScale(9, 9, Double.POSITIVE_INFINITY));
        double[] q = new double[model.posterior().dimension()];
        assertThat(model.posterior().logDensity(q, new double[q.length])).isFinite();
    }

    /** At its median price the shop is closed: demand has no reference there. */
    @Test
    void aMedianPriceThatNobodyPaysIsRefused() {
        double[] y = {1, 20, 1, 1, 1, 10, 900};
        double[] price = {50, 8, 12, 13, 11, 7, 60};
        assertThatThrownBy(() -> compile(", \"floor\": 1", y, price))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("$.controls")
                .hasMessageContaining("median")
                .hasMessageContaining("11.0")
                .hasMessageContaining("8.0");
    }

    @Test
    void activityNeedsWeeksWithAndWithout() {
        double[] y = {1, 20, 2, 40, 3, 10, 900};
        double[] price = {50, 8, 12, 9, 11, 7, 60};
        assertThatThrownBy(() -> compile("", "", ALWAYS, y, price))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("$.paths")
                .hasMessageContaining("\"activity\" of \"a -> y\": a is on in every one of the");
        assertThatThrownBy(() -> compile("", "", NEVER, y, price))
                .hasMessageContaining("a is on in none of the training weeks");
    }
}
