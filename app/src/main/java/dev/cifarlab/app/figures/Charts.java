package dev.cifarlab.app.figures;

import de.erichseifert.vectorgraphics2d.Document;
import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import dev.cifarlab.app.runs.AtomicFiles;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** How our charts look: white ground, colours that colour-blind readers can tell apart, text legible in print. */
final class Charts {

    /** Okabe and Ito's colours, the darker ones first. */
    private static final Color[] COLOURS = {
        new Color(0, 114, 178),
        new Color(213, 94, 0),
        new Color(0, 158, 115),
        new Color(204, 121, 167),
        new Color(230, 159, 0),
        new Color(86, 180, 233),
        new Color(60, 60, 60)
    };

    private static final Marker[] MARKERS = {
        SeriesMarkers.CIRCLE, SeriesMarkers.SQUARE, SeriesMarkers.DIAMOND, SeriesMarkers.TRIANGLE_UP
    };
    private static final BasicStroke DASHED =
            new BasicStroke(1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL, 1, new float[] {6, 5}, 0);
    private static final int WIDTH = 540;
    private static final int HEIGHT = 420;
    private static final int IN_A_ROW = 3;
    private static final int LINE = 26;
    private static final int PADDING = 12;
    private static final int SCALE = 2;

    private Charts() {}

    /** A chart whose legend has so many names: in a row where there is room, else below one another. */
    static XYChart overEpochs(String title, String yAxis, int names) {
        XYChart chart = chart(title, "epoch", yAxis, names);
        chart.getStyler().setYAxisDecimalPattern("0.###");
        return chart;
    }

    /** A chart over learning rates, each tenfold as far from the next. */
    static XYChart overRates(String title, String yAxis) {
        XYChart chart = chart(title, "learning rate", yAxis, IN_A_ROW);
        chart.getStyler().setXAxisLogarithmic(true);
        return chart;
    }

    private static XYChart chart(String title, String xAxis, String yAxis, int names) {
        boolean row = names <= IN_A_ROW;
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(row ? HEIGHT : HEIGHT + names * LINE)
                .title(title)
                .xAxisTitle(xAxis)
                .yAxisTitle(yAxis)
                .build();
        Font text = new Font(Font.SANS_SERIF, Font.PLAIN, 14);
        chart.getStyler()
                .setPlotGridLinesColor(new Color(225, 225, 225))
                .setAxisTitleFont(text)
                .setAxisTickLabelsFont(text.deriveFont(11f))
                .setLegendPosition(Styler.LegendPosition.OutsideS)
                .setLegendLayout(row ? Styler.LegendLayout.Horizontal : Styler.LegendLayout.Vertical)
                .setLegendPadding(PADDING)
                .setLegendBorderColor(Color.WHITE)
                .setLegendFont(text)
                .setChartBackgroundColor(Color.WHITE)
                .setChartTitleFont(text.deriveFont(Font.BOLD, 17f))
                .setPlotBackgroundColor(Color.WHITE)
                .setPlotBorderVisible(false)
                .setLocale(Locale.ROOT);
        return chart;
    }

    /** A line with markers, in the colour and with the shape of its index. */
    static void line(XYChart chart, String name, double[] x, double[] y, int index) {
        chart.addSeries(name, x, y)
                .setMarker(MARKERS[index % MARKERS.length])
                .setMarkerColor(COLOURS[index % COLOURS.length])
                .setLineColor(COLOURS[index % COLOURS.length])
                .setLineStyle(new BasicStroke(2f));
    }

    /** A line without markers, in the colour of its index. */
    static void plain(XYChart chart, String name, double[] x, double[] y, int index) {
        chart.addSeries(name, x, y)
                .setMarker(SeriesMarkers.NONE)
                .setLineColor(COLOURS[index % COLOURS.length])
                .setLineStyle(new BasicStroke(2f));
    }

    /** A thin dashed line in the colour of the line with the same index, without markers and not in the legend. */
    static void dashed(XYChart chart, String name, double[] x, double[] y, int index) {
        chart.addSeries(name, x, y)
                .setMarker(SeriesMarkers.NONE)
                .setLineColor(COLOURS[index % COLOURS.length])
                .setLineStyle(DASHED)
                .setShowInLegend(false);
    }

    /** A dashed upright line through all that is drawn so far. */
    static void mark(XYChart chart, String name, double place) {
        Double top = chart.getStyler().getYAxisMax();
        DoubleSummaryStatistics range = chart.getSeriesCollection().stream()
                .flatMapToDouble(series -> Arrays.stream(series.getYData()))
                .filter(y -> top == null || y <= top)
                .summaryStatistics();
        double[] y = {range.getMin(), range.getMax()};
        String at = place == Math.rint(place) ? Long.toString((long) place) : Double.toString(place);
        chart.addSeries(name + " (" + at + ")", new double[] {place, place}, y)
                .setMarker(SeriesMarkers.NONE)
                .setLineColor(Color.DARK_GRAY)
                .setLineStyle(DASHED);
    }

    /** Writes charts in one row, as {@code stem.png} in double resolution and as {@code stem.svg}. */
    static void write(List<XYChart> charts, Path stem) {
        int width = charts.stream().mapToInt(XYChart::getWidth).sum();
        int height = charts.stream().mapToInt(XYChart::getHeight).max().orElseThrow();
        BufferedImage bitmap = Drawing.white(SCALE * width, SCALE * height);
        Graphics2D graphics = bitmap.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.scale(SCALE, SCALE);
        paint(charts, graphics);
        graphics.dispose();
        Drawing.write(bitmap, stem.resolveSibling(stem.getFileName() + ".png"));
        VectorGraphics2D vector = new VectorGraphics2D();
        paint(charts, vector);
        Document document = new SVGProcessor().getDocument(vector.getCommands(), new PageSize(0, 0, width, height));
        AtomicFiles.write(stem.resolveSibling(stem.getFileName() + ".svg"), document::writeTo);
    }

    private static void paint(List<XYChart> charts, Graphics2D graphics) {
        for (XYChart chart : charts) {
            chart.paint(graphics, chart.getWidth(), chart.getHeight());
            graphics.translate(chart.getWidth(), 0);
        }
    }
}
