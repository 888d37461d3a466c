package tributary.spec;

import static tributary.spec.SchemaNodes.date;
import static tributary.spec.SchemaNodes.either;
import static tributary.spec.SchemaNodes.flag;
import static tributary.spec.SchemaNodes.integer;
import static tributary.spec.SchemaNodes.list;
import static tributary.spec.SchemaNodes.map;
import static tributary.spec.SchemaNodes.name;
import static tributary.spec.SchemaNodes.names;
import static tributary.spec.SchemaNodes.number;
import static tributary.spec.SchemaNodes.pattern;
import static tributary.spec.SchemaNodes.reference;
import static tributary.spec.SchemaNodes.text;
import static tributary.spec.SchemaNodes.when;
import static tributary.spec.SchemaNodes.word;
import static tributary.spec.SchemaNodes.words;

import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import tributary.spec.SchemaNodes.Keys;

/**
 * The JSON Schema of a configuration, with which an editor completes and checks it.
 *
 * <p>It states what can be said of a key by itself: which there are, their types, words and ranges.
 * What concerns several of them (names that must exist, families that do not go together) the
 * readers check alone. Words and ranges are those of the readers.
 */
public final class ModelSchema {
    private static final String DRAFT = "https://json-schema.org/draft/2020-12/schema";
    private static final String PRIORS = "priors";

    private ModelSchema() {}

    /** The schema as the text of a file. */
    public static String print() {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        return JsonMapper.shared()
                        .writer()
                        .with(new DefaultPrettyPrinter().withObjectIndenter(indenter))
                        .writeValueAsString(toJson())
                + "\n";
    }

    /** The schema as a tree. */
    static ObjectNode toJson() {
        ObjectNode schema =
                Keys.of("A marketing mix model with mediators, as Tributary fits it.")
                        .key("$schema", text("Where an editor finds this schema."))
                        .requiredKey("data", data())
                        .requiredKey("outcome", NodeSchema.outcome())
                        .key(
                                "channels",
                                list(
                                                "Exogenous media: spend, impressions or sends.",
                                                NodeSchema.channel())
                                        .put("maxItems", ModelSpecReader.MAX_NODES))
                        .key(
                                "mediators",
                                list(
                                                "Columns that upstream media move and that act"
                                                    + " downstream themselves, such as search or"
                                                    + " site visits.",
                                                NodeSchema.mediator())
                                        .put("maxItems", ModelSpecReader.MAX_NODES))
                        .key("paths", list("The arrows of the causal graph.", path()))
                        .key(
                                "controls",
                                list("Covariates, and products of two columns.", control()))
                        .key("trend", trend())
                        .key("seasonality", seasonality())
                        .key("pooling", pooling())
                        .key("correlations", correlations())
                        .key(
                                "unobserved",
                                list(
                                        "Common causes that nobody measured, for the identification"
                                                + " of effects only.",
                                        unobserved()))
                        .key(
                                "experiments",
                                list("Measured lifts that inform the fit.", experiment()))
                        .key(
                                PRIORS,
                                either(
                                        "Priors of the parameters: a set that ships with the"
                                            + " program (\"default\", …), the path of a file, or"
                                            + " overrides.",
                                        text("Name of a set, or path of a file."),
                                        reference(PRIORS)))
                        .key("sampler", sampler())
                        .key("truth", SimulationSchema.truth())
                        .key(
                                "run",
                                SchemaNodes.anything("What a fit noted about itself; passed over."))
                        .toJson();
        schema.putObject("$defs").set(PRIORS, priors());
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("$schema", DRAFT).put("title", "Tributary model configuration");
        return root.setAll(schema);
    }

