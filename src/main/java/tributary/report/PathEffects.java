package tributary.report;

import tributary.diagnostics.ParameterSummary;
import tributary.spec.ModelSpec;
import tributary.spec.Path;
import tributary.store.EffectRow;
import tributary.store.Run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What each path of the graph carries: the part of its first node's effect on the outcome that
 * flows along it. All are in the unit of the outcome, so that they can be compared.
 */
final class PathEffects {
    private static final List<Unit> UNITS =
            List.of(
                    new Unit(1e9, "billion "),
                    new Unit(1e6, "million "),
                    new Unit(1e3, "thousand "));

    /** Sizes below this many units are shown in the next smaller unit. */
    private static final double LEAST = 20;

    /** A power of ten by which the numbers are divided, and its word. */
    private record Unit(double size, String word) {}

    private final ModelSpec model;
    private final Map<Path, EffectRow> effects = new LinkedHashMap<>();
    private final Map<String, ParameterSummary> coefficients = new LinkedHashMap<>();
    private final Unit unit;
    private final double largest;

    PathEffects(Run run) {
        this.model = run.model();
        for (Path path : model.paths()) {
            find(run.effects(), path).ifPresent(row -> effects.put(path, row));
        }
        run.diagnostics().parameters().forEach(p -> coefficients.put(p.name(), p));
        this.largest =
                effects.values().stream()
                        .mapToDouble(row -> Math.abs(row.median()))
                        .max()
                        .orElse(0);
        this.unit =
                UNITS.stream()
                        .filter(candidate -> largest >= LEAST * candidate.size())
                        .filter(candidate -> largest < Numbers.LARGE)
                        .findFirst()
                        .orElse(new Unit(1, ""));
    }

    private Optional<EffectRow> find(List<EffectRow> rows, Path path) {
        String direct = path.arrow();
        String joined = path.from() + " -> " + path.to() + " -> *";
        String single = path.from() + " -> " + path.to() + " -> " + model.outcome().name();
        List<EffectRow> own =
                rows.stream()
                        .filter(row -> row.source().equals(path.from()))
                        .filter(row -> row.geo().isEmpty() && Double.isFinite(row.median()))
                        .toList();
        if (path.to().equals(model.outcome().name())) {
            return Effects.joint(own, "direct").stream().findFirst();
        }
        return List.of(joined, single, direct).stream()
                .flatMap(name -> own.stream().filter(row -> row.path().equals(Optional.of(name))))
                .findFirst();
    }

    /** Such as "million revenue". */
    String unit() {
        return unit.word() + model.outcome().name();
    }

    /** Median and 90 % interval in that unit; a dash where the run has no such effect. */
    String label(Path path) {
        EffectRow row = effects.get(path);
        return row == null
                ? "–"
                : Numbers.estimate(
                        row.median() / unit.size(),
                        row.q05() / unit.size(),
                        row.q95() / unit.size());
    }

    /** The effect and the coefficient in words. */
    String inWords(Path path) {
        EffectRow row = effects.get(path);
        String effect =
                row == null
                        ? "no effect known"
                        : Numbers.estimateInWords(row.median(), row.q05(), row.q95())
                                + " of "
                                + model.outcome().name()
                                + row.note().map(note -> ", " + note).orElse("");
        ParameterSummary p = coefficients.get("coefficient_" + path.from() + "_to_" + path.to());
        return path.arrow().replace("->", "→")
                + ": "
                + effect
                + (p == null
                        ? ""
                        : "; coefficient, in scaled units, "
                                + Numbers.briefEstimate(p.q50(), p.q05(), p.q95()));
    }

    /** Size of the effect relative to the largest, from 0 to 1. */
    double relativeSize(Path path) {
        EffectRow row = effects.get(path);
        return row == null || largest == 0 ? 0 : Math.abs(row.median()) / largest;
    }

    /** Whether the 90 % interval of the effect, or else of the coefficient, covers zero. */
    boolean coversZero(Path path) {
        EffectRow row = effects.get(path);
        if (row != null) {
            return !Effects.isClearOfZero(row);
        }
        ParameterSummary p = coefficients.get("coefficient_" + path.from() + "_to_" + path.to());
        return p != null && p.q05() < 0 && p.q95() > 0;
    }
}
