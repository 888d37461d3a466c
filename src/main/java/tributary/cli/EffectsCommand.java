package tributary.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import tributary.fit.EffectQuery;
import tributary.fit.EffectSummaries;
import tributary.store.EffectRow;
import tributary.store.EffectsJson;
import tributary.store.Run;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** {@code tributary effects RUN}: effects of a source, window and change from a stored run. */
@Command(
        name = "effects",
        description = {
            "Direct, indirect and total effects from a run directory.",
            "Without options: every source switched off over the whole data, as in effects.json."
        },
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  tributary effects reports/weekly",
            "  tributary effects reports/weekly --source social --change -20%%",
            "  tributary effects reports/weekly --from 2024-01-01 --to 2024-03-25 --json"
        })
final class EffectsCommand extends Subcommand {
    @Parameters(paramLabel = "RUN", description = "Run directory that fit wrote.")
    private Path directory = Path.of("");

    @Option(
            names = "--source",
            paramLabel = "NAME",
            description = "One channel or mediator (all).",
            order = 1)
    private Optional<String> source = Optional.empty();

    @Option(
            names = "--geo",
            paramLabel = "NAME",
            description = "One geo, and only that (all together and each of them).",
            order = 2)
    private Optional<String> geo = Optional.empty();

    @Option(
            names = "--from",
            paramLabel = "DATE",
            description = "First week of the change, YYYY-MM-DD (the first week of the fit).",
            order = 3)
    private Optional<LocalDate> from = Optional.empty();

    @Option(
            names = "--to",
            paramLabel = "DATE",
            description = "Last week of the change (the last week of the fit).",
            order = 4)
    private Optional<LocalDate> to = Optional.empty();

    @Option(
            names = "--change",
            paramLabel = "PERCENT",
            description = "Change of the source in these weeks, -100%% or more (-100%%: off).",
            converter = Change.Converter.class,
            order = 5)
    private Change change = new Change(-1);

    @Option(
            names = "--json",
            description = "Print the rows as in effects.json, and nothing else.",
            order = 6)
    private boolean json;

    @Mixin private KernelOptions kernels = new KernelOptions();

    @Override
    public Integer call() throws StoredRun.UnreadableException {
        if (from.isPresent() && to.isPresent() && from.get().isAfter(to.get())) {
            throw usage("--from " + from.get() + " is after --to " + to.get());
        }
        kernels.check();
        Run run = StoredRun.read(directory);
        kernels.chooseQuietly(run);
        List<EffectRow> rows = effects(run);
        out().print(
                        json
                                ? EffectsJson.toJson(rows)
                                : ResultText.ofEffects(rows, Terminal.ofResults()));
        return ExitStatus.OK;
    }

    private List<EffectRow> effects(Run run) {
        var query = new EffectQuery(source, geo, from, to, change.fraction());
        try {
            return EffectSummaries.of(run.model(), run.panel(), run.draws(), query);
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
    }
}
