package tributary.model;

import tributary.data.Panel;
import tributary.spec.ModelSpec;
import tributary.spec.ModelSpecReader;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A member of the model family: one choice for every dimension of the grammar.
 *
 * @param choices other than the first of their dimension
 */
record FamilyCase(Set<String> choices) {
    /** The choices of every dimension, the plainest first. */
    static final List<List<String>> DIMENSIONS =
            List.of(
                    List.of("log", "identity", "sd", "scaled"),
                    List.of("gaussian", "student_t", "student_t 5", "counts"),
                    List.of("no floor", "floor"),
                    List.of("ar 0", "ar 1"),
                    List.of("shared noise", "noise per geo"),
                    List.of(
                            "m gaussian",
                            "m gaussian log",
                            "m student_t",
                            "m student_t log",
                            "m tobit",
                            "m hurdle",
                            "m signed"),
                    List.of("observed", "predicted"),
                    List.of("one mediator", "chained mediators", "no mediator"),
                    List.of(
                            "geometric",
                            "none",
                            "geometric window",
                            "delayed",
                            "weibull_cdf",
                            "weibull_pdf",
                            "binomial"),
                    List.of(
                            "hill",
                            "linear",
                            "logistic",
                            "michaelis_menten",
                            "tanh",
                            "power",
                            "log1p"),
                    List.of("adstock first", "saturation first"),
                    List.of("curves of sources", "curves of paths"),
                    List.of("no activity", "activity"),
                    List.of("constant media", "time-varying media"),
                    List.of("linear trend", "no trend", "quadratic trend", "knots"),
                    List.of("no season", "season"),
                    List.of(
                            "no price",
                            "constant_elasticity",
                            "linear price",
                            "linear_demand",
                            "interactions"),
                    List.of("balanced geos", "one market", "unbalanced geos"),
                    List.of("pooled", "paths apart", "geos alike", "centered"),
                    List.of("coefficient", "roi", "contribution"),
                    List.of("independent", "rho", "rho prior"),
                    List.of("no population", "population"),
                    List.of("money", "value", "value column"),
                    List.of(
                            "default",
                            "sceptical",
                            "wide",
                            "meridian",
                            "pymc-marketing",
                            "overrides"));

    private static final List<String> ALL = DIMENSIONS.stream().flatMap(List::stream).toList();

    /** What the reader refuses: choice by choice, those that it does not go with. */
    private static final Map<String, List<String>> REFUSED =
            Map.ofEntries(
                    Map.entry("identity", List.of("counts", "linear_demand")),
                    Map.entry("sd", List.of("counts", "linear_demand")),
                    Map.entry(
                            "counts",
                            List.of("floor", "ar 1", "roi", "contribution", "rho", "rho prior")),
                    Map.entry("ar 1", List.of("floor", "rho", "rho prior")),
                    Map.entry("one market", List.of("noise per geo", "population")),
                    Map.entry("m hurdle", List.of("rho", "rho prior")),
                    Map.entry("no mediator", List.of("rho", "rho prior")),
                    Map.entry("predicted", List.of("m student_t log", "power")));

    /** What the grammar allows and this panel, or the absence of a mediator, makes pointless. */
    private static final Map<String, List<String>> POINTLESS =
            Map.of(
                    "m signed",
                    List.of("scaled"), // a mediator below 0 adds to no base
                    "no mediator",
                    List.of(
                            "m gaussian log",
                            "m student_t",
                            "m student_t log",
                            "m tobit",
                            "m hurdle",
                            "m signed",
                            "predicted"));

    private static FamilyCase of(int[] levels) {
        Set<String> choices =
                Arrays.stream(levels)
                        .mapToObj(ALL::get)
                        .collect(Collectors.toCollection(LinkedHashSet::new));
        DIMENSIONS.forEach(dimension -> choices.remove(dimension.getFirst()));
        return new FamilyCase(Collections.unmodifiableSet(choices));
    }

    private static PairwiseCover cover() {
        int[] sizes = DIMENSIONS.stream().mapToInt(List::size).toArray();
        return new PairwiseCover(
                sizes,
                (a, b) -> {
                    String one = ALL.get(a);
                    String other = ALL.get(b);
                    return !either(REFUSED, one, other) && !either(POINTLESS, one, other);
                },
                20261122);
    }

    /** Cases in which every pair of choices occurs that has a meaning. */
    static List<FamilyCase> covering() {
        return cover().cover().stream().map(FamilyCase::of).toList();
    }

    /** Every such pair in a case of its own. */
    static List<FamilyCase> pairs() {
        return cover().pairs().stream().map(FamilyCase::of).distinct().toList();
    }

