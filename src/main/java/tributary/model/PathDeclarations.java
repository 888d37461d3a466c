package tributary.model;

import tributary.spec.CausalGraph;
import tributary.spec.Equation;
import tributary.spec.ModelSpec;
import tributary.spec.Path;
import tributary.spec.Pooling;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Declares the coefficients of all paths: pooled in groups or on their own, and around each the
 * coefficients of the geos (model.md §6).
 *
 * <p>By default the paid channels into one node form a group; paths from mediators and organic
 * channels stand alone, and so do the members of a group of one and every path whose coefficient
 * was given a prior of its own.
 */
final class PathDeclarations {
    private final ModelSpec model;
    private final ParameterDeclarations parameters;
    private final GeoDeclarations geos;

    private final Map<String, Integer> common = new HashMap<>();
    private final Map<String, int[]> byGeo = new HashMap<>();
    private final Map<String, HierarchicalCoefficients> geoTerms = new HashMap<>();
    private final List<Term> terms = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    PathDeclarations(
            ModelSpec model,
            CausalGraph graph,
            ParameterDeclarations parameters,
            GeoDeclarations geos) {
        this.model = model;
        this.parameters = parameters;
        this.geos = geos;
        Map<String, List<Path>> groups = groups(graph);
        for (Equation equation : graph.equations()) {
            for (Path path : graph.into(equation.name())) {
                List<Path> group = groups.get(model.groupName(path));
                if (group == null || !group.contains(path) || group.size() == 1) {
                    single(path);
                } else if (group.get(0).equals(path)) {
                    pooled(model.groupName(path), group);
                }
            }
        }
    }

    /** Slots of a path's coefficients: one by geo, or one for all. */
    int[] coefficients(Path path) {
        return Objects.requireNonNull(byGeo.get(path.arrow()), path.arrow());
    }

    /** Slot of the coefficient that the geos of a path have in common. */
    int common(Path path) {
        return Objects.requireNonNull(common.get(path.arrow()), path.arrow());
    }

    /** What computes the coefficients of the pooled groups. */
    List<Term> terms() {
        return terms;
    }

    /**
     * What computes the coefficients of the geos from the common one of a path, where they vary.
     */
    Optional<HierarchicalCoefficients> geoTerm(Path path) {
        return Optional.ofNullable(geoTerms.get(path.arrow()));
    }

    List<String> notes() {
        return notes;
    }

    private static String name(Path path) {
        return path.coefficientName();
    }

    private Map<String, List<Path>> groups(CausalGraph graph) {
        Map<String, List<Path>> groups = new LinkedHashMap<>();
        if (!model.pooling().paths()) {
            return groups;
        }
        for (Equation equation : graph.equations()) {
            for (Path path : graph.into(equation.name())) {
                String group = model.groupName(path);
                if (group.isEmpty() || hasOwnReturn(path)) {
                    continue;
                }
                if (parameters.override(name(path), path.kind()).isPresent()) {
                    if (hasOtherMembers(graph, path)) {
                        notes.add(
                                name(path)
                                        + " has a prior of its own and is not pooled with the group"
                                        + " "
                                        + group);
                    }
                    continue;
                }
                List<Path> members = groups.computeIfAbsent(group, g -> new ArrayList<>());
                if (!members.isEmpty() && members.get(0).sign() != path.sign()) {
                    parameters.problem(
                            "$.paths",
                            "group \""
                                    + group
                                    + "\" holds the "
                                    + members.get(0).kind()
                                    + " path "
                                    + members.get(0).arrow()
                                    + " and the "
                                    + path.kind()
                                    + " path "
                                    + path.arrow()
                                    + "; all paths of a group must have the same sign");
                    continue;
                }
                members.add(path);
            }
        }
        return groups;
    }

    private boolean hasOtherMembers(CausalGraph graph, Path path) {
        return graph.equations().stream()
                .flatMap(equation -> graph.into(equation.name()).stream())
                .anyMatch(other ->
                        !other.equals(path)
                                && model.groupName(other).equals(model.groupName(path)));
    }

    private static boolean hasOwnReturn(Path path) {
        return path.parameter() != Path.Parameter.COEFFICIENT;
    }

    private void single(Path path) {
        if (hasOwnReturn(path)) {
            put(path, parameters.computed(name(path)));
            return;
        }
        put(
                path,
                parameters.declare(
                        name(path), path.kind(), lowerBound(path), Double.POSITIVE_INFINITY));
    }

    private void put(Path path, int coefficient) {
        common.put(path.arrow(), coefficient);
        int[] slots = {coefficient};
        if (geos.varying) {
            String values = "geo_" + name(path);
            String spread = "geo_scale_" + path.from() + "_to_" + path.to();
            HierarchicalCoefficients term =
                    hasOwnReturn(path)
                            ? geos.deviations(values, spread, coefficient)
                            : geos.around(
                                    values, spread, path.sign() == Path.Sign.POSITIVE, coefficient);
            geoTerms.put(path.arrow(), term);
            slots = term.values().toArray();
        }
        byGeo.put(path.arrow(), slots);
    }

    private void pooled(String group, List<Path> members) {
        boolean positive = members.get(0).sign() == Path.Sign.POSITIVE;
        int[] slots = new int[members.size()];
        int[] raw = new int[members.size()];
        for (int k = 0; k < slots.length; k++) {
            Path path = members.get(k);
            slots[k] = parameters.derived(name(path), path.kind());
        }
        for (int k = 0; k < slots.length; k++) {
            raw[k] = parameters.raw("raw_" + name(members.get(k)));
        }
        int location =
                parameters.declare(
                        "coefficient_location_" + group,
                        members.get(0).kind(),
                        Double.NEGATIVE_INFINITY,
                        Double.POSITIVE_INFINITY);
        int scale =
                parameters.declare("coefficient_scale_" + group, "", 0, Double.POSITIVE_INFINITY);
        if (model.pooling().parametrization() == Pooling.Parametrization.CENTERED) {
            int[] coordinates = new int[raw.length];
            for (int k = 0; k < raw.length; k++) {
                coordinates[k] = parameters.sheared(raw[k], "centred_" + name(members.get(k)));
            }
            terms.add(
                    new HierarchicalCoefficients(
                            positive,
                            false,
                            location,
                            scale,
                            SlotRange.of(raw),
                            SlotRange.of(coordinates),
                            SlotRange.of(slots)));
        } else {
            int level = parameters.sheared(location, "level_" + group);
            terms.add(
                    new PathCoefficients(
                            positive,
                            level,
                            location,
                            scale,
                            SlotRange.of(raw),
                            SlotRange.of(slots)));
        }
        for (int k = 0; k < slots.length; k++) {
            put(members.get(k), slots[k]);
        }
    }

    private static double lowerBound(Path path) {
        return path.sign() == Path.Sign.POSITIVE ? 0 : Double.NEGATIVE_INFINITY;
    }
}
