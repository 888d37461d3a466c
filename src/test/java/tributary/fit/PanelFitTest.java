package tributary.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tributary.data.Panel;
import tributary.mcmc.Draws;
import tributary.mcmc.ProgressListener;
import tributary.model.CompiledModel;
import tributary.model.GeoParameters;
import tributary.model.ModelCompiler;
import tributary.store.EffectRow;
import tributary.store.FitSummary;
import tributary.store.Run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Fits of panels, short ones: what they hold, not whether they have converged. */
class PanelFitTest {
    private static final String MODEL =
            SimulatedData.MODEL.replace(
                    "\"warmup\": 300, \"draws\": 200", "\"warmup\": 60, \"draws\": 40");

    @TempDir private static Path folder;

    private static FitTask national;
    private static FitTask task;
    private static CompiledModel model;
    private static Run run;

    @BeforeAll
    static void fit() throws IOException {
        national = SimulatedData.task(folder, MODEL);
        task = new FitTask(national.model(), threeGeos(national.panel()));
        model = ModelCompiler.compile(task.model(), task.panel());
        run = new LocalFitExecutor().fit(task, 2, ProgressListener.NONE);
    }

    private static Panel panel(Panel like, List<Panel.Geo> geos, Map<String, double[]> columns) {
        return new Panel(
                like.weeks(),
                geos,
                columns,
                like.firstTrainingWeek(),
                like.endOfTraining(),
                like.file(),
                like.sha256(),
                List.of());
    }

    /** Of different sizes; the second begins later, the third has no tv. */
    private static Panel threeGeos(Panel from) {
        int weeks = from.weeks().size();
        List<Panel.Geo> geos =
                List.of(
                        new Panel.Geo("north", 2, 0, weeks),
                        new Panel.Geo("east", 1, 9, weeks),
                        new Panel.Geo("south", 5, 0, weeks));
        Map<String, double[]> columns = new LinkedHashMap<>();
        for (String name : from.columns()) {
            double[] column = from.column(name);
            double[] rows = new double[geos.size() * weeks];
            for (int row = 0; row < rows.length; row++) {
                Panel.Geo geo = geos.get(row / weeks);
                boolean control = name.equals("price");
                boolean media = !control && !name.equals("revenue");
                boolean absent = row % weeks < geo.firstWeek();
                double value = column[row % weeks] * (control ? 1 : geo.population());
                rows[row] =
                        absent
                                ? media ? 0 : Double.NaN
                                : name.equals("tv") && row / weeks == 2 ? 0 : value;
            }
            columns.put(name, rows);
        }
        return panel(from, geos, columns);
    }

    private static List<EffectRow> pooled(List<EffectRow> rows) {
        return rows.stream().filter(row -> row.geo().isEmpty()).toList();
    }

    /** Without NaN, which equals nothing. */
    private static List<Double> numbers(EffectRow row) {
        return List.of(row.mean(), row.median(), row.sd(), row.q05(), row.q95(), row.rhat());
    }

    @Test
    void oneGeoIsTheNationalModelBitForBit() {
        Map<String, double[]> columns = new LinkedHashMap<>();
        national.panel()
                .columns()
                .forEach(name -> columns.put(name, national.panel().column(name)));
        int weeks = national.panel().weeks().size();
        List<Panel.Geo> one = List.of(new Panel.Geo("only", 1, 0, weeks));
        var same = new FitTask(national.model(), panel(national.panel(), one, columns));
        Run expected = new LocalFitExecutor().fit(national, 2, ProgressListener.NONE);
        Run actual = new LocalFitExecutor().fit(same, 2, ProgressListener.NONE);

        assertThat(actual.draws().names()).isEqualTo(expected.draws().names());
        for (int chain = 0; chain < expected.draws().chains(); chain++) {
            for (int draw = 0; draw < expected.draws().draws(); draw++) {
                assertThat(actual.draws().row(chain, draw))
                        .isEqualTo(expected.draws().row(chain, draw));
            }
        }
        assertThat(pooled(actual.effects())).isEqualTo(expected.effects());
        for (EffectRow row : actual.effects()) {
            if (row.geo().isPresent()) {
                EffectRow whole = row(pooled(actual.effects()), row.source(), row.effect());
                assertThat(row.path().isPresent() || numbers(row).equals(numbers(whole))).isTrue();
            }
        }
        FitSummary.NodeFit fit = actual.fit().nodes().getFirst();
        FitSummary.NodeFit nationalFit = expected.fit().nodes().getFirst();
        assertThat(fit.metrics()).isEqualTo(nationalFit.metrics());
        assertThat(fit.weeks())
                .extracting(FitSummary.Week::expected)
                .isEqualTo(nationalFit.weeks().stream().map(FitSummary.Week::expected).toList());
        assertThat(fit.overall().weeks()).isEqualTo(nationalFit.weeks());
        assertThat(actual.fit().loo().orElseThrow().elpd())
                .isEqualTo(expected.fit().loo().orElseThrow().elpd());
    }

