package tributary.report;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.Map;

/** The charts of a page by name, and the JSON they are inlined as. */
final class Charts {
    /** Digits of numbers in arrays: more than a screen can show. */
    private static final MathContext DIGITS = new MathContext(6);

    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .addModule(
                            new SimpleModule()
                                    .addSerializer(new Series())
                                    .addSerializer(double.class, new Scalar())
                                    .addSerializer(Double.class, new Scalar()))
                    .build();

    /** What the page holds; a root of its own, so that each chart is written with its type. */
    private record Payload(Map<String, Chart> charts) {}

    private final Map<String, Chart> charts = new LinkedHashMap<>();

    /** Adds a chart and returns its name. */
    String add(String name, Chart chart) {
        if (charts.putIfAbsent(name, chart) != null) {
            throw new IllegalArgumentException("name: " + name + " is taken");
        }
        return name;
    }

    /**
     * All charts as JSON that no text in them can end: without {@code <}, {@code >} and {@code &}.
     */
    String json() {
        return MAPPER.writeValueAsString(new Payload(charts))
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026");
    }

    /** A number with all its digits; null where there is none. */
    private static final class Scalar extends StdSerializer<Double> {
        Scalar() {
            super(Double.class);
        }

        @Override
        public void serialize(Double value, JsonGenerator out, SerializationContext context) {
            if (Double.isFinite(value)) {
                out.writeNumber(new BigDecimal(Double.toString(value)).toString());
            } else {
                out.writeNull();
            }
        }
    }

    /** Numbers of a series, rounded. */
    private static final class Series extends StdSerializer<double[]> {
        Series() {
            super(double[].class);
        }

        @Override
        public void serialize(double[] values, JsonGenerator out, SerializationContext context) {
            out.writeStartArray();
            for (double value : values) {
                if (Double.isFinite(value)) {
                    out.writeNumber(rounded(value));
                } else {
                    out.writeNull();
                }
            }
            out.writeEndArray();
        }

        private static String rounded(double value) {
            BigDecimal number = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
            return number.signum() == 0 ? "0" : number.toString();
        }
    }
}
