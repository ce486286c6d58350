package dev.cifarlab.app.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.nd4j.linalg.factory.Nd4j;

/** Work that OpenMP's threads share. */
@EnabledOnOs(OS.LINUX)
class OpenMpTest {

    @BeforeAll
    static void libraries() {
        Nd4j.zeros(1);
    }

    @Test
    void theSameThreadsShareItEachTimeTheCallersAmongThem() {
        Set<Thread> once = threads();
        assertThat(once).contains(Thread.currentThread());
        assertThat(threads()).isEqualTo(once);
    }

    private static Set<Thread> threads() {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        AtomicInteger calls = new AtomicInteger();
        OpenMp.together(() -> {
            threads.add(Thread.currentThread());
            calls.incrementAndGet();
        });
        assertThat(threads).hasSize(calls.get());
        return threads;
    }

    @Test
    void whatGoesWrongInAnyIsThrownHere() {
        IllegalArgumentException wrong = new IllegalArgumentException("wrong");
        assertThatThrownBy(() -> OpenMp.together(() -> {
                    throw wrong;
                }))
                .hasCause(wrong);
        assertThat(threads()).isNotEmpty();
    }

    @Test
    void everyNumberOfALoopIsTakenOnceHoweverManyThereAre() {
        for (int count : new int[] {1, 2, 3, 1000}) {
            AtomicIntegerArray taken = new AtomicIntegerArray(count);
            Runnable loop = OpenMp.shared(count, taken::incrementAndGet);
            loop.run();
            loop.run();
            assertThat(IntStream.range(0, count).map(taken::get)).containsOnly(2);
        }
    }

    @Test
    void whatAPartOfALoopThrowsComesToTheCaller() {
        Runnable failing = OpenMp.shared(64, k -> {
            if (k == 20) {
                throw new IllegalArgumentException("part 20");
            }
        });
        assertThatThrownBy(failing::run).hasRootCauseMessage("part 20");
        assertThatThrownBy(failing::run).hasRootCauseMessage("part 20");
    }

    @Test
    void aloneThereIsOneThread() {
        int threads = OpenMp.threads();
        assertThat(OpenMp.alone(OpenMp::threads)).isEqualTo(1);
        assertThatThrownBy(() -> OpenMp.alone(() -> {
                    throw new IllegalArgumentException("alone");
                }))
                .hasMessage("alone");
        assertThat(OpenMp.threads()).isEqualTo(threads);
    }
}
