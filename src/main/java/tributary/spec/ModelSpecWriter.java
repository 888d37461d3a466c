package tributary.spec;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;

/** Writes a resolved configuration: every default explicit, read back to an equal model. */
public final class ModelSpecWriter {
    private ModelSpecWriter() {}

    /**
     * The configuration as JSON. Keys that have no value by default ({@code data.from}, …) are left
     * out.
     *
     * @param resolvedPriors the prior of every parameter by its exact name; they replace the layers
     *     of the model, so that the configuration needs no other file
     */
    public static ObjectNode toJson(ModelSpec model, Map<String, Prior> resolvedPriors) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        data(root.putObject("data"), model.data());
        outcome(root.putObject("outcome"), model.outcome());
        ArrayNode channels = root.putArray("channels");
        model.channels().forEach(channel -> source(channels.addObject(), channel));
        ArrayNode mediators = root.putArray("mediators");
        model.mediators().forEach(mediator -> mediator(mediators.addObject(), mediator));
        ArrayNode paths = root.putArray("paths");
        model.paths().forEach(path -> path(paths.addObject(), path));
        ArrayNode controls = root.putArray("controls");
        model.controls().forEach(control -> control(controls.addObject(), control));
        model.interactions().forEach(product -> interaction(controls.addObject(), product));
        ObjectNode trend = root.putObject("trend").put("type", Words.of(model.trend().type()));
        if (model.trend().type() == Trend.Type.KNOTS) {
            trend.put("knots", model.trend().knots());
        }
        names(trend.putArray("into"), model.trend().into());
        Seasonality season = model.seasonality();
        ObjectNode seasonality = root.putObject("seasonality");
        seasonality.put("order", season.order()).put("period", season.period());
        names(seasonality.putArray("into"), season.into());
        root.putObject("pooling")
                .put("paths", model.pooling().paths())
                .put("geos", model.pooling().geos())
                .put("parametrization", Words.of(model.pooling().parametrization()));
        ArrayNode correlations = root.putArray("correlations");
        model.correlations().forEach(c -> correlation(correlations.addObject(), c));
        ArrayNode unobserved = root.putArray("unobserved");
        for (Unobserved cause : model.unobserved()) {
            ObjectNode node = unobserved.addObject().put("name", cause.name());
            names(node.putArray("into"), cause.into());
        }
        ArrayNode experiments = root.putArray("experiments");
        model.experiments().forEach(e -> experiment(experiments.addObject(), e));
        ObjectNode priors = root.putObject("priors");
        priors.put(PriorSetReader.EXTENDS, PriorSetReader.NONE);
        resolvedPriors.forEach((name, prior) -> priors.put(name, PriorText.format(prior)));
        sampler(root.putObject("sampler"), model.sampler());
        return root;
    }

    private static void data(ObjectNode node, DataSpec data) {
        node.put("file", data.file()).put("date", data.date());
        data.geo().ifPresent(geo -> node.put("geo", geo));
        data.population().ifPresent(population -> node.put("population", population));
        ObjectNode fill = node.putObject("fill").put("gaps", Words.of(data.gaps()));
        ObjectNode missing = fill.putObject("missing");
        new TreeMap<>(data.missing()).forEach((column, m) -> missing.put(column, Words.of(m)));
        ObjectNode winsorize = node.putObject("winsorize");
        new TreeMap<>(data.winsorize()).forEach(winsorize::put);
        data.from().ifPresent(from -> node.put("from", from.toString()));
        data.to().ifPresent(to -> node.put("to", to.toString()));
    }

    private static void outcome(ObjectNode node, Outcome outcome) {
        node.put("column", outcome.column()).put("name", outcome.name());
        node.put("composition", Words.of(outcome.composition()));
        equation(node, outcome);
        node.put("scale", Words.of(outcome.scale()));
        switch (outcome.value()) {
            case Outcome.Value.Constant(double money) -> node.put("value", money);
            case Outcome.Value.Column(String column) -> node.put("value", column);
        }
        outcome.floor().ifPresent(floor -> node.put("floor", floor));
        node.put("ar", outcome.autoregressive() ? 1 : 0).put("noise", Words.of(outcome.noise()));
    }

    private static void equation(ObjectNode node, Equation equation) {
        node.put("family", Words.of(equation.family())).put("link", Words.of(equation.link()));
        if (equation.nu().isPresent()) {
            node.put("nu", equation.nu().getAsDouble());
        } else {
            node.put("nu", NodeReader.ESTIMATE);
        }
    }

    private static void source(ObjectNode node, Source source) {
        node.put("column", source.column()).put("name", source.name()).put("paid", source.paid());
        if (source.paid()) {
            node.put("spend", source.spend().orElse(source.column()));
        }
        adstock(node, source.adstock());
        node.put("saturation", Words.of(source.saturation()));
        node.put("order", Words.of(source.order()));
        OptionalDouble scale = source.scale();
        if (scale.isPresent()) {
            node.put("scale", scale.getAsDouble());
        } else {
            node.put("scale", MediaReader.MEDIAN_POSITIVE);
        }
        if (source.knots().isPresent()) {
            node.putObject("time_varying").put("knots", source.knots().getAsInt());
        } else {
            node.put("time_varying", MediaReader.NOT_VARYING);
        }
    }

    /** A word where there is no window, otherwise an object. */
    private static void adstock(ObjectNode node, Adstock adstock) {
        String type = Words.of(MediaReader.AdstockForm.of(adstock));
        OptionalInt window =
                switch (adstock) {
                    case Adstock.Geometric(OptionalInt lags) -> lags;
                    case Adstock.None() -> OptionalInt.empty();
                    case Adstock.Delayed(int lags) -> OptionalInt.of(lags);
                    case Adstock.WeibullCdf(int lags) -> OptionalInt.of(lags);
                    case Adstock.WeibullPdf(int lags) -> OptionalInt.of(lags);
                    case Adstock.Binomial(int lags) -> OptionalInt.of(lags);
                };
        if (window.isPresent()) {
            node.putObject("adstock").put("type", type).put("window", window.getAsInt());
        } else {
            node.put("adstock", type);
        }
    }

    private static void mediator(ObjectNode node, Mediator mediator) {
        source(node, mediator);
        equation(node, mediator);
        node.put("input", Words.of(mediator.input()));
    }

    private static void path(ObjectNode node, Path path) {
        node.put("from", path.from()).put("to", path.to()).put("sign", Words.of(path.sign()));
        path.group().ifPresent(group -> node.put("group", group));
        path.saturation().ifPresent(curve -> node.put("saturation", Words.of(curve)));
        node.put("activity", path.activity()).put("parameter", Words.of(path.parameter()));
    }

    private static void correlation(ObjectNode node, Correlation correlation) {
        node.putArray("between").add(correlation.mediator()).add(correlation.outcome());
        if (correlation.rho() instanceof Prior.Dirac(double rho)) {
            node.put("rho", rho);
        } else {
            node.put("rho", PriorText.format(correlation.rho()));
        }
    }

    private static void experiment(ObjectNode node, Experiment experiment) {
        node.put("source", experiment.source());
        names(node.putArray("geos"), experiment.geos());
        node.put("from", experiment.from().toString()).put("to", experiment.to().toString());
        node.put("until", experiment.until().toString());
        node.put("change", ChangeText.format(experiment.change()));
        node.put("lift", experiment.lift()).put("se", experiment.se());
        node.put("estimand", Words.of(experiment.estimand()));
        node.put("family", Words.of(experiment.family()));
    }

    private static void control(ObjectNode node, Control control) {
        node.put("column", control.column()).put("name", control.name());
        node.put("transform", Words.of(control.transform()));
        control.priceResponse()
                .ifPresent(response -> node.put("price_response", Words.of(response)));
        names(node.putArray("into"), control.into());
    }

    private static void interaction(ObjectNode node, Interaction product) {
        node.put("column", product.column()).put("name", product.name());
        names(node.putArray("into"), product.into());
    }

    private static void names(ArrayNode array, List<String> names) {
        names.forEach(array::add);
    }

    private static void sampler(ObjectNode node, SamplerSpec sampler) {
        node.put("chains", sampler.chains());
        node.put("warmup", sampler.warmup());
        node.put("draws", sampler.draws());
        node.put("seed", sampler.seed());
        node.put("target_accept", sampler.targetAccept());
        node.put("max_depth", sampler.maxDepth());
        node.put("metric", Words.of(sampler.metric())).put("init", Words.of(sampler.init()));
        node.put("thin", sampler.thin()).put("save_warmup", sampler.saveWarmup());
    }
}
