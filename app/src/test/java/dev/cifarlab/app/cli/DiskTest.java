package dev.cifarlab.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainings, in processes of their own, on disks that take nothing: small file systems that only they see. */
class DiskTest {

    @TempDir
    private Path folder;

    private Path disk;

    @BeforeEach
    void mountPoint() throws Exception {
        disk = Files.createDirectory(folder.resolve("disk"));
        assumeThat(shell("mount -t tmpfs -o size=64k tmpfs " + disk))
                .as("file systems can be mounted in a namespace of one's own (Linux)")
                .isZero();
    }

    @Test
    void aReadOnlyDiskIsToldBeforeTraining() throws Exception {
        assertThat(trainOn("size=64k,ro")).isEqualTo(1);
        assertThat(errors()).singleElement().asString().contains("cannot be", disk.resolve("run") + "");
        assertThat(left()).isEmpty();
    }

    @Test
    void aDiskThatIsTooSmallForACheckpointLeavesNoPartOfOne() throws Exception {
        assertThat(trainOn("size=4m")).isEqualTo(1);
        assertThat(errors()).singleElement().asString().contains(".ckpt: cannot be written (No space left on device)");
        assertThat(left()).contains("config.yaml", "log.txt").noneMatch(name -> name.matches(".*(ckpt|partial).*"));
    }

    /** A checkpoint of SGD takes 90 MB: the third epoch's, and the best beside it, find no room. */
    @Test
    @Tag("slow")
    void aDiskThatFillsUpAndOneThatBecomesReadOnlyLeaveTheLastCheckpoint() throws Exception {
        Path run = disk.resolve("run");
        String train = java("train --model mlp --data synthetic --train-limit 40 --test-limit 20 --batch-size 20"
                + " --epochs 4 --optimizer sgd --out " + run);
        List<String> steps = List.of(
                "mount -t tmpfs -o size=300m tmpfs " + disk,
                "{ " + train + " 2> " + folder.resolve("errors") + "; test $? = 1; }",
                java("evaluate " + run),
                "ls " + run + "/checkpoints > " + folder.resolve("left"),
                "mount -o remount,size=900m " + disk,
                java("train --resume " + run),
                "mount -o remount,ro " + disk,
                java("evaluate " + run),
                "{ " + java("train --resume " + run + " --epochs 5") + " 2>> " + folder.resolve("errors")
                        + "; test $? = 1; }");
        assertThat(shell(String.join(" && ", steps)))
                .as(Files.readString(folder.resolve("output")))
                .isZero();
        assertThat(errors()).hasSize(2);
        assertThat(errors().get(0)).contains(".ckpt: cannot be written (No space left on device)");
        assertThat(errors().get(1)).contains("cannot be written (Read-only file system)");
        assertThat(left()).contains("best.ckpt").noneMatch(name -> name.endsWith(".partial"));
        assertThat(Files.readString(folder.resolve("output")))
                .contains("weights of epoch:", "epoch 4/4: training loss");
    }

    private static String java(String command) {
        return "'" + String.join("' '", Child.jvm()) + "' " + Main.class.getName() + " " + command;
    }

    private int trainOn(String options) throws Exception {
        return shell(String.format(
                "mount -t tmpfs -o %s tmpfs %s && { %s 2> %s; code=$?; ls -R %s > %s; exit $code; }",
                options,
                disk,
                java("train --model mlp --data synthetic --train-limit 40 --test-limit 20 --batch-size 20"
                        + " --epochs 1 --out "
                        + disk.resolve("run")),
                folder.resolve("errors"),
                disk.resolve("run"),
                folder.resolve("left")));
    }

    private int shell(String script) throws Exception {
        Process process;
        try {
            process = new ProcessBuilder("unshare", "--map-root-user", "--mount", "sh", "-c", script)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("output").toFile())
                    .start();
        } catch (IOException e) {
            return -1; // no such program on this system
        }
        try {
            assertThat(process.waitFor(240, TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    private List<String> errors() throws IOException {
        return Files.readAllLines(folder.resolve("errors")).stream()
                .filter(line -> line.startsWith("cifar-lab: "))
                .toList();
    }

    private List<String> left() throws IOException {
        return Files.readAllLines(folder.resolve("left"));
    }
}
