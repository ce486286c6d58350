package dev.cifarlab.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.random.MersenneTwister;

/**
 * Feeds a reader with random and mutated bytes for a second, or as many as {@code -Dfuzz.seconds} says. The same seed
 * gives the same inputs; {@code -Dfuzz.seed} chooses another.
 */
public final class Fuzz {

    private static final int LEAST_INPUTS = 100;
    private static final long SLOW_NANOS = 5_000_000_000L;
    private static final int[] EXTREMES = {0, 1, -1, 127, 128, 65535, Integer.MIN_VALUE, Integer.MAX_VALUE, 1 << 30};

    private final List<byte[]> samples;
    private final long mostBytes;
    private final MersenneTwister generator = new MersenneTwister(Long.getLong("fuzz.seed", 20261125));

    /** From good inputs; one input may make the reader allocate at most so many bytes. */
    public Fuzz(List<byte[]> samples, long mostBytes) {
        this.samples = samples;
        this.mostBytes = mostBytes;
    }

    /** A reader under test. */
    @FunctionalInterface
    public interface Reader {
        /** Reads, and throws nothing but what it declares to its users, which this method catches. */
        void read(byte[] input) throws Exception;
    }

    /** Reads one input after another until the time is over. */
    public void run(Reader reader) {
        long end = System.nanoTime() + Long.getLong("fuzz.seconds", 1) * 1_000_000_000L;
        int inputs = 0;
        while (inputs < LEAST_INPUTS || System.nanoTime() < end) {
            byte[] input = next();
            long allocated = allocated();
            long start = System.nanoTime();
            try {
                reader.read(input);
            } catch (Throwable e) {
                throw new AssertionError("input " + inputs + " of " + input.length + " bytes: " + shown(input), e);
            }
            inputs++;
            assertThat(System.nanoTime() - start)
                    .as("nanoseconds for %s", shown(input))
                    .isLessThan(SLOW_NANOS);
            assertThat(allocated() - allocated).as("bytes for %s", shown(input)).isLessThan(mostBytes);
        }
        System.out.println("fuzzed with " + inputs + " inputs");
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    private static String shown(byte[] input) {
        return Arrays.toString(Arrays.copyOf(input, Math.min(input.length, 200)));
    }

    private byte[] next() {
        if (generator.nextInt(10) == 0) {
            byte[] random = new byte[generator.nextInt(300)];
            generator.nextBytes(random);
            return random;
        }
        byte[] bytes = samples.get(generator.nextInt(samples.size())).clone();
        for (int times = 1 + generator.nextInt(4); times > 0 && bytes.length > 0; times--) {
            bytes = mutated(bytes);
        }
        return bytes;
    }

    private byte[] mutated(byte[] bytes) {
        int place = generator.nextInt(bytes.length);
        return switch (generator.nextInt(6)) {
            case 0 -> with(bytes, place, (byte) (bytes[place] ^ (1 << generator.nextInt(8))));
            case 1 -> with(bytes, place, (byte) generator.nextInt(256));
            case 2 -> Arrays.copyOf(bytes, place);
            case 3 -> spliced(bytes, place, bytes, generator.nextInt(bytes.length));
            case 4 -> spliced(bytes, place, samples.get(generator.nextInt(samples.size())), 0);
            default -> number(bytes, place);
        };
    }

    private static byte[] with(byte[] bytes, int place, byte value) {
        bytes[place] = value;
        return bytes;
    }

    /** The beginning of one and the end of another. */
    private static byte[] spliced(byte[] first, int end, byte[] second, int start) {
        ByteBuffer both = ByteBuffer.allocate(end + second.length - start);
        return both.put(first, 0, end).put(second, start, second.length - start).array();
    }

    private byte[] number(byte[] bytes, int place) {
        if (place + Integer.BYTES <= bytes.length) {
            ByteBuffer.wrap(bytes).putInt(place, EXTREMES[generator.nextInt(EXTREMES.length)]);
        }
        return bytes;
    }
}
