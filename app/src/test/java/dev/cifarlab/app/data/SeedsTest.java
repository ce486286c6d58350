package dev.cifarlab.app.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeedsTest {

    /** Seeds are numbers of 64 bits. */
    @Test
    void everyBitOfASeedAndOfItsPurposeCounts() {
        Set<Long> drawn = new HashSet<>();
        for (int bit = 0; bit < Long.SIZE; bit++) {
            drawn.add(Seeds.generator(1L << bit, 0).nextLong());
            drawn.add(Seeds.generator(0, 1L << bit).nextLong());
        }
        assertThat(drawn).hasSize(2 * Long.SIZE);
        assertThat(Seeds.generator(7, 1, 2).nextLong())
                .isEqualTo(Seeds.generator(7, 1, 2).nextLong())
                .isNotEqualTo(Seeds.generator(7, 2, 1).nextLong());
    }

    @Test
    void everyOrderOfThreeIsAsLikely() {
        int[] counts = new int[27];
        var generator = Seeds.generator(3);
        for (int k = 0; k < 6_000; k++) {
            int[] order = Seeds.permutation(3, generator);
            counts[9 * order[0] + 3 * order[1] + order[2]]++;
        }
        for (int order = 0; order < counts.length; order++) {
            boolean isOrder = order / 9 != order / 3 % 3 && order / 3 % 3 != order % 3 && order / 9 != order % 3;
            assertThat(counts[order]).isBetween(isOrder ? 870 : 0, isOrder ? 1_130 : 0); // 4.5 deviations
        }
    }
}
