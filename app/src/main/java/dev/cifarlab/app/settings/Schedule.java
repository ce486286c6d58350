package dev.cifarlab.app.settings;

/**
 * How the learning rate changes over a training: a share of the largest rate for each share of the iterations.
 *
 * <ul>
 *   <li>{@code constant}: the same from the first iteration to the last.
 *   <li>{@code cosine}: half a cosine from the largest rate to zero (Loshchilov and Hutter, 2017).
 *   <li>{@code one-cycle}: linear from 4 % up to the largest rate over 30 % of the iterations, then half a cosine to
 *       zero (Smith, 2018).
 *   <li>{@code triangle=UP:DOWN}: at a share p of the iterations the share min(1, p / UP, (1 - p) / DOWN) of the
 *       largest rate: linear from zero up over the first UP of them, linear down to zero over the last DOWN, and the
 *       largest rate between. Where UP and DOWN sum to 1 it is a triangle, as in airbench (Jordan, 2024).
 * </ul>
 *
 * @param parts a list of one
 */
public record Schedule(Parts parts) {

    private static final double WARM_UP = 0.3;
    private static final double START = 0.04;
    private static final double ROUNDING = 1e-9;

    private static final Grammar GRAMMAR = new Grammar()
            .part("constant")
            .part("cosine")
            .part("one-cycle")
            .part("triangle=UP:DOWN", Grammar.share("UP"), Grammar.share("DOWN"));

    public static final Schedule CONSTANT = read("schedule", "constant");
    public static final Schedule COSINE = read("schedule", "cosine");
    public static final Schedule ONE_CYCLE = read("schedule", "one-cycle");

    /**
     * The schedule that a text stands for.
     *
     * @throws UserException naming the key and what it takes when there is none
     */
    public static Schedule read(String key, String text) {
        Parts parts = GRAMMAR.read(key, text);
        if (parts.list().size() > 1) {
            throw UserException.usage("%s: '%s' does not work; give one of %s", key, text, choices());
        }
        Schedule schedule = new Schedule(parts);
        Parts.Part part = schedule.part();
        if (part.name().equals("triangle") && part.number(0) + part.number(1) > 1 + ROUNDING) {
            throw UserException.usage("%s: '%s' does not work; give UP and DOWN that sum to at most 1", key, text);
        }
        return schedule;
    }

    static String choices() {
        return GRAMMAR.choices();
    }

    private Parts.Part part() {
        return parts.list().get(0);
    }

    /** The share of the largest rate, at a share of the iterations from 0 to 1. */
    public double at(double progress) {
        return switch (part().name()) {
            case "cosine" -> cosine(progress);
            case "one-cycle" ->
                progress < WARM_UP
                        ? START + (1 - START) * progress / WARM_UP
                        : cosine((progress - WARM_UP) / (1 - WARM_UP));
            case "triangle" -> Math.min(ramp(progress, part().number(0)), ramp(1 - progress, part().number(1)));
            default -> 1;
        };
    }

    private static double cosine(double progress) {
        return (1 + Math.cos(Math.PI * progress)) / 2;
    }

    private static double ramp(double progress, double length) {
        return progress < length ? progress / length : 1;
    }

    /** As users write it. */
    public String label() {
        return parts.label();
    }

    @Override
    public String toString() {
        return label();
    }
}
