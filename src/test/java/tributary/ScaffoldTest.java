package tributary;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScaffoldTest {
    @Test
    void runsOnJdk25() {
        assertThat(Runtime.version().feature()).isEqualTo(25);
    }
}
