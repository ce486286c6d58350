package dev.cifarlab.app.data;

import dev.cifarlab.app.settings.UserException;
import java.util.Arrays;
import org.apache.commons.math3.random.MersenneTwister;

/** Draws images so that every class has its share. */
final class ClassBalancedSample {

    private ClassBalancedSample() {}

    /**
     * Indices of {@code count} images, in ascending order: count / classes of each class, one more of the first
     * classes where that does not come out even.
     *
     * @throws UserException when a class has too few images
     */
    static int[] indices(ImageSet images, int count, MersenneTwister generator, String key) {
        int classes = images.classNames().size();
        if (count > images.size()) {
            throw UserException.usage("%s: %d is more than the %d images there are", key, count, images.size());
        }
        int[] left = new int[classes];
        Arrays.setAll(left, k -> count / classes + (k < count % classes ? 1 : 0));
        int[] chosen = Arrays.stream(Seeds.permutation(images.size(), generator))
                .filter(index -> left[images.labels()[index]]-- > 0)
                .sorted()
                .toArray();
        if (chosen.length < count) {
            throw UserException.usage(
                    "%s: some classes have fewer than %d images; give a smaller number",
                    key, (count + classes - 1) / classes);
        }
        return chosen;
    }
}
