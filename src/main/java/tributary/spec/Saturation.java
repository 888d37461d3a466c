package tributary.spec;

/** Diminishing returns of adstocked media a ≥ 0 (model.md §3). */
public enum Saturation {
    /** a^S / (a^S + K^S). */
    HILL,
    /** (1 − e^(−a/K)) / (1 + e^(−a/K)). */
    LOGISTIC,
    /** a / (a + K). */
    MICHAELIS_MENTEN,
    /** tanh(a/K). */
    TANH,
    /** a^S, 0 < S ≤ 1. */
    POWER,
    /** ln(1 + a/K) / ln 2. */
    LOG1P,
    /** a. */
    LINEAR
}
