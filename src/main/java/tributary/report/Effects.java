package tributary.report;

import tributary.fit.EffectWindow;
import tributary.store.EffectRow;
import tributary.store.Run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The section on effects: the forests, and every row but those of {@link Levers} as a table, of all
 * geos together; returns by geo beside it.
 *
 * @param forest name of the chart of direct, indirect and total effects; empty: nothing to show
 * @param forestViews windows of weeks it has
 * @param sources sources it has
 * @param roiForest name of the chart of returns of paid sources; empty where there are none
 * @param windows rows of windows of weeks other than the whole data
 * @param suppressed sentences on what is not shown, and why
 * @param scope window and change, where all rows share them; else empty and a column of the table
 * @param geoSources paid sources
 * @param geoReturns their returns, one row by geo, of the first geos where they are very many;
 *     empty for data without geos
 * @param geos how many geos have returns
 */
record Effects(
        String forest,
        List<String> forestViews,
        List<String> sources,
        String roiForest,
        List<String> roiViews,
        List<Window> windows,
        List<String> suppressed,
        String scope,
        List<Row> rows,
        List<String> geoSources,
        List<GeoReturns> geoReturns,
        String geos) {
    /** Effect of a lever that {@link Levers} shows. */
    static final String ELASTICITY = "elasticity";

    /** Most returns of single geos that are listed. */
    private static final int GEO_RETURNS = 10_000;

    /** One row of the table as text. */
    record Row(
            String source,
            String effect,
            String path,
            String scope,
            String unit,
            String estimate,
            String interval95,
            String positive,
            String rhat,
            String ess,
            String note) {}

    /** Rows of one window of weeks. */
    record Window(String label, List<Row> rows) {}

    /** Returns in one geo as text, in order of the sources. */
    record GeoReturns(String geo, List<String> cells) {}

    /**
     * The section of a run; its charts are added under "effects" and "roi".
     *
     * @param windows effects by window of weeks, the whole data first
     */
    static Effects of(Run run, List<EffectWindow> windows, Charts charts) {
        List<EffectRow> rows =
                run.effects().stream()
                        .filter(row -> !row.effect().equals(ELASTICITY) && row.geo().isEmpty())
                        .toList();
        Map<String, Map<String, EffectRow>> byGeo = returnsByGeo(run.effects());
        List<String> paid =
                byGeo.values().stream()
                        .flatMap(returns -> returns.keySet().stream())
                        .distinct()
                        .toList();
        long scopes = rows.stream().map(Effects::scope).distinct().count();
        List<EffectWindow> shown =
                windows.isEmpty() ? List.of(new EffectWindow("all weeks", run.effects())) : windows;
        Optional<Chart.Forest> forest = Forests.effects(run.model(), shown);
        Optional<Chart.Forest> returns = Forests.returns(shown);
        return new Effects(
                forest.map(f -> charts.add("effects", f)).orElse(""),
                views(forest),
                forest.map(Effects::sources).orElse(List.of()),
                returns.map(f -> charts.add("roi", f)).orElse(""),
                views(returns),
                windowRows(shown),
                suppressed(rows),
                scopes == 1 ? scope(rows.getFirst()) : "",
                rows.stream().map(Effects::row).toList(),
                paid,
                byGeo.entrySet().stream()
                        .limit(GEO_RETURNS / Math.max(1, paid.size()))
                        .map(geo -> geoReturns(geo.getKey(), paid, geo.getValue()))
                        .toList(),
                Numbers.count(byGeo.size()));
    }

    /** Rows of the windows after the first as text: those the forests show. */
    private static List<Window> windowRows(List<EffectWindow> windows) {
        return windows.stream()
                .skip(1)
                .map(window ->
                        new Window(
                                window.label(),
                                window.rows().stream()
                                        .filter(Forests::isShown)
                                        .map(Effects::row)
                                        .toList()))
                .toList();
    }

    /** Row by geo and source, in order of the run. */
    private static Map<String, Map<String, EffectRow>> returnsByGeo(List<EffectRow> rows) {
        var byGeo = new LinkedHashMap<String, Map<String, EffectRow>>();
        rows.stream()
                .filter(row -> row.effect().equals("roi") && row.geo().isPresent())
                .forEach(row ->
                        byGeo.computeIfAbsent(row.geo().orElseThrow(), geo -> new LinkedHashMap<>())
                                .put(row.source(), row));
        return byGeo;
    }

    private static GeoReturns geoReturns(
            String geo, List<String> sources, Map<String, EffectRow> returns) {
        return new GeoReturns(
                geo,
                sources.stream()
                        .map(returns::get)
                        .map(row ->
                                row == null || !Double.isFinite(row.median())
                                        ? "–"
                                        : Numbers.estimate(row.median(), row.q05(), row.q95()))
                        .toList());
    }

    /** Rows of an effect over all paths and markets that are not suppressed. */
    static List<EffectRow> joint(List<EffectRow> rows, String effect) {
        return rows.stream()
                .filter(row -> row.effect().equals(effect))
                .filter(row -> row.path().isEmpty() && row.geo().isEmpty())
                .filter(row -> Double.isFinite(row.median()))
                .toList();
    }

    /** Rows of channels among those of {@link #joint}. */
    static List<EffectRow> ofChannels(Run run, String effect) {
        return joint(run.effects(), effect).stream()
                .filter(row ->
                        run.model().channels().stream()
                                .anyMatch(channel -> channel.name().equals(row.source())))
                .toList();
    }

    /** Whether the 90 % interval excludes zero. */
    static boolean isClearOfZero(EffectRow row) {
        return row.q05() > 0 || row.q95() < 0;
    }

    private static List<String> views(Optional<Chart.Forest> forest) {
        return forest.stream()
                .flatMap(chart -> chart.views().stream())
                .map(Chart.View::label)
                .toList();
    }

    private static List<String> sources(Chart.Forest forest) {
        return forest.views().getFirst().rows().stream()
                .map(Chart.Interval::group)
                .distinct()
                .toList();
    }

    private static List<String> suppressed(List<EffectRow> rows) {
        return rows.stream()
                .filter(row -> !Double.isFinite(row.median()))
                .map(row ->
                        "%s of %s is not shown: %s."
                                .formatted(
                                        row.effect().replace('_', ' '),
                                        row.path().orElse(row.source()),
                                        row.note().orElse("it is not defined")))
                .toList();
    }

    private static String scope(EffectRow row) {
        return "%s to %s, source changed by %s"
                .formatted(
                        Words.date(row.from()),
                        Words.date(row.to()),
                        row.change().replace('-', '−'));
    }

    /** A row as text. */
    static Row row(EffectRow row) {
        boolean shown = Double.isFinite(row.median());
        return new Row(
                row.source(),
                row.effect().replace('_', ' '),
                row.path().orElse("").replace("->", "→"),
                scope(row),
                row.unit(),
                shown ? Numbers.estimate(row.median(), row.q05(), row.q95()) : "not shown",
                shown ? Numbers.interval(row.q025(), row.q975()) : "–",
                Numbers.fixed(row.pPositive(), 3),
                Numbers.fixed(row.rhat(), 3),
                Numbers.fixed(row.essBulk(), 0),
                row.note().orElse(""));
    }
}
