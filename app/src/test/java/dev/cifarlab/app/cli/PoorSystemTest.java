package dev.cifarlab.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.cifarlab.app.runs.RunFolder;
import dev.cifarlab.app.settings.TrainConfig;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Processes that the launcher did not prepare, on systems that lack something: letters, files, memory, libraries. */
@EnabledOnOs(OS.LINUX)
class PoorSystemTest {

    private static final String SMALL =
            "train --model=mlp --data=synthetic --train-limit=20 --test-limit=10 --batch-size=10 --epochs=1 --out=";

    @TempDir
    private Path folder;

    private static List<String> java(String classPath, String... words) {
        List<String> command = Child.jvm();
        command.set(command.size() - 1, classPath);
        for (String word : words) {
            command.add(word.startsWith("-D") || word.startsWith("-X") ? command.size() - 2 : command.size(), word);
        }
        return command;
    }

    private static List<String> app(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        int options = (int)
                Arrays.stream(words).takeWhile(word -> word.startsWith("-")).count();
        all.add(options, Main.class.getName());
        return java(System.getProperty("java.class.path"), all.toArray(String[]::new));
    }

    /** Runs a shell script, in which {@code "$@"} is the command. */
    private String shell(int expected, Map<String, String> environment, String script, List<String> command)
            throws Exception {
        List<String> shell = new ArrayList<>(List.of("sh", "-c", script, "sh"));
        shell.addAll(command);
        try (Child child = Child.start(folder.resolve("output"), environment, shell)) {
            assertThat(child.exitCode()).as(child.output()).isEqualTo(expected);
            return child.output();
        }
    }

    private String run(int expected, List<String> command) throws Exception {
        return shell(expected, Map.of(), "exec \"$@\"", command);
    }

    private static Map<String, String> plainLetters() {
        return Map.of("LC_ALL", "C", "LANG", "", "LC_CTYPE", "");
    }

    @Test
    void aNameBeyondTheLocalesLettersIsOneLineThatSaysWhatToSet() throws Exception {
        String script = "exec \"$@\" \"$(printf 'M\\303\\274ller.png')\"";
        String said = shell(2, plainLetters(), script, app("predict", "run"));
        assertThat(said.strip())
                .hasLineCount(1)
                .startsWith("cifar-lab: M")
                .endsWith("ller.png: no file can be named so here; names of files here have the letters of"
                        + " ANSI_X3.4-1968 only: set LC_ALL=C.UTF-8, or start by ./cifar-lab");
    }

