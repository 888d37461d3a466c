package tributary.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class HtmlReportTest {
    @Test
    void writesASampleToLookAt() throws IOException {
        Path page = Path.of("target/sample-report.html");
        Files.writeString(page, HtmlReport.render(SampleRun.create()));
        assertThat(page).isNotEmptyFile();
    }
}