    private static ObjectNode data() {
        ObjectNode fill =
                Keys.of("What holes in the data mean; every fill is counted in the report.")
                        .key(
                                "gaps",
                                words(
                                        "What a missing week means: an error, or a week without"
                                                + " media.",
                                        DataSpec.Gaps.values(),
                                        DataSpec.Gaps.ERROR))
                        .key(
                                "missing",
                                map(
                                        "By column, what an empty cell means.",
                                        words(
                                                "An error, zero, or the value of the week before.",
                                                DataSpec.Missing.values(),
                                                DataSpec.Missing.ERROR)))
                        .toJson();
        return Keys.of("Where the data are and how they are read.")
                .requiredKey("file", text("Path of the CSV file, relative to this configuration."))
                .requiredKey("date", text("Column with the first day of each week, ISO 8601."))
                .key("geo", text("Column with the market of each row; without it there is one."))
                .key("population", text("Column with the size of each market; without it 1."))
                .key("fill", fill)
                .key(
                        "winsorize",
                        map(
                                "By column, the upper quantile above which values are set to it.",
                                number("A quantile.", Limits.QUANTILE)))
                .key("from", date("First week of the fit; earlier media feed the adstock."))
                .key("to", date("Last week of the fit; later weeks are predicted."))
                .toJson();
    }

    private static ObjectNode path() {
        ObjectNode object =
                Keys.of("A path with options.")
                        .requiredKey("from", text("Name of a channel or mediator."))
                        .requiredKey("to", text("Name of a mediator or the outcome."))
                        .key(
                                "sign",
                                words(
                                        "Sign of the coefficient (default: positive into the"
                                                + " outcome, any into a mediator).",
                                        Path.Sign.values()))
                        .key("group", name("Paths of a group share a hierarchical prior."))
                        .key("saturation", NodeSchema.saturation())
                        .key(
                                "activity",
                                flag("Whether being on at all has an effect of its own.", false))
                        .key(
                                "parameter",
                                words(
                                        "What has the prior: the coefficient, money back per money"
                                                + " spent, or the share of the outcome.",
                                        Path.Parameter.values(),
                                        Path.Parameter.COEFFICIENT))
                        .toJson();
        return either(
                "One arrow from a cause to what it moves.",
                pattern("Such as \"tv -> search\".", "^[^>]+->[^>]+$"),
                object);
    }

    private static ObjectNode control() {
        ObjectNode schema =
                Keys.of("One control, or the product of two columns.")
                        .requiredKey(
                                "column", text("Column of the data, or \"a:b\" for a product."))
                        .key("name", NodeSchema.nodeName())
                        .key(
                                "transform",
                                words(
                                        "What happens to the column before it enters (default:"
                                                + " standardize; a product takes none).",
                                        Control.Transform.values()))
                        .key(
                                "price_response",
                                words(
                                        "Marks the price of the outcome and says how demand answers"
                                                + " it.",
                                        Control.PriceResponse.values()))
                        .key(
                                "into",
                                names("Equations it enters (default: all).").put("minItems", 1))
                        .toJson();
        when(schema, "column", pattern("A product.", ":"));
        schema.putObject("then")
                .putObject("properties")
                .put("price_response", false)
                .set("transform", word(Words.of(Control.Transform.NONE)));
        return schema;
    }

    private static ObjectNode trend() {
        ObjectNode schema =
                Keys.of("Slow change over the weeks of the fit.")
                        .key("type", words("Its form.", Trend.Type.values(), Trend.Type.LINEAR))
                        .key("knots", NodeSchema.knots())
                        .key("into", into())
                        .toJson();
        when(schema, "type", word(Words.of(Trend.Type.KNOTS)));
        schema.putObject("then").putArray("required").add("knots");
        schema.putObject("else").putObject("properties").put("knots", false);
        return schema;
    }

    private static ObjectNode into() {
        return names("Equations it enters (default: all).");
    }

    private static ObjectNode seasonality() {
        return Keys.of("Fourier season.")
                .key(
                        "order",
                        integer("Number of harmonics, 0 for none.", Limits.SEASON_ORDER)
                                .put("default", 3))
                .key(
                        "period",
                        number("Length in days.", Limits.SEASON_PERIOD).put("default", 365.25))
                .key("into", into())
                .toJson();
    }

    private static ObjectNode pooling() {
        return Keys.of("What shares a hierarchical prior.")
                .key("paths", flag("Whether the paths of a group do.", true))
                .key("geos", flag("Whether effects and intercepts vary by market.", true))
                .key(
                        "parametrization",
                        words(
                                "What the sampler moves: standardised deviations of the markets, or"
                                        + " their values.",
                                Pooling.Parametrization.values(),
                                Pooling.Parametrization.NON_CENTERED))
                .toJson();
    }

