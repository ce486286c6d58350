package dev.cifarlab.app.figures;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.Locale;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
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

    private Charts() {}

    /** A chart whose legend has so many names: in a row where there is room, else below one another. */
    static XYChart overEpochs(String title, String yAxis, int names) {
        boolean row = names <= IN_A_ROW;
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(row ? HEIGHT : HEIGHT + names * LINE)
                .title(title)
                .xAxisTitle("epoch")
                .yAxisTitle(yAxis)
                .build();
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        chart.getStyler().setPlotBackgroundColor(Color.WHITE);
        chart.getStyler().setPlotBorderVisible(false);
        chart.getStyler().setPlotGridLinesColor(new Color(225, 225, 225));
        chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideS);
        chart.getStyler().setLegendLayout(row ? Styler.LegendLayout.Horizontal : Styler.LegendLayout.Vertical);
        chart.getStyler().setLegendPadding(PADDING);
        chart.getStyler().setLegendBorderColor(Color.WHITE);
        chart.getStyler().setLocale(Locale.ROOT);
        fonts(chart);
        return chart;
    }

    private static void fonts(XYChart chart) {
        Font text = new Font(Font.SANS_SERIF, Font.PLAIN, 14);
        chart.getStyler().setChartTitleFont(text.deriveFont(Font.BOLD, 17f));
        chart.getStyler().setAxisTitleFont(text);
        chart.getStyler().setAxisTickLabelsFont(text.deriveFont(13f));
        chart.getStyler().setLegendFont(text);
    }

    static void line(XYChart chart, String name, double[] x, double[] y, int index) {
        XYSeries series = chart.addSeries(name, x, y);
        series.setLineColor(COLOURS[index % COLOURS.length]);
        series.setMarkerColor(COLOURS[index % COLOURS.length]);
        series.setMarker(MARKERS[index % MARKERS.length]);
        series.setLineStyle(new BasicStroke(2f));
    }

    /** A thin dashed line in the colour of the line with the same index, without markers and not in the legend. */
    static void dashed(XYChart chart, String name, double[] x, double[] y, int index) {
        XYSeries series = chart.addSeries(name, x, y);
        series.setLineColor(COLOURS[index % COLOURS.length]);
        series.setLineStyle(DASHED);
        series.setMarker(SeriesMarkers.NONE);
        series.setShowInLegend(false);
    }

    /** A dashed upright line through all that is drawn so far. */
    static void mark(XYChart chart, String name, int epoch) {
        DoubleSummaryStatistics range = chart.getSeriesCollection().stream()
                .flatMapToDouble(series -> Arrays.stream(series.getYData()))
                .summaryStatistics();
        XYSeries series = chart.addSeries(
                name + " (" + epoch + ")", new double[] {epoch, epoch}, new double[] {range.getMin(), range.getMax()});
        series.setLineColor(Color.DARK_GRAY);
        series.setLineStyle(DASHED);
        series.setMarker(SeriesMarkers.NONE);
    }
}
