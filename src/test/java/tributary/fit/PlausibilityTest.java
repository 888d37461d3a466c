package tributary.fit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tributary.data.Panel;
import tributary.model.CompiledModel;
import tributary.model.ModelCompiler;
import tributary.report.NationalRun;
import tributary.spec.ModelSpecReader;
import tributary.store.EffectRow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

class PlausibilityTest {
    private static final int WEEKS = 40;
    private static final String MODEL =
            """
            { "data": { "file": "weekly.csv", "date": "week" },
              "outcome": { "column": "revenue", "link": "log" FLOOR },
              "channels": [ { "column": "tv" } ],
              "paths": [ "tv -> revenue" ],
              "controls": [ { "column": "price", "price_response": "constant_elasticity" },
                            { "column": "followers" } ] }
            """;

    @TempDir private Path folder;

    /** Revenue is 1 in every tenth week and 100 in the others: 3604 in all. */
    private CompiledModel model(String floor) throws IOException {
        List<LocalDate> weeks = new ArrayList<>();
        for (int t = 0; t < WEEKS; t++) {
            weeks.add(LocalDate.of(2024, 1, 1).plusWeeks(t));
        }
        double[] revenue = new double[WEEKS];
        double[] tv = new double[WEEKS];
        double[] price = new double[WEEKS];
        double[] followers = new double[WEEKS];
        Arrays.setAll(revenue, t -> t % 10 == 0 ? 1 : 100);
        Arrays.setAll(tv, t -> 10 + t % 3);
        Arrays.setAll(price, t -> 50 + t % 5);
        Arrays.setAll(followers, t -> 1000 + t);
        var panel =
                new Panel(
                        weeks,
                        Map.of(
                                "revenue",
                                revenue,
                                "tv",
                                tv,
                                "price",
                                price,
                                "followers",
                                followers),
                        0,
                        "weekly.csv",
                        "0f",
                        List.of());
        Path file = Files.writeString(folder.resolve("model.json"), MODEL.replace("FLOOR", floor));
        return ModelCompiler.compile(ModelSpecReader.read(file), panel);
    }

    private List<String> doubts(EffectRow... rows) throws IOException {
        return Plausibility.doubts(model(", \"floor\": 1"), List.of(rows));
    }

    private static EffectRow row(String source, String effect, double median) {
        return NationalRun.row(source, effect, median, median - 0.1, median + 0.1);
    }

    @Test
    void doubtsShareReturnAndPriceElasticity() throws IOException {
        assertThat(
                        doubts(
                                row("tv", "total", 3500),
                                row("tv", "roi", 47.5),
                                row("price", "elasticity", -10.75)))
                .containsExactly(
                        "tv appears to carry 97 % of all revenue, which is implausible for one"
                                + " source; it may stand for something else that moves with it",
                        "tv appears to return 47.5 per unit of spend, which is implausible as"
                            + " advertising; it may stand for something else that moves with it",
                        "1 % more of price appears to lower revenue by 10.8 %, much more than"
                                + " prices usually do; it holds near the prices of these weeks at"
                                + " best");
    }

    @Test
    void whatIsUsualRaisesNoDoubt() throws IOException {
        assertThat(
                        doubts(
                                row("tv", "total", 1800),
                                row("tv", "roi", 3),
                                row("price", "elasticity", -2.6),
                                row("followers", "elasticity", 12)))
                .isEmpty();
    }

    @Test
    void aFloorThatIsNotDeclaredIsDoubted() throws IOException {
        assertThat(Plausibility.doubts(model(""), List.of()))
                .singleElement()
                .asString()
                .startsWith("revenue is exactly 1.0 in 4 of 40 weeks, its lowest value");
        assertThat(doubts()).isEmpty();
    }
}
