package tributary.model;

import java.util.List;

/**
 * A term γ·x of an equation whose column x is a product of transformed columns: one factor for a
 * control, two for an interaction.
 *
 * @param weight slot of γ
 * @param values x by cell
 */
@SuppressWarnings("ArrayRecordComponent") // plain data, never compared
public record Regressor(int weight, List<Factor> factors, double[] values) {
    public Regressor {
        factors = List.copyOf(factors);
    }

    /**
     * A control or source as it enters the product.
     *
     * @param values transformed values by cell
     */
    @SuppressWarnings("ArrayRecordComponent") // plain data, never compared
    public record Factor(String node, ColumnTransform transform, double[] values) {}

    /** Whether a change of the node changes this term. */
    public boolean dependsOn(String node) {
        return factors.stream().anyMatch(factor -> factor.node().equals(node));
    }
}
