package dev.cifarlab.app.figures;

import java.awt.AWTError;
import java.awt.Font;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/**
 * Sees to it that text can be drawn. Java draws with the system's fonts; where a machine has none, it is given the
 * DejaVu fonts that come with the application.
 */
public final class Fonts {

    /** Java's own way to be told where fonts are: a file in place of the system's answer. */
    private static final String PROPERTY = "sun.awt.fontconfig";

    private static final String RESOURCES = "/net/sf/jasperreports/fonts/dejavu/";
    private static final String PLAIN = "DejaVuSans.ttf";
    private static final String BOLD = "DejaVuSans-Bold.ttf";

    private static final String CURE =
            "install some (Debian, Ubuntu: apt-get install fontconfig fonts-dejavu-core libfreetype6)";

    private Fonts() {}

    /**
     * To be called before anything is drawn.
     *
     * @return what hinders drawing and how to mend it, in one sentence; empty where text can be drawn
     */
    public static synchronized String trouble() {
        ImageIO.setUseCache(false); // its files want a shutdown hook, which a run that is being stopped cannot have
        if (text()) {
            return "";
        }
        try {
            if (System.getProperty(PROPERTY) == null) {
                System.setProperty(PROPERTY, unpack().toString());
            }
            return text() ? "" : "Java finds no fonts here; " + CURE;
        } catch (IOException e) {
            return "there are no fonts here, and ours cannot be unpacked (" + e.getMessage() + "); " + CURE;
        }
    }

    /** Which exception or error says that there is no font differs between releases of Java. */
    private static boolean text() {
        try {
            Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
            return new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB)
                            .createGraphics()
                            .getFontMetrics(font)
                            .stringWidth("text")
                    > 0;
        } catch (RuntimeException | LinkageError | InternalError | AWTError e) {
            return false;
        }
    }

    private static Path unpack() throws IOException {
        Path folder = Files.createTempDirectory("cifar-lab-fonts");
        folder.toFile().deleteOnExit();
        Path plain = unpack(PLAIN, folder);
        Path bold = unpack(BOLD, folder);
        Path file = Files.writeString(folder.resolve("fontconfig.properties"), configuration(plain, bold));
        file.toFile().deleteOnExit();
        return file;
    }

    private static Path unpack(String font, Path folder) throws IOException {
        Path file = folder.resolve(font);
        try (InputStream in = Fonts.class.getResourceAsStream(RESOURCES + font)) {
            if (in == null) {
                throw new IOException(font + " is not among the libraries");
            }
            Files.copy(in, file);
        }
        file.toFile().deleteOnExit();
        return file;
    }

    /** Every family that Java asks for, upright and slanted, is DejaVu Sans. */
    private static String configuration(Path plain, Path bold) {
        StringBuilder text = new StringBuilder("version=1\nsequence.allfonts=latin-1\n");
        for (String family : new String[] {"serif", "sansserif", "monospaced", "dialog", "dialoginput"}) {
            for (String style : new String[] {"plain", "italic", "bold", "bolditalic"}) {
                String weight = style.startsWith("bold") ? "bold" : "medium";
                text.append(family).append('.').append(style).append(".latin-1=");
                text.append(name(weight)).append('\n');
            }
        }
        text.append("filename.")
                .append(name("medium"))
                .append('=')
                .append(plain)
                .append('\n');
        text.append("filename.").append(name("bold")).append('=').append(bold).append('\n');
        return text.toString();
    }

    private static String name(String weight) {
        return "-cifarlab-dejavu-" + weight + "-r-normal--0-0-0-0-p-0-iso10646-1";
    }
}
