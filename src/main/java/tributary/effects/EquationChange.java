package tributary.effects;

import org.jspecify.annotations.Nullable;

import tributary.math.Kernels;
import tributary.model.CompiledEquation;
import tributary.model.CompiledPath;
import tributary.model.LinearDemand;
import tributary.model.Predictor;
import tributary.model.Regressor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the linear predictor of an equation changes when some of its causes do (model.md §4, §7).
 *
 * <p>Media: Σ β (h′ − h) + δ (1{x′ > 0} − 1{x > 0}). Controls and interactions: Σ γ (Π′ − Π).
 * Scaled: ln(base′/base) + Σ γ (Π′ − Π). Linear demand is kept apart, since it may be −∞.
 */
final class EquationChange {
    private record Arrow(CompiledPath path, NodeState parent) {}

    /** A product with the changed states of its factors, by name. */
    private record Product(Regressor regressor, Map<String, NodeState> changed) {}

    private final CompiledEquation equation;
    private final List<Arrow> arrows = new ArrayList<>();
    private final List<Product> products = new ArrayList<>();
    private final @Nullable NodeState price;

    /**
     * @param changed states of the causes that differ from the data, by name
     */
    EquationChange(CompiledEquation equation, Map<String, NodeState> changed) {
        this.equation = equation;
        for (CompiledPath path : equation.paths()) {
            NodeState parent = changed.get(path.spec().from());
            if (parent != null) {
                arrows.add(new Arrow(path, parent));
            }
        }
        for (Regressor regressor : equation.regressors()) {
            if (changed.keySet().stream().anyMatch(regressor::dependsOn)) {
                products.add(new Product(regressor, changed));
            }
        }
        price = equation.price().map(LinearDemand::node).map(changed::get).orElse(null);
    }

    /** The equation's prices by cell where they have changed. */
    Optional<double[]> prices() {
        return Optional.ofNullable(price).map(state -> state.value);
    }

    /**
     * Change of the linear predictor without linear demand.
     *
     * @param theta natural parameters by slot; not modified
     * @param factual the equations as they are in the data
     * @param training 1 for cells of training weeks, else 0
     * @param out by cell; overwritten
     */
    void unpriced(double[] theta, Predictor factual, double[] training, double[] out) {
        Arrays.fill(out, 0);
        for (Arrow arrow : arrows) {
            addMedia(theta, arrow, out);
        }
        if (equation.isScaled()) {
            double[] base = factual.base(equation);
            for (int i = 0; i < out.length; i++) {
                out[i] = Kernels.log1p(out[i] / base[i]);
            }
        }
        for (Product product : products) {
            addProduct(theta[product.regressor.weight()], product, training, out);
        }
    }

    private static void addMedia(double[] theta, Arrow arrow, double[] out) {
        NodeState parent = arrow.parent;
        Kernels.axpy(theta[arrow.path.coefficient(0)], parent.change, out, out.length);
        if (arrow.path.activity() >= 0) {
            double delta = theta[arrow.path.activity()];
            double[] before = parent.factual();
            for (int i = 0; i < out.length; i++) {
                boolean on = parent.value[i] > 0;
                out[i] += on == before[i] > 0 ? 0 : on ? delta : -delta;
            }
        }
    }

    private static void addProduct(double gamma, Product product, double[] training, double[] out) {
        double[] before = product.regressor.values();
        for (int i = 0; i < out.length; i++) {
            if (training[i] > 0) {
                out[i] = Math.fma(gamma, after(product, i) - before[i], out[i]);
            }
        }
    }

    private static double after(Product product, int i) {
        double value = 1;
        for (Regressor.Factor factor : product.regressor.factors()) {
            NodeState state = product.changed.get(factor.node());
            value *= state == null ? factor.values()[i] : factor.transform().apply(state.value[i]);
        }
        return value;
    }
}
