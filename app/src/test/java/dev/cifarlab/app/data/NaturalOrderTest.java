package dev.cifarlab.app.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NaturalOrderTest {

    @Test
    void numbersAreOrderedBySizeAndTheRestByLetters() {
        String ordered = ", 0, 02, 2, 02a, 10, 123456789012345678901, a, a1, a2b, a2b3, a10, a10.png, b, b9";
        List<String> names = List.of(ordered.split(", "));
        for (int seed = 0; seed < 5; seed++) {
            List<String> sorted = new ArrayList<>(names);
            Collections.shuffle(sorted, new Random(seed));
            sorted.sort(NaturalOrder.COMPARATOR);
            assertThat(sorted).isEqualTo(names);
        }
    }
}