    /** Every pair of choices of different dimensions, those that are refused included. */
    static List<FamilyCase> everyPair() {
        int[] sizes = DIMENSIONS.stream().mapToInt(List::size).toArray();
        return new PairwiseCover(sizes, (a, b) -> true, 0)
                .pairs().stream().map(FamilyCase::of).distinct().toList();
    }

    /** Whether the reader refuses it. */
    boolean isRefused() {
        return choices.stream()
                .anyMatch(one -> choices.stream().anyMatch(other -> either(REFUSED, one, other)));
    }

    private static boolean either(Map<String, List<String>> table, String one, String other) {
        return table.getOrDefault(one, List.of()).contains(other)
                || table.getOrDefault(other, List.of()).contains(one);
    }

    boolean has(String choice) {
        if (!ALL.contains(choice)) {
            throw new IllegalArgumentException(choice + " is not a choice");
        }
        return choices.contains(choice);
    }

    /** The choice of the dimension that begins with {@code first}. */
    private String of(String first) {
        List<String> dimension =
                DIMENSIONS.stream()
                        .filter(each -> each.getFirst().equals(first))
                        .findFirst()
                        .orElseThrow();
        return dimension.stream().filter(choices::contains).findFirst().orElse(first);
    }

    CompiledModel compile(Path folder) {
        return ModelCompiler.compile(read(folder), panel());
    }

    Panel panel() {
        return switch (of("balanced geos")) {
            case "one market" -> FamilyPanel.market();
            case "unbalanced geos" -> FamilyPanel.unbalanced(has("population"));
            default -> FamilyPanel.balanced(has("population"));
        };
    }

    ModelSpec read(Path folder) {
        return read(folder, json());
    }

    /** The same with a geo column. */
    ModelSpec readWithGeos(Path folder) {
        String date = "\"date\": \"week\"";
        return read(folder, json().replace(date, date + ", \"geo\": \"geo\""));
    }

