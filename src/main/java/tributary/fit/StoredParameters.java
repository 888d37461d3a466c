package tributary.fit;

import tributary.model.CompiledModel;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Natural parameters of a model from the columns of a run; NaN where the run left them out, as
 * those of single geos of a large panel are.
 */
final class StoredParameters {
    private final CompiledModel model;
    private final ThinnedDraws draws;

    /** By reported parameter, −1 where there is none. */
    private final int[] columns;

    StoredParameters(CompiledModel model, ThinnedDraws draws) {
        this.model = model;
        this.draws = draws;
        Map<String, Integer> byName = new HashMap<>();
        List<String> names = draws.all().names();
        for (int i = 0; i < names.size(); i++) {
            byName.put(names.get(i), i);
        }
        columns =
                model.parameters().reportedNames().stream()
                        .mapToInt(name -> byName.getOrDefault(name, -1))
                        .toArray();
    }

    /** Natural parameters of draw i of a chain by slot. */
    double[] natural(int chain, int i) {
        double[] row = draws.row(chain, i);
        double[] reported =
                Arrays.stream(columns).mapToDouble(c -> c < 0 ? Double.NaN : row[c]).toArray();
        double[] theta = new double[model.parameters().slots()];
        model.parameters().restore(reported, theta);
        return theta;
    }
}
