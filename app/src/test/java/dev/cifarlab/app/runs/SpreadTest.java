package dev.cifarlab.app.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SpreadTest {

    @Test
    void isThatOfASample() {
        assertThat(Spread.of(2, 4, 4, 4, 5, 5, 7, 9)).isCloseTo(Math.sqrt(32.0 / 7), within(1e-12));
        assertThat(Spread.of(0.5, 0.5)).isZero();
    }

    @Test
    void oneValueHasNone() {
        assertThat(Spread.of(0.5)).isNaN();
        assertThat(Spread.of()).isNaN();
    }
}
