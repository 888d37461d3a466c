package tributary.spec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;

/** The configurations in {@code data/} are valid. */
class ShippedConfigurationsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "weekly.json",
                "real-weekly.json",
                "meridian-national.json",
                "six-channels/identity.json",
                "six-channels/log.json",
                "six-channels/scaled.json"
            })
    void areRead(String file) {
        assertThat(ModelSpecReader.read(Path.of("data", file)).paths()).isNotEmpty();
    }

    @Test
    void theBundledSimulationIsRead() {
        SimulationSpec spec = SimulationSpecReader.read(Path.of("data/weekly-simulation.json"));
        assertThat(spec.weeks()).isEqualTo(104);
    }
}
