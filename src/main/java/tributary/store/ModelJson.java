package tributary.store;

import tools.jackson.databind.node.ObjectNode;

import tributary.data.Finding;
import tributary.spec.DataSpec;
import tributary.spec.ModelSpec;
import tributary.spec.ModelSpecReader;
import tributary.spec.ModelSpecWriter;
import tributary.spec.Outcome;
import tributary.spec.Prior;
import tributary.spec.PriorSet;
import tributary.spec.Source;
import tributary.spec.SpecException;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * {@code model.json}: the resolved configuration, which can be fitted as it stands, and under
 * {@code run} what was fitted to what.
 */
final class ModelJson {
    static final String RUN = "run";

    private ModelJson() {}

    /**
     * What the file holds.
     *
     * @param geos names of the markets of the panel, in order; "" for the only one of data without
     *     a geo column
     * @param columns of the panel, in order
     * @param trainingFrom first week of the likelihood
     * @param trainingTo last week of the likelihood; empty: of the data
     */
    record Content(
            ModelSpec model,
            Map<String, Prior> priors,
            List<String> notes,
            RunInfo info,
            List<String> geos,
            List<String> columns,
            LocalDate trainingFrom,
            Optional<LocalDate> trainingTo,
            List<Finding> findings) {}

    static String toJson(Run run) {
        ObjectNode node = ModelSpecWriter.toJson(selfContained(run.model()), run.priors());
        ObjectNode block = node.putObject(RUN);
        block.put("version", run.info().version());
        block.put("data_file", run.info().dataFile());
        block.put("sha256", run.info().sha256());
        block.put("seed", run.info().seed());
        var panel = run.panel();
        block.put("training_from", panel.weeks().get(panel.firstTrainingWeek()).toString());
        block.put("training_to", panel.weeks().get(panel.endOfTraining() - 1).toString());
        if (panel.hasGeos()) {
            var geos = block.putArray("geos");
            panel.geos().forEach(geo -> geos.add(geo.name()));
        }
        var columns = block.putArray("columns");
        panel.columns().forEach(columns::add);
        var notes = block.putArray("notes");
        run.notes().forEach(notes::add);
        var findings = block.putArray("findings");
        for (Finding finding : panel.findings()) {
            findings.addObject()
                    .put("severity", finding.severity().name().toLowerCase(Locale.ROOT))
                    .put("code", finding.code())
                    .put("where", finding.where())
                    .put("message", finding.message());
        }
        return Json.print(node);
    }

    /**
     * What is fitted in a run that is not finished: all that decides its draws, how its chains are
     * stored, and where the data were.
     */
    static String unfinished(ModelSpec model, Map<String, Prior> priors, RunInfo info) {
        ObjectNode node = ModelSpecWriter.toJson(model, priors);
        node.putObject(RUN)
                .put("version", info.version())
                .put("data_file", info.dataFile())
                .put("sha256", info.sha256())
                .put("checkpoint_format", Checkpoint.FORMAT);
        return Json.print(node);
    }

    static Content read(Path file) throws IOException {
        JsonFields run = JsonFields.of(file).object(RUN);
        ModelSpec model;
        try {
            model = ModelSpecReader.read(file);
        } catch (SpecException e) {
            throw new IOException(e.getMessage(), e);
        }
        List<String> columns = run.texts("columns");
        for (String column : columnsOf(model)) {
            if (!columns.contains(column)) {
                throw run.wrong("columns", "those of the model, which has \"" + column + "\"");
            }
        }
        return new Content(
                model,
                priors(model),
                run.texts("notes"),
                new RunInfo(
                        run.text("version"),
                        run.text("data_file"),
                        run.text("sha256"),
                        run.integer("seed")),
                run.has("geos") ? run.texts("geos") : List.of(""),
                columns,
                date(run, "training_from", run.text("training_from")),
                trainingTo(run),
                run.list("findings", ModelJson::finding));
    }

    /** Whether the file exists and says that it belongs to a run. */
    static boolean isRun(Path file) {
        try {
            return JsonFields.of(file).has(RUN);
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * The model as it is in a run directory: its data are {@code data.csv}, where holes are filled
     * and columns capped already, so that a fit of it does neither again.
     */
    static ModelSpec selfContained(ModelSpec model) {
        DataSpec data = model.data();
        return model.with(
                new DataSpec(
                        RunDirectory.DATA,
                        data.date(),
                        data.geo(),
                        data.population(),
                        DataSpec.Gaps.ERROR,
                        Map.of(),
                        Map.of(),
                        data.from(),
                        data.to()));
    }

    /** What the equations are of; the panel may hold more. */
    private static List<String> columnsOf(ModelSpec model) {
        List<String> columns = new ArrayList<>(List.of(model.outcome().column()));
        for (Source source : model.sources()) {
            columns.add(source.column());
            source.spend().ifPresent(columns::add);
        }
        model.controls().forEach(control -> columns.add(control.column()));
        if (model.outcome().value() instanceof Outcome.Value.Column(String column)) {
            columns.add(column);
        }
        return columns;
    }

    /** The writer lists every parameter by its exact name in one layer. */
    private static Map<String, Prior> priors(ModelSpec model) {
        var priors = new LinkedHashMap<String, Prior>();
        for (PriorSet.Layer layer : model.priors().layers()) {
            layer.entries().forEach(entry -> priors.put(entry.pattern(), entry.prior()));
        }
        return priors;
    }

    private static Optional<LocalDate> trainingTo(JsonFields run) throws IOException {
        Optional<String> text = run.optionalText("training_to");
        return text.isPresent()
                ? Optional.of(date(run, "training_to", text.get()))
                : Optional.empty();
    }

    private static LocalDate date(JsonFields run, String key, String text) throws IOException {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw run.wrong(key, "a date as 2024-01-31");
        }
    }

    private static Finding finding(JsonFields fields) throws IOException {
        Finding.Severity severity =
                switch (fields.text("severity")) {
                    case "error" -> Finding.Severity.ERROR;
                    case "warning" -> Finding.Severity.WARNING;
                    case "note" -> Finding.Severity.NOTE;
                    default -> throw fields.wrong("severity", "error, warning or note");
                };
        return new Finding(
                severity, fields.text("code"), fields.text("where"), fields.text("message"));
    }
}
