package dev.cifarlab.app.cli;

import static dev.cifarlab.app.cli.BadCase.failed;
import static dev.cifarlab.app.cli.BadCase.usage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cifarlab.app.runs.RunFolder;
import dev.cifarlab.app.runs.RunLock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/** Damaged run folders, and what is not one. Each case has a copy of the same small training. */
final class BadRuns {

    private static final String BEST = "checkpoints/best.ckpt";

    /** Held until the tests are over. */
    private static final List<RunLock> LOCKS = new ArrayList<>();

    private static Path trained = Path.of("none");

    private BadRuns() {}

    /** Trains for all cases. */
    static void train(Path folder) {
        trained = folder.resolve("trained");
        Session session = Session.of(
                "train",
                "--model=mlp",
                "--data=synthetic",
                "--train-limit=20",
                "--test-limit=10",
                "--batch-size=20",
                "--epochs=1",
                "--optimizer=sgd",
                "--out=" + trained);
        assertThat(session.exitCode()).as(session.err()).isZero();
    }

    static void unlock() {
        LOCKS.forEach(RunLock::close);
    }

    static Stream<BadCase> cases() {
        return Stream.of(checkpoints(), settings(), recorded(), folders()).flatMap(cases -> cases);
    }

    private static Stream<BadCase> checkpoints() {
        return Stream.of(
                best("a missing one", "no checkpoint here", Files::delete),
                best("an empty one", "it is cut off", file -> put(file, new byte[0])),
                best("a cut one", "it is cut off", file -> replace(file, raw -> raw.setLength(1_000_000))),
                best(
                        "a flipped bit",
                        "its checksum does not match",
                        file -> replace(file, raw -> {
                            raw.seek(5_000_000);
                            int value = raw.read();
                            raw.seek(5_000_000);
                            raw.write(value ^ 1);
                        })),
                best("an older format", "has the format 1", file -> put(file, format(1))),
                best("a zip of the framework", "does not begin as a checkpoint", file -> {
                    put(file, ByteBuffer.allocate(64).putInt(0x504b0304).array());
                }),
                best("Java objects", "does not begin as a checkpoint", file -> put(file, objects())),
                run("another model's", "belongs to another network", "evaluate", run -> {
                    settings(run, "model: \"?mlp\"?", "model: resnet18");
                }),
                run("another activation's", "ask for mlp with tanh", "evaluate", run -> {
                    settings(run, "activation: \"?relu\"?", "activation: tanh");
                }),
                run("other class counts", "the data do not fit the network", "evaluate", run -> {
                    BadData.classes(run);
                    settings(run, "data: \"?synthetic\"?", "data: folder\ndata-dir: " + run);
                    settings(run, "(train|test)-limit: \\d+", "$1-limit: 0");
                    settings(run, "batch-size: \\d+", "batch-size: 1");
                }),
                run("none whole", "none of the checkpoints is whole", "train --resume", run -> {
                    put(run.resolve(BEST), new byte[] {1, 2, 3});
                }));
    }

    private static Stream<BadCase> settings() {
        return Stream.of(
                setting("no config.yaml", "not a run folder", run -> Files.delete(run.resolve("config.yaml"))),
                setting(
                        "an empty config.yaml",
                        "it is empty",
                        run -> Files.write(run.resolve("config.yaml"), new byte[0])),
                setting("an unknown key", "unknown key 'layers'", run -> settings(run, "epochs: 1", "layers: 5")),
                setting("an impossible value", "epochs", run -> settings(run, "epochs: 1", "epochs: 0")),
                usage("fewer epochs than planned", "may be raised, not lowered", folder -> {
                    settings(copy(folder), "epochs: 1", "epochs: 5");
                    return List.of("train", "--resume", folder.resolve("run").toString(), "--epochs=3");
                }),
                usage(
                        "another rate on resuming",
                        "--resume takes all from",
                        folder -> List.of("train", "--resume", copy(folder).toString(), "--learning-rate=1")));
    }

    private static Stream<BadCase> recorded() {
        return Stream.of(
                metrics("a row cut off", "cannot be read as metrics", "epoch\n1,0.5,0.1\n"),
                metrics("an open quote", "cannot be read as metrics", "epoch\n\"1,0.5,0.1"),
                run("its data.json cut off", "data.json: is not JSON, or cut off", "evaluate", run -> {
                    Files.writeString(run.resolve("data.json"), "{");
                }),
                run("its environment.json empty", "environment.json: ", "train --resume", run -> {
                    Files.writeString(run.resolve("environment.json"), "");
                }));
    }

