package tributary.model;

import java.util.regex.Pattern;

/**
 * Tells the parameters of single geos from those that geos share, by their names: coefficients and
 * intercepts by geo, and residual scales where the noise is not shared.
 */
public final class GeoParameters {
    private static final Pattern NAME =
            Pattern.compile("((hurdle_)?geo_(coefficient|intercept)_.+|sigma_.+)\\.[0-9]+");

    private GeoParameters() {}

    /** Whether a parameter is of one geo only. */
    public static boolean isOfOneGeo(String parameter) {
        return NAME.matcher(parameter).matches();
    }
}
