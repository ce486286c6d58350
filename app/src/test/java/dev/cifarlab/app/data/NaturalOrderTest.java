package dev.cifarlab.app.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class NaturalOrderTest {

    @Test
    void numbersAreOrderedBySizeAndTheRestByLetters() {
        List<String> sorted = Arrays.asList(
                "",
                "0",
                "2",
                "02",
                "02a",
                "10",
                "123456789012345678901",
                "a",
                "a1",
                "a2b",
                "a2b3",
                "a10",
                "a10.png",
                "b",
                "b9");
        Collections.reverse(sorted);
        sorted.sort(NaturalOrder.COMPARATOR);
        assertThat(sorted)
                .containsExactly(
                        "",
                        "0",
                        "02",
                        "2",
                        "02a",
                        "10",
                        "123456789012345678901",
                        "a",
                        "a1",
                        "a2b",
                        "a2b3",
                        "a10",
                        "a10.png",
                        "b",
                        "b9");
    }
}
