package tributary.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tributary.spec.ModelSpec;

import java.util.List;

/** Forms of equations that the sample runs do not have. */
class FormulasTest {
    private static final String MODEL =
            """
            { "data": { "file": "weekly.csv", "date": "week" },
              "outcome": { "column": "revenue", "link": "LINK", "ar": 1 },
              "channels": [ { "column": "facebook_spend" } ],
              "paths": [ "facebook_spend -> revenue" ],
              "controls": [ { "column": "average_price", "price_response": "RESPONSE" },
                            { "column": "emails_send", "transform": "none" } ],
              "trend": { "type": "none" }, "seasonality": { "order": 0 } }
            """;

    private static List<String> lines(ModelSpec model) {
        return new Formulas(model, NationalRun.panel()).of(model.outcome());
    }

    @ParameterizedTest
    @CsvSource({"constant_elasticity, ln(average_price/p_r)", "linear, (average_price − p_r)/p_r"})
    void priceResponses(String response, String term) {
        ModelSpec model =
                NationalRun.model(MODEL.replace("LINK", "log").replace("RESPONSE", response));

        assertThat(lines(model))
                .containsExactly(
                        "ln revenue* = η + r",
                        "r_t = ar_revenue · r_(t−1) + e_t, e ~ Normal(0, sigma_revenue)",
                        "η = intercept_revenue",
                        "+ control_average_price_to_revenue · " + term,
                        "+ control_emails_send_to_revenue · emails_send",
                        "+ coefficient_facebook_spend_to_revenue · x(facebook_spend)",
                        "p_r = 102, the median average_price of the weeks fitted");
    }

    @Test
    void anAdditiveOutcomeIsOneSum() {
        ModelSpec model =
                NationalRun.model(MODEL.replace("LINK", "identity").replace("RESPONSE", "linear"));

        assertThat(lines(model).getFirst()).isEqualTo("revenue* = η + r");
        assertThat(Assumptions.of(SampleRun.create()))
                .noneMatch(sentence -> sentence.contains("AR(1)"))
                .noneMatch(sentence -> sentence.contains("multiplies the sum"));
    }
}
