package dev.cifarlab.app.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cifarlab.app.settings.TestTimeAugmentation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ViewTest {

    /** Values 0 to 8 in rows; the mean of a picture's ways of being seen is that of its logits. */
    private static float[][] seen(TestTimeAugmentation kind) {
        ImageSet image = new ImageSet(new byte[] {0, 1, 2, 3, 4, 5, 6, 7, 8}, new int[] {0}, 1, 3, 3, List.of("one"));
        ChannelStatistics bytes = new ChannelStatistics(new double[1], new double[] {1 / 255.0});
        return View.of(kind).stream()
                .map(view -> Batch.of(image, bytes, view).images().ravel().toFloatVector())
                .toArray(float[][]::new);
    }

    @ParameterizedTest
    @EnumSource
    void weightsSumToOne(TestTimeAugmentation kind) {
        assertThat(View.of(kind).stream().mapToDouble(View::weight).sum()).isCloseTo(1, within(1e-15));
    }

    @Test
    void theImageIsSeenAsItIsMirroredAndMovedOverItsReflection() {
        assertThat(seen(TestTimeAugmentation.NONE)).isDeepEqualTo(new float[][] {{0, 1, 2, 3, 4, 5, 6, 7, 8}});
        assertThat(seen(TestTimeAugmentation.FLIP))
                .isDeepEqualTo(new float[][] {{0, 1, 2, 3, 4, 5, 6, 7, 8}, {2, 1, 0, 5, 4, 3, 8, 7, 6}});
        assertThat(seen(TestTimeAugmentation.FLIP_SHIFT)).isDeepEqualTo(new float[][] {
            {0, 1, 2, 3, 4, 5, 6, 7, 8},
            {2, 1, 0, 5, 4, 3, 8, 7, 6},
            {4, 5, 4, 7, 8, 7, 4, 5, 4},
            {4, 5, 4, 7, 8, 7, 4, 5, 4},
            {4, 3, 4, 1, 0, 1, 4, 3, 4},
            {4, 3, 4, 1, 0, 1, 4, 3, 4}
        });
    }
}
