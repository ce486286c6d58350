package dev.cifarlab.layers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The one way arrays are compared: max|a - n| / max(1e-8, max|n|) over a tensor, the shapes equal. A failure names the
 * worst element and both numbers. The largest errors go to {@code target/gradient-errors.csv}.
 *
 * @param subject what is proved, for instance "Convolution2d"
 * @param reference what it is held against, for instance "SameDiff"
 * @param tolerance the largest error that passes
 */
public record Proof(String subject, String reference, double tolerance) {

    /** Double precision against SameDiff's graph of the same formula. */
    public static Proof sameDiff(String subject) {
        return new Proof(subject, "SameDiff", 1e-10);
    }

    /** Double precision against DL4J's layer with the same weights. */
    public static Proof dl4j(String subject) {
        return new Proof(subject, "DL4J (double)", 1e-10);
    }

    /** Single precision against DL4J's layer with the same weights. */
    public static Proof dl4jFloat(String subject) {
        return new Proof(subject, "DL4J (float)", 1e-5);
    }

    /** Single precision against DL4J's layer with its helper for oneDNN and the same weights. */
    public static Proof dl4jWithHelper(String subject) {
        return new Proof(subject, "DL4J with oneDNN (float)", 1e-5);
    }

    /** Double precision against NumPy's numbers. */
    public static Proof numpy(String subject) {
        return new Proof(subject, "NumPy", 1e-12);
    }

    /** The same numbers to the last bit, from views in place of copies. */
    public static Proof exactly(String subject) {
        return new Proof(subject, "itself on views", 0);
    }

    /** Central differences of a function that is smooth around the point. */
    public static Proof differences(String subject) {
        return new Proof(subject, "central differences", 1e-6);
    }

    /** Central differences of a function with kinks, at a point away from them. */
    public static Proof differencesNearKinks(String subject) {
        return new Proof(subject, "central differences", 1e-5);
    }

    /** Holds one tensor. */
    public void holds(String tensor, INDArray actual, INDArray expected) {
        assertThat(actual.shape()).as("%s: shape of %s", subject, tensor).isEqualTo(expected.shape());
        double[] a = values(actual);
        double[] n = values(expected);
        double scale = 1e-8;
        int worst = 0;
        for (int k = 0; k < n.length; k++) {
            assertThat(a[k]).as("%s: %s[%d] is a number", subject, tensor, k).isFinite();
            scale = Math.max(scale, Math.abs(n[k]));
            worst = Math.abs(a[k] - n[k]) > Math.abs(a[worst] - n[worst]) ? k : worst;
        }
        double error = Math.abs(a[worst] - n[worst]) / scale;
        int element = worst;
        Supplier<String> story = () -> String.format(
                Locale.ROOT,
                "%s against %s: %s, worst element %d: ours %.17g, theirs %.17g, relative error %.3g",
                subject,
                reference,
                tensor,
                element,
                a[element],
                n[element],
                error);
        assertThat(error).as(story).isLessThanOrEqualTo(tolerance);
        GradientErrors.record(subject, reference, actual.dataType(), tensor, error);
    }

    /** Holds every tensor that the reference gives. */
    public void holds(Map<String, INDArray> actual, Map<String, INDArray> expected) {
        assertThat(expected).isNotEmpty();
        expected.forEach((name, tensor) -> {
            assertThat(actual).containsKey(name);
            holds(name, actual.get(name), tensor);
        });
    }

    private static double[] values(INDArray x) {
        return x.dup('c').castTo(DataType.DOUBLE).data().asDouble();
    }
}
