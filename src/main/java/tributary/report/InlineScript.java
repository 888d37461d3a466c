package tributary.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * A script as it stands in the page.
 *
 * @param hash its source expression for the content security policy, {@code 'sha256-…'}
 */
record InlineScript(String code, String hash) {
    /** What would end a script element, or begin a state in which its end is not found. */
    private static final Pattern MARKUP =
            Pattern.compile("<(/script|script|!--)", Pattern.CASE_INSENSITIVE);

    /** The charting library, Apache ECharts. */
    static final InlineScript LIBRARY =
            of("META-INF/resources/webjars/echarts/5.5.0/echarts.min.js");

    /** What draws this report's charts and makes its controls work. */
    static final InlineScript PAGE = of("tributary/report/charts.js", "tributary/report/report.js");

    /** Resources of the class path, one after the other. */
    private static InlineScript of(String... resources) {
        var code = new StringBuilder();
        for (String resource : resources) {
            code.append(read(resource)).append('\n');
        }
        String escaped = MARKUP.matcher(code).replaceAll("\\\\x3c$1");
        return new InlineScript(escaped, "'sha256-" + sha256(escaped) + "'");
    }

    private static String read(String resource) {
        try (InputStream in = InlineScript.class.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(String code) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(code.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
