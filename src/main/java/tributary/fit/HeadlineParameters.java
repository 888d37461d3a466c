package tributary.fit;

import tributary.mcmc.Draws;
import tributary.model.CompiledEquation;
import tributary.model.CompiledModel;
import tributary.model.CompiledPath;
import tributary.model.CompiledPredictor;
import tributary.model.GeoParameters;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The parameters that an analyst looks at first: of media, controls, price and noise, for all geos
 * together. Intercepts, trend, season and what only serves the hierarchy are not among them.
 */
final class HeadlineParameters {
    private static final Pattern KIND =
            Pattern.compile(
                    "(hurdle_)?(decay|peak|shape|half_saturation|slope|activity|control"
                            + "|choke_price|sigma|nu|ar|rho|roi|contribution)_.+");

    private HeadlineParameters() {}

    /** Those that were sampled, in order of the draws' columns. */
    static List<String> of(CompiledModel model, Draws draws) {
        Set<String> coefficients =
                model.equations().stream()
                        .flatMap(HeadlineParameters::paths)
                        .map(path -> path.spec().coefficientName())
                        .collect(Collectors.toSet());
        Set<String> parameters = Set.copyOf(model.parameters().reportedNames());
        return draws.names().stream()
                .filter(parameters::contains)
                .filter(name -> !GeoParameters.isOfOneGeo(name))
                .filter(name ->
                        KIND.matcher(name).matches()
                                || coefficients.contains(name.replaceFirst("^hurdle_", "")))
                .filter(name -> !isConstant(draws.column(draws.indexOf(name))))
                .toList();
    }

    private static Stream<CompiledPath> paths(CompiledEquation equation) {
        return Stream.concat(Stream.of(equation.predictor()), equation.active().stream())
                .map(CompiledPredictor::paths)
                .flatMap(List::stream);
    }

    /** Whether all draws are the same, as those of a fixed parameter are. */
    static boolean isConstant(double[][] x) {
        return Statistics.probability(x, value -> value == x[0][0]) == 1;
    }
}
