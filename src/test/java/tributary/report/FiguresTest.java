package tributary.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import tributary.report.figures.Figures;
import tributary.store.Run;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

import javax.imageio.ImageIO;

/** Figures of a made-up run: whole, the same in every call, and with something on them. */
class FiguresTest {
    private static final Run RUN = SampleRun.create();
    private static final int BLUE = 0xFF0072B2;

    private static BufferedImage image(byte[] png) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(png));
    }

    /** Pixels by colour. */
    private static Map<Integer, Integer> colors(BufferedImage image) {
        Map<Integer, Integer> colors = new HashMap<>();
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                colors.merge(image.getRGB(x, y), 1, Integer::sum);
            }
        }
        return colors;
    }

    @Test
    void everyFigureIsDrawnAndTheSameInEveryCall() throws IOException {
        Map<String, byte[]> figures = Figures.draw(RUN, SampleQuantities.of(RUN));
        assertThat(figures.keySet())
                .contains(
                        "effects.png",
                        "roi.png",
                        "decomposition.png",
                        "fit-revenue.png",
                        "curves-facebook_spend.png",
                        "price-average_price.png",
                        "priors-01.png",
                        "traces-01.png");
        for (var figure : figures.entrySet()) {
            BufferedImage image = image(figure.getValue());
            assertThat(image.getWidth()).as(figure.getKey()).isEqualTo(1600);
            assertThat(image.getHeight()).isGreaterThanOrEqualTo(300);
            // Labels are smoothed: a sheet with nothing but lines has few colours.
            assertThat(colors(image)).as(figure.getKey()).hasSizeGreaterThan(20);
        }
        assertThat(colors(image(Objects.requireNonNull(figures.get("effects.png")))).get(BLUE))
                .isGreaterThan(1000);
        Map<String, byte[]> again = Figures.draw(RUN, SampleQuantities.of(RUN));
        assertThat(again.keySet()).isEqualTo(figures.keySet());
        again.forEach((name, png) -> assertThat(png).as(name).isEqualTo(figures.get(name)));
    }

    @Test
    void whatARunDoesNotHoldIsLeftOut() throws IOException {
        assertThat(Figures.draw(RUN, SampleQuantities.none()).keySet())
                .contains("effects.png", "roi.png", "fit-revenue.png")
                .allMatch(name -> name.matches("(effects|roi|fit-.*)\\.png"));
    }

    /** Text of the user is text, whatever it looks like. */
    @Test
    void namesAreNotMarkup() throws IOException {
        Run run = SampleRun.renamed("tiktok_spend", "$\\frac{1}{0}$ <html><b>%s\u202e\u0000");
        assertThat(Figures.draw(run, SampleQuantities.of(run)).get("effects.png")).isNotEmpty();
    }
}