    private static ObjectNode correlations() {
        ObjectNode one =
                Keys.of("Between the residuals of one mediator and of the outcome.")
                        .requiredKey(
                                "between",
                                names("The mediator and the outcome.")
                                        .put("minItems", 2)
                                        .put("maxItems", 2))
                        .requiredKey(
                                "rho",
                                either(
                                        "The correlation: fixed, or a prior.",
                                        number("A number.", Limits.CORRELATION),
                                        prior()))
                        .toJson();
        return list("Correlation of same-week residuals; at most one.", one).put("maxItems", 1);
    }

    private static ObjectNode unobserved() {
        return Keys.of("One common cause.")
                .requiredKey("name", name("What to call it."))
                .requiredKey("into", names("The nodes it moves.").put("minItems", 2))
                .toJson();
    }

    private static ObjectNode experiment() {
        return Keys.of("One lift test.")
                .requiredKey("source", text("The channel or mediator that was changed."))
                .key("geos", names("Markets of the test (default: all)."))
                .requiredKey("from", date("First week of the test."))
                .requiredKey("to", date("Last week of the test."))
                .key("until", date("Last week over which the lift was summed (default: to)."))
                .requiredKey(
                        "change",
                        pattern(
                                "Change of the source in the test, such as -100% or +20%.",
                                "^" + ChangeText.PATTERN + "$"))
                .requiredKey("lift", number("The outcome gained by the change.", NumberRange.ANY))
                .requiredKey("se", number("Standard error of the lift.", NumberRange.POSITIVE))
                .key(
                        "estimand",
                        words(
                                "Whether the lift is along all paths or the direct one.",
                                Experiment.Estimand.values(),
                                Experiment.Estimand.TOTAL))
                .key(
                        "family",
                        words(
                                "Distribution of the lift around the true one.",
                                Experiment.ErrorFamily.values(),
                                Experiment.ErrorFamily.NORMAL))
                .toJson();
    }

    private static ObjectNode prior() {
        return pattern("One of " + PriorText.signatures() + ".", "^" + PriorText.pattern() + "$");
    }

    private static ObjectNode priors() {
        ObjectNode schema = map("Priors by parameter, or pattern with *.", prior());
        schema.putObject("properties")
                .set(
                        PriorSetReader.EXTENDS,
                        text("What these stand on top of: a set, a file, or \"none\"."));
        schema.putObject("propertyNames").put("pattern", PriorSetReader.KEY_PATTERN);
        return schema;
    }

    private static ObjectNode sampler() {
        SamplerSpec defaults = SamplerSpec.defaults();
        return Keys.of("Settings of the sampler; the command line overrides them.")
                .key(
                        "chains",
                        integer("Number of chains.", Limits.CHAINS)
                                .put("default", defaults.chains()))
                .key(
                        "warmup",
                        integer("Iterations of the warm-up.", Limits.WARMUP)
                                .put("default", defaults.warmup()))
                .key(
                        "draws",
                        integer("Draws kept per chain.", Limits.DRAWS)
                                .put("default", defaults.draws()))
                .key(
                        "seed",
                        integer("Of everything random.", IntegerRange.ANY)
                                .put("default", defaults.seed()))
                .key(
                        "target_accept",
                        number("Acceptance statistic aimed at.", Limits.TARGET_ACCEPT)
                                .put("default", defaults.targetAccept()))
                .key(
                        "max_depth",
                        integer("Most doublings of a trajectory.", Limits.MAX_DEPTH)
                                .put("default", defaults.maxDepth()))
                .key(
                        "metric",
                        words(
                                "What the warm-up fits to the posterior.",
                                SamplerSpec.Metric.values(),
                                defaults.metric()))
                .key(
                        "init",
                        words("Where chains start.", SamplerSpec.Init.values(), defaults.init()))
                .key(
                        "thin",
                        integer("Iterations per kept draw.", Limits.THIN)
                                .put("default", defaults.thin()))
                .key(
                        "save_warmup",
                        flag("Whether draws of the warm-up are kept.", defaults.saveWarmup()))
                .toJson();
    }
}
