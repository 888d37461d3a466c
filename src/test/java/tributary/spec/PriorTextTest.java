package tributary.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.stream.Stream;

class PriorTextTest {
    static Stream<Arguments> forms() {
        return Stream.of(
                Arguments.of("normal(0, 1)", new Prior.Normal(0, 1)),
                Arguments.of(" normal ( -2.7 , .7 ) ", new Prior.Normal(-2.7, 0.7)),
                Arguments.of("half_normal(1e-3)", new Prior.HalfNormal(0.001)),
                Arguments.of("lognormal(0,0.7)", new Prior.LogNormal(0, 0.7)),
                Arguments.of("beta(1, 3)", new Prior.Beta(1, 3)),
                Arguments.of("gamma(2, 0.1)", new Prior.Gamma(2, 0.1)),
                Arguments.of("inverse_gamma(3, 2)", new Prior.InverseGamma(3, 2)),
                Arguments.of("exponential(5)", new Prior.Exponential(5)),
                Arguments.of("student_t(4, 0, 2.5)", new Prior.StudentT(4, 0, 2.5)),
                Arguments.of("half_student_t(4, 2.5)", new Prior.HalfStudentT(4, 2.5)),
                Arguments.of("half_cauchy(2)", new Prior.HalfCauchy(2)),
                Arguments.of("laplace(1, 2)", new Prior.Laplace(1, 2)),
                Arguments.of("pareto(0.5, 3)", new Prior.Pareto(0.5, 3)),
                Arguments.of("uniform(-1, 1)", new Prior.Uniform(-1, 1)),
                Arguments.of(
                        "truncated_normal(0, 1, -2, 3)", new Prior.TruncatedNormal(0, 1, -2, 3)),
                Arguments.of("dirac(0.3333333333333333)", new Prior.Dirac(1.0 / 3)));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void readsAndWritesEveryForm(String text, Prior prior) {
        assertThat(PriorText.parse(text)).isEqualTo(prior);
        assertThat(PriorText.parse(PriorText.format(prior))).isEqualTo(prior);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "normal(0)|allowed: normal(mean, sd)",
                "normal(0, 1, 2)|allowed: normal(mean, sd)",
                "normal()|allowed: normal(mean, sd)",
                "normal(0, 0)|sd must be > 0",
                "normal(0, -1)|sd must be > 0",
                "normal(NaN, 1)|mean must be a finite number",
                "normal(0, 1e999)|sd must be a finite number",
                "normal(0, 0x1p3)|sd must be a finite number",
                "beta(0, 1)|a must be > 0",
                "uniform(1, 1)|a must be < b",
                "truncated_normal(0, 1, 2, 1)|a must be < b",
                "nromal(0, 1)|did you mean \"normal\"?",
                "weird(0, 1)|allowed: normal(mean, sd), half_normal(sd)",
                "normal 0, 1|is not a prior such as",
                "normal(0, 1|is not a prior such as",
            })
    void refuses(String text, String message) {
        assertThatThrownBy(() -> PriorText.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
