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
 * @param epochs epochs of the whole run, for schedules that count in them
 */
public record LearningRate(Schedule schedule, double peak, long iterations, int epochs) implements ISchedule {

    private static final long serialVersionUID = 1L;

    /** Of a run of one epoch. */
    public LearningRate(Schedule schedule, double peak, long iterations) {
        this(schedule, peak, iterations, 1);
    }

    /** The learning rate of iteration {@code iteration}. */
    public double at(long iteration) {
        return peak * schedule.at(Math.min(1, (double) iteration / iterations), epochs);
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
