package tributary.spec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** The text form of a prior: {@code normal(0, 1)}. Numbers are written so that they read back. */
public final class PriorText {
    private static final Pattern CALL = Pattern.compile("\\s*([A-Za-z_]+)\\s*\\(([^()]*)\\)\\s*");
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");

    /** Arguments that must be positive are marked with {@code +}. */
    private static final Map<String, Form> FORMS = new LinkedHashMap<>();

    static {
        form("normal", x -> new Prior.Normal(x[0], x[1]), "mean", "sd+");
        form("half_normal", x -> new Prior.HalfNormal(x[0]), "sd+");
        form("lognormal", x -> new Prior.LogNormal(x[0], x[1]), "mu", "sigma+");
        form("beta", x -> new Prior.Beta(x[0], x[1]), "a+", "b+");
        form("gamma", x -> new Prior.Gamma(x[0], x[1]), "shape+", "rate+");
        form("inverse_gamma", x -> new Prior.InverseGamma(x[0], x[1]), "shape+", "scale+");
        form("exponential", x -> new Prior.Exponential(x[0]), "rate+");
        form("student_t", x -> new Prior.StudentT(x[0], x[1], x[2]), "nu+", "mean", "scale+");
        form("half_student_t", x -> new Prior.HalfStudentT(x[0], x[1]), "nu+", "scale+");
        form("half_cauchy", x -> new Prior.HalfCauchy(x[0]), "scale+");
        form("laplace", x -> new Prior.Laplace(x[0], x[1]), "mean", "scale+");
        form("pareto", x -> new Prior.Pareto(x[0], x[1]), "minimum+", "shape+");
        form("uniform", x -> new Prior.Uniform(x[0], x[1]), "a", "b");
        form(
                "truncated_normal",
                x -> new Prior.TruncatedNormal(x[0], x[1], x[2], x[3]),
                "mean",
                "sd+",
                "a",
                "b");
        form("dirac", x -> new Prior.Dirac(x[0]), "x");
    }

    private PriorText() {}

    private record Form(String name, List<String> arguments, Function<double[], Prior> make) {
        String signature() {
            return name + "(" + String.join(", ", arguments).replace("+", "") + ")";
        }
    }

    private static void form(String name, Function<double[], Prior> make, String... arguments) {
        FORMS.put(name, new Form(name, List.of(arguments), make));
    }

    /**
     * The prior a text stands for.
     *
     * @throws IllegalArgumentException with the value and what is allowed
     */
    static Prior parse(String text) {
        Matcher call = CALL.matcher(text);
        if (!call.matches()) {
            throw new IllegalArgumentException(
                    Words.quote(text) + " is not a prior such as \"normal(0, 1)\"");
        }
        Form form = FORMS.get(call.group(1));
        if (form == null) {
            throw new IllegalArgumentException(unknown(call.group(1)));
        }
        String[] written = call.group(2).strip().split(",", -1);
        if (written.length != form.arguments.size()) {
            throw new IllegalArgumentException(
                    Words.quote(text)
                            + " has the wrong number of arguments; allowed: "
                            + form.signature());
        }
        double[] values = new double[written.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = argument(text, form.arguments.get(i), written[i].strip());
        }
        Prior prior = form.make.apply(values);
        checkInterval(text, prior);
        return prior;
    }

    /** Every form with the names of its arguments, separated by commas. */
    static String signatures() {
        return FORMS.values().stream().map(Form::signature).collect(Collectors.joining(", "));
    }

    /** A regular expression of known names with as many arguments as each takes. */
    static String pattern() {
        Map<Integer, String> names =
                FORMS.values().stream()
                        .collect(
                                Collectors.groupingBy(
                                        form -> form.arguments.size(),
                                        TreeMap::new,
                                        Collectors.mapping(Form::name, Collectors.joining("|"))));
        String argument = "[-+0-9.eE\\s]+";
        return names.entrySet().stream()
                .map(form ->
                        "(%s)\\s*\\(%s(,%s){%d}\\)"
                                .formatted(form.getValue(), argument, argument, form.getKey() - 1))
                .collect(Collectors.joining("|", "\\s*(", ")\\s*"));
    }

    private static String unknown(String name) {
        String hint = Words.didYouMean(name, FORMS.keySet());
        String all = signatures();
        return Words.quote(name)
                + " is not a prior"
                + (hint.isEmpty() ? "; allowed: " + all : hint);
    }

    private static double argument(String text, String argument, String written) {
        boolean positive = argument.endsWith("+");
        String name = argument.replace("+", "");
        double value =
                NUMBER.matcher(written).matches() ? Double.parseDouble(written) + 0.0 : Double.NaN;
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(
                    Words.quote(text) + ": " + name + " must be a finite number");
        }
        if (!Limits.isOfUsableSize(value)) {
            throw new IllegalArgumentException(
                    Words.quote(text) + ": " + name + " must be of " + Limits.USABLE_SIZE);
        }
        if (positive && value <= 0) {
            throw new IllegalArgumentException(Words.quote(text) + ": " + name + " must be > 0");
        }
        return value;
    }

    private static void checkInterval(String text, Prior prior) {
        boolean empty =
                switch (prior) {
                    case Prior.Uniform uniform -> uniform.a() >= uniform.b();
                    case Prior.TruncatedNormal normal -> normal.a() >= normal.b();
                    default -> false;
                };
        if (empty) {
            throw new IllegalArgumentException(Words.quote(text) + ": a must be < b");
        }
    }

    /** The text that {@link #parse} reads back to an equal prior. */
    public static String format(Prior prior) {
        return switch (prior) {
            case Prior.Normal(double mean, double sd) -> call("normal", mean, sd);
            case Prior.HalfNormal(double sd) -> call("half_normal", sd);
            case Prior.LogNormal(double mu, double sigma) -> call("lognormal", mu, sigma);
            case Prior.Beta(double a, double b) -> call("beta", a, b);
            case Prior.Gamma(double shape, double rate) -> call("gamma", shape, rate);
            case Prior.InverseGamma(double shape, double scale) ->
                    call("inverse_gamma", shape, scale);
            case Prior.Exponential(double rate) -> call("exponential", rate);
            case Prior.StudentT(double nu, double mean, double scale) ->
                    call("student_t", nu, mean, scale);
            case Prior.HalfStudentT(double nu, double scale) -> call("half_student_t", nu, scale);
            case Prior.HalfCauchy(double scale) -> call("half_cauchy", scale);
            case Prior.Laplace(double mean, double scale) -> call("laplace", mean, scale);
            case Prior.Uniform(double a, double b) -> call("uniform", a, b);
            case Prior.Pareto(double minimum, double shape) -> call("pareto", minimum, shape);
            case Prior.TruncatedNormal(double mean, double sd, double a, double b) ->
                    call("truncated_normal", mean, sd, a, b);
            case Prior.Dirac(double x) -> call("dirac", x);
        };
    }

    private static String call(String name, double... arguments) {
        return DoubleStream.of(arguments)
                .mapToObj(Double::toString)
                .collect(Collectors.joining(", ", name + "(", ")"));
    }
}
