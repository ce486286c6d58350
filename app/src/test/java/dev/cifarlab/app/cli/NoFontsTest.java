package dev.cifarlab.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cifarlab.app.figures.NeedsDrawing;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Machines with little more than a JDK: without fonts (fontconfig is told of none, and Java has none remembered at
 * home), and without a library that Java draws with.
 */
@EnabledOnOs(OS.LINUX)
class NoFontsTest {

    private static final String EMPTY = "<?xml version=\"1.0\"?><fontconfig></fontconfig>";

    /** What Java says of its own accord. */
    public static final class PlainText {
        private PlainText() {}

        public static void main(String[] arguments) {
            new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics().drawString("text", 0, 0);
        }
    }

    @TempDir
    private Path folder;

    private int withoutFonts(Path output, Class<?> main, String... arguments) throws Exception {
        Path fonts = Files.writeString(folder.resolve("fonts.conf"), EMPTY);
        return run(output, Map.of("FONTCONFIG_FILE", fonts.toString()), main, arguments);
    }

    private int run(Path output, Map<String, String> environment, Class<?> main, String... arguments) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.awt.headless=true",
                        "-Duser.home=" + folder,
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.command().addAll(List.of(arguments));
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(240, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    /** The first file that the loader finds under the library's name is none. */
    @Test
    void aLibraryThatIsMissingIsNamedAsTheLoaderNamesIt() throws Exception {
        Path output = folder.resolve("output");
        Path libraries = Files.createDirectory(folder.resolve("libraries"));
        for (String name : List.of("libfreetype.so.6", "libharfbuzz.so.0")) {
            Files.createFile(libraries.resolve(name));
        }
        Map<String, String> environment = Map.of("LD_LIBRARY_PATH", libraries.toString());
        int plain = run(output, environment, PlainText.class);
        assumeTrue(plain != 0, "this Java has those libraries in itself");
        String command =
                "train --model=mlp --data=synthetic --train-limit=20 --test-limit=10 --batch-size=10 --epochs=2"
                        + " --out=" + folder.resolve("run");
        assertThat(run(output, environment, Main.class, command.split(" ", -1)))
                .as(Files.readString(output))
                .isZero();
        assertThat(Files.readAllLines(output).stream().filter(line -> line.contains("pictures are left out")))
                .singleElement()
                .asString()
                .containsPattern("Java cannot draw here \\(\\S*lib(freetype|harfbuzz|awt)\\S*\\.so\\S*: .+\\);");
    }

    @Test
    @NeedsDrawing
    void picturesAreDrawnWithTheFontsThatComeWithTheApplication() throws Exception {
        Path output = folder.resolve("output");
        assertThat(withoutFonts(output, PlainText.class))
                .as("without our help Java cannot draw here")
                .isNotZero();
        Path sheet = folder.resolve("sheet.png");
        String command = "data --data=synthetic --sheet=" + sheet;
        assertThat(withoutFonts(output, Main.class, command.split(" ", -1)))
                .as(Files.readString(output))
                .isZero();
        BufferedImage drawn = ImageIO.read(sheet.toFile());
        assertThat(darkPixels(drawn.getSubimage(0, 0, 140, drawn.getHeight())))
                .as("letters of the ten class names")
                .isBetween(1_000, 10_000);
    }

    private static int darkPixels(BufferedImage image) {
        int dark = 0;
        for (int pixel = 0; pixel < image.getWidth() * image.getHeight(); pixel++) {
            int rgb = image.getRGB(pixel % image.getWidth(), pixel / image.getWidth());
            dark += (rgb & 0xff) < 128 ? 1 : 0;
        }
        return dark;
    }
}
