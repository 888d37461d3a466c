package tributary.cli;

import tributary.data.Finding;
import tributary.data.Panel;
import tributary.store.CheckSummary;
import tributary.store.PriorPredictiveSummary;
import tributary.store.PriorPredictiveSummary.Kind;
import tributary.store.PriorPredictiveSummary.Quantity;
import tributary.store.PriorPredictiveSummary.Range;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What {@code check} found as text for a terminal. */
final class CheckText {
    private static final String LINE = System.lineSeparator();
    private static final String INDENT = "  ";

    private CheckText() {}

    /**
     * Data, findings, what graph and data can tell, and prior predictive, in that order.
     *
     * @param full whether the sources are listed one by one
     */
    static String of(
            CheckSummary check, Panel panel, String outcome, boolean full, Terminal terminal) {
        var text = new StringBuilder();
        text.append(
                String.format(
                        Locale.ROOT,
                        "Data: %s, %s%d weeks, %s to %s%n",
                        Printable.line(panel.file()),
                        panel.hasGeos() ? panel.geos().size() + " geos, " : "",
                        panel.endOfTraining() - panel.firstTrainingWeek(),
                        panel.weeks().get(panel.firstTrainingWeek()),
                        panel.weeks().get(panel.endOfTraining() - 1)));
        text.append(findings(check.findings(), terminal));
        var evidence = new EvidenceText(terminal);
        check.identification().ifPresent(each -> text.append(LINE).append(evidence.of(each)));
        check.design().ifPresent(design -> text.append(LINE).append(evidence.of(design)));
        check.priorPredictive()
                .ifPresent(prior -> text.append(prior(prior, outcome, full, terminal.lineWidth())));
        return text.toString();
    }

    private static String findings(List<Finding> findings, Terminal terminal) {
        if (findings.isEmpty()) {
            return "Findings: none" + LINE;
        }
        var text = new StringBuilder("Findings: ").append(counts(findings)).append(LINE);
        for (Finding finding : findings) {
            String severity = finding.severity().name().toLowerCase(Locale.ROOT);
            Paint paint =
                    switch (finding.severity()) {
                        case ERROR -> Paint.RED;
                        case WARNING -> Paint.YELLOW;
                        case NOTE -> Paint.BOLD;
                    };
            String line = severity + ": " + Printable.line(finding.toString());
            String folded =
                    String.join(
                            LINE + INDENT,
                            Table.wrapped(line, terminal.lineWidth() - INDENT.length()));
            text.append(terminal.paint(paint, severity))
                    .append(folded.substring(severity.length()))
                    .append(LINE);
        }
        return text.toString();
    }

    /** Such as {@code 2 warnings, 1 note}. */
    private static String counts(List<Finding> findings) {
        return Arrays.stream(Finding.Severity.values())
                .map(severity -> {
                    long count = findings.stream().filter(f -> f.severity() == severity).count();
                    String word = severity.name().toLowerCase(Locale.ROOT);
                    return count == 0 ? "" : count + " " + word + (count == 1 ? "" : "s");
                })
                .filter(each -> !each.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private static String prior(
            PriorPredictiveSummary prior, String outcome, boolean full, int width) {
        var text = new StringBuilder();
        text.append(
                String.format(
                        Locale.ROOT,
                        "%nWhat the priors alone imply, %,d draws: median [90%% interval]%n",
                        prior.draws()));
        if (prior.leftOut() > 0) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "Shares without %,d draws in which %s does not add up to more than"
                                    + " 0%n",
                            prior.leftOut(),
                            outcome));
        }
        if (!prior.quantities().isEmpty()) {
            text.append(LINE).append(shares(prior, outcome, full, width));
        }
        return text.append(LINE).append(ranges(prior, width)).toString();
    }

    private static String shares(
            PriorPredictiveSummary prior, String outcome, boolean full, int width) {
        List<List<String>> table = new ArrayList<>();
        boolean totals =
                full && prior.quantities().stream().anyMatch(q -> q.kind() == Kind.ROI_TOTAL);
        table.add(
                List.of(
                        "source",
                        "share of " + outcome,
                        full ? totals ? "direct ROI" : "ROI" : "",
                        totals ? "total ROI" : ""));
        Set<String> sources = new LinkedHashSet<>();
        prior.quantities().forEach(quantity -> sources.add(quantity.source()));
        sources.remove("");
        if (full) {
            for (String source : sources) {
                table.add(
                        List.of(
                                source,
                                cell(prior, Kind.CONTRIBUTION_SHARE, source),
                                cell(prior, Kind.ROI, source),
                                totals ? cell(prior, Kind.ROI_TOTAL, source) : ""));
            }
        }
        table.add(List.of("all media", cell(prior, Kind.MEDIA_SHARE, ""), "", ""));
        table.add(List.of("baseline", cell(prior, Kind.BASELINE_SHARE, ""), "", ""));
        return new Table(table.getFirst(), table.subList(1, table.size())).text(width);
    }

    private static String ranges(PriorPredictiveSummary prior, int width) {
        boolean floors = prior.ranges().stream().anyMatch(r -> !Double.isNaN(r.atFloor()));
        List<List<String>> table = new ArrayList<>();
        table.add(
                List.of(
                        "weeks of",
                        "simulated",
                        "observed median [lowest, highest]",
                        floors ? "at the floor (observed)" : ""));
        for (Range range : prior.ranges()) {
            table.add(
                    List.of(
                            range.node(),
                            interval(range.median(), range.q05(), range.q95()),
                            interval(
                                    range.observedMedian(),
                                    range.observedLowest(),
                                    range.observedHighest()),
                            Double.isNaN(range.atFloor())
                                    ? ""
                                    : String.format(
                                            Locale.ROOT,
                                            "%.0f %% (%.0f %%)",
                                            100 * range.atFloor(),
                                            100 * range.observedAtFloor())));
        }
        return new Table(table.getFirst(), table.subList(1, table.size())).text(width);
    }

    private static String cell(PriorPredictiveSummary prior, Kind kind, String source) {
        return prior.quantities().stream()
                .filter(quantity -> quantity.kind() == kind && quantity.source().equals(source))
                .findFirst()
                .map(CheckText::interval)
                .orElse(ResultText.NONE);
    }

    private static String interval(Quantity quantity) {
        return interval(quantity.median(), quantity.q05(), quantity.q95());
    }

    private static String interval(double middle, double low, double high) {
        return ResultText.number(middle)
                + " ["
                + ResultText.number(low)
                + ", "
                + ResultText.number(high)
                + "]";
    }
}
