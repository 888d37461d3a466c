package tributary.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tributary.spec.Identification.BackDoor;
import tributary.spec.Identification.Row;
import tributary.spec.Identification.Verdict;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * Verdicts against linear models with known effects: with endless data, do the equations that are
 * fitted give them?
 *
 * <p>Every node of a random graph, hidden ones too, is a sum of its causes with random coefficients
 * and noise, so that its covariances are known exactly. Each equation is regressed on what stands
 * in it, and effects are computed from those coefficients. What is called identified must come out
 * exactly; what is not must be biased but for coincidence.
 */
class IdentificationOracleTest {
    private static final int MODELS = 200;
    private static final List<String> CHANNELS = List.of("a", "b");
    private static final List<String> MEDIATORS = List.of("m", "n");
    private static final List<String> CONTROLS = List.of("k", "l");
    private static final String OUTCOME = "y";

    @TempDir private Path folder;

    @Test
    void whatIsIdentifiedComesOutAndTheRestDoesNot() throws IOException {
        var random = new Random(20260202);
        Map<Verdict, Integer> count = new LinkedHashMap<>();
        int biased = 0;
        for (int n = 0; n < MODELS; n++) {
            String json = json(random);
            ModelSpec model =
                    ModelSpecReader.read(Files.writeString(folder.resolve("m.json"), json));
            LinearWorld world = new LinearWorld(model, random);
            for (Row row : Identification.of(model).effects()) {
                double truth = world.effect(world.truth, row);
                double fitted = world.effect(world.fitted, row);
                count.merge(row.verdict(), 1, Integer::sum);
                if (row.verdict() == Verdict.IDENTIFIED) {
                    assertThat(row.paths()).as("%s: %s", row, json).noneMatch(BackDoor::open);
                    assertThat(fitted)
                            .as("model %d, %s: %s", n, row, json)
                            .isCloseTo(truth, within(1e-8 * (1 + Math.abs(truth))));
                } else {
                    biased += Math.abs(fitted - truth) > 1e-6 ? 1 : 0;
                }
            }
        }
        assertThat(count.get(Verdict.IDENTIFIED)).isGreaterThan(MODELS);
        assertThat(count.get(Verdict.NOT_IDENTIFIED)).isGreaterThan(MODELS);
        // The criterion is sufficient: now and then biases cancel, as b → m, m → n ← (u) → y.
        int refused = count.getOrDefault(Verdict.NOT_IDENTIFIED, 0);
        assertThat(biased).isGreaterThan(refused * 97 / 100);
    }

