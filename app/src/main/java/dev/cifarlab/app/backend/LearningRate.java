package dev.cifarlab.app.backend;

import dev.cifarlab.app.settings.Schedule;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * The learning rate as a function of the iteration, counted from 0. The framework's own poly and ramp schedules are
 * broken in 1.0.0-M2.1, and it has no cosine.
 *
 * @param schedule the shape
 * @param peak the largest learning rate
 * @param iterations iterations of the whole run; later ones keep the last rate
 */
public record LearningRate(Schedule schedule, double peak, long iterations) implements ISchedule {

    private static final long serialVersionUID = 1L;
    private static final double WARM_UP = 0.3;
    private static final double START = 0.04;

    /** The learning rate of iteration {@code iteration}. */
    public double at(long iteration) {
        double progress = Math.min(1, (double) iteration / iterations);
        return switch (schedule) {
            case CONSTANT -> peak;
            case COSINE -> cosine(progress);
            case ONE_CYCLE -> oneCycle(progress);
        };
    }

    private double oneCycle(double progress) {
        if (progress < WARM_UP) {
            return peak * (START + (1 - START) * progress / WARM_UP);
        }
        return cosine((progress - WARM_UP) / (1 - WARM_UP));
    }

    private double cosine(double progress) {
        return peak * (1 + Math.cos(Math.PI * progress)) / 2;
    }

    @Override
    public double valueAt(int iteration, int epoch) {
        return at(iteration);
    }

    @Override
    public ISchedule clone() {
        return this;
    }
}