    private static EffectRow row(List<EffectRow> rows, String source, String effect) {
        return rows.stream()
                .filter(row -> row.source().equals(source) && row.effect().equals(effect))
                .filter(row -> row.path().isEmpty())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theSizeOfBlocksChangesNoBit() {
        var query = EffectQuery.standard();
        var single = EffectEvaluation.of(model, run.draws(), query, 1);
        assertThat(single.rows()).isEqualTo(run.effects());
        int outcome = model.equations().size() - 1;
        long seed = task.model().sampler().seed();
        for (int held : new int[] {1, 2 * 80 * 2 * 40 * 2}) {
            assertThat(Predictions.node(model, run.draws(), seed, outcome, held))
                    .isEqualTo(run.fit().nodes().getFirst());
            assertThat(LeaveOneOut.of(model, run.draws(), held))
                    .isEqualTo(run.fit().loo().orElseThrow());
        }
    }

    @Test
    void effectsOfGeosAddUp() {
        for (String source : List.of("tv", "mail", "search")) {
            for (String effect : List.of("direct", "indirect", "total", "net_profit")) {
                double whole = row(pooled(run.effects()), source, effect).mean();
                double sum =
                        run.effects().stream()
                                .filter(row -> row.geo().isPresent() && row.path().isEmpty())
                                .filter(row ->
                                        row.source().equals(source) && row.effect().equals(effect))
                                .mapToDouble(EffectRow::mean)
                                .filter(Double::isFinite)
                                .sum();
                assertThat(sum).isCloseTo(whole, within(1e-9 * Math.abs(whole) + 1e-9));
            }
        }
    }

    @Test
    void aGeoWithoutTheSourceIsSaid() {
        List<EffectRow> tv =
                run.effects().stream()
                        .filter(row -> row.source().equals("tv"))
                        .filter(row -> row.geo().equals(Optional.of("south")))
                        .toList();
        assertThat(tv)
                .extracting(EffectRow::effect)
                .containsExactly("direct", "indirect", "total", "roi");
        assertThat(tv)
                .allMatch(row -> Double.isNaN(row.mean()))
                .extracting(EffectRow::note)
                .containsOnly(
                        Optional.of(
                                "no tv in this geo in these weeks: there is nothing to change"));
    }

    @Test
    void oneGeoCanBeAskedFor() {
        var east =
                new EffectQuery(
                        Optional.of("tv"),
                        Optional.of("east"),
                        Optional.empty(),
                        Optional.empty(),
                        -1);
        List<EffectRow> expected =
                run.effects().stream()
                        .filter(row -> row.source().equals("tv"))
                        .filter(row -> row.geo().equals(Optional.of("east")))
                        .toList();
        assertThat(EffectSummaries.of(task.model(), task.panel(), run.draws(), east))
                .isEqualTo(expected);
        var west =
                new EffectQuery(
                        Optional.empty(),
                        Optional.of("west"),
                        Optional.empty(),
                        Optional.empty(),
                        -1);
        assertThatThrownBy(() -> EffectSummaries.of(task.model(), task.panel(), run.draws(), west))
                .hasMessage("geo: \"west\" is not in the data; geos are north, east, south");
    }

    @Test
    void fitIsByGeoAndOfTheSums() {
        FitSummary.NodeFit fit = run.fit().nodes().getFirst();
        assertThat(fit.weeks()).hasSize(3 * 80 - 9);
        assertThat(fit.geos())
                .extracting(FitSummary.GeoFit::geo)
                .containsExactly("north", "east", "south");
        List<FitSummary.Week> sums = fit.overall().weeks();
        for (int t = 0; t < sums.size(); t++) {
            String week = sums.get(t).week();
            List<FitSummary.Week> parts =
                    fit.weeks().stream().filter(each -> each.week().equals(week)).toList();
            assertThat(parts).hasSize(t < 9 ? 2 : 3);
            double observed = parts.stream().mapToDouble(FitSummary.Week::observed).sum();
            double expected = parts.stream().mapToDouble(FitSummary.Week::expected).sum();
            assertThat(sums.get(t).observed())
                    .isCloseTo(observed, within(1e-9 * Math.abs(observed)));
            assertThat(sums.get(t).expected())
                    .isCloseTo(expected, within(1e-9 * Math.abs(expected)));
        }
    }

    @Test
    void drawsWithoutSingleGeosCannotBeAskedAgain() {
        List<String> names = run.draws().names();
        int[] shared =
                IntStream.range(0, names.size())
                        .filter(i -> !GeoParameters.isOfOneGeo(names.get(i)))
                        .toArray();
        Draws left = run.draws().select(shared);
        List<String> gone = new ArrayList<>(names);
        gone.removeAll(left.names());
        assertThat(gone)
                .contains("geo_coefficient_tv_to_revenue.1", "geo_intercept_revenue.3")
                .allMatch(name -> name.startsWith("geo_"));
        assertThat(left.row(1, 3))
                .isEqualTo(
                        Arrays.stream(shared).mapToDouble(i -> run.draws().row(1, 3)[i]).toArray());
        assertThatThrownBy(() ->
                        EffectSummaries.of(
                                task.model(), task.panel(), left, EffectQuery.standard()))
                .hasMessageContaining("`fit --geo-draws` keeps");
    }
}
