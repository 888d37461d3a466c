package tributary.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tributary.data.Finding;
import tributary.data.Finding.Severity;
import tributary.model.ModelCompiler;
import tributary.store.DesignSummary;
import tributary.store.DesignSummary.ActiveRows;
import tributary.store.DesignSummary.Column;
import tributary.store.DesignSummary.EquationDesign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;

class DesignCheckTest {
    private static final int WEEKS = 60;

    @TempDir private Path folder;

    private static double tv(int t) {
        return t % 3 == 0 ? 0 : 100 + 7 * (t * t % 11);
    }

    private static double radio(int t) {
        return t >= 40 && t < 48 ? 50 + t % 5 : 0;
    }

    private static double price(int t) {
        return 10 + (t * 5 % 7) / 10.0;
    }

    private DesignSummary of(String more) throws IOException {
        return of("", more, List.of(""));
    }

    private DesignSummary of(String data, String more, List<String> geos) throws IOException {
        var csv = new StringBuilder("week,tv,radio,price,twice,geo,size,y\n");
        for (String geo : geos) {
            for (int t = 0; t < WEEKS; t++) {
                csv.append(LocalDate.of(2024, 1, 7).plusWeeks(t));
                double size = 1 + geos.indexOf(geo);
                for (double x : new double[] {tv(t), radio(t), price(t), 3 - 2 * price(t)}) {
                    csv.append(',').append(x);
                }
                csv.append(',').append(geo).append(',').append(size);
                csv.append(',').append(1000 + t * 13 % 17).append('\n');
            }
        }
        Files.writeString(folder.resolve("weekly.csv"), csv);
        String json =
                """
                { "data": { "file": "weekly.csv", "date": "week" %s },
                  "outcome": { "column": "y" },
                  "channels": [
                    { "column": "tv", "adstock": "none", "saturation": "linear" },
                    { "column": "radio", "adstock": "none", "saturation": "linear" } ],
                  "paths": [ "tv -> y", "radio -> y" ], "seasonality": { "order": 1 } %s }
                """
                        .formatted(data, more);
        Path file = Files.writeString(folder.resolve("model.json"), json);
        FitTask task = ModelLoader.load(file, Optional.empty());
        return DesignCheck.of(ModelCompiler.compile(task.model(), task.panel().training()));
    }

    private static double[] column(IntToDoubleFunction at) {
        double[] values = new double[WEEKS];
        Arrays.setAll(values, at);
        return values;
    }

    private static double angle(int t) {
        return 2 * Math.PI * LocalDate.of(2024, 1, 7).plusWeeks(t).toEpochDay() / 365.25;
    }

    /** Linear curves leave media as they are; trend and season stand beside them. */
    @Test
    void theColumnsAreThoseOfTheEquation() throws IOException {
        DesignSummary design = of(", \"controls\": [ { \"column\": \"price\" } ]");
        var expected =
                VarianceInflation.of(
                        new double[][] {
                            column(DesignCheckTest::tv),
                            column(DesignCheckTest::radio),
                            column(DesignCheckTest::price),
                            column(t -> t),
                            column(t -> Math.sin(angle(t))),
                            column(t -> Math.cos(angle(t)))
                        },
                        new int[WEEKS]);
        EquationDesign equation = design.equations().getFirst();
        assertThat(design.equations()).hasSize(1);
        assertThat(equation.columns())
                .extracting(Column::name, Column::kind)
                .containsExactly(
                        tuple("tv", "media"), tuple("radio", "media"), tuple("price", "control"));
        for (int j = 0; j < 3; j++) {
            assertThat(equation.columns().get(j).vif())
                    .isCloseTo(expected.factor(j), within(1e-10));
        }
        assertThat(equation.rows()).isEqualTo(WEEKS);
        assertThat(equation.coefficients()).as("1 + 2 + 1 + 1 + 2").isEqualTo(7);
        assertThat(equation.rowsPerCoefficient()).isEqualTo(60 / 7.0);
        assertThat(equation.leftOut()).isEmpty();
        assertThat(design.sources())
                .containsExactly(new ActiveRows("tv", 40, 60), new ActiveRows("radio", 8, 60));
    }

