package tributary.effects;

import tributary.data.Panel;
import tributary.model.CompiledModel;
import tributary.model.ModelCompiler;
import tributary.model.PriceScale;
import tributary.spec.ModelSpec;
import tributary.spec.ModelSpecReader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A random model over given arrows with random data and parameters: links, curves, adstocks, spend
 * columns, pre-period rows and the signs of coefficients vary with the seed. Nodes c… are channels,
 * m… mediators, y the outcome.
 */
final class RandomGraph {
    static final int WEEKS = 40;

    /** What the latent residuals of censored weeks are in every test. */
    static final Latents LATENTS = Latents.drawn(1, 0, 0);

    private static final double FLOOR = 700;

    /** How much of the grammar a graph may use. */
    private enum Grammar {
        PLAIN,
        SPINE,
        REAL_WEEKS,
        PANEL
    }

    private final Random random;
    private final List<String> arrows;
    private final boolean plain;
    private final boolean real;
    private final boolean panel;
    private final int endOfTraining;
    private final Set<String> predicted = new HashSet<>();
    private boolean scaled;
    private boolean counts;
    private final Map<String, double[]> columns = new LinkedHashMap<>();
    private final int firstTraining;

    /**
     * A compiled model with one parameter vector.
     *
     * @param values parameters by name
     * @param theta the same by slot; NaN where a slot is not reported
     */
    @SuppressWarnings("ArrayRecordComponent") // plain data, never compared
    record Instance(CompiledModel model, Map<String, Double> values, double[] theta) {
        BruteForceEffects oracle() {
            return oracle(0);
        }

        /** Of one geo. */
        BruteForceEffects oracle(int geo) {
            return new BruteForceEffects(
                    model.spec(),
                    model.panel(),
                    geo,
                    name -> value(name, geo),
                    Map.of(),
                    new Latent(this, geo));
        }

        private double value(String parameter, int geo) {
            String hurdle = parameter.startsWith("hurdle_") ? "hurdle_" : "";
            String byGeo = hurdle + "geo_" + parameter.substring(hurdle.length()) + "." + (geo + 1);
            return values.getOrDefault(byGeo, value(parameter));
        }

        /** A parameter by name. */
        double value(String parameter) {
            return Objects.requireNonNull(values.get(parameter), parameter);
        }
    }

    /** The latents of one geo, by the weeks of the oracle. */
    private record Latent(Instance of, int geo) implements BruteForceEffects.LatentResidual {
        private int index(String equation) {
            return of.model.equations().indexOf(of.model.equation(equation));
        }

        private int cell(int week) {
            return of.model.cells().index(geo, week);
        }

        @Override
        public double of(String equation, double eta, int week) {
            return LATENTS.residual(of.model, index(equation), of.theta, eta, cell(week));
        }

        @Override
        public double activity(String equation, double p, int week) {
            return LATENTS.activity(of.model, index(equation), p, cell(week));
        }
    }

    private RandomGraph(long seed, Grammar grammar, String... arrows) {
        this.random = new Random(seed);
        this.plain = grammar == Grammar.PLAIN;
        this.panel = grammar == Grammar.PANEL;
        this.real = grammar == Grammar.REAL_WEEKS || panel;
        this.arrows = List.of(arrows);
        firstTraining = !plain && random.nextBoolean() ? 7 : 0;
        endOfTraining = real && random.nextBoolean() ? WEEKS - 5 : WEEKS;
    }

    static Instance of(Path folder, long seed, String... arrows) throws IOException {
        return new RandomGraph(seed, Grammar.SPINE, arrows).build(folder);
    }

    /**
     * With what real weeks need as well: floor, scaled composition, prices, products, activity,
     * zeros, predicted input, AR(1) and weeks after the training.
     */
    static Instance real(Path folder, long seed, String... arrows) throws IOException {
        return new RandomGraph(seed, Grammar.REAL_WEEKS, arrows).build(folder);
    }

