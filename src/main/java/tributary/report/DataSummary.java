package tributary.report;

import tributary.data.Panel;
import tributary.spec.Channel;
import tributary.spec.Control;
import tributary.spec.Mediator;
import tributary.spec.ModelSpec;
import tributary.spec.Outcome;
import tributary.spec.Source;
import tributary.store.Run;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The section on the data: where they come from, what is in them, and what was found.
 *
 * @param moreFindings how many findings are not listed; empty: none
 */
record DataSummary(
        String file,
        String sha256,
        String geos,
        String weeks,
        String preWeeks,
        String laterWeeks,
        String span,
        List<Headline.Fact> censored,
        List<Column> columns,
        List<Item> findings,
        String moreFindings) {
    /** Most findings that are listed. */
    private static final int LISTED = 300;

    /** One column of the panel over its training weeks. */
    record Column(String name, String role, String min, String median, String max, String zeros) {}

    /** One finding; {@code severity} is error, warning or note. */
    record Item(String severity, String where, String message) {}

    static DataSummary of(Run run) {
        Panel panel = run.panel();
        int first = panel.firstTrainingWeek();
        int end = panel.endOfTraining();
        int later = panel.weeks().size() - end;
        Map<String, String> roles = roles(run.model());
        return new DataSummary(
                run.info().dataFile(),
                run.info().sha256(),
                panel.hasGeos() ? Numbers.count(panel.geos().size()) : "",
                Numbers.count(end - first),
                first == 0 ? "" : Numbers.count(first),
                later == 0 ? "" : Numbers.count(later),
                Words.date(panel.weeks().get(first).toString())
                        + " to "
                        + Words.date(panel.weeks().get(end - 1).toString()),
                run.fit().nodes().stream()
                        .flatMap(fit -> Censored.of(run.model(), fit).stream())
                        .map(DataSummary::fact)
                        .toList(),
                panel.columns().stream()
                        .map(name -> column(name, roles.getOrDefault(name, "other"), panel))
                        .toList(),
                panel.findings().stream()
                        .limit(LISTED)
                        .map(finding ->
                                new Item(
                                        Words.lower(finding.severity()),
                                        finding.where(),
                                        finding.message()))
                        .toList(),
                panel.findings().size() > LISTED
                        ? Numbers.count(panel.findings().size() - LISTED)
                        : "");
    }

    private static Map<String, String> roles(ModelSpec model) {
        var roles = new LinkedHashMap<String, String>();
        if (model.outcome().value() instanceof Outcome.Value.Column(String column)) {
            roles.put(column, "money per unit of the outcome");
        }
        for (Source source : model.sources()) {
            Optional<String> spend = source.spend();
            spend.ifPresent(column -> roles.put(column, "spend of " + source.name()));
        }
        for (Control control : model.controls()) {
            roles.put(control.column(), "control");
        }
        for (Channel channel : model.channels()) {
            roles.put(channel.column(), channel.paid() ? "paid channel" : "unpaid channel");
        }
        for (Mediator mediator : model.mediators()) {
            roles.put(mediator.column(), mediator.paid() ? "paid mediator" : "mediator");
        }
        roles.put(model.outcome().column(), "outcome");
        return roles;
    }

    private static Headline.Fact fact(Censored censored) {
        return new Headline.Fact(
                Words.capitalised(censored.unit()) + " " + censored.place(),
                Numbers.count(censored.weeks()),
                censored.node() + ", left-censored");
    }

    private static Column column(String name, String role, Panel panel) {
        double[] values = panel.trainingColumn(name);
        long zeros = Arrays.stream(values).filter(value -> value == 0).count();
        Arrays.sort(values);
        int n = values.length;
        double median = 0.5 * (values[(n - 1) / 2] + values[n / 2]);
        return new Column(
                name,
                role,
                Numbers.format(values[0]),
                Numbers.format(median),
                Numbers.format(values[n - 1]),
                Numbers.percent((double) zeros / n));
    }
}
