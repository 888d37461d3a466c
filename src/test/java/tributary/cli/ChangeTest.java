package tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChangeTest {
    @ParameterizedTest
    @CsvSource({"-100%, -1", "-20%, -0.2", "+10%, 0.1", "10%, 0.1", "-12.5%, -0.125", "300%, 3"})
    void readsPercent(String text, double fraction) {
        assertThat(Change.parse(text).fraction()).isEqualTo(fraction);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-101%", "0%", "-0.0%", "-20", "%", "", "1e3%", "--5%", "NaN%", "5 %"})
    void refusesOthersAndNamesThem(String text) {
        assertThatThrownBy(() -> Change.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "'")
                .hasMessageContaining("-100%");
    }
}