    private static ModelSpec read(Path folder, String json) {
        try {
            Path file = folder.resolve("model.json");
            Files.writeString(file, json);
            return ModelSpecReader.read(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The configuration. */
    String json() {
        String text =
                """
                { 'data': { 'file': 'panel.csv', 'date': 'week'%s%s },
                  'outcome': { %s },
                  'channels': [ { 'column': 'a'%s },
                    { 'column': 'b', 'spend': 'b_spend', 'adstock': 'none', 'saturation': 'linear' },
                    { 'column': 'c', 'paid': false } ],
                  'mediators': [ %s ],
                  'paths': [ %s ],
                  'controls': [ %s ],
                  'trend': { %s },
                  'seasonality': { 'order': %d },
                  'pooling': { %s },
                  'correlations': [ %s ],
                  'priors': %s }
                """
                        .formatted(
                                has("one market") ? "" : ", 'geo': 'geo'",
                                has("population") ? ", 'population': 'people'" : "",
                                outcome(),
                                media(),
                                mediators(),
                                paths(),
                                controls(),
                                trend(),
                                has("season") ? 2 : 0,
                                pooling(),
                                correlations(),
                                priors());
        return text.replace('\'', '"');
    }

    private String outcome() {
        String column = has("counts") ? "count" : has("floor") ? "yf" : "y";
        String scale =
                switch (of("log")) {
                    case "identity" -> "'link': 'identity'";
                    case "sd" -> "'link': 'identity', 'scale': 'sd'";
                    case "scaled" -> "'link': 'log', 'composition': 'scaled'";
                    default -> "'link': 'log'";
                };
        String family =
                switch (of("gaussian")) {
                    case "student_t" -> ", 'family': 'student_t'";
                    case "student_t 5" -> ", 'family': 'student_t', 'nu': 5";
                    case "counts" -> ", 'family': 'negative_binomial'";
                    default -> "";
                };
        String value =
                switch (of("money")) {
                    case "value" -> ", 'value': 2.5";
                    case "value column" -> ", 'value': 'worth'";
                    default -> "";
                };
        return "'column': '%s', 'name': 'y', ".formatted(column)
                + scale
                + family
                + value
                + (has("floor") ? ", 'floor': " + FamilyPanel.FLOOR : "")
                + (has("ar 1") ? ", 'ar': 1" : "")
                + (has("noise per geo") ? ", 'noise': 'per_geo'" : "");
    }

    /** Transform of channel a and of the mediator. */
    private String media() {
        String adstock = of("geometric");
        String form =
                switch (adstock) {
                    case "geometric", "none" -> "'" + adstock + "'";
                    default ->
                            "{ 'type': '%s', 'window': 5 }"
                                    .formatted(adstock.replace(" window", ""));
                };
        return ", 'adstock': %s, 'saturation': '%s'".formatted(form, of("hill"))
                + (has("saturation first") ? ", 'order': 'saturation_first'" : "")
                + (has("time-varying media") ? ", 'time_varying': { 'knots': 3 }" : "");
    }

    private String mediators() {
        if (has("no mediator")) {
            return "";
        }
        String family =
                switch (of("m gaussian")) {
                    case "m gaussian log" -> "'column': 'm', 'link': 'log'";
                    case "m student_t" -> "'column': 'm', 'family': 'student_t'";
                    case "m student_t log" ->
                            "'column': 'm', 'family': 'student_t', 'nu': 6, 'link': 'log'";
                    case "m tobit" -> "'column': 'mz', 'name': 'm', 'family': 'tobit'";
                    case "m hurdle" -> "'column': 'mz', 'name': 'm', 'family': 'hurdle_lognormal'";
                    case "m signed" -> "'column': 'n', 'name': 'm'";
                    default -> "'column': 'm'";
                };
        String media = media();
        if (has("m signed")) {
            media = media.replaceAll("'saturation': '\\w+'", "'saturation': 'linear'");
        }
        String input = has("predicted") ? ", 'input': 'predicted'" : "";
        String chained = has("chained mediators") ? ", { 'column': 'm2'" + input + " }" : "";
        return "{ " + family + media + input + " }" + chained;
    }

    private String paths() {
        String own = ", 'saturation': '%s'";
        boolean curves = has("curves of paths");
        String direct =
                "{ 'from': 'a', 'to': 'y', 'parameter': '%s'%s }, 'b -> y', "
                                .formatted(of("coefficient"), curves ? own.formatted("tanh") : "")
                        + "{ 'from': 'c', 'to': 'y', 'activity': %s }".formatted(has("activity"));
        if (has("no mediator")) {
            return direct;
        }
        String mediated =
                ", { 'from': 'a', 'to': 'm', 'activity': %s%s }, 'b -> m', "
                                .formatted(has("activity"), curves ? own.formatted("log1p") : "")
                        + "{ 'from': 'm', 'to': 'y'%s }"
                                .formatted(
                                        curves && !has("m signed")
                                                ? own.formatted("michaelis_menten")
                                                : "");
        String chained = ", 'm -> m2', 'a -> m2', 'm2 -> y'";
        return direct + mediated + (has("chained mediators") ? chained : "");
    }

    private String controls() {
        String rival = "{ 'column': 'rival' }";
        String price = ", { 'column': 'price', 'price_response': '%s' }";
        return switch (of("no price")) {
            case "constant_elasticity" -> rival + price.formatted("constant_elasticity");
            case "linear price" -> rival + price.formatted("linear");
            case "linear_demand" -> rival + price.formatted("linear_demand");
            case "interactions" ->
                    rival
                            + ", { 'column': 'promo', 'transform': 'indicator' },"
                            + " { 'column': 'stock', 'transform': 'log' },"
                            + " { 'column': 'rival:a' }, { 'column': 'promo:rival' }";
            default -> rival;
        };
    }

    private String trend() {
        return switch (of("linear trend")) {
            case "no trend" -> "'type': 'none'";
            case "quadratic trend" -> "'type': 'quadratic'";
            case "knots" -> "'type': 'knots', 'knots': 4";
            default -> "'type': 'linear'";
        };
    }

    private String pooling() {
        return switch (of("pooled")) {
            case "paths apart" -> "'paths': false";
            case "geos alike" -> "'geos': false";
            case "centered" -> "'parametrization': 'centered'";
            default -> "";
        };
    }

    private String correlations() {
        return switch (of("independent")) {
            case "rho" -> "{ 'between': [ 'm', 'y' ], 'rho': 0.4 }";
            case "rho prior" -> "{ 'between': [ 'm', 'y' ], 'rho': 'normal(0, 0.3)' }";
            default -> "";
        };
    }

    private String priors() {
        String priors = of("default");
        return priors.equals("overrides")
                ? "{ 'coefficient_b_to_y': 'gamma(2, 10)', 'sigma_*': 'gamma(2, 4)',"
                        + " 'decay_c': 'uniform(0.1, 0.9)', 'slope_c': 'dirac(1)' }"
                : "'" + priors + "'";
    }

    @Override
    public String toString() {
        return choices.isEmpty() ? "plain" : String.join(", ", choices);
    }
}
