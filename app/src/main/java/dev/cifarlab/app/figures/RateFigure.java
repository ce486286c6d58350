package dev.cifarlab.app.figures;

import java.nio.file.Path;
import java.util.List;
import org.knowm.xchart.XYChart;

/** Loss against a rising learning rate. */
public final class RateFigure {

    /** Of the first loss: where it ends, it is many times as large. */
    private static final double SHOWN = 1.5;

    private RateFigure() {}

    /**
     * Writes {@code stem.png} and {@code stem.svg}.
     *
     * @param rates learning rates, all above 0
     * @param losses each one's loss, in nats
     * @param smoothed their running mean
     * @param suggestion the rate that is suggested; NaN for none
     */
    public static void write(double[] rates, double[] losses, double[] smoothed, double suggestion, Path stem) {
        XYChart chart = Charts.overRates("Rising learning rate (dashed: each batch)", "cross-entropy (nats)");
        Charts.dashed(chart, "each batch", rates, losses, 1);
        Charts.plain(chart, "running mean", rates, smoothed, 0);
        chart.getStyler().setYAxisMax(SHOWN * smoothed[0]);
        if (!Double.isNaN(suggestion)) {
            Charts.mark(chart, "suggested", suggestion);
        }
        Charts.write(List.of(chart), stem);
    }
}
