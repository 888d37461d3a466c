package tributary.spec;

import tools.jackson.databind.JsonNode;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Reads what a channel and a mediator have in common: the money and the transform of a source.
 *
 * @param knots of its log effectiveness over time; empty: the same in every week
 */
record MediaReader(
        String name,
        String column,
        boolean paid,
        Optional<String> spend,
        Adstock adstock,
        Saturation saturation,
        TransformOrder order,
        OptionalDouble scale,
        OptionalInt knots) {
    static final String MEDIAN_POSITIVE = "median_positive";
    static final String NOT_VARYING = "none";

    /** What an adstock is called in a configuration. */
    enum AdstockForm {
        GEOMETRIC,
        NONE,
        DELAYED,
        WEIBULL_CDF,
        WEIBULL_PDF,
        BINOMIAL;

        static AdstockForm of(Adstock adstock) {
            return switch (adstock) {
                case Adstock.Geometric geometric -> GEOMETRIC;
                case Adstock.None none -> NONE;
                case Adstock.Delayed delayed -> DELAYED;
                case Adstock.WeibullCdf cdf -> WEIBULL_CDF;
                case Adstock.WeibullPdf pdf -> WEIBULL_PDF;
                case Adstock.Binomial binomial -> BINOMIAL;
            };
        }

        private Adstock with(OptionalInt window) {
            int lags = window.orElse(Limits.DEFAULT_WINDOW);
            return switch (this) {
                case GEOMETRIC -> new Adstock.Geometric(window);
                case NONE -> new Adstock.None();
                case DELAYED -> new Adstock.Delayed(lags);
                case WEIBULL_CDF -> new Adstock.WeibullCdf(lags);
                case WEIBULL_PDF -> new Adstock.WeibullPdf(lags);
                case BINOMIAL -> new Adstock.Binomial(lags);
            };
        }
    }

    /** Reads the keys of a source; the caller closes the section. */
    static MediaReader read(JsonSection section) {
        String column = section.requiredText("column", "the column of the media");
        String name = NodeReader.name(section, column);
        boolean paid = section.flag("paid", true);
        Optional<String> spend = section.text("spend").filter(text -> !text.equals(column));
        if (!paid && section.has("spend")) {
            section.problem("spend", "a source with \"paid\": false has no spend");
        }
        return new MediaReader(
                name,
                column,
                paid,
                spend,
                adstock(section),
                section.word("saturation", Saturation.HILL, Saturation.values()),
                section.word("order", TransformOrder.ADSTOCK_FIRST, TransformOrder.values()),
                scale(section),
                timeVarying(section));
    }

    /** A word, or an object with {@code type} and {@code window}. */
    private static Adstock adstock(JsonSection section) {
        JsonNode value = section.get("adstock");
        if (value == null || !value.isObject()) {
            return section.word("adstock", AdstockForm.GEOMETRIC, AdstockForm.values())
                    .with(OptionalInt.empty());
        }
        JsonSection object = section.section("adstock");
        object.require("type", "such as \"geometric\"");
        AdstockForm form = object.word("type", AdstockForm.GEOMETRIC, AdstockForm.values());
        int lags = object.integer("window", Limits.DEFAULT_WINDOW, Limits.WINDOW);
        OptionalInt window = object.has("window") ? OptionalInt.of(lags) : OptionalInt.empty();
        if (form == AdstockForm.NONE && window.isPresent()) {
            object.problem("window", "the adstock \"none\" has no window");
        }
        object.close();
        return form.with(window);
    }

    private static OptionalDouble scale(JsonSection section) {
        JsonNode value = section.get("scale");
        if (value != null && value.isString() && value.stringValue().equals(MEDIAN_POSITIVE)) {
            return OptionalDouble.empty();
        }
        return section.number(
                "scale", NumberRange.POSITIVE::contains, "\"median_positive\" or a number > 0");
    }

    private static OptionalInt timeVarying(JsonSection section) {
        JsonNode value = section.get("time_varying");
        if (value == null || (value.isString() && value.stringValue().equals(NOT_VARYING))) {
            return OptionalInt.empty();
        }
        if (!value.isObject()) {
            section.problem(
                    "time_varying",
                    JsonSection.show(value)
                            + " is not known; allowed: \"none\" or { \"knots\": 2 to 500 }");
            return OptionalInt.empty();
        }
        JsonSection object = section.section("time_varying");
        object.require("knots", "how many, " + Limits.KNOTS.words());
        int knots = object.integer("knots", (int) Limits.KNOTS.low(), Limits.KNOTS);
        object.close();
        return OptionalInt.of(knots);
    }
}
