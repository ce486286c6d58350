package dev.cifarlab.app.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.factory.Nd4j;

/** The crowd is counted in threads of this process: a member more than there are processors, and who brings them. */
@EnabledOnOs(OS.LINUX)
class WaitingThreadsTest {

    private static final int CROWD = Runtime.getRuntime().availableProcessors() + 1;

    @TempDir
    private Path folder;

    @BeforeAll
    static void libraries() {
        Nd4j.zeros(1);
    }

    @Test
    void aCrowdComesWhenOthersWaitAndGoesAfterAWhileOfQuiet() throws Exception {
        WaitingThreads threads = new WaitingThreads(new CpuPressure(CpuPressure.FILE));
        threads.seen(0.2);
        assertThat(threads.isCrowded()).isFalse();
        long before = count();
        threads.seen(0.3);
        threads.seen(0.9);
        assertThat(threads.isCrowded()).isTrue();
        until(() -> count() >= before + CROWD);
        for (int quiet = 0; quiet < 7; quiet++) {
            threads.seen(0.1);
        }
        threads.seen(0.2); // too much to count as quiet
        for (int quiet = 0; quiet < 7; quiet++) {
            threads.seen(0.1);
        }
        assertThat(threads.isCrowded()).isTrue();
        threads.seen(0.1);
        assertThat(threads.isCrowded()).isFalse();
        until(() -> count() < before + CROWD);
    }

    @Test
    void inACrowdEachMemberOfTheTeamHasAProcessorAndEveryOtherThreadAll() throws Exception {
        WaitingThreads threads = new WaitingThreads(new CpuPressure(CpuPressure.FILE));
        threads.lead();
        String all = processors("self");
        threads.seen(0.9);
        assertThatOneTeamIsHeld(threads, all);
        assertThatAllAreFreeAfterAWhileOfQuiet(threads, all);
    }

    /** As the next cell of a search does, whose thread is started by a held one. */
    @Test
    void whoLeadsNextInACrowdIsHeldAndLetGoLikeTheFirst() throws Exception {
        WaitingThreads threads = new WaitingThreads(new CpuPressure(CpuPressure.FILE));
        threads.lead();
        String all = processors("self");
        threads.seen(0.9);
        Thread next = new Thread(threads::lead);
        next.start();
        next.join();
        threads.lead();
        assertThatOneTeamIsHeld(threads, all);
        assertThatAllAreFreeAfterAWhileOfQuiet(threads, all);
    }

    /**
     * A thread that a held one starts is held with it until the next look. What trained before in this JVM may have a
     * team that is held, too, where this one has no other thread.
     */
    private static void assertThatOneTeamIsHeld(WaitingThreads threads, String all) throws Exception {
        int members = Integer.parseInt(System.getenv().getOrDefault("OMP_NUM_THREADS", "" + (CROWD - 1)));
        assumeThat(members).isGreaterThan(1);
        int held = members == CROWD - 1 ? members : 0;
        until(() -> {
            threads.seen(0.9);
            List<String> masks =
                    ofAllThreads().stream().filter(mask -> !mask.equals(all)).toList();
            return masks.size() == held && masks.stream().distinct().count() == held;
        });
    }

    private static void assertThatAllAreFreeAfterAWhileOfQuiet(WaitingThreads threads, String all) throws Exception {
        for (int quiet = 0; quiet < 8; quiet++) {
            threads.seen(0);
        }
        until(() -> ofAllThreads().stream().allMatch(all::equals));
    }

    private static List<String> ofAllThreads() throws IOException {
        try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
            List<String> masks = new ArrayList<>();
            for (Path task : tasks.toList()) {
                try {
                    masks.add(processors("self/task/" + task.getFileName()));
                } catch (NoSuchFileException e) { // a thread that has just ended
                    assertThat(e.getFile()).startsWith(task.toString());
                }
            }
            return masks;
        }
    }

    private static String processors(String thread) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + thread + "/status")).stream()
                .filter(line -> line.startsWith("Cpus_allowed_list:"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theKernelIsAskedUntilItTellsNothingMore() throws Exception {
        Path file = folder.resolve("cpu");
        CpuPressure pressure = new CpuPressure(file);
        assertThat(pressure.isKnown()).isFalse();
        tell(file, 7);
        assertThat(pressure.microseconds()).hasValue(7);
        WaitingThreads threads = new WaitingThreads(pressure);
        Thread thread = new Thread(threads);
        thread.start();
        AtomicLong waited = new AtomicLong(7);
        until(() -> {
            tell(file, waited.addAndGet(100_000_000)); // far more than what passes between two looks
            return threads.isCrowded();
        });
        Files.delete(file);
        thread.join(10_000);
        assertThat(thread.isAlive()).isFalse();
        assertThat(threads.isCrowded()).isFalse();
    }

    /** Whole at any time, as the kernel's is. */
    private static void tell(Path file, long microseconds) throws IOException {
        Path made = file.resolveSibling("made");
        Files.writeString(made, "some avg10=0.00 avg60=0.00 avg300=0.00 total=" + microseconds + "\nfull total=0\n");
        Files.move(made, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void until(Callable<Boolean> settled) throws Exception {
        for (int k = 0; k < 200 && !settled.call(); k++) {
            Thread.sleep(50);
        }
        assertThat(settled.call()).isTrue();
    }

    private static long count() throws IOException {
        try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
            return tasks.count();
        }
    }
}
