package dev.cifarlab.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A machine with nothing but a JDK: fontconfig is told of no fonts, and Java has none remembered at home. */
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

    private int run(Path output, Class<?> main, String... arguments) throws IOException, InterruptedException {
        Path fonts = Files.writeString(folder.resolve("fonts.conf"), EMPTY);
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
        builder.environment().put("FONTCONFIG_FILE", fonts.toString());
        Process process = builder.start();
        assertThat(process.waitFor(240, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    @Test
    void picturesAreDrawnWithTheFontsThatComeWithTheApplication() throws Exception {
        Path output = folder.resolve("output");
        assertThat(run(output, PlainText.class))
                .as("without our help Java cannot draw here")
                .isNotZero();
        Path sheet = folder.resolve("sheet.png");
        String command = "data --data=synthetic --sheet=" + sheet;
        assertThat(run(output, Main.class, command.split(" ", -1)))
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
