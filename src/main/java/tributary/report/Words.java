package tributary.report;

import tributary.spec.Adstock;
import tributary.spec.Control;
import tributary.spec.Link;
import tributary.spec.Mediator;
import tributary.spec.Prior;
import tributary.spec.Saturation;
import tributary.spec.Source;

import java.util.Locale;

/** Declared things in words and formulas that a statistician reads at a glance. */
final class Words {
    private Words() {}

    static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** An ISO date that does not break at the end of a line. */
    static String date(String iso) {
        return iso.replace('-', '\u2011');
    }

    /** Such as "1 geo" and "20 geos". */
    static String geos(int count) {
        return Numbers.count(count) + (count == 1 ? " geo" : " geos");
    }

    static String capitalised(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    static String link(Link link) {
        return lower(link) + " link";
    }

    /** A source as it enters an equation; the star marks a scaled column, E[…] its expectation. */
    static String transformed(Source source) {
        String column =
                source instanceof Mediator mediator && mediator.input() == Mediator.Input.PREDICTED
                        ? "E[" + source.name() + "*]"
                        : source.name() + "*";
        String adstocked =
                switch (source.adstock()) {
                    case Adstock.None _ -> column;
                    case Adstock.Geometric _, Adstock.Binomial _ ->
                            "adstock(%s; decay_%s)".formatted(column, source.name());
                    case Adstock.Delayed _ ->
                            "adstock(%s; decay_%s, peak_%s)"
                                    .formatted(column, source.name(), source.name());
                    case Adstock.WeibullCdf _, Adstock.WeibullPdf _ ->
                            "adstock(%s; shape_%s, decay_%s)"
                                    .formatted(column, source.name(), source.name());
                };
        return switch (source.saturation()) {
            case Saturation.HILL ->
                    "hill(%s; half_saturation_%s, slope_%s)"
                            .formatted(adstocked, source.name(), source.name());
            case Saturation.POWER -> "power(%s; slope_%s)".formatted(adstocked, source.name());
            case Saturation.LOGISTIC,
                    Saturation.MICHAELIS_MENTEN,
                    Saturation.TANH,
                    Saturation.LOG1P ->
                    "%s(%s; half_saturation_%s)"
                            .formatted(
                                    tributary.spec.Words.of(source.saturation()),
                                    adstocked,
                                    source.name());
            case Saturation.LINEAR -> adstocked;
        };
    }

    static String transformed(Control control) {
        return switch (control.transform()) {
            case STANDARDIZE -> "z(" + control.column() + ")";
            case LOG -> "ln " + control.column();
            case LOG_STANDARDIZE -> "z(ln " + control.column() + ")";
            case INDICATOR, NONE -> control.column();
        };
    }

    static String prior(Prior prior) {
        return switch (prior) {
            case Prior.Normal(double mean, double sd) -> call("Normal", mean, sd);
            case Prior.HalfNormal(double sd) -> call("HalfNormal", sd);
            case Prior.LogNormal(double mu, double sigma) -> call("LogNormal", mu, sigma);
            case Prior.Beta(double a, double b) -> call("Beta", a, b);
            case Prior.Gamma(double shape, double rate) -> call("Gamma", shape, rate);
            case Prior.InverseGamma(double shape, double scale) ->
                    call("InverseGamma", shape, scale);
            case Prior.Exponential(double rate) -> call("Exponential", rate);
            case Prior.StudentT(double nu, double mean, double scale) ->
                    call("StudentT", nu, mean, scale);
            case Prior.HalfStudentT(double nu, double scale) -> call("HalfStudentT", nu, scale);
            case Prior.HalfCauchy(double scale) -> call("HalfCauchy", scale);
            case Prior.Laplace(double mean, double scale) -> call("Laplace", mean, scale);
            case Prior.Uniform(double a, double b) -> call("Uniform", a, b);
            case Prior.Pareto(double minimum, double shape) -> call("Pareto", minimum, shape);
            case Prior.TruncatedNormal(double mean, double sd, double a, double b) ->
                    call("Normal", mean, sd) + " on " + call("", a, b);
            case Prior.Dirac(double x) -> "fixed at " + setting(x);
        };
    }

    private static String call(String name, double... arguments) {
        var text = new StringBuilder(name).append('(');
        for (int i = 0; i < arguments.length; i++) {
            text.append(i == 0 ? "" : ", ").append(setting(arguments[i]));
        }
        return text.append(')').toString();
    }

    /** All digits: it was typed by a person, not estimated. */
    static String setting(double value) {
        if (Double.isInfinite(value)) {
            return Numbers.format(value);
        }
        String digits =
                value == Math.rint(value) && Math.abs(value) < 1e9
                        ? Long.toString((long) value)
                        : Double.toString(value);
        return digits.replace('-', '−');
    }
}
