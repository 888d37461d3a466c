package tributary.report;

import tributary.fit.ChainTrace;

import java.util.List;

/** The section's traces and rank histograms, one parameter shown at a time. */
record Traces(String chart, List<String> parameters) {
    /** The traces of a run; the chart is added under "trace" unless there is nothing to draw. */
    static Traces of(List<ChainTrace> traces, Charts charts) {
        if (traces.isEmpty()) {
            return new Traces("", List.of());
        }
        List<Chart.Trace> drawn =
                traces.stream()
                        .map(trace ->
                                new Chart.Trace(
                                        trace.parameter(),
                                        trace.every(),
                                        trace.values(),
                                        trace.ranks()))
                        .toList();
        return new Traces(
                charts.add("trace", new Chart.Traces(drawn)),
                traces.stream().map(ChainTrace::parameter).toList());
    }
}
