package tributary.spec;

/** Which part of a media transform comes first (model.md §3). */
public enum TransformOrder {
    ADSTOCK_FIRST,
    SATURATION_FIRST
}
