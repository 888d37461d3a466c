package tributary.report;

import tributary.fit.ChainTrace;

import java.util.List;

/** The section's traces and rank histograms, one parameter shown at a time. */
record Traces(String chart, List<String> parameters) {
    /** Most draws that are inlined. */
    private static final int DRAWS = 80_000;

    /** The traces of a run; the chart is added under "trace" unless there is nothing to draw. */
    static Traces of(List<ChainTrace> traces, Charts charts) {
        if (traces.isEmpty()) {
            return new Traces("", List.of());
        }
        double[][] first = traces.getFirst().values();
        long draws = Math.max(1, (long) first.length * first[0].length);
        List<Chart.Trace> drawn =
                traces.stream()
                        .limit(Math.max(1, DRAWS / draws))
                        .map(trace ->
                                new Chart.Trace(
                                        trace.parameter(),
                                        trace.every(),
                                        trace.values(),
                                        trace.ranks()))
                        .toList();
        return new Traces(
                charts.add("trace", new Chart.Traces(drawn)),
                drawn.stream().map(Chart.Trace::name).toList());
    }
}
