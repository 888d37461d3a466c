package tributary.model;

/**
 * Constants of the price response (model.md §4).
 *
 * @param reference p_r, the median price of the training weeks
 * @param lower L, the highest price of a week above the floor: the choke price lies above it
 * @param upper U, the lowest price of a week at the floor where that is > L, else ∞
 */
public record PriceScale(double reference, double lower, double upper) {}
