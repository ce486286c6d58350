package dev.cifarlab.app.figures;

import dev.cifarlab.app.settings.Reason;
import dev.cifarlab.app.settings.UserException;
import java.awt.AWTError;
import java.awt.Font;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that text can be drawn, or says why it cannot. Java draws with the system's fonts; where a machine has
 * none, it is given the DejaVu fonts that come with the application. Where libraries that Java draws with are missing,
 * pictures are left out, and all else goes on.
 */
public final class Fonts {

    /** Java's own way to be told where fonts are: a file in place of the system's answer. */
    private static final String PROPERTY = "sun.awt.fontconfig";

    private static final String RESOURCES = "/net/sf/jasperreports/fonts/dejavu/";
    private static final String PLAIN = "DejaVuSans.ttf";
    private static final String BOLD = "DejaVuSans-Bold.ttf";

    private static final String CURE =
            "install what is missing (Debian, Ubuntu: apt-get install libfreetype6 libharfbuzz0b fontconfig)";

    /** What was found when first looked: later failures hide the library's name. Null before. */
    static @Nullable String trouble;

    /** Whether somebody was told so. */
    static boolean told;

    private Fonts() {}

    /** What hinders drawing, in the words of who failed first; empty where text can be drawn. */
    public static synchronized String trouble() {
        if (trouble == null) {
            trouble = look();
        }
        return trouble;
    }

    /**
     * Whether pictures can be drawn. Where not, the first who asks is told that they are left out, and how to get them.
     *
     * @param warn takes the sentence
     */
    public static synchronized boolean areThere(Consumer<String> warn) {
        if (!trouble().isEmpty() && !told) {
            told = true;
            warn.accept("pictures are left out, as Java cannot draw here (" + trouble()
                    + "); './cifar-lab figures RUN' draws them later, on another machine too, or " + CURE);
        }
        return trouble().isEmpty();
    }

    /**
     * Refuses what is of no use without pictures.
     *
     * @throws UserException where nothing can be drawn
     */
    public static void require() {
        if (!trouble().isEmpty()) {
            throw UserException.failed("Java cannot draw here (%s); %s, or draw on another machine", trouble(), CURE);
        }
    }

    private static String look() {
        ImageIO.setUseCache(false); // its files want a shutdown hook, which a run that is being stopped cannot have
        String first = failure();
        if (first.isEmpty()) {
            return "";
        }
        try {
            if (System.getProperty(PROPERTY) == null) {
                System.setProperty(PROPERTY, unpack().toString());
            }
            return failure().isEmpty() ? "" : first;
        } catch (IOException e) {
            return "there are no fonts, and ours cannot be unpacked: " + Reason.of(e);
        }
    }

    /** Draws text; what is thrown where there is no font differs between releases of Java. Empty where it works. */
    private static String failure() {
        try {
            Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
            int width = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB)
                    .createGraphics()
                    .getFontMetrics(font)
                    .stringWidth("text");
            return width > 0 ? "" : "no fonts";
        } catch (RuntimeException | LinkageError | InternalError | AWTError e) {
            return words(e);
        }
    }

    /** The loader's words without the path of Java's own library, which is there; else the innermost error. */
    private static String words(Throwable thrown) {
        return Reason.root(thrown)
                .toString()
                .replaceFirst("^.*UnsatisfiedLinkError: (/[^:]*: )?", "")
                .replaceFirst(" \\[in thread .*", "");
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
                text.append(String.format("%s.%s.latin-1=%s\n", family, style, name(weight)));
            }
        }
        return text + String.format("filename.%s=%s\nfilename.%s=%s\n", name("medium"), plain, name("bold"), bold);
    }

    private static String name(String weight) {
        return "-cifarlab-dejavu-" + weight + "-r-normal--0-0-0-0-p-0-iso10646-1";
    }
}
