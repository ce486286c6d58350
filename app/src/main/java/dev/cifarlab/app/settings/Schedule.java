package dev.cifarlab.app.settings;

/**
 * How the learning rate changes over a training: a share of the largest rate for each share of the iterations.
 *
 * <ul>
 *   <li>{@code constant}: the same from the first iteration to the last.
 *   <li>{@code cosine=EPOCHS}: linear from 4 % up to the largest rate over so many epochs, 0 where they are left out,
 *       then half a cosine to zero (Loshchilov and Hutter, 2017).
 *   <li>{@code one-cycle}: linear from 4 % up to the largest rate over 30 % of the iterations, then half a cosine to
 *       zero (Smith, 2018).
 *   <li>{@code exponential=START}: from the share START of the largest rate up to it, by the same factor in each
 *       iteration: a range test (Smith, 2017).
 *   <li>{@code triangle=START:PEAK}: linear from the share START of the largest rate up to it, which is reached after
 *       the share PEAK of the iterations, then linear down to zero, as in airbench (Jordan, 2024).
 * </ul>
 *
 * @param parts a list of one
 */
public record Schedule(Parts parts) {

    private static final double WARM_UP = 0.3;
    private static final double START = 0.04;

    private static final Grammar GRAMMAR = new Grammar()
            .part("constant")
            .named("cosine", "cosine=0")
            .part("cosine=EPOCHS", Grammar.whole("EPOCHS", 0, 1000))
            .part("one-cycle")
            .part("exponential=START", Grammar.positive("START", 1))
            .part("triangle=START:PEAK", Grammar.share("START"), Grammar.share("PEAK"));

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
        return new Schedule(parts);
    }

    static String choices() {
        return GRAMMAR.choices();
    }

    private Parts.Part part() {
        return parts.list().get(0);
    }

    /** The share of the largest rate, at a share of the iterations of so many epochs, from 0 to 1. */
    public double at(double progress, int epochs) {
        return switch (part().name()) {
            case "cosine" -> warm(progress, Math.min(1, part().number(0) / epochs));
            case "one-cycle" -> warm(progress, WARM_UP);
            case "exponential" -> Math.pow(part().number(0), 1 - progress);
            case "triangle" -> triangle(progress, part().number(0), part().number(1));
            default -> 1;
        };
    }

    /** Linear up to a share of the iterations, then half a cosine. */
    private static double warm(double progress, double up) {
        return progress < up
                ? START + (1 - START) * progress / up
                : (1 + Math.cos(Math.PI * (up < 1 ? (progress - up) / (1 - up) : 0))) / 2;
    }

    private static double triangle(double progress, double start, double peak) {
        return progress < peak ? start + (1 - start) * progress / peak : peak < 1 ? (1 - progress) / (1 - peak) : 1;
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
