package tributary.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import tributary.fit.FitTask;
import tributary.fit.ModelLoader;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;

/** The configuration, and the data and weeks that may stand in place of its own. */
final class ModelOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "MODEL.json",
            description = "The configuration: data, outcome, channels, mediators, paths.")
    private Path model = Path.of("");

    @Option(
            names = "--data",
            paramLabel = "FILE",
            description = "Data file in place of the configuration's.",
            order = 2)
    private Optional<Path> data = Optional.empty();

    @Option(
            names = "--from",
            paramLabel = "DATE",
            description = "First week of the fit in place of data.from, YYYY-MM-DD.",
            order = 3)
    private Optional<LocalDate> from = Optional.empty();

    @Option(
            names = "--to",
            paramLabel = "DATE",
            description =
                    "Last week of the fit in place of data.to; later weeks are predicted from their"
                            + " inputs.",
            order = 4)
    private Optional<LocalDate> to = Optional.empty();

    /** The configuration file. */
    Path model() {
        return model;
    }

    /** Refuses weeks that do not go together. */
    void check() {
        if (from.isPresent() && to.isPresent() && from.get().isAfter(to.get())) {
            throw new ParameterException(
                    spec.commandLine(), "--from " + from.get() + " is after --to " + to.get());
        }
    }

    /** Reads the configuration and its data. */
    FitTask load() throws IOException {
        return ModelLoader.load(model, data, from, to);
    }
}