    @Test
    void fixedCoefficientsAreNotCountedAndKnotsAre() throws IOException {
        EquationDesign equation =
                of(", \"controls\": [ { \"column\": \"price\" } ],"
                                + " \"trend\": { \"type\": \"knots\", \"knots\": 5 },"
                                + " \"priors\": { \"control_*\": \"dirac(0)\" }")
                        .equations()
                        .getFirst();
        assertThat(equation.coefficients()).as("1 + 2 + 5 + 2").isEqualTo(10);
        assertThat(equation.leftOut())
                .hasValueSatisfying(text -> assertThat(text).contains("knots"));
    }

    @Test
    void columnsThatDetermineEachOtherAreSaidOnce() throws IOException {
        DesignSummary design =
                of(", \"controls\": [ { \"column\": \"price\" }, { \"column\": \"twice\" } ]");
        EquationDesign equation = design.equations().getFirst();
        assertThat(equation.columns().get(2).vif()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(equation.columns().get(3).vif()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(equation.columns().get(0).vif()).isFinite();
        assertThat(equation.pairs())
                .singleElement()
                .satisfies(pair -> {
                    assertThat(pair.first()).isEqualTo("price");
                    assertThat(pair.second()).isEqualTo("twice");
                    assertThat(pair.correlation()).isCloseTo(-1, within(1e-12));
                });
        assertThat(DesignFindings.of(design, "m.json"))
                .extracting(Finding::severity, Finding::code, Finding::where, Finding::message)
                .containsExactly(
                        tuple(
                                Severity.WARNING,
                                "few_weeks",
                                "m.json: y",
                                "few weeks per coefficient, so that the priors weigh heavily: 7.5"
                                        + " in y"),
                        tuple(
                                Severity.NOTE,
                                "correlated",
                                "m.json: y",
                                "move together: price and twice (r = -1.00)"),
                        tuple(
                                Severity.WARNING,
                                "collinear",
                                "m.json: y",
                                "determined by the other columns, so that only priors tell them"
                                        + " apart: price, twice"),
                        tuple(
                                Severity.WARNING,
                                "few_active_weeks",
                                "m.json: radio",
                                "above 0 in few weeks, which say little about a carry-over and a"
                                        + " curve: radio in 8 of 60"));
    }

    /** Of a panel, what differs between geos alone is the intercepts'. */
    @Test
    void withinGeosAColumnMayNotVary() throws IOException {
        String geos = ", \"geo\": \"geo\"";
        String size = ", \"controls\": [ { \"column\": \"size\" }, { \"column\": \"price\" } ]";
        DesignSummary design = of(geos, size, List.of("north", "south"));
        EquationDesign equation = design.equations().getFirst();
        assertThat(equation.rows()).isEqualTo(2 * WEEKS);
        assertThat(equation.coefficients()).as("2 + 2 + 2 + 1 + 2").isEqualTo(9);
        assertThat(equation.columns().get(2).vif()).isNaN();
        EquationDesign single =
                of(", \"controls\": [ { \"column\": \"price\" } ]").equations().getFirst();
        assertThat(equation.columns().get(3).vif())
                .isCloseTo(single.columns().get(2).vif(), within(1e-10));
        assertThat(DesignFindings.of(design, "m.json"))
                .extracting(Finding::code)
                .contains("constant_column");
        EquationDesign common =
                of(geos, size + ", \"pooling\": { \"geos\": false }", List.of("north", "south"))
                        .equations()
                        .getFirst();
        assertThat(common.columns().get(2).vif()).isCloseTo(1, within(1e-10));
        assertThat(common.coefficients()).as("1 + 2 + 2 + 1 + 2").isEqualTo(8);
    }
}
