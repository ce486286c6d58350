package dev.cifarlab.app.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Pointer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class PagesTest {

    private static final int BYTES = 1 << 20;
    private static final int MARGIN = 5000;

    /** What was written is gone with the pages, but for parts of pages at both ends and what lies around them. */
    @Test
    void whatWasGivenBackReadsAsZerosUntilItIsWrittenAgain() {
        try (Block block = new Block(BYTES)) {
            Pointer memory = new Pointer(block.address());
            memory.setMemory(0, BYTES, (byte) 7);
            Pages.giveBack(block.address() + MARGIN, BYTES - 2 * MARGIN);
            byte[] bytes = memory.getByteArray(0, BYTES);
            assertThat(count(bytes, 0, MARGIN, 7)).isEqualTo(MARGIN);
            assertThat(count(bytes, BYTES - MARGIN, BYTES, 7)).isEqualTo(MARGIN);
            assertThat(count(bytes, MARGIN + 4096, BYTES - MARGIN - 4096, 0)).isEqualTo(BYTES - 2 * MARGIN - 2 * 4096);
            memory.setByte(BYTES / 2, (byte) 9);
            assertThat(memory.getByte(BYTES / 2)).isEqualTo((byte) 9);
            assertThat(memory.getByte(BYTES / 2 + 1)).isZero();
        }
    }

    private static long count(byte[] bytes, int from, int to, int value) {
        byte[] part = Arrays.copyOfRange(bytes, from, to);
        long count = 0;
        for (byte one : part) {
            count += one == value ? 1 : 0;
        }
        return count;
    }

    @Test
    void lessThanAPageStays() {
        try (Block block = new Block(2 * 4096)) {
            Pointer memory = new Pointer(block.address());
            memory.setMemory(0, 2 * 4096, (byte) 7);
            Pages.giveBack(block.address() + 1, 4000);
            assertThat(count(memory.getByteArray(0, 2 * 4096), 0, 2 * 4096, 7)).isEqualTo(2 * 4096);
        }
    }

    /** The least that can be said of what the C library decides. */
    @Test
    void afterATrimMemoryIsStillThere() {
        try (Block block = new Block(BYTES)) {
            Pointer memory = new Pointer(block.address());
            memory.setMemory(0, BYTES, (byte) 7);
            new Block(BYTES).close();
            Pages.trim();
            assertThat(count(memory.getByteArray(0, BYTES), 0, BYTES, 7)).isEqualTo(BYTES);
        }
    }
}
