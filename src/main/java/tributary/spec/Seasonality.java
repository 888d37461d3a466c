package tributary.spec;

import java.util.List;

/**
 * Fourier season of the equations named in {@code into}.
 *
 * @param order number of harmonics, 0 for none
 * @param period in days
 */
public record Seasonality(int order, double period, List<String> into) {
    public Seasonality {
        into = List.copyOf(into);
    }
}
