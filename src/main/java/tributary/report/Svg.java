package tributary.report;

import java.util.Locale;

/**
 * Writes one SVG picture for inlining into HTML. Text is escaped here and nowhere else; colours and
 * fonts come from the page's style sheet by class.
 */
final class Svg {
    /** Where a text stands relative to its point. */
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    private final StringBuilder out = new StringBuilder();

    /**
     * An empty picture.
     *
     * @param width in user units; one unit is one CSS pixel at full size
     * @param title short name, read by screen readers
     * @param description what the picture shows, for those who cannot see it
     */
    Svg(double width, double height, String title, String description) {
        out.append(
                "<svg viewBox=\"0 0 %s %s\" width=\"%s\" height=\"%s\" role=\"group\">"
                        .formatted(
                                coordinate(width),
                                coordinate(height),
                                coordinate(width),
                                coordinate(height)));
        out.append("<title>").append(escape(title)).append("</title>");
        out.append("<desc>").append(escape(description)).append("</desc>\n");
    }

    void rectangle(double x, double y, double width, double height, double radius, String style) {
        out.append(
                "<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"%s\"/>\n"
                        .formatted(
                                style,
                                coordinate(x),
                                coordinate(y),
                                coordinate(width),
                                coordinate(height),
                                coordinate(radius)));
    }

    /** Opens a group that the keyboard reaches and that says what it is. */
    void openArrow(String style, String words) {
        out.append(
                "<g class=\"arrow %s\" tabindex=\"0\" role=\"img\" aria-label=\"%s\"><title>%s</title>\n"
                        .formatted(style, escape(words), escape(words)));
    }

    void closeGroup() {
        out.append("</g>\n");
    }

    void path(String data, String style, double width) {
        out.append(
                "<path class=\"%s\" stroke-width=\"%s\" d=\"%s\"/>\n"
                        .formatted(style, coordinate(width), data));
    }

    void path(String data, String style) {
        out.append("<path class=\"%s\" d=\"%s\"/>\n".formatted(style, data));
    }

    void text(double x, double y, String text, Anchor anchor, String style) {
        out.append(
                "<text class=\"%s\" x=\"%s\" y=\"%s\" text-anchor=\"%s\">"
                        .formatted(
                                style,
                                coordinate(x),
                                coordinate(y),
                                anchor.name().toLowerCase(Locale.ROOT)));
        out.append(escape(text)).append("</text>\n");
    }

    /** A text shortened to about {@code characters}; the tooltip holds all of it. */
    void shortened(double x, double y, String text, int characters, Anchor anchor, String style) {
        if (text.codePointCount(0, text.length()) <= characters) {
            text(x, y, text, anchor, style);
            return;
        }
        int end = text.offsetByCodePoints(0, characters - 1);
        out.append("<g><title>").append(escape(text)).append("</title>");
        text(x, y, text.substring(0, end) + "…", anchor, style);
        out.append("</g>");
    }

    /** The picture as markup. */
    @Override
    public String toString() {
        return out + "</svg>";
    }

    /** A coordinate with at most two decimals. */
    static String coordinate(double value) {
        double rounded = Math.round(value * 100) / 100.0;
        return rounded == Math.rint(rounded)
                ? Long.toString((long) rounded)
                : Double.toString(rounded);
    }

    /** Control characters may not stand in XML, not even as references. */
    private static String escape(String text) {
        var printable = new StringBuilder(text.length());
        text.codePoints()
                .forEach(c -> printable.appendCodePoint(Character.isISOControl(c) ? ' ' : c));
        return Markup.escape(printable.toString());
    }
}
