package tributary.spec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangeTextTest {
    @ParameterizedTest
    @CsvSource({
        "-100%, -1",
        "-12.5%, -0.125",
        "+10%, 0.1",
        "+300%, 3",
        "+0.000000001%, 1e-11",
        "+999999999%, 9999999.99",
    })
    void readsAndWrites(String text, double fraction) {
        assertThat(ChangeText.parse(text)).isEqualTo(fraction);
        assertThat(ChangeText.format(fraction)).isEqualTo(text);
    }
}
