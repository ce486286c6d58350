package dev.cifarlab.app.figures;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.intermediate.CommandSequence;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import dev.cifarlab.app.runs.AtomicFiles;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.knowm.xchart.XYChart;

/** Several charts in one row, as PNG in double resolution and as SVG. */
final class SideBySide {

    private static final int SCALE = 2;

    private SideBySide() {}

    /** Writes {@code stem.png} and {@code stem.svg}. */
    static void write(List<XYChart> charts, Path stem) {
        int width = charts.stream().mapToInt(XYChart::getWidth).sum();
        int height = charts.stream().mapToInt(XYChart::getHeight).max().orElseThrow();
        AtomicFiles.write(
                stem.resolveSibling(stem.getFileName() + ".png"),
                out -> ImageIO.write(bitmap(charts, width, height), "png", out));
        VectorGraphics2D vector = new VectorGraphics2D();
        paint(charts, vector);
        CommandSequence commands = vector.getCommands();
        AtomicFiles.write(
                stem.resolveSibling(stem.getFileName() + ".svg"),
                out -> new SVGProcessor()
                        .getDocument(commands, new PageSize(0, 0, width, height))
                        .writeTo(out));
    }

    private static BufferedImage bitmap(List<XYChart> charts, int width, int height) {
        BufferedImage image = new BufferedImage(SCALE * width, SCALE * height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
        graphics.scale(SCALE, SCALE);
        paint(charts, graphics);
        graphics.dispose();
        return image;
    }

    private static void paint(List<XYChart> charts, Graphics2D graphics) {
        for (XYChart chart : charts) {
            chart.paint(graphics, chart.getWidth(), chart.getHeight());
            graphics.translate(chart.getWidth(), 0);
        }
    }
}
