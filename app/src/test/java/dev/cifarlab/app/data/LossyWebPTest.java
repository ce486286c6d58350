package dev.cifarlab.app.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A lossy WebP: red and blue fields of 5x7 pixels, so that colours, of which there is one for 2x2 pixels, change within
 * them. File and expected values are libwebp's, through Pillow 9.4.
 */
class LossyWebPTest {

    private static final int SIDE = 32;
    private static final int[] ROWS = {6, 13};

    private static final byte[] FILE = Base64.getDecoder()
            .decode("UklGRqIBAABXRUJQVlA4IJYBAADwCQCdASogACAAPrVKoEqnJCMhqA1Q4BaJbBFAA0EAFmDiAaII"
                    + "MBtgNoA9gD/Mf3T0VfYA9ADzO/7F/t/8r8FX6tfsv8Av7nAJS+BJQ26zC8GIY49yUGIqAP6e/CS2"
                    + "AfDWM1RHkgD9Z+HZUI3D17w1N83kdPV4QjgzZ1sL747qa27DaHdDMHZ76wRFfD/r0gJiVjJZj+/4"
                    + "Pu7qR4uaEK7NY+EIwOczD0h5I+1hsUHr8rBujHk6TwGCz3tpScZKNVqHwc1/jCM2ZHyGeLnav+0m"
                    + "OEjwas5HCKbarf+n1Ajd/bCce8R91nuo3366QEfVHtA0XJYTFAhca7uNB/aXmzVN/iVHlJKjEVwD"
                    + "6KDy2v9YhWjdxo+QfvrG6m/xKjkrZjrA0HTY7zqpvDggWu1tBMyxHU9Bz+IRjaEopKGEKEsn6OAj"
                    + "IhmcDgMg0RKtwlEdYj2/qL69uIWCK1A3/dzYh1F4PD5mfoX9cEv7aCJ8/IfDiGfEDVZspsFalepf"
                    + "4MB32kn1hyt4Fae795wBo8aYI/JYlCHdVMQA");

    /** Red, green and blue of each pixel of the two rows. */
    private static final byte[] EXPECTED = Base64.getDecoder()
            .decode("iUJqjEJmkkBekT9dhDxidTtsWzV3TzKAUi+IZDGAiDdpmUFojEV0eDlsbS5hZy1sYSyGXCyQWy6I"
                    + "Zyp8lDR5oDBrnzNjlzZpkUKBdTV7Zix4YjOFWjeSZjiMgzd1kjhpPi6fQC6dRSybUymQbiuEkDJ6"
                    + "qS9mqylVtDximT5qXSxvRit9VzycXDOXdC6NjjeCoTtuqjpdsjdVoztuXyuMTy+lVyydXyqQaS6C"
                    + "gjV4oDRmqy9WuDdanTppXTKDQjWU");

    /** Libwebp counts in integers, we in floats: 5 of 255 was the most in many files. The plug-in is off by 27. */
    @Test
    void coloursGoLinearlyFromCentreToCentre(@TempDir Path folder) throws IOException {
        byte[] actual = Pictures.load(Files.write(folder.resolve("lossy.webp"), FILE), Framing.SQUASHED);
        for (int row = 0; row < ROWS.length; row++) {
            for (int x = 0; x < SIDE; x++) {
                for (int channel = 0; channel < 3; channel++) {
                    int pixel = actual[(channel * SIDE + ROWS[row]) * SIDE + x] & 0xff;
                    assertThat(pixel)
                            .as("row %d, column %d, channel %d", ROWS[row], x, channel)
                            .isCloseTo(EXPECTED[(row * SIDE + x) * 3 + channel] & 0xff, within(5));
                }
            }
        }
    }
}
