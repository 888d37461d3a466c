package tributary.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The machine's Chromium, driven by the machine's Node.js: Playwright fetches nothing. Tests are
 * skipped where either is missing.
 */
final class Browser implements AutoCloseable {
    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;

    private Browser(Playwright playwright, com.microsoft.playwright.Browser chromium) {
        this.playwright = playwright;
        this.chromium = chromium;
    }

    static Browser start() {
        Optional<Path> chromium = onPath("chromium", "chromium-browser", "google-chrome");
        Optional<Path> node = onPath("node", "nodejs");
        assumeTrue(chromium.isPresent(), "browser tests are skipped: no chromium on the PATH");
        assumeTrue(node.isPresent(), "browser tests are skipped: no node (Node.js) on the PATH");
        System.setProperty("playwright.nodejs.path", node.orElseThrow().toString());
        var options =
                new Playwright.CreateOptions()
                        .setEnv(java.util.Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"));
        Playwright playwright = Playwright.create(options);
        var launch =
                new LaunchOptions()
                        .setExecutablePath(chromium.orElseThrow())
                        // Chromium refuses its sandbox to root, as whom containers run, and
                        // would emulate the graphics card that they lack.
                        .setArgs(List.of("--no-sandbox", "--disable-gpu"));
        return new Browser(playwright, playwright.chromium().launch(launch));
    }

    private static Optional<Path> onPath(String... names) {
        List<String> folders =
                List.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator));
        return Stream.of(names)
                .flatMap(name -> folders.stream().map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** A page without a network, in a context of its own, which closing the page closes. */
    Page page(int width, int height, ColorScheme colours, boolean scripts) {
        var options =
                new NewContextOptions()
                        .setViewportSize(width, height)
                        .setColorScheme(colours)
                        .setReducedMotion(ReducedMotion.REDUCE)
                        .setJavaScriptEnabled(scripts)
                        .setOffline(true);
        BrowserContext context = chromium.newContext(options);
        Page page = context.newPage();
        page.onClose(closed -> context.close());
        return page;
    }

    @Override
    public void close() {
        playwright.close();
    }
}
