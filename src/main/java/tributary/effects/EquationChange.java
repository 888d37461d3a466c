package tributary.effects;

import org.jspecify.annotations.Nullable;

import tributary.math.Kernels;
import tributary.model.CompiledPath;
import tributary.model.CompiledPredictor;
import tributary.model.LinearDemand;
import tributary.model.Regressor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a linear predictor changes when some of its causes do (model.md §4, §7).
 *
 * <p>Media: Σ β (h′ − h) + δ (1{x′ > 0} − 1{x > 0}). Controls and interactions: Σ γ (Π′ − Π).
 * Scaled: ln(base′/base) + Σ γ (Π′ − Π). Linear demand is kept apart, since it may be −∞.
 */
final class EquationChange {
    /** An arrow with its changed end and the change h′ − h by cell. */
    private record Arrow(CompiledPath path, NodeState parent, double[] change) {}

    /** A product with the changed states of its factors, by name. */
    private record Product(Regressor regressor, Map<String, NodeState> changed) {}

    private final Factual factual;
    private final CompiledPredictor predictor;
    private final List<Arrow> arrows = new ArrayList<>();
    private final List<Product> products = new ArrayList<>();
    private final @Nullable NodeState price;

    /**
     * @param changed states of the causes that differ from the data, by name
     */
    EquationChange(Factual factual, CompiledPredictor predictor, Map<String, NodeState> changed) {
        this.factual = factual;
        this.predictor = predictor;
        for (CompiledPath path : predictor.paths()) {
            NodeState parent = changed.get(path.spec().from());
            if (parent != null) {
                arrows.add(new Arrow(path, parent, parent.change(path.transform())));
            }
        }
        for (Regressor regressor : predictor.regressors()) {
            if (changed.keySet().stream().anyMatch(regressor::dependsOn)) {
                products.add(new Product(regressor, changed));
            }
        }
        price = predictor.price().map(LinearDemand::node).map(changed::get).orElse(null);
    }

    /** The equation's prices by cell where they have changed. */
    Optional<double[]> prices() {
        return Optional.ofNullable(price).map(NodeState::value);
    }

    /**
     * Change of the sum of the media, in the factual's geos.
     *
     * @param out by cell; overwritten
     */
    void media(double[] out) {
        Kernels.fill(0, out, factual.from(), factual.to());
        for (Arrow arrow : arrows) {
            addMedia(arrow, out);
        }
    }

    /**
     * Change of the linear predictor without linear demand, in the factual's geos.
     *
     * @param out by cell; overwritten
     */
    void unpriced(double[] out) {
        media(out);
        if (predictor.isScaled()) {
            double[] base = factual.base(predictor);
            for (int i = factual.from(); i < factual.to(); i++) {
                out[i] = Kernels.log1p(out[i] / base[i]);
            }
        }
        for (Product product : products) {
            addProduct(product, out);
        }
    }

    private void addMedia(Arrow arrow, double[] out) {
        double[] theta = factual.theta();
        for (int g = factual.firstGeo(); g < factual.endGeo(); g++) {
            Kernels.axpy(
                    theta[arrow.path.coefficient(g)],
                    arrow.change,
                    out,
                    factual.model().cells().start(g),
                    factual.model().cells().start(g + 1));
        }
        if (arrow.path.activity() >= 0) {
            double delta = theta[arrow.path.activity()];
            double[] before = arrow.parent.factual();
            double[] after = arrow.parent.value();
            for (int i = factual.from(); i < factual.to(); i++) {
                boolean on = after[i] > 0;
                out[i] += on == before[i] > 0 ? 0 : on ? delta : -delta;
            }
        }
    }

    private void addProduct(Product product, double[] out) {
        double gamma = factual.theta()[product.regressor.weight()];
        double[] before = product.regressor.values();
        double[] observed = factual.model().observed();
        for (int i = factual.from(); i < factual.to(); i++) {
            if (observed[i] > 0) {
                out[i] = Math.fma(gamma, after(product, i) - before[i], out[i]);
            }
        }
    }

    private static double after(Product product, int i) {
        double value = 1;
        for (Regressor.Factor factor : product.regressor.factors()) {
            NodeState state = product.changed.get(factor.node());
            value *= state == null ? factor.values()[i] : factor.transform().apply(state.factor(i));
        }
        return value;
    }
}