    private static String json(Random random) {
        List<String> paths = new ArrayList<>();
        List<String> sources = new ArrayList<>(CHANNELS);
        sources.addAll(MEDIATORS);
        for (int i = 0; i < sources.size(); i++) {
            boolean reaches = false;
            for (String mediator : MEDIATORS) {
                boolean later = i < sources.indexOf(mediator);
                if (later && random.nextBoolean()) {
                    paths.add("\"" + sources.get(i) + " -> " + mediator + "\"");
                    reaches = true;
                }
            }
            if (!reaches || random.nextInt(3) > 0) {
                paths.add("\"" + sources.get(i) + " -> y\"");
            }
        }
        List<String> controls = new ArrayList<>();
        for (String control : CONTROLS) {
            controls.add(
                    "{ \"column\": \"%s\", \"into\": [%s] }"
                            .formatted(control, some(random, List.of("m", "n", "y"), 1)));
        }
        List<String> hidden = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            hidden.add(
                    "{ \"name\": \"u%d\", \"into\": [%s] }"
                            .formatted(i, some(random, List.of("a", "b", "m", "n", "k", "y"), 2)));
        }
        return """
        { "data": { "file": "f.csv", "date": "d" }, "outcome": { "column": "y" },
          "channels": [ { "column": "a" }, { "column": "b" } ],
          "mediators": [ { "column": "m" }, { "column": "n" } ],
          "paths": %s, "controls": %s, "unobserved": %s }
        """
                .formatted(paths, controls, hidden);
    }

    /** Some of the names, quoted. */
    private static String some(Random random, List<String> names, int atLeast) {
        List<String> left = new ArrayList<>(names);
        while (left.size() > atLeast && random.nextInt(4) > 0) {
            left.remove(random.nextInt(left.size()));
        }
        return left.stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(", "));
    }

    /**
     * Coefficients of a linear model by [effect, cause], and those that its equations would get.
     */
    private static final class LinearWorld {
        private final ModelSpec model;
        private final List<String> nodes = new ArrayList<>();
        private final DMatrixRMaj truth;
        private final DMatrixRMaj fitted;

        LinearWorld(ModelSpec model, Random random) {
            this.model = model;
            model.unobserved().forEach(hidden -> nodes.add(hidden.name()));
            nodes.addAll(CONTROLS);
            nodes.addAll(CHANNELS);
            nodes.addAll(MEDIATORS);
            nodes.add(OUTCOME);
            int n = nodes.size();
            truth = new DMatrixRMaj(n, n);
            for (Unobserved hidden : model.unobserved()) {
                hidden.into().forEach(node -> set(hidden.name(), node, random));
            }
            for (String equation : List.of("m", "n", "y")) {
                regressors(equation).forEach(cause -> set(cause, equation, random));
            }
            DMatrixRMaj noise = new DMatrixRMaj(n, n);
            for (int i = 0; i < n; i++) {
                noise.set(i, i, 0.5 + random.nextDouble());
            }
            DMatrixRMaj all = alongAllPaths(truth);
            DMatrixRMaj spread = new DMatrixRMaj(n, n);
            DMatrixRMaj covariance = new DMatrixRMaj(n, n);
            CommonOps_DDRM.mult(all, noise, spread);
            CommonOps_DDRM.multTransB(spread, all, covariance);
            fitted = regressions(covariance);
        }

        /** (I − B)⁻¹. */
        private static DMatrixRMaj alongAllPaths(DMatrixRMaj coefficients) {
            DMatrixRMaj all = CommonOps_DDRM.identity(coefficients.numRows);
            CommonOps_DDRM.subtractEquals(all, coefficients);
            CommonOps_DDRM.invert(all);
            return all;
        }

        private void set(String cause, String effect, Random random) {
            double size = 0.4 + random.nextDouble();
            truth.set(
                    nodes.indexOf(effect),
                    nodes.indexOf(cause),
                    random.nextBoolean() ? size : -size);
        }

        private List<String> regressors(String equation) {
            List<String> into = new ArrayList<>();
            model.paths().stream()
                    .filter(path -> path.to().equals(equation))
                    .forEach(path -> into.add(path.from()));
            model.controls().stream()
                    .filter(control -> control.into().contains(equation))
                    .forEach(control -> into.add(control.name()));
            return into;
        }

        private DMatrixRMaj regressions(DMatrixRMaj covariance) {
            DMatrixRMaj coefficients = new DMatrixRMaj(nodes.size(), nodes.size());
            for (String equation : List.of("m", "n", "y")) {
                int to = nodes.indexOf(equation);
                int[] from = regressors(equation).stream().mapToInt(nodes::indexOf).toArray();
                if (from.length == 0) {
                    continue;
                }
                DMatrixRMaj xx = new DMatrixRMaj(from.length, from.length);
                DMatrixRMaj xy = new DMatrixRMaj(from.length, 1);
                for (int i = 0; i < from.length; i++) {
                    xy.set(i, 0, covariance.get(from[i], to));
                    for (int j = 0; j < from.length; j++) {
                        xx.set(i, j, covariance.get(from[i], from[j]));
                    }
                }
                CommonOps_DDRM.solve(xx, xy.copy(), xy);
                for (int i = 0; i < from.length; i++) {
                    coefficients.set(to, from[i], xy.get(i, 0));
                }
            }
            return coefficients;
        }

        double effect(DMatrixRMaj coefficients, Row row) {
            int y = nodes.indexOf(OUTCOME);
            int source = nodes.indexOf(row.source());
            double direct = coefficients.get(y, source);
            DMatrixRMaj all = alongAllPaths(coefficients);
            return switch (row.effect()) {
                case DIRECT -> direct;
                case TOTAL -> all.get(y, source);
                case INDIRECT -> all.get(y, source) - direct;
            };
        }
    }
}
