package tributary.report.figures;

import org.knowm.xchart.XYChart;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

import javax.imageio.ImageIO;

/** A white sheet that charts are drawn on side by side. */
final class Canvas {
    static final int WIDTH = 1600;
    static final int HEIGHT = 900;

    private Canvas() {}

    /**
     * Charts of one size as PNG, row by row.
     *
     * @param columns charts beside each other
     */
    static byte[] png(List<XYChart> charts, int columns) throws IOException {
        int width = charts.getFirst().getWidth();
        int height = charts.getFirst().getHeight();
        int rows = Math.ceilDiv(charts.size(), columns);
        var image = new BufferedImage(width * columns, height * rows, BufferedImage.TYPE_INT_RGB);
        Graphics2D sheet = image.createGraphics();
        sheet.setColor(Color.WHITE);
        sheet.fillRect(0, 0, image.getWidth(), image.getHeight());
        sheet.setRenderingHint(
                RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        for (int i = 0; i < charts.size(); i++) {
            var part =
                    (Graphics2D)
                            sheet.create(i % columns * width, i / columns * height, width, height);
            charts.get(i).paint(part, width, height);
            part.dispose();
        }
        sheet.dispose();
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }
}