    /**
     * Three markets of different size, one of which begins later and one ends earlier, with
     * hurdles, counts and curves of a path's own besides.
     */
    static Instance panel(Path folder, long seed, String... arrows) throws IOException {
        return new RandomGraph(seed, Grammar.PANEL, arrows).build(folder);
    }

    /** Identity links, linear curves, no adstock: where products of coefficients are right. */
    static Instance linear(Path folder, long seed, String... arrows) throws IOException {
        return new RandomGraph(seed, Grammar.PLAIN, arrows).build(folder);
    }

    private Instance build(Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("model.json"), configuration());
        ModelSpec spec = ModelSpecReader.read(file);
        List<LocalDate> weeks =
                IntStream.range(0, WEEKS)
                        .mapToObj(t -> LocalDate.of(2024, 1, 7).plusWeeks(t))
                        .toList();
        List<Panel.Geo> geos =
                panel
                        ? List.of(
                                new Panel.Geo("north", 1.5, 0, WEEKS),
                                new Panel.Geo("east", 4, firstTraining + 3, WEEKS),
                                new Panel.Geo("south", 2.5, 0, WEEKS - 3))
                        : List.of(new Panel.Geo("", 1, 0, WEEKS));
        if (panel) {
            columns.replaceAll((name, national) -> byGeo(name, national, geos));
        }
        Panel data =
                new Panel(
                        weeks,
                        geos,
                        columns,
                        firstTraining,
                        endOfTraining,
                        "random.csv",
                        "",
                        List.of());
        CompiledModel model = ModelCompiler.compile(spec, data);
        Map<String, Double> values = new LinkedHashMap<>();
        double[] theta = new double[model.parameters().slots()];
        Arrays.fill(theta, Double.NaN);
        for (String name : model.parameters().reportedNames()) {
            double value = parameter(model, name);
            values.put(name, value);
            theta[model.parameters().slot(name)] = value;
        }
        return new Instance(model, values, theta);
    }

    /** Markets that resemble a national series, each with its own noise; absent weeks are empty. */
    private double[] byGeo(String name, double[] national, List<Panel.Geo> geos) {
        boolean control = List.of("price", "stock", "promo", "margin").contains(name);
        double[] rows = new double[geos.size() * WEEKS];
        for (int row = 0; row < rows.length; row++) {
            Panel.Geo geo = geos.get(row / WEEKS);
            int week = row % WEEKS;
            double value = national[week];
            if (week < geo.firstWeek() || week >= geo.endWeek()) {
                rows[row] = !control && !name.equals("y") ? 0 : Double.NaN;
            } else if (name.equals("promo")) {
                rows[row] = Double.isNaN(value) || random.nextBoolean() ? value : 1 - value;
            } else {
                boolean floored = name.equals("y") && value <= FLOOR;
                value *= floored ? 1 : uniform(0.9, 1.1) * (control ? 1 : geo.population());
                rows[row] = counts && name.equals("y") ? StrictMath.floor(value) : value;
            }
        }
        return rows;
    }

    private double parameter(CompiledModel model, String name) {
        if (name.startsWith("decay_")) {
            return uniform(0.05, 0.8);
        }
        if (name.startsWith("half_saturation_")) {
            return uniform(0.4, 2);
        }
        if (name.startsWith("slope_")) {
            return uniform(0.7, 2.5);
        }
        if (name.startsWith("coefficient_") || name.startsWith("geo_coefficient_")) {
            return name.contains("_to_y") ? uniform(0.05, 0.4) : uniform(-0.4, 0.6);
        }
        if (real && name.startsWith("activity_")) {
            return name.endsWith("_to_y") ? uniform(0.05, 0.4) : uniform(-0.4, 0.6);
        }
        if (real && name.startsWith("choke_price_")) {
            PriceScale price = model.scaling().price().orElseThrow();
            return uniform(price.lower(), Math.min(price.upper(), 1.3 * price.lower()));
        }
        if (real && name.startsWith("nu_")) {
            return uniform(2.5, 20);
        }
        if (real && (name.startsWith("sigma_") || name.contains("intercept_y"))) {
            return uniform(0.1, 0.9);
        }
        return uniform(-0.3, 0.7);
    }

    private double uniform(double from, double to) {
        return from + (to - from) * random.nextDouble();
    }

    private List<String> nodes(char kind) {
        return arrows.stream()
                .flatMap(arrow -> Arrays.stream(arrow.split(" -> ")))
                .distinct()
                .filter(node -> node.charAt(0) == kind)
                .sorted()
                .toList();
    }

    private String configuration() {
        boolean log = !plain && random.nextBoolean();
        boolean sd = !plain && !log && random.nextBoolean();
        boolean valued = !plain && random.nextBoolean();
        if (valued) {
            columns.put("margin", positive(0.4));
        }
        columns.put("y", fromTraining(positive(1000)));
        columns.put("price", fromTraining(positive(20)));
        String outcome = valued ? ", \"value\": \"margin\"" : "";
        String controls = "{ \"column\": \"price\", \"transform\": \"log_standardize\" }";
        if (real) {
            outcome += realOutcome(log);
        }
        String channels = nodes('c').stream().map(this::channel).collect(Collectors.joining(", "));
        String mediators =
                nodes('m').stream().map(this::mediator).collect(Collectors.joining(", "));
        return """
        { "data": { "file": "random.csv", "date": "week"%s },
          "outcome": { "column": "y", "link": "%s", "scale": "%s"%s },
          "channels": [ %s ], "mediators": [ %s ], "paths": [ %s ],
          "controls": [ %s ],
          "seasonality": { "order": 1 } }
        """
                .formatted(
                        panel ? ", \"geo\": \"geo\", \"population\": \"population\"" : "",
                        log ? "log" : "identity",
                        sd ? "sd" : "mean",
                        outcome,
                        channels,
                        mediators,
                        arrows.stream().map(this::path).collect(Collectors.joining(", ")),
                        real ? realControls(log) : controls);
    }

    private String realOutcome(boolean log) {
        counts = panel && log && random.nextInt(3) == 0;
        if (counts) {
            return ", \"family\": \"negative_binomial\"";
        }
        boolean floor = random.nextBoolean();
        if (floor && random.nextBoolean()) { // the price explains the floor
            double[] y = column("y");
            for (int t = firstTraining; t < WEEKS; t++) {
                column("price")[t] += y[t] <= FLOOR ? 40 : 0;
            }
        }
        scaled = log && random.nextBoolean();
        return (scaled ? ", \"composition\": \"scaled\"" : "")
                + (floor ? ", \"floor\": " + FLOOR : "")
                + (!floor && random.nextBoolean() ? ", \"ar\": 1" : "")
                + (random.nextBoolean() ? ", \"family\": \"student_t\"" : "");
    }

    private String realControls(boolean log) {
        columns.put("stock", fromTraining(positive(3)));
        double[] promo = random.doubles(WEEKS).map(u -> u < 0.3 ? 1 : 0).toArray();
        columns.put("promo", fromTraining(promo));
        String[] responses = {"constant_elasticity", "linear", "linear_demand", ""};
        String response = responses[random.nextInt(4)];
        List<String> controls = new ArrayList<>();
        controls.add(
                "{ \"column\": \"price\", \"transform\": \"log_standardize\""
                        + (response.isEmpty() || (!log && response.equals("linear_demand"))
                                ? ""
                                : ", \"price_response\": \"" + response + "\"")
                        + " }");
        controls.add("{ \"column\": \"promo\", \"transform\": \"indicator\" }");
        controls.add(
                "{ \"column\": \"stock\", \"transform\": \""
                        + (random.nextBoolean() ? "log" : "none")
                        + "\" }");
        List<String> intoOutcome = new ArrayList<>(List.of("price", "promo", "stock"));
        for (String arrow : arrows) {
            String source = arrow.substring(0, 2);
            if (arrow.endsWith(" -> y") && !predicted.contains(source)) {
                intoOutcome.add(source);
            }
        }
        for (int a = 0; a < intoOutcome.size(); a++) {
            for (int b = 0; b < a; b++) {
                if (random.nextInt(4) == 0) {
                    controls.add(
                            "{ \"column\": \""
                                    + intoOutcome.get(a)
                                    + ":"
                                    + intoOutcome.get(b)
                                    + "\" }");
                }
            }
        }
        return String.join(", ", controls);
    }

    private String path(String arrow) {
        String source = arrow.substring(0, 2);
        boolean zeros = Arrays.stream(column(source)).anyMatch(x -> x == 0);
        if (panel && source.charAt(0) == 'c' && random.nextInt(3) == 0) {
            return "{ \"from\": \"%s\", \"to\": \"%s\"%s }"
                    .formatted(source, arrow.substring(6), curve());
        }
        return real && zeros && !predicted.contains(source) && random.nextBoolean()
                ? "{ \"from\": \"%s\", \"to\": \"%s\", \"activity\": true }"
                        .formatted(source, arrow.substring(6))
                : '"' + arrow + '"';
    }

    private double[] column(String name) {
        return Objects.requireNonNull(columns.get(name), name);
    }

    private String channel(String name) {
        double[] media = positive(300);
        for (int t = 0; t < WEEKS; t++) {
            media[t] = random.nextInt(4) == 0 ? 0 : media[t];
        }
        columns.put(name, media);
        return "{ \"column\": \"" + name + "\"" + spend(name) + curve() + adstock() + " }";
    }

    private String mediator(String name) {
        int kind = plain ? 0 : random.nextInt(panel ? 9 : real ? 7 : 4);
        if (scaled && kind == 1) { // whatever adds to the base is never negative
            kind = 2;
        }
        double[] values = positive(50);
        if (kind == 1) { // signed, z-scored, and only linear as a source
            values = Arrays.stream(values).map(value -> value - 48).toArray();
        } else if (kind == 2 || kind > 3) { // sometimes 0, so that the floor of a curve is met
            for (int t = 0; t < WEEKS; t++) {
                values[t] = random.nextInt(5) == 0 ? 0 : values[t];
            }
        }
        // Above 3: tobit; above 6: a hurdle.
        String family = kind > 6 ? "hurdle_lognormal" : "tobit";
        columns.put(name, values);
        if (real && random.nextInt(3) == 0) {
            predicted.add(name);
        }
        return "{ \"column\": \""
                + name
                + "\""
                + (kind > 3 ? ", \"family\": \"" + family + "\"" : "")
                + (predicted.contains(name) ? ", \"input\": \"predicted\"" : "")
                + (kind == 3 ? ", \"link\": \"log\"" : "")
                + (kind == 1 ? ", \"paid\": false" : spend(name))
                + (kind == 1 ? ", \"saturation\": \"linear\"" : curve())
                + adstock()
                + " }";
    }

    /** Money: the column itself, another column, or none. */
    private String spend(String name) {
        return switch (random.nextInt(3)) {
            case 0 -> ", \"paid\": false";
            case 1 -> {
                double[] cost = positive(2);
                double[] units = column(name);
                for (int t = 0; t < WEEKS; t++) {
                    cost[t] *= units[t];
                }
                columns.put(name + "_cost", cost);
                yield ", \"spend\": \"" + name + "_cost\"";
            }
            default -> "";
        };
    }

    private String curve() {
        return plain || random.nextInt(3) == 0
                ? ", \"saturation\": \"linear\""
                : ", \"saturation\": \"hill\"";
    }

    private String adstock() {
        return plain || random.nextInt(3) == 0 ? ", \"adstock\": \"none\"" : "";
    }

    /** Only media and mediators have values before the training window. */
    private double[] fromTraining(double[] values) {
        Arrays.fill(values, 0, firstTraining, Double.NaN);
        return values;
    }

    private double[] positive(double level) {
        return random.doubles(WEEKS, 0.4 * level, 1.8 * level).toArray();
    }
}
