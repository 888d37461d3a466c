package tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import com.microsoft.playwright.options.SelectOption;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The report of a short fit in a real browser, opened as a file and without a network. Screenshots,
 * to be looked at, are left in {@code target/browser}.
 */
@Tag("browser")
class ReportBrowserTest {
    private static final Path FOLDER = Path.of("target/browser");
    private static final String FIT =
            "fit data/weekly.json --chains 2 --warmup 150 --draws 100 --max-depth 6 --quiet -o ";

    private static Optional<Browser> browser = Optional.empty();
    private static String address = "";

    private final List<String> complaints = new ArrayList<>();
    private final List<Page> pages = new ArrayList<>();

    @BeforeAll
    static void fitAndStartTheBrowser() throws IOException {
        browser = Optional.of(Browser.start());
        Path run = FOLDER.resolve("run");
        Files.createDirectories(FOLDER);
        var messages = new StringWriter();
        var writer = new PrintWriter(messages, true);
        int status = Main.execute(writer, writer, (FIT + run).split(" "));
        assertThat(status)
                .as(messages.toString())
                .isIn(ExitStatus.OK, ExitStatus.DIAGNOSTICS_FAILED);
        address = run.resolve("report.html").toUri().toString();
    }

    @AfterAll
    static void stopTheBrowser() {
        browser.ifPresent(Browser::close);
    }

    @AfterEach
    void nothingWasComplainedOf() {
        pages.forEach(Page::close);
        assertThat(complaints).as("console messages, errors and requests").isEmpty();
    }

    private Page open(int width, ColorScheme colours) {
        return open(width, colours, true);
    }

    private Page open(int width, ColorScheme colours, boolean scripts) {
        Page page = browser.orElseThrow().page(width, 900, colours, scripts);
        pages.add(page);
        page.onConsoleMessage(message -> {
            if (Set.of("error", "warning").contains(message.type())) {
                complaints.add(message.type() + ": " + message.text());
            }
        });
        page.onPageError(error -> complaints.add("error: " + error));
        page.onRequest(request -> {
            if (!request.url().equals(address) && !request.url().startsWith("data:")) {
                complaints.add("request: " + request.url());
            }
        });
        page.onRequestFailed(request -> complaints.add("failed: " + request.url()));
        page.navigate(address);
        return page;
    }

    /** Scrolls through the page, as a reader does, until every chart says that it is drawn. */
    private static void drawAll(Page page) {
        page.evaluate(
                """
                async () => {
                    for (const chart of document.querySelectorAll('[data-chart]')) {
                        chart.scrollIntoView({ block: 'center' });
                        for (let frame = 0; chart.dataset.drawn !== 'true'; frame++) {
                            if (frame > 1800) throw new Error(chart.dataset.chart + ' is not drawn');
                            await new Promise(requestAnimationFrame);
                        }
                    }
                    scrollTo(0, 0);
                }
                """);
    }

    private static void draw(Page page, Locator chart) {
        chart.scrollIntoViewIfNeeded();
        page.waitForFunction("chart => chart.dataset.drawn === 'true'", chart.elementHandle());
    }

    /** Draws the chart that a control belongs to. */
    private static Locator drawn(Page page, String control) {
        Locator section =
                page.locator("section", new Page.LocatorOptions().setHas(page.locator(control)));
        Locator chart = section.locator("[data-chart]").first();
        draw(page, chart);
        return chart;
    }

    @ParameterizedTest
    @CsvSource({"1440, LIGHT", "1440, DARK", "390, LIGHT", "390, DARK"})
    void everyChartIsDrawnWithDataAndThePageFitsAndBarsNobody(int width, ColorScheme colours)
            throws IOException {
        Page page = open(width, colours);
        drawAll(page);
        List<?> empty =
                (List<?>)
                        page.evaluate(
                                """
                                () => [...document.querySelectorAll('[data-chart]')].filter(holder => {
                                    const option = window.tributaryCharts[holder.dataset.chart].getOption();
                                    const filled = option.series.some(series => series.data.length > 0);
                                    const marks = holder.querySelectorAll('svg path, svg circle, svg rect');
                                    return !filled || marks.length < 3;
                                }).map(holder => holder.dataset.chart)
                                """);
        assertThat(page.locator("[data-chart]").count()).isGreaterThan(5);
        assertThat(empty).as("charts without data or marks").isEmpty();
        assertThat(page.evaluate("document.documentElement.scrollWidth"))
                .as("width of the page")
                .isEqualTo(page.evaluate("document.documentElement.clientWidth"));
        String name = "report-%d-%s.png".formatted(width, colours.name().toLowerCase());
        page.screenshot(
                new Page.ScreenshotOptions().setPath(FOLDER.resolve(name)).setFullPage(true));
        if (width == 1440) {
            assertThat(barriers(page)).as("serious barriers for assistive technology").isEmpty();
        }
    }

