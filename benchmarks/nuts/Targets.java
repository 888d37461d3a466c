import tributary.fit.FitTask;
import tributary.fit.ModelLoader;
import tributary.mcmc.targets.AnalyticTargets;
import tributary.mcmc.targets.PosteriorDb;
import tributary.mcmc.targets.Target;
import tributary.model.CompiledModel;
import tributary.model.ModelCompiler;
import tributary.model.Posterior;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The targets of the comparison with Stan, under the names that targets.R has for them. */
final class Targets {
    private Targets() {}

    /** All of them by name, in the order of the table. */
    static Map<String, Target> all(Path root) throws IOException {
        Map<String, Target> targets = new LinkedHashMap<>();
        PosteriorDb.all().forEach(target -> add(targets, target));
        AnalyticTargets.all().forEach(analytic -> add(targets, analytic.target()));
        add(targets, national(root));
        return targets;
    }

    private static void add(Map<String, Target> targets, Target target) {
        targets.put(target.name(), target);
    }

    /** The model of the bundled weeks. */
    private static Target national(Path root) throws IOException {
        FitTask task = ModelLoader.load(root.resolve("data/weekly.json"), Optional.empty());
        CompiledModel model = ModelCompiler.compile(task.model(), task.panel());
        Posterior posterior = model.posterior();
        List<String> names = model.parameters().reportedNames();
        return new Target(
                "national",
                posterior,
                names,
                q -> {
                    double[] row = new double[names.size()];
                    posterior.report(q, row);
                    return row;
                });
    }
}
