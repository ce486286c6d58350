package dev.cifarlab.benchmarks.speed;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** All that is measured side by side, in the order of the turns. */
final class Entries {

    /** glibc's settings under which freed memory stays with the process: PyTorch pays for page faults without. */
    private static final Map<String, String> KEEP = Map.of(
            "MALLOC_MMAP_THRESHOLD_", "4294967296",
            "MALLOC_TRIM_THRESHOLD_", "8589934592",
            "MALLOC_TOP_PAD_", "268435456");

    private final int rounds;
    private final int batch;
    private final int steps;
    private final List<Entry> entries = new ArrayList<>();

    private Entries(int rounds, int batch, int steps) {
        this.rounds = rounds;
        this.batch = batch;
        this.steps = steps;
    }

    static List<Entry> all(int rounds, int batch, int steps) {
        Entries all = new Entries(rounds, batch, steps);
        all.resNet("float32");
        all.resNet("bf16");
        all.mlp();
        all.slow();
        return all.entries;
    }

    private void resNet(String precision) {
        java("resnet18", precision, Entry.OURS, rounds, steps, "ours");
        python("resnet18", precision, "PyTorch, channels last", rounds, Map.of(), "channels-last");
        python("resnet18", precision, "PyTorch, channels last, memory kept", rounds, KEEP, "channels-last");
        java("resnet18", precision, Entry.FLOOR, rounds, steps, "floor-any");
        java("resnet18", precision, Entry.FLOOR + ", channels last", rounds, steps, "floor-last");
    }

    private void mlp() {
        java("mlp", "float32", Entry.OURS, rounds, 10 * steps, "ours");
        python("mlp", "float32", "PyTorch", rounds, Map.of(), "nchw");
        python("mlp", "float32", "PyTorch, memory kept", rounds, KEEP, "nchw");
        python("mlp", "float32", "PyTorch, one thread, memory kept", rounds, with(KEEP, "1"), "nchw");
    }

    /** What is far behind takes one turn each. */
    private void slow() {
        int once = 1;
        python("resnet18", "float32", "PyTorch, NCHW", once, Map.of(), "nchw");
        python("resnet18", "float32", "PyTorch, NCHW, memory kept", once, KEEP, "nchw");
        python("resnet18", "bf16", "PyTorch, NCHW, memory kept", once, KEEP, "nchw");
        java("resnet18", "float32", "DL4J, libnd4j's conv2d (--convolution native)", once, 2, "native");
        java("resnet18", "float32", "PyTorch through DJL", once, 2, "djl");
        java("resnet18", "float32", "stock DL4J", once, 1, "stock");
    }

    private static Map<String, String> with(Map<String, String> environment, String threads) {
        java.util.HashMap<String, String> more = new java.util.HashMap<>(environment);
        more.put("OMP_NUM_THREADS", threads);
        return more;
    }

    private void java(String model, String precision, String name, int times, int timed, String contestant) {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "-Dorg.bytedeco.javacpp.maxbytes=12g",
                "-Dorg.bytedeco.javacpp.maxphysicalbytes=16g",
                "-Dai.djl.pytorch.num_threads=" + System.getenv("OMP_NUM_THREADS"),
                "-cp",
                System.getProperty("java.class.path"),
                Measure.class.getName()));
        command.addAll(List.of(contestant, model, precision, Integer.toString(batch), Integer.toString(timed)));
        entries.add(new Entry(model, precision, name, times, command, Map.of()));
    }

    private void python(
            String model, String precision, String name, int times, Map<String, String> environment, String layout) {
        String timed = Integer.toString(model.equals("mlp") ? 10 * steps : steps);
        List<String> command = List.of(
                System.getenv().getOrDefault("PYTHON", "/usr/bin/python3"),
                "benchmarks/peer-pytorch.py",
                model,
                layout,
                precision,
                Integer.toString(batch),
                timed);
        entries.add(new Entry(model, precision, name, times, command, environment));
    }
}