    /** Labels of the rows and values of the series that a chart shows now. */
    private static String shown(Locator chart) {
        return (String)
                chart.evaluate(
                        """
                        holder => {
                            const option = window.tributaryCharts[holder.dataset.chart].getOption();
                            return JSON.stringify([option.yAxis.map(axis => axis.data),
                                option.series.map(series => [series.name, series.data])]);
                        }
                        """);
    }

    @Test
    void forestShowsTheKindsSourceAndWindowChosen() {
        Page page = open(1440, ColorScheme.LIGHT);
        Locator chart = drawn(page, "[data-forest-kind]");
        String all = shown(chart);
        Locator indirect = page.locator("button[data-forest-kind=indirect]");
        indirect.click();
        assertThat(indirect.getAttribute("aria-pressed")).isEqualTo("false");
        String withoutIndirect = shown(chart);
        assertThat(withoutIndirect.length()).isLessThan(all.length());
        indirect.click();
        assertThat(shown(chart)).isEqualTo(all);

        Locator source = page.locator("select[data-forest-source]");
        Locator labels = chart.locator("svg");
        assertThat(labels.textContent()).contains("google_spend", "facebook_spend");
        source.selectOption("google_spend");
        assertThat(labels.textContent()).contains("google_spend").doesNotContain("facebook_spend");
        source.selectOption("");
        assertThat(shown(chart)).isEqualTo(all);

        Locator window = page.locator("select[data-forest-window]");
        int windows = window.locator("option").count();
        assertThat(windows).isGreaterThan(1);
        Set<String> views = new LinkedHashSet<>();
        for (int i = 0; i < windows; i++) {
            window.selectOption(new SelectOption().setIndex(i));
            views.add(shown(chart));
        }
        assertThat(views).hasSize(windows);
    }

    @Test
    void traceOfTheParameterChosenIsShown() {
        Page page = open(1440, ColorScheme.LIGHT);
        Locator chart = drawn(page, "[data-trace-parameter]");
        Locator parameter = page.locator("select[data-trace-parameter]");
        int parameters = parameter.locator("option").count();
        assertThat(parameters).isGreaterThan(1);
        String first = shown(chart);
        parameter.selectOption(new SelectOption().setIndex(parameters - 1));
        assertThat(shown(chart)).isNotEqualTo(first);
    }

    @Test
    void themeChangesThePageAndItsCharts() {
        Page page = open(1440, ColorScheme.LIGHT);
        drawn(page, "[data-forest-kind]");
        String look =
                """
                () => [getComputedStyle(document.body).backgroundColor,
                    Object.values(window.tributaryCharts)[0].getOption().textStyle.color].join(' ')
                """;
        Object light = page.evaluate(look);
        Locator toggle = page.locator("button[data-theme-toggle]");
        toggle.click();
        Object dark = page.evaluate(look);
        assertThat(dark.toString().split(" "))
                .doesNotContainAnyElementsOf(List.of(light.toString().split(" ")));
        assertThat(toggle.getAttribute("aria-pressed")).isEqualTo("true");
        toggle.click();
        assertThat(page.evaluate(look)).isEqualTo(light);
    }

