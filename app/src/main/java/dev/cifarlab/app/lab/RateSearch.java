package dev.cifarlab.app.lab;

import dev.cifarlab.app.backend.LearningRate;
import dev.cifarlab.app.backend.Network;
import dev.cifarlab.app.backend.NonFiniteException;
import dev.cifarlab.app.data.Batch;
import dev.cifarlab.app.data.BatchStream;
import dev.cifarlab.app.data.DataSets;
import dev.cifarlab.app.settings.Schedule;
import dev.cifarlab.app.settings.TrainConfig;
import dev.cifarlab.app.training.Networks;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/**
 * The training loss under a learning rate that rises by the same factor in each step (Smith, 2017, "Cyclical learning
 * rates", section 3.3). A fresh network is trained and thrown away; no run is touched.
 *
 * @param points one a step that was done
 */
public record RateSearch(List<Point> points) {

    private static final double KEPT = 0.9; // of the running mean, in a step
    private static final double HOPELESS = 4;
    private static final double CLEARLY = 0.95;
    private static final double MARGIN = 10;

    /**
     * A step.
     *
     * @param rate its learning rate
     * @param loss the batch's loss before it, in nats
     * @param smoothed the running mean of the losses, corrected for its start at 0
     */
    public record Point(double rate, double loss, double smoothed) {}

    /**
     * Trains until the rate is the largest, or the loss is four times the lowest, or NaN.
     *
     * @param from the smallest rate
     * @param to the largest rate
     * @param goesOn is told each point, and whether to go on
     */
    public static RateSearch run(
            TrainConfig config, DataSets data, double from, double to, int steps, Predicate<Point> goesOn) {
        LearningRate rate =
                new LearningRate(Schedule.read("schedule", "exponential=" + from / to), to, Math.max(1, steps - 1));
        try (Network network = Networks.fresh(config, data, rate)) {
            Course course = new Course(network, rate, steps, goesOn);
            for (int epoch = 1; course.goesOn; epoch++) {
                try (BatchStream batches =
                        BatchStream.training(data.train(), config, data.card().normalisation(), epoch, 0)) {
                    while (course.goesOn && batches.hasNext()) {
                        course.step(batches.next());
                    }
                }
            }
            return new RateSearch(List.copyOf(course.points));
        }
    }

    /** How far it has come. */
    private static final class Course {

        private final Network network;
        private final LearningRate rate;
        private final int steps;
        private final Predicate<Point> listener;
        private final List<Point> points = new ArrayList<>();
        private double mean;
        private double lowest = Double.POSITIVE_INFINITY;
        private boolean goesOn = true;

        Course(Network network, LearningRate rate, int steps, Predicate<Point> listener) {
            this.network = network;
            this.rate = rate;
            this.steps = steps;
            this.listener = listener;
        }

        void step(Batch batch) {
            try {
                add(network.fit(batch.images(), batch.labels()).meanLoss());
            } catch (NonFiniteException e) {
                goesOn = false; // the rate was too large, which is what was looked for
            }
        }

        private void add(double loss) {
            int step = points.size();
            mean = KEPT * mean + (1 - KEPT) * loss;
            double smoothed = mean / (1 - Math.pow(KEPT, step + 1));
            lowest = Math.min(lowest, smoothed);
            Point point = new Point(rate.at(step), loss, smoothed);
            points.add(point);
            goesOn = smoothed <= HOPELESS * lowest && points.size() < steps && listener.test(point); // false for NaN
        }
    }

    /** A tenth of the rate at which the smoothed loss is lowest; empty where it hardly fell. */
    public OptionalDouble suggestion() {
        return points.stream()
                .filter(point -> Double.isFinite(point.smoothed()))
                .min(Comparator.comparingDouble(Point::smoothed))
                .filter(point -> point.smoothed() < CLEARLY * points.get(0).smoothed())
                .map(point -> OptionalDouble.of(point.rate() / MARGIN))
                .orElse(OptionalDouble.empty());
    }
}
