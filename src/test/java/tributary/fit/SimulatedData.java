package tributary.fit;

import tributary.spec.SimulationSpec;
import tributary.spec.SimulationSpecReader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A small simulated data set: a model, its truth, and the task that a fit would load. */
final class SimulatedData {
    /** Two channels, a mediator between them and the outcome, a control. */
    static final String MODEL =
            """
            { "data": { "file": "weekly.csv", "date": "week" },
              "outcome": { "column": "revenue" },
              "channels": [ { "column": "tv" }, { "column": "mail", "paid": false } ],
              "mediators": [ { "column": "search", "saturation": "linear", "adstock": "none" } ],
              "paths": [ "tv -> search", "tv -> revenue", "mail -> revenue",
                         "search -> revenue" ],
              "controls": [ { "column": "price" } ],
              "seasonality": { "order": 1 },
              "sampler": { "chains": 2, "warmup": 300, "draws": 200, "seed": 7 } }
            """;

    static final String TRUTH =
            """
            { "seed": 4, "weeks": 80, "start": "2024-01-07",
              "outcome": { "level": 50000 },
              "sources": { "tv": { "active": 0.7, "level": 4000, "spread": 0.4 },
                           "mail": { "active": 0.5, "level": 900 },
                           "search": { "level": 700 } },
              "controls": { "price": { "mean": 100, "sd": 5, "ar": 0.5 } },
              "parameters": {
                "decay_*": 0.3, "half_saturation_*": 0.8, "slope_*": 1.2,
                "coefficient_tv_to_search": 0.6, "coefficient_tv_to_revenue": 0.3,
                "coefficient_mail_to_revenue": 0.1, "coefficient_search_to_revenue": 0.25,
                "intercept_search": 0.7, "intercept_revenue": 0.6,
                "control_*": -0.04, "trend_*": 0.05, "season_*": 0.05,
                "sigma_search": 0.1, "sigma_revenue": 0.04 } }
            """;

    private SimulatedData() {}

    static SimulationSpec spec(Path folder, String model, String truth) throws IOException {
        String both = model.substring(0, model.lastIndexOf('}')) + ", \"truth\": " + truth + "}";
        return SimulationSpecReader.read(
                Files.writeString(folder.resolve("simulation.json"), both));
    }

    /** Writes model and data to the folder and loads them as the command line does. */
    static FitTask task(Path folder, String model, Simulation.Result data) throws IOException {
        Files.writeString(folder.resolve("weekly.csv"), data.csv());
        Path file = Files.writeString(folder.resolve("model.json"), model);
        return ModelLoader.load(file, Optional.empty());
    }

    /** The data of {@link #MODEL} and {@link #TRUTH} for a model that may be another. */
    static FitTask task(Path folder, String model) throws IOException {
        return task(folder, model, Simulation.simulate(spec(folder, MODEL, TRUTH)));
    }
}
