package tributary.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tributary.data.DataException;
import tributary.data.Panel;
import tributary.spec.ModelSpec;
import tributary.spec.ModelSpecReader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** Scales come from the training weeks alone; the first week here only feeds the adstock. */
class ScalingTest {
    private static final double[] MEDIA = {900, 0, 4, 1, 0, 3, 2};
    private static final double[] Y = {500, 10, 0, 20, 30, 0, 40};
    private static final double[] PRICE = {1, 2, 2, 8, 8, 2, 8};

    @TempDir private Path folder;

    private Scaling scaling(String outcome, String mediator, double[] y, double[] m)
            throws IOException {
        Path file = folder.resolve("m.json");
        Files.writeString(
                file,
                """
                { "data": { "file": "w.csv", "date": "week" },
                  "outcome": { "column": "y"%s },
                  "channels": [ { "column": "a" }, { "column": "fixed", "scale": 12.5 } ],
                  "mediators": [ { "column": "m"%s } ],
                  "paths": [ "a -> m", "a -> y", "fixed -> y", "m -> y" ],
                  "controls": [ { "column": "price" },
                                { "column": "lp", "transform": "log_standardize" },
                                { "column": "flag", "transform": "indicator" },
                                { "column": "raw", "transform": "none" } ] }
                """
                        .formatted(outcome, mediator));
        ModelSpec spec = ModelSpecReader.read(file);
        List<LocalDate> weeks =
                IntStream.range(0, y.length)
                        .mapToObj(t -> LocalDate.of(2024, 1, 7).plusWeeks(t))
                        .toList();
        Map<String, double[]> columns =
                Map.of(
                        "y", y, "a", MEDIA, "fixed", MEDIA, "m", m, "price", PRICE, "lp", PRICE,
                        "flag", PRICE, "raw", PRICE);
        return Scaling.of(spec, new Panel(weeks, columns, 1, "w.csv", "", List.of()));
    }

    private static ResponseScale response(Scaling scaling, String name) {
        return Objects.requireNonNull(scaling.responses().get(name), name);
    }

    @Test
    void sourceIsDividedByTheMedianOfItsActiveWeeks() throws IOException {
        Scaling scaling = scaling("", "", Y, MEDIA);
        assertThat(scaling.source("a")).isEqualTo(2.5);
        assertThat(scaling.source("fixed")).isEqualTo(12.5);
    }

    @Test
    void outcomeIsDividedByItsMeanWithoutZeroWeeks() throws IOException {
        ResponseScale scale = response(scaling("", "", Y, MEDIA), "y");
        assertThat(scale.scale()).isEqualTo(25);
        assertThat(scale.toModel(50)).isEqualTo(2);
        assertThat(scale.toModel(0)).isZero();
        assertThat(scale.toColumn(2)).isEqualTo(50);
        assertThat(scale.standardized()).isFalse();
    }

    @Test
    void logLinkDividesByTheGeometricMeanAndByNoStandardDeviation() throws IOException {
        double[] y = {500, 1, 4, 2, 8, 2, 4};
        ResponseScale scale = response(scaling(", \"link\": \"log\"", "", y, MEDIA), "y");
        assertThat(scale.scale()).isCloseTo(StrictMath.pow(512, 1.0 / 6), within(1e-14));
        assertThat(scale.toModel(8)).isCloseTo(1.5 * StrictMath.log(2), within(1e-14));
        assertThat(scale.toColumn(scale.toModel(8))).isCloseTo(8, within(1e-14));
    }

    @Test
    void sdScaleCentresAnOutcomeWithBothSigns() throws IOException {
        double[] y = {500, -3, 0, 1, 1, 0, 5};
        ResponseScale scale = response(scaling(", \"scale\": \"sd\"", "", y, MEDIA), "y");
        assertThat(scale.centre()).isEqualTo(1); // of −3, 1, 1, 5: zero rows do not count
        assertThat(scale.scale()).isCloseTo(Math.sqrt(32.0 / 3), within(1e-15));
        assertThat(scale.toModel(1)).isZero();
        assertThat(scale.standardized()).isTrue();
    }

    @Test
    void positiveMediatorHasOneScaleAsSourceAndAsResponse() throws IOException {
        double[] m = {900, 6, 0, 2, 8, 0, 4};
        Scaling scaling = scaling("", "", Y, m);
        ResponseScale scale = response(scaling, "m");
        assertThat(scaling.source("m")).isEqualTo(5);
        assertThat(scale.scale()).isEqualTo(5);
        assertThat(scale.centre()).isZero();
        assertThat(scale.standardized()).isFalse();
    }

    @Test
    void mediatorWithBothSignsIsStandardizedAsAResponse() throws IOException {
        double[] m = {900, -4, 0, 2, 6, 0, 2};
        Scaling scaling = scaling("", ", \"saturation\": \"linear\"", Y, m);
        ResponseScale scale = response(scaling, "m");
        assertThat(scale.centre()).isEqualTo(1);
        assertThat(scale.scale()).isCloseTo(Math.sqrt(54.0 / 5), within(1e-15));
        assertThat(scale.standardized()).isTrue();
        assertThat(scaling.source("m")).isEqualTo(2);
    }

    @Test
    void controlsAreStandardizedAfterTheirLogarithmOrEnterAsTheyAre() throws IOException {
        Scaling scaling = scaling("", "", Y, MEDIA);
        assertThat(scaling.control("price").centre()).isEqualTo(5);
        assertThat(scaling.control("price").scale()).isCloseTo(Math.sqrt(54 / 5.0), within(1e-15));
        double ln2 = StrictMath.log(2);
        assertThat(scaling.control("lp").centre()).isCloseTo(2 * ln2, within(1e-15));
        assertThat(scaling.control("lp").scale()).isCloseTo(ln2 * Math.sqrt(1.2), within(1e-15));
        assertThat(scaling.control("flag")).isEqualTo(new Scaling.ControlScale(0, 1));
        assertThat(scaling.control("raw")).isEqualTo(new Scaling.ControlScale(0, 1));
    }

    @Test
    void saysWhatHasNoScale() {
        double[] silent = new double[Y.length];
        assertThatThrownBy(() -> scaling("", "", Y, silent))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("w.csv: column m")
                .hasMessageContaining("no value above 0 in the training weeks");
        double[] losses = {500, -3, 0, 1, 1, 0, -5};
        assertThatThrownBy(() -> scaling("", "", losses, MEDIA))
                .hasMessageContaining("column y: its mean -1.5 is not positive")
                .hasMessageContaining("\"scale\": \"sd\"");
    }
}