    private static Stream<BadCase> folders() {
        return Stream.of(
                usage(
                        "an --out that exists",
                        "exists; choose another --out",
                        folder -> List.of("train", "--data=synthetic", "--out=" + folder)),
                failed(
                        "an --out below a file",
                        "cannot be made",
                        folder -> List.of(
                                "train",
                                "--data=synthetic",
                                "--out=" + Files.createFile(folder.resolve("file")) + "/run")),
                failed("two trainings in one folder", "another process trains in this folder", folder -> {
                    Path run = copy(folder);
                    LOCKS.add(RunLock.of(RunFolder.open(run)));
                    return List.of("train", "--resume", run.toString(), "--epochs=2");
                }),
                usage(
                        "a run as a search",
                        "not a search folder",
                        folder -> List.of("search", "--resume", copy(folder).toString())),
                usage("a search without its grid", "the key 'activations' is missing", folder -> {
                    Files.writeString(folder.resolve("search.yaml"), "epochs: 3\n");
                    return List.of("search", "--resume", folder.toString());
                }),
                usage("a search that halves perhaps", "halving: 'perhaps'", folder -> {
                    Files.writeString(
                            folder.resolve("search.yaml"),
                            "activations: relu\ninits: he-normal\nseeds: 1\nhalving: perhaps\n");
                    return List.of("search", "--resume", folder.toString());
                }));
    }

    /** Changes something. */
    @FunctionalInterface
    private interface Change<T> {
        void to(T thing) throws IOException;
    }

    private static BadCase best(String name, String part, Change<Path> change) {
        return run(name, part, "evaluate", run -> change.to(run.resolve(BEST)));
    }

    private static BadCase run(String name, String part, String command, Change<Path> change) {
        return failed("checkpoint: " + name, part, folder -> prepared(folder, command, change));
    }

    private static BadCase setting(String name, String part, Change<Path> change) {
        return usage("run: " + name, part, folder -> prepared(folder, "train --resume", change));
    }

    private static BadCase metrics(String name, String part, String text) {
        return failed(
                "metrics.csv: " + name,
                part,
                folder -> prepared(folder, "train --resume", run -> {
                    Files.writeString(run.resolve("metrics.csv"), text);
                }));
    }

    private static List<String> prepared(Path folder, String command, Change<Path> change) throws IOException {
        Path run = copy(folder);
        change.to(run);
        return Stream.concat(Stream.of(command.split(" ")), Stream.of(run.toString()))
                .toList();
    }

    /** Checkpoints are large: the copy has the same one until a case puts another in its place. */
    private static Path copy(Path folder) throws IOException {
        Path run = Files.createDirectories(folder.resolve("run"));
        Files.createDirectory(run.resolve("checkpoints"));
        for (String name : List.of("config.yaml", "metrics.csv")) {
            Files.copy(trained.resolve(name), run.resolve(name));
        }
        Files.createLink(run.resolve(BEST), trained.resolve(BEST));
        return run;
    }

    /** In the link's place. */
    private static void put(Path file, byte[] bytes) throws IOException {
        Files.delete(file);
        Files.write(file, bytes);
    }

    private static void replace(Path file, Change<RandomAccessFile> change) throws IOException {
        Files.delete(file);
        Files.copy(trained.resolve(BEST), file);
        try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
            change.to(raw);
        }
    }

    private static void settings(Path run, String before, String after) throws IOException {
        Path file = run.resolve("config.yaml");
        String text = Files.readString(file);
        String changed = text.replaceAll("(?m)^" + before + "$", after);
        Files.writeString(file, changed);
    }

    /** Whole, with the right sum. */
    private static byte[] format(int version) {
        ByteBuffer bytes = ByteBuffer.allocate(100);
        bytes.putLong(0x63696661726c6162L).putInt(version);
        CRC32C sum = new CRC32C();
        sum.update(bytes.array(), 0, 92);
        return bytes.putLong(92, sum.getValue()).array();
    }

    private static byte[] objects() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(List.of("an object"));
        }
        return bytes.toByteArray();
    }
}
