package tributary.fit;

import tributary.data.Panel;
import tributary.data.PanelReader;
import tributary.data.PanelRequest;
import tributary.data.PanelRequest.Column;
import tributary.data.PanelRequest.Missing;
import tributary.data.PanelRequest.Role;
import tributary.spec.DataSpec;
import tributary.spec.Link;
import tributary.spec.Mediator;
import tributary.spec.ModelSpec;
import tributary.spec.ModelSpecReader;
import tributary.spec.Outcome;
import tributary.spec.Saturation;
import tributary.spec.SpecException;
import tributary.spec.SpecProblem;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** From a configuration file to a task: reads the model, and of its data what the model needs. */
public final class ModelLoader {
    private ModelLoader() {}

    /**
     * Reads a configuration and its data.
     *
     * @param data file in place of the one the configuration names; that one is relative to the
     *     configuration
     * @throws SpecException if the configuration cannot be used, with every problem
     * @throws tributary.data.DataException if the data cannot be used, with every finding
     */
    public static FitTask load(Path model, Optional<Path> data) throws IOException {
        ModelSpec spec = ModelSpecReader.read(model);
        Path file = data.orElseGet(() -> model.resolveSibling(spec.data().file()));
        Panel panel = PanelReader.read(file, request(spec, model.toString()));
        return new FitTask(spec, panel);
    }

    /**
     * What a model needs of its data; a column with several uses gets the strictest role.
     *
     * @param file of the configuration, for messages
     * @throws SpecException if two uses of a column exclude each other
     */
    static PanelRequest request(ModelSpec spec, String file) {
        var uses = new LinkedHashMap<String, List<Role>>();
        addUses(spec, uses);
        List<SpecProblem> problems = new ArrayList<>();
        List<Column> columns = new ArrayList<>();
        uses.forEach((column, roles) -> {
            if (exclude(roles)) {
                problems.add(contradiction(file, column, roles));
            }
            columns.add(column(column, strictest(roles), spec.data()));
        });
        if (!problems.isEmpty()) {
            throw new SpecException(problems);
        }
        return new PanelRequest(
                spec.data().date(),
                columns,
                spec.data().gaps() == DataSpec.Gaps.ZERO_MEDIA,
                spec.data().from(),
                spec.data().to());
    }

    private static void addUses(ModelSpec spec, Map<String, List<Role>> uses) {
        add(uses, spec.outcome().column(), role(spec.outcome()));
        for (var channel : spec.channels()) {
            add(uses, channel.column(), Role.MEDIA);
            channel.spend().ifPresent(column -> add(uses, column, Role.SPEND));
        }
        for (var mediator : spec.mediators()) {
            add(uses, mediator.column(), role(mediator));
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
        }
        switch (spec.outcome().value()) {
            case Outcome.Value.Column(String column) -> add(uses, column, Role.VALUE);
            case Outcome.Value.Constant constant -> {}
        }
    }

    private static void add(Map<String, List<Role>> uses, String column, Role role) {
        uses.computeIfAbsent(column, name -> new ArrayList<>()).add(role);
    }

    private static Role role(Outcome outcome) {
        return outcome.link() == Link.LOG ? Role.POSITIVE : Role.OUTCOME;
    }

    private static Role role(Mediator mediator) {
        if (mediator.link() == Link.LOG) {
            return Role.POSITIVE;
        }
        return mediator.saturation() == Saturation.HILL ? Role.MEDIA : Role.MEDIATOR;
    }

    /** Laxest first: what a role allows, the roles before it allow too (bar the indicator). */
    private static final List<Role> BY_STRICTNESS =
            List.of(
                    Role.OUTCOME,
                    Role.MEDIATOR,
                    Role.CONTROL,
                    Role.VALUE,
                    Role.SPEND,
                    Role.MEDIA,
                    Role.POSITIVE,
                    Role.LOG_CONTROL,
                    Role.INDICATOR);

    private static Role strictest(List<Role> roles) {
        return roles.stream()
                .max((a, b) -> BY_STRICTNESS.indexOf(a) - BY_STRICTNESS.indexOf(b))
                .orElseThrow();
    }

    /** A column of zeros and ones is neither money nor media, and has no logarithm. */
    private static boolean exclude(List<Role> roles) {
        return roles.contains(Role.INDICATOR)
                && !Set.of(Role.INDICATOR, Role.CONTROL).containsAll(roles);
    }

    private static SpecProblem contradiction(String file, String column, List<Role> roles) {
        return new SpecProblem(
                file,
                "column " + column,
                "is used as " + roles + "; an indicator can be nothing else");
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
