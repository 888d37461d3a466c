package tributary.report;

import tributary.store.EffectRow;
import tributary.store.Run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The section on effects: the forests, and every row but those of {@link Levers} as a table, of all
 * geos together; returns by geo beside it.
 *
 * @param forest direct, indirect and total effects
 * @param roiForest returns of paid sources; empty where there are none
 * @param suppressed sentences on what is not shown, and why
 * @param scope window and change, where all rows share them; else empty and a column of the table
 * @param geoSources paid sources
 * @param geoReturns their returns, one row by geo; empty for data without geos
 */
record Effects(
        String forest,
        String roiForest,
        List<String> suppressed,
        String scope,
        List<Row> rows,
        List<String> geoSources,
        List<GeoReturns> geoReturns) {
    private static final List<ForestChart.Kind> KINDS =
            List.of(ForestChart.Kind.DIRECT, ForestChart.Kind.INDIRECT, ForestChart.Kind.TOTAL);

    /** Effect of a lever that {@link Levers} shows. */
    static final String ELASTICITY = "elasticity";

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

    /** Returns in one geo as text, in order of the sources. */
    record GeoReturns(String geo, List<String> cells) {}

    static Effects of(Run run) {
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
        return new Effects(
                forest(run),
                roiForest(run),
                suppressed(rows),
                scopes == 1 ? scope(rows.getFirst()) : "",
                rows.stream().map(Effects::row).toList(),
                paid,
                byGeo.entrySet().stream()
                        .map(geo -> geoReturns(geo.getKey(), paid, geo.getValue()))
                        .toList());
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

    /** Whether the 90 % interval excludes zero. */
    static boolean isClearOfZero(EffectRow row) {
        return row.q05() > 0 || row.q95() < 0;
    }

    private static String forest(Run run) {
        List<ForestChart.Group> groups = new ArrayList<>();
        String unit = run.model().outcome().name();
        for (String source : sources(run.effects())) {
            List<ForestChart.Row> rows = new ArrayList<>();
            for (ForestChart.Kind kind : KINDS) {
                for (EffectRow row : joint(run.effects(), Words.lower(kind))) {
                    if (row.source().equals(source)) {
                        unit = row.unit();
                        rows.add(forestRow(Words.lower(kind), kind, row));
                    }
                }
            }
            if (!rows.isEmpty()) {
                groups.add(new ForestChart.Group(source, rows));
            }
        }
        if (groups.isEmpty()) {
            return "";
        }
        return ForestChart.draw(
                "Direct, indirect and total effects",
                "Posterior median, 50 % and 90 % interval of each source's effects on "
                        + run.model().outcome().name()
                        + "; the table below holds the same numbers.",
                "effect, in units of " + unit,
                0,
                groups);
    }

    private static String roiForest(Run run) {
        List<ForestChart.Group> groups = new ArrayList<>();
        String unit = "";
        for (String source : sources(run.effects())) {
            List<ForestChart.Row> rows = new ArrayList<>();
            for (EffectRow row : run.effects()) {
                if (row.source().equals(source)
                        && isReturn(row)
                        && Double.isFinite(row.median())
                        && row.geo().isEmpty()) {
                    unit = row.unit();
                    boolean own = row.effect().equals("roi");
                    rows.add(
                            forestRow(
                                    own ? "own spend" : "own + induced",
                                    own ? ForestChart.Kind.TOTAL : ForestChart.Kind.INDIRECT,
                                    row));
                }
            }
            if (!rows.isEmpty()) {
                groups.add(new ForestChart.Group(source, rows));
            }
        }
        if (groups.isEmpty()) {
            return "";
        }
        return ForestChart.draw(
                "Return on investment",
                "Posterior median, 50 % and 90 % interval of each paid source's return, per own"
                        + " spend and per own and induced spend. The vertical line marks 1.",
                "return, in " + unit,
                1,
                groups);
    }

    private static boolean isReturn(EffectRow row) {
        return row.effect().equals("roi") || row.effect().equals("roi_with_induced");
    }

    private static List<String> sources(List<EffectRow> rows) {
        return rows.stream().map(EffectRow::source).distinct().toList();
    }

    static ForestChart.Row forestRow(String label, ForestChart.Kind kind, EffectRow row) {
        return new ForestChart.Row(
                label, kind, row.q05(), row.q25(), row.median(), row.q75(), row.q95());
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
