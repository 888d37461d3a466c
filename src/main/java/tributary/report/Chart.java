package tributary.report;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;

import java.util.List;

/**
 * What {@code charts.js} draws, one record for each kind of chart: the numbers only, no layout.
 * Names in them are untrusted text; NaN stands for no number.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@SuppressWarnings("ArrayRecordComponent") // plain data, never compared
sealed interface Chart {
    /**
     * Intervals under one another.
     *
     * @param axis what the axis shows, with its unit
     * @param reference value of the line that rows are compared with
     * @param views one for each window of weeks; the first is shown first
     */
    @JsonTypeName("forest")
    record Forest(String axis, double reference, List<View> views) implements Chart {}

    /** Rows of one window of weeks. */
    record View(String label, List<Interval> rows) {}

    /**
     * One row of a forest.
     *
     * @param group what rows belong to, such as a source
     * @param kind decides colour and mark: direct, indirect, total, own, induced, media, control,
     *     mediated or baseline
     * @param text median and 90 % interval as written in the tables
     */
    record Interval(
            String group,
            String label,
            String kind,
            double q05,
            double q25,
            double median,
            double q75,
            double q95,
            String text) {}

    /**
     * Observed and expected values of one equation over weeks.
     *
     * @param weeks first days, ISO 8601
     * @param fitted how many of the weeks were fitted; later ones are predicted
     * @param bound at or below which observations are censored; NaN: none are
     * @param place what such weeks are called, such as "at the floor of 1"
     * @param logarithmic whether a logarithmic scale is offered
     */
    @JsonTypeName("weeks")
    record Weeks(
            String axis,
            List<String> weeks,
            int fitted,
            double[] observed,
            double[] expected,
            double[] q05,
            double[] q95,
            double bound,
            String place,
            boolean logarithmic)
            implements Chart {}

    /** What the expected outcome is made of, week by week. */
    @JsonTypeName("decomposition")
    record Decomposition(
            String axis, List<String> weeks, double[] observed, double[] expected, List<Part> parts)
            implements Chart {}

    /** One part: posterior mean and 90 % interval by week. */
    record Part(String name, String kind, double[] mean, double[] q05, double[] q95) {}

    /**
     * A curve with its 90 % band.
     *
     * @param steps whether x counts steps, each with a mark of its own
     * @param observedLow lowest observed x; NaN: nothing is shaded
     */
    @JsonTypeName("curve")
    record Curve(
            String xAxis,
            String yAxis,
            boolean steps,
            double[] x,
            double[] q05,
            double[] median,
            double[] q95,
            double observedLow,
            double observedMedian,
            double observedHigh)
            implements Chart {}

    /** Prior and posterior density over the same bins. */
    @JsonTypeName("density")
    record Density(double[] edges, double[] prior, double[] posterior) implements Chart {}

    /** Trace and rank histogram of several parameters, one shown at a time. */
    @JsonTypeName("traces")
    record Traces(List<Trace> parameters) implements Chart {}

    /** Draws indexed [chain][position] and counts of ranks indexed [chain][bin]. */
    record Trace(String name, int every, double[][] values, int[][] ranks) {}
}
