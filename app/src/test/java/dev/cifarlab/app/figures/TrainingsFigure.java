package dev.cifarlab.app.figures;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;

/** The losses of the same training by several programs, for docs/interchange.md and docs/backpropagation.md. */
public final class TrainingsFigure {

    private TrainingsFigure() {}

    /** Writes {@code stem.png} and {@code stem.svg}: the losses, and how far apart they are. */
    public static void write(double[] ours, double[] placedAlike, double[] theirs, Path stem) {
        double[] steps = steps(theirs);
        XYChart losses = losses("PyTorch", theirs, ours);
        XYChart apart = Charts.overEpochs("Relative difference of the losses", "share of PyTorch's loss", 2);
        apart.setXAxisTitle("step");
        apart.getStyler().setYAxisLogarithmic(true).setYAxisDecimalPattern("0.#E0");
        Charts.plain(apart, "--optimizer adam", steps, difference(ours, theirs), 0);
        Charts.plain(apart, "--optimizer adamw", steps, difference(placedAlike, theirs), 2);
        Charts.write(List.of(losses, apart), stem);
    }

    /** The same of a network by hand and the app's. */
    public static void writeByHand(double[] app, double[] byHand, Path stem) {
        XYChart apart = Charts.overEpochs("Relative difference of the losses", "share of the loss by hand", 1);
        apart.setXAxisTitle("step");
        apart.getStyler().setYAxisLogarithmic(true).setYAxisDecimalPattern("0.#E0");
        Charts.plain(apart, "difference", steps(app), difference(app, byHand), 0);
        Charts.write(List.of(losses("by hand", byHand, app), apart), stem);
    }

    private static XYChart losses(String name, double[] theirs, double[] ours) {
        XYChart losses = Charts.overEpochs("The same steps (dashed: cifar-lab)", "cross-entropy (nats)", 2);
        losses.setXAxisTitle("step");
        Charts.plain(losses, name, steps(theirs), theirs, 1);
        Charts.dashed(losses, "cifar-lab", steps(ours), ours, 0);
        return losses;
    }

    private static double[] steps(double[] losses) {
        return IntStream.rangeClosed(1, losses.length).asDoubleStream().toArray();
    }

    /** At least what rounding to single precision is, as a logarithm shows no 0. */
    private static double[] difference(double[] ours, double[] theirs) {
        return IntStream.range(0, ours.length)
                .mapToDouble(k -> Math.max(6e-8, Math.abs(ours[k] / theirs[k] - 1)))
                .toArray();
    }
}
