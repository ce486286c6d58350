package dev.cifarlab.app.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import org.junit.jupiter.api.Test;

class InksTest {

    private static int[] light(boolean transformed, int... stored) {
        WritableRaster raster = Raster.createInterleavedRaster(0, 3, 2, 4, null);
        raster.setPixel(2, 1, stored);
        BufferedImage light = Inks.light(raster, transformed);
        return light.getRaster().getPixel(2, 1, (int[]) null);
    }

    /** 255 less the ink is stored: what is left of the light by one ink, times what black leaves. */
    @Test
    void eachInkTakesItsShareOfTheLight() {
        assertThat(light(false, 255, 255, 255, 255)).containsExactly(255, 255, 255);
        assertThat(light(false, 200, 100, 51, 255)).containsExactly(200, 100, 51);
        assertThat(light(false, 200, 100, 51, 51)).containsExactly(40, 20, 10);
        assertThat(light(false, 200, 100, 51, 0)).containsExactly(0, 0, 0);
    }

    /**
     * JFIF's brightness and colour of (200, 100, 50): 0.299 R + 0.587 G + 0.114 B = 124.2, 128 + (B - Y) / 1.772 = 86.1
     * and 128 + (R - Y) / 1.402 = 182.1. Stored are the opposites of the inks.
     */
    @Test
    void inksAreStoredAsColoursToo() {
        assertThat(light(true, 124, 86, 182, 255)).containsExactly(255 - 200, 255 - 100, 255 - 50);
        assertThat(light(true, 124, 86, 182, 204)).containsExactly(44, 124, 164);
        assertThat(light(true, 255, 128, 128, 255)).containsExactly(0, 0, 0);
        assertThat(light(true, 0, 0, 255, 255)).as("beyond what there is").containsExactly(77, 255, 255);
    }
}
