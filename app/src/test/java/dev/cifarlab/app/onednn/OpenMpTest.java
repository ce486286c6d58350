package dev.cifarlab.app.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class OpenMpTest {

    @BeforeEach
    void oneDnnIsHere() {
        Nd4j.zeros(1); // ND4J's OpenMP first, as in a training
        assumeTrue(OneDnn.available(), () -> OneDnn.trouble().orElse(""));
    }

    @Test
    void everyNumberIsTakenOnceHoweverManyThereAre() {
        for (int count : new int[] {1, 2, 3, 1000}) {
            AtomicIntegerArray taken = new AtomicIntegerArray(count);
            Runnable loop = OpenMp.shared(count, taken::incrementAndGet);
            loop.run();
            loop.run();
            assertThat(IntStream.range(0, count).map(taken::get))
                    .containsOnly(2)
                    .hasSize(count);
        }
    }

    @Test
    void threadsAreThoseOfOpenMpAndWithinALoopEachIsAlone() {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        int all = OpenMp.threads();
        AtomicInteger inside = new AtomicInteger();
        OpenMp.shared(100, k -> {
                    threads.add(Thread.currentThread());
                    OpenMp.shared(1, inner -> inside.incrementAndGet()).run();
                })
                .run();
        assertThat(threads).hasSizeLessThanOrEqualTo(all).allMatch(each -> each.isDaemon() || each.equals(me()));
        assertThat(inside).hasValue(100);
        assertThat(OpenMp.alone(OpenMp::threads)).isEqualTo(1);
        assertThat(OpenMp.threads()).isEqualTo(all);
    }

    private static Thread me() {
        return Thread.currentThread();
    }

    @Test
    void whatAPartThrowsComesToTheCallerOnceAllHaveEnded() {
        AtomicIntegerArray ended = new AtomicIntegerArray(64);
        Runnable failing = OpenMp.shared(64, k -> {
            if (k == 20) {
                throw new IllegalStateException("part 20");
            }
            ended.incrementAndGet(k);
        });
        assertThatThrownBy(failing::run)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("part 20");
        assertThat(IntStream.range(0, 64).map(ended::get).sum()).isEqualTo(63);
        assertThatThrownBy(OpenMp.shared(8, k -> {
                    throw new OutOfMemoryError("no room");
                })::run)
                .isInstanceOf(OutOfMemoryError.class);
        assertThatThrownBy(() -> OpenMp.alone(() -> {
                    throw new IllegalStateException("alone");
                }))
                .hasMessage("alone");
    }
}