    @Test
    void keyboardReachesEveryControlAndShowsWhereItIs() {
        Page page = open(1440, ColorScheme.LIGHT);
        int controls =
                (int)
                        page.evaluate(
                                """
                                () => {
                                    const all = document.querySelectorAll('a[href], button, select, summary');
                                    all.forEach((control, i) => { control.dataset.number = i; });
                                    return all.length;
                                }
                                """);
        Set<Object> reached = new LinkedHashSet<>();
        int most = (int) page.evaluate("document.querySelectorAll('*').length");
        page.evaluate("document.activeElement.blur()");
        for (int i = 0; i < most && reached.size() < controls; i++) {
            page.keyboard().press("Tab");
            List<?> focus =
                    (List<?>)
                            page.evaluate(
                                    """
                                    () => [document.activeElement.dataset.number ?? '',
                                        getComputedStyle(document.activeElement).outlineStyle]
                                    """);
            Object number = focus.getFirst();
            if (number.equals("")) {
                continue;
            }
            reached.add(number);
            assertThat(focus.getLast()).as("outline of control %s", number).isNotEqualTo("none");
        }
        assertThat(reached).hasSize(controls);
        Locator kind = page.locator("button[data-forest-kind=direct]");
        kind.focus();
        page.keyboard().press("Enter");
        assertThat(kind.getAttribute("aria-pressed")).isEqualTo("false");
    }

    @Test
    void hoveringAMarkShowsItsNumbers() {
        Page page = open(1440, ColorScheme.LIGHT);
        Locator chart = drawn(page, "[data-forest-kind]");
        Locator tip = chart.locator(".tip");
        for (Locator mark : chart.locator("svg path").all()) {
            var box = mark.boundingBox();
            // Marks are small; grid lines, axes and frames are not.
            if (box == null || Math.max(box.width, box.height) > 30) {
                continue;
            }
            page.mouse().move(box.x + box.width / 2, box.y + box.height / 2);
            if (tip.count() > 0 && tip.first().isVisible()) {
                break;
            }
        }
        assertThat(tip.count()).as("tooltips").isPositive();
        assertThat(tip.first().innerText()).containsPattern("\\d");
    }

    @Test
    void printShowsEveryChartAndNoControl() throws IOException {
        Page page = open(1440, ColorScheme.DARK);
        Path pdf = FOLDER.resolve("report.pdf");
        // Nothing was scrolled to: printing itself has to draw.
        page.pdf(new Page.PdfOptions().setPath(pdf).setFormat("A4"));
        assertThat(Files.size(pdf)).isGreaterThan(20_000);
        assertThat(page.locator("[data-chart]:not([data-drawn=true])").count()).isZero();

        page.setViewportSize(794, 1123);
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        page.evaluate("dispatchEvent(new Event('beforeprint'))");
        for (Locator control : page.locator("button, select, nav").all()) {
            assertThat(control.isVisible()).as(control.toString()).isFalse();
        }
        Object cut =
                page.evaluate(
                        """
                        () => [...document.querySelectorAll('[data-chart]')].filter(chart => {
                            const box = chart.querySelector('svg').getBoundingClientRect();
                            return !(box.height > 50 && box.right <= 794);
                        }).map(chart => chart.dataset.chart)
                        """);
        assertThat((List<?>) cut).as("charts flat or beyond the paper's edge").isEmpty();
        assertThat(page.evaluate("getComputedStyle(document.body).backgroundColor"))
                .isEqualTo("rgb(255, 255, 255)");
        page.screenshot(
                new Page.ScreenshotOptions()
                        .setPath(FOLDER.resolve("report-print.png"))
                        .setFullPage(true));
    }

    @Test
    void withoutScriptsTheTablesAreThereAndAWordOfIt() {
        Page page = open(1440, ColorScheme.LIGHT, false);
        assertThat(page.locator("noscript").first().innerText()).contains("JavaScript");
        assertThat(page.locator("table").count()).isPositive();
    }

    /** What keeps assistive technology out of a page whose charts are drawn. */
    private static List<?> barriers(Page page) throws IOException {
        page.evaluate(axe());
        return (List<?>)
                page.evaluate(
                        """
                        async () => (await axe.run({ exclude: [['[data-chart] svg']] },
                            { resultTypes: ['violations'] })).violations
                            .filter(rule => rule.impact === 'serious' || rule.impact === 'critical')
                            .map(rule => rule.id + ': ' + rule.nodes.map(node =>
                                node.target + ' ' + node.failureSummary).slice(0, 3).join(' | '))
                        """);
    }

    /** The rules of WCAG as axe-core checks them. */
    private static String axe() throws IOException {
        try (InputStream script =
                ReportBrowserTest.class.getClassLoader().getResourceAsStream("axe.min.js")) {
            byte[] bytes = Objects.requireNonNull(script, "axe.min.js").readAllBytes();
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
