package tributary.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import tributary.report.figures.Figures;
import tributary.store.Run;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

import javax.imageio.ImageIO;

/** Figures of a made-up run: whole, the same in every call, and with something on them. */
class FiguresTest {
    private static final Run RUN = SampleRun.create();
    private static final int BLUE = 0xFF0072B2;

    private static BufferedImage image(byte[] png) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(png));
    }

    private static IntStream pixels(BufferedImage image) {
        int width = image.getWidth();
        return Arrays.stream(image.getRGB(0, 0, width, image.getHeight(), null, 0, width));
    }

    private static int colors(BufferedImage image) {
        var colors = new BitSet(1 << 24);
        pixels(image).forEach(pixel -> colors.set(pixel & 0xFFFFFF));
        return colors.cardinality();
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
            assertThat(colors(image)).as(figure.getKey()).isGreaterThan(20);
        }
        BufferedImage effects = image(Objects.requireNonNull(figures.get("effects.png")));
        assertThat(pixels(effects).filter(pixel -> pixel == BLUE).count()).isGreaterThan(1000);
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
