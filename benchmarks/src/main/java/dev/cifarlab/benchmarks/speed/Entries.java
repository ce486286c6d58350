package dev.cifarlab.benchmarks.speed;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All that is measured side by side, in the order of the turns. */
final class Entries {

    /** As the app's launcher has it: glibc asks Linux for pages of 2 MB. */
    private static final Map<String, String> HUGE = Map.of("GLIBC_TUNABLES", "glibc.malloc.hugetlb=1");

    /**
     * And freed memory stays with the process: PyTorch pays for page faults without. In one arena, as that of a second
     * thread, which is what Java's main thread is, gives large blocks back all the same.
     */
    private static final Map<String, String> KEEP = with(
            HUGE,
            Map.of(
                    "MALLOC_ARENA_MAX", "1",
                    "MALLOC_MMAP_THRESHOLD_", "4294967296",
                    "MALLOC_TRIM_THRESHOLD_", "8589934592",
                    "MALLOC_TOP_PAD_", "268435456"));

    private static final String KEPT = ", memory kept and huge pages";
    private static final String LIBTORCH = "PyTorch 2.10 (libtorch)";

    private final int rounds;
    private final int batch;
    private final int steps;
    private final Map<String, List<String>> pythons;
    private final List<Entry> entries = new ArrayList<>();

    private Entries(int rounds, int batch, int steps, Map<String, List<String>> pythons) {
        this.rounds = rounds;
        this.batch = batch;
        this.steps = steps;
        this.pythons = pythons;
    }

    /** {@code pythons} are the commands that run Python, by what its PyTorch is called. */
    static List<Entry> all(int rounds, int batch, int steps, Map<String, List<String>> pythons) {
        Entries all = new Entries(rounds, batch, steps, pythons);
        for (String precision : List.of("float32", "bf16")) {
            all.network("resnet18", precision);
            all.ours("resnet18", precision, Entry.FLOOR, rounds, steps, "floor-any");
            all.ours(Entry.PRODUCTS, precision, "matrix products (oneDNN), GFLOP/s", rounds, 5, "products");
            all.network("wrn_16_4", precision);
            all.ours("wrn_16_4", precision, Entry.FLOOR, rounds, steps, "floor-any");
            all.network("mlp", precision);
        }
        all.oneThread();
        all.slow();
        return all.entries;
    }

    private void network(String model, String precision) {
        ours(model, precision, Entry.OURS, rounds, timed(model), "ours");
        String layout = model.equals("mlp") ? "nchw" : "channels-last"; // as flattening is free
        pythons.keySet().forEach(peer -> python(model, precision, peer, KEPT, rounds, KEEP, layout));
        libtorch(model, precision, KEPT, rounds, KEEP);
    }

    /** Two threads wait for memory as long as one. */
    private void oneThread() {
        Map<String, String> alone = with(KEEP, Map.of("OMP_NUM_THREADS", "1"));
        pythons.keySet().forEach(peer -> python("mlp", "float32", peer, ", one thread" + KEPT, rounds, alone, "nchw"));
    }

    /** What is far behind takes one turn each. */
    private void slow() {
        int once = 1;
        for (String peer : pythons.keySet()) {
            python("resnet18", "float32", peer, ", as it comes", once, Map.of(), "channels-last");
            python("resnet18", "float32", peer, ", NCHW" + KEPT, once, KEEP, "nchw");
        }
        libtorch("resnet18", "float32", ", as it comes", once, Map.of());
        for (String precision : List.of("float32", "bf16")) {
            ours("resnet18", precision, Entry.FLOOR + ", channels last", once, steps, "floor-last");
        }
        ours("resnet18", "float32", "stock DL4J", once, 1, "stock");
    }

    /** An MLP's take 20 ms each, and after 48 of them the JVM has not compiled all yet. */
    private int timed(String model) {
        return model.equals("mlp") ? 32 * steps : steps;
    }

    private static Map<String, String> with(Map<String, String> some, Map<String, String> more) {
        Map<String, String> both = new HashMap<>(some);
        both.putAll(more);
        return both;
    }

    private void ours(String model, String precision, String name, int times, int timed, String contestant) {
        List<String> arguments =
                List.of(contestant, model, precision, Integer.toString(batch), Integer.toString(timed));
        String classPath = System.getProperty("java.class.path");
        List<String> command = java(classPath, "1g", Measure.class.getName(), arguments);
        entries.add(new Entry(model, precision, name, times, command, HUGE));
    }

    private void libtorch(String model, String precision, String way, int times, Map<String, String> environment) {
        List<String> arguments = List.of(model, precision, Integer.toString(batch), Integer.toString(timed(model)));
        List<String> command = java(
                "benchmarks/target/classes:benchmarks/target/libtorch/*",
                "64m",
                "dev.cifarlab.benchmarks.libtorch.Speed",
                arguments);
        entries.add(new Entry(model, precision, LIBTORCH + way, times, command, environment));
    }

    private static List<String> java(String classPath, String heap, String main, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xms24m",
                "-Xmx" + heap,
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:ArchiveRelocationMode=0",
                "-XX:+UseSerialGC",
                "-XX:+UseTransparentHugePages",
                "-Dorg.bytedeco.javacpp.maxbytes=12g",
                "-Dorg.bytedeco.javacpp.maxphysicalbytes=16g",
                "-cp",
                classPath,
                main));
        command.addAll(arguments);
        return command;
    }

    private void python(
            String model,
            String precision,
            String peer,
            String way,
            int times,
            Map<String, String> environment,
            String layout) {
        List<String> command = new ArrayList<>(pythons.get(peer));
        command.addAll(List.of(
                "benchmarks/peer-pytorch.py",
                model,
                layout,
                precision,
                Integer.toString(batch),
                Integer.toString(timed(model))));
        entries.add(new Entry(model, precision, peer + way, times, command, environment));
    }
}