    @Test
    void aClassBeyondTheLocalesLettersIsToo() throws Exception {
        Path picture = folder.resolve("picture.png");
        ImageIO.write(new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB), "png", picture.toFile());
        String script = "for set in train test; do for class in cat \"$(printf 'V\\303\\266gel')\"; do"
                + " mkdir -p \"$0/$set/$class\" && cp \"$0/picture.png\" \"$0/$set/$class\"; done; done; exec \"$@\"";
        String said = shell(
                1,
                plainLetters(),
                script.replace("$0", folder.toString()),
                app("data", "--data=folder", "--data-dir=" + folder, "--sheet=" + folder.resolve("sheet.png")));
        assertThat(said.strip())
                .hasLineCount(1)
                .contains(folder.toString(), "LC_ALL=C.UTF-8")
                .doesNotContain("a defect");
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 40, 80})
    void tooFewOpenFilesAreNamed(int files) throws Exception {
        String script = "ulimit -n " + files + "; exec \"$@\"";
        List<String> command = app((SMALL + folder.resolve("run")).split(" "));
        command.removeIf(word -> word.startsWith("-javaagent:")); // its own files are too many already
        String said = shell(1, Map.of(), script, command);
        assertThat(said.strip()).contains("too few files can be open at a time here: ulimit -n 1024");
    }

    @Test
    void aPictureThatDoesNotFitIntoTheHeapIsNamed() throws Exception {
        Path picture = folder.resolve("large.png");
        ImageIO.write(new BufferedImage(6000, 6000, BufferedImage.TYPE_3BYTE_BGR), "png", picture.toFile());
        RunFolder network = RunFolder.create(folder.resolve("run"), TrainConfig.defaults());
        String said = run(1, app("-Xmx48m", "predict", network.path().toString(), picture.toString()));
        assertThat(said.strip())
                .hasLineCount(1)
                .isEqualTo("cifar-lab: " + picture + ": its pixels need more memory than Java has; make it smaller, or"
                        + " give more by CIFAR_LAB_JAVA_OPTS=-Xmx4g");
    }

    @Test
    void doctorSaysThatALibraryIsMissing() throws Exception {
        String without = Arrays.stream(System.getProperty("java.class.path").split(":"))
                .filter(entry -> !entry.matches(".*/dnnl-[^/]*-linux-x86_64\\.jar"))
                .collect(Collectors.joining(":"));
        assumeThat(without).isNotEqualTo(System.getProperty("java.class.path"));
        String said = run(1, java(without, Main.class.getName(), "doctor"));
        assertThat(said)
                .contains("warning: oneDNN's own library is not in this build: all layers are several times slower;"
                        + " build by ./mvnw clean package -DskipTests on Linux on x86-64")
                .doesNotContain("all is well");
    }

    /** The launcher's limits on a machine of 4 GiB are enough, those of one of 512 MiB are not in either precision. */
    @Test
    void doctorSaysHowMuchMemoryIsTooLittle() throws Exception {
        assertThat(run(0, app(limits(4096)))).contains("off-heap:      2,867 MiB", "all is well");
        assertThat(run(1, app(limits(512))))
                .contains("warning: the defaults do not fit, batch-size: 128 images need about ")
                .contains(", or start through ./cifar-lab")
                .doesNotContain("all is well");
    }

    /** Without the launcher, JavaCPP takes as much as the heap may: here too little for either precision. */
    @Test
    void doctorSaysThatJavaMayTakeTooLittle() throws Exception {
        assertThat(run(1, app("-Xmx160m", "-Dorg.bytedeco.javacpp.maxphysicalbytes=2g", "doctor")))
                .contains("warning: the defaults do not fit, batch-size: the arrays of 128 images need about ");
    }

    private static String[] limits(int mebibytes) {
        return new String[] {
            "-Xmx512m",
            "-Dorg.bytedeco.javacpp.maxbytes=" + mebibytes * 70 / 100 + "m",
            "-Dorg.bytedeco.javacpp.maxphysicalbytes=" + mebibytes * 90 / 100 + "m",
            "doctor"
        };
    }

    /** A terminal's variables decide how things look, and never whether they run. */
    @ParameterizedTest
    @ValueSource(strings = {"COLUMNS=abc", "COLUMNS=-5", "COLUMNS=1", "TERM=nonsense"})
    void aTerminalThatIsNoneHindersNothing(String variable) throws Exception {
        String[] parts = variable.split("=", -1);
        String said =
                shell(0, Map.of(parts[0], parts[1]), "exec \"$@\"", app("-Dcifarlab.terminal=true", "train", "--help"));
        assertThat(said).contains("--epochs=VALUE").doesNotContain("Exception", "picocli WARN");
        String trained = shell(
                0,
                Map.of(parts[0], parts[1]),
                "exec \"$@\"",
                app(("-Dcifarlab.terminal=true " + SMALL + folder.resolve("run")).split(" ")));
        assertThat(trained).contains("epoch 1/1: training loss").doesNotContain("Exception", "picocli WARN");
    }

    @Test
    void librariesAreUnpackedWhereTheyMayRun() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        Path temporary = Files.createDirectory(folder.resolve("temporary"));
        List<String> script = List.of("mount -t tmpfs -o noexec tmpfs " + disk, "cd " + disk, "exec \"$@\"");
        List<String> mounted = new ArrayList<>(
                List.of("unshare", "--map-root-user", "--mount", "sh", "-c", String.join(" && ", script), "sh"));
        List<String> probe = new ArrayList<>(mounted);
        probe.add("true");
        try (Child child = Child.start(folder.resolve("output"), Map.of(), probe)) {
            assumeThat(child.exitCode())
                    .as("file systems can be mounted in a namespace of one's own")
                    .isZero();
        }
        String[] train = (SMALL + folder.resolve("run")).split(" ");
        List<String> words = new ArrayList<>(List.of("-Duser.home=" + disk, "-Djava.io.tmpdir=" + disk));
        words.addAll(List.of(train));
        List<String> nowhere = new ArrayList<>(mounted);
        nowhere.addAll(app(words.toArray(String[]::new)));
        assertThat(run(1, nowhere).strip())
                .hasLineCount(1)
                .startsWith("cifar-lab: native libraries cannot run from " + disk + "/.javacpp/cache nor " + disk)
                .contains("mounted noexec", "CIFAR_LAB_JAVA_OPTS=-Dorg.bytedeco.javacpp.cachedir=FOLDER");
        words.set(1, "-Djava.io.tmpdir=" + temporary);
        List<String> elsewhere = new ArrayList<>(mounted);
        elsewhere.addAll(app(words.toArray(String[]::new)));
        assertThat(run(0, elsewhere)).contains("best epoch 1");
        assertThat(temporary.toFile().list((place, name) -> name.startsWith(".javacpp-")))
                .hasSize(1);
    }
}
