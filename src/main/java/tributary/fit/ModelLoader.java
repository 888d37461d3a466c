package tributary.fit;

import tributary.data.Panel;
import tributary.data.PanelReader;
import tributary.data.PanelRequest;
import tributary.data.PanelRequest.Column;
import tributary.data.PanelRequest.Missing;
import tributary.data.PanelRequest.Role;
import tributary.spec.DataSpec;
import tributary.spec.Family;
import tributary.spec.Link;
import tributary.spec.Mediator;
import tributary.spec.ModelSpec;
import tributary.spec.ModelSpecReader;
import tributary.spec.Outcome;
import tributary.spec.SpecException;
import tributary.spec.SpecProblem;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** From a configuration file to a task: reads the model, and of its data what the model needs. */
public final class ModelLoader {
    /** Laxest first: what a role allows, the roles before it allow too. */
    private static final List<Role> BY_STRICTNESS =
            List.of(
                    Role.OUTCOME,
                    Role.MEDIATOR,
                    Role.CONTROL,
                    Role.VALUE,
                    Role.SPEND,
                    Role.MEDIA,
                    Role.HURDLE,
                    Role.COUNT,
                    Role.POSITIVE,
                    Role.POSITIVE_MEDIATOR,
                    Role.LOG_CONTROL,
                    Role.INDICATOR);

    private ModelLoader() {}

    /**
     * Reads a configuration and its data.
     *
     * @param data file in place of the one the configuration names; that one is relative to the
     *     configuration
     * @throws tributary.spec.SpecException if the configuration cannot be used, with every problem
     * @throws tributary.data.DataException if the data cannot be used, with every finding
     */
    public static FitTask load(Path model, Optional<Path> data) throws IOException {
        return load(model, data, Optional.empty(), Optional.empty());
    }

    /**
     * As {@link #load(Path, Optional)}, with the first and last week of the likelihood in place of
     * the configuration's where they are given.
     */
    public static FitTask load(
            Path model, Optional<Path> data, Optional<LocalDate> from, Optional<LocalDate> to)
            throws IOException {
        ModelSpec declared = ModelSpecReader.read(model);
        ModelSpec spec = declared.with(declared.data().within(from, to));
        checkWindow(model, spec.data());
        Path file = data.orElseGet(() -> model.resolveSibling(spec.data().file()));
        Panel panel = PanelReader.read(file, request(spec));
        return new FitTask(spec, panel);
    }

    private static void checkWindow(Path model, DataSpec data) {
        if (data.from().isPresent()
                && data.to().isPresent()
                && data.to().get().isBefore(data.from().get())) {
            String message = data.to().get() + " is before \"from\", which is " + data.from().get();
            throw new SpecException(
                    List.of(new SpecProblem(model.toString(), "$.data.to", message)));
        }
    }

    /** What a model needs of its data; a column with several uses gets the strictest role. */
    static PanelRequest request(ModelSpec spec) {
        var roles = new LinkedHashMap<String, Role>();
        addUses(spec, roles);
        List<Column> columns =
                roles.entrySet().stream()
                        .map(use -> column(use.getKey(), use.getValue(), spec.data()))
                        .toList();
        return new PanelRequest(
                spec.data().date(),
                spec.data().geo(),
                spec.data().population().map(name -> column(name, Role.POPULATION, spec.data())),
                columns,
                spec.data().gaps() == DataSpec.Gaps.ZERO_MEDIA,
                spec.data().from(),
                spec.data().to());
    }

    private static void addUses(ModelSpec spec, Map<String, Role> uses) {
        add(uses, spec.outcome().column(), role(spec.outcome()));
        for (var channel : spec.channels()) {
            add(uses, channel.column(), Role.MEDIA);
            channel.spend().ifPresent(column -> add(uses, column, Role.SPEND));
        }
        for (var mediator : spec.mediators()) {
            add(uses, mediator.column(), role(spec, mediator));
            mediator.spend().ifPresent(column -> add(uses, column, Role.SPEND));
        }
        for (var control : spec.controls()) {
            Role role =
                    switch (control.transform()) {
                        case STANDARDIZE, NONE -> Role.CONTROL;
                        case LOG, LOG_STANDARDIZE -> Role.LOG_CONTROL;
                        case INDICATOR -> Role.INDICATOR;
                    };
            add(uses, control.column(), role);
            control.priceResponse().ifPresent(r -> add(uses, control.column(), Role.LOG_CONTROL));
        }
        switch (spec.outcome().value()) {
            case Outcome.Value.Column(String column) -> add(uses, column, Role.VALUE);
            case Outcome.Value.Constant constant -> {}
        }
    }

    private static void add(Map<String, Role> uses, String column, Role role) {
        uses.merge(column, role, ModelLoader::strictest);
    }

    private static Role role(Outcome outcome) {
        if (outcome.family() == Family.NEGATIVE_BINOMIAL) {
            return Role.COUNT;
        }
        boolean positive = outcome.link() == Link.LOG && outcome.floor().isEmpty();
        return positive ? Role.POSITIVE : Role.OUTCOME;
    }

    private static Role role(ModelSpec spec, Mediator mediator) {
        if (mediator.family() == Family.HURDLE_LOGNORMAL) {
            return Role.HURDLE;
        }
        if (mediator.link() == Link.LOG) {
            return Role.POSITIVE_MEDIATOR;
        }
        return spec.isNonNegative(mediator) ? Role.MEDIA : Role.MEDIATOR;
    }

    private static Role strictest(Role a, Role b) {
        return BY_STRICTNESS.indexOf(a) < BY_STRICTNESS.indexOf(b) ? b : a;
    }

    private static Column column(String name, Role role, DataSpec data) {
        Missing missing =
                switch (data.missing().getOrDefault(name, DataSpec.Missing.ERROR)) {
                    case ERROR -> Missing.ERROR;
                    case ZERO -> Missing.ZERO;
                    case PREVIOUS -> Missing.PREVIOUS;
                };
        return new Column(name, role, missing, data.winsorize().getOrDefault(name, 1.0));
    }
}
