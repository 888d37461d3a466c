package tributary.spec;

/** Diminishing returns of adstocked media (model.md §3). */
public enum Saturation {
    /** a^S / (a^S + K^S). */
    HILL,
    /** a. */
    LINEAR
}
