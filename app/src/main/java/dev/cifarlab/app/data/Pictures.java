package dev.cifarlab.app.data;

import dev.cifarlab.app.settings.Reason;
import dev.cifarlab.app.settings.UserException;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;

/** Picture files as images of one size: one way for training and prediction, and for every format. */
public final class Pictures {

    static final int CHANNELS = 3;

    /** What a reader is to say of its file. */
    private interface Question<T> {
        T ask(ImageReader reader) throws IOException;
    }

    private static final long MOST_BYTES = 256L << 20;
    private static final long MOST_PIXELS = 100_000_000;

    /** The longest signature, and more than the shortest picture has. */
    private static final int START = 25;

    private static final Map<Pattern, String> SIGNATURES = Map.of(
            Pattern.compile("\\x89PNG\r\n\\x1a\n"), "png",
            Pattern.compile("\\xff\\xd8\\xff"), "jpeg",
            Pattern.compile("BM"), "bmp",
            Pattern.compile("GIF8[79]a"), "gif",
            Pattern.compile("II\\*\\x00|MM\\x00\\*"), "tiff",
            Pattern.compile("RIFF.{4}WEBP", Pattern.DOTALL), "webp");

    /** What libjpeg warns of and then paints grey; other warnings are of profiles (ICC), and of bytes too many. */
    private static final Pattern DAMAGE = Pattern.compile("(?i)^(?!.*\\bICC\\b).*"
            + "(premature|bad huffman|instead of RST|inconsistent progression|truncated|unexpected end)");

    private final Path file;
    private final String kind;
    private final WholePicture whole;

    private Pictures(Path file, String kind, WholePicture whole) {
        this.file = file;
        this.kind = kind;
        this.whole = whole;
    }

    /**
     * Reads a picture as planar RGB bytes (3, side, side), or grey ones (1, side, side): its first frame, upright, on
     * the background, with the values that are stored, whatever colour profile stands beside them; averaged
     * over areas where it is larger, linear between pixels where it is smaller.
     *
     * @throws UserException when the file is missing, or no picture of a known format and a reasonable size
     */
    public static byte[] load(Path file, Framing framing) {
        try {
            Pictures picture = of(file);
            Framing colour = framing.inColour();
            CanvasRows rows = new CanvasRows(picture.decode(), picture.whole, colour);
            return framing.finished(picture.orientation().upright(Resizing.planes(rows, colour), colour.side()));
        } catch (UserException e) {
            throw e;
        } catch (IOException e) {
            throw Reason.root(e) instanceof OutOfMemoryError
                    ? tooLarge(file, e)
                    : UserException.failed(
                            e, "%s: cannot be read as a picture (%s); is it damaged?", file, Reason.of(e));
        } catch (RuntimeException e) { // what a decoder stumbles over
            throw UserException.failed(
                    e, "%s: cannot be read as a picture (it contradicts itself); is it damaged?", file);
        } catch (OutOfMemoryError e) {
            throw tooLarge(file, e);
        }
    }

    private static UserException tooLarge(Path file, Throwable e) {
        return UserException.failed(
                e,
                "%s: its pixels need more memory than Java has; make it smaller, or give more by"
                        + " CIFAR_LAB_JAVA_OPTS=-Xmx4g",
                file);
    }

    /**
     * Sees whether there is a file at all, which takes no time.
     *
     * @throws UserException when there is none
     */
    public static void requireFile(Path file) {
        if (!Files.isRegularFile(file)) {
            throw UserException.failed("%s: there is no such picture; check the path", file);
        }
    }

    /** Looks at a file: it is there, of a kind that is known, whole, and not too large. */
    private static Pictures of(Path file) throws IOException {
        requireFile(file);
        if (Files.size(file) > MOST_BYTES) {
            throw UserException.failed("%s: is larger than %d MiB; make it smaller", file, MOST_BYTES >> 20);
        }
        String kind = kind(file)
                .orElseThrow(() -> UserException.failed(
                        "%s: is not a PNG, JPEG, BMP, GIF, TIFF or WebP picture; convert it, or take it away", file));
        Pictures picture = new Pictures(file, kind, WholePicture.of(file, kind));
        picture.requireFewPixels();
        return picture;
    }

    private static Optional<String> kind(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(START);
            String signature = start.length < START ? "" : new String(start, StandardCharsets.ISO_8859_1);
            return SIGNATURES.entrySet().stream()
                    .filter(format -> format.getKey().matcher(signature).lookingAt())
                    .map(Map.Entry::getValue)
                    .findFirst();
        }
    }

    private void requireFewPixels() throws IOException {
        long pixels = ask(reader -> (long) reader.getWidth(0) * reader.getHeight(0));
        WholePicture.Canvas canvas = whole.canvas();
        pixels = canvas == null ? pixels : Math.max(pixels, (long) canvas.width() * canvas.height());
        if (pixels > MOST_PIXELS) {
            throw UserException.failed("%s: has %,d pixels, more than %,d; make it smaller", file, pixels, MOST_PIXELS);
        }
        if (pixels <= 0) {
            throw new IOException("it has no pixels");
        }
    }

    /** How it lies: TIFF says so itself, other formats in Exif data. */
    private Orientation orientation() throws IOException {
        if (!kind.equals("tiff")) {
            return Orientation.of(whole.exif());
        }
        try (ImageInputStream in = new FileImageInputStream(file.toFile())) {
            return Orientation.read(in);
        }
    }

    /** The first frame, without a conversion of its colours by profiles. */
    private BufferedImage decode() throws IOException {
        List<String> damage = new ArrayList<>();
        BufferedImage frame = ask(reader -> {
            reader.addIIOReadWarningListener((source, warning) -> {
                if (DAMAGE.matcher(warning).find()) {
                    damage.add(warning);
                }
            });
            JpegMarks jpeg = whole.jpeg();
            if (jpeg != null && jpeg.isOfInks()) {
                return Inks.light(reader.readRaster(0, null), jpeg.isTransformed());
            }
            ImageReadParam param = reader.getDefaultReadParam();
            ImageTypeSpecifier stored = reader.getRawImageType(0);
            if (stored != null && jpeg != null && stored.getNumBands() == CHANNELS) {
                param.setDestination(redFirst(stored, reader.getWidth(0), reader.getHeight(0)));
            } else if (stored != null) {
                param.setDestinationType(stored);
            }
            return reader.read(0, param);
        });
        if (!damage.isEmpty()) {
            throw new IOException(damage.get(0));
        }
        if (whole.isLossyWebP()) {
            SmoothChroma.apply(frame.getRaster());
        }
        return frame;
    }

    /** A JPEG's rows come red first; to have them turned round takes half as long again as decoding them. */
    private static BufferedImage redFirst(ImageTypeSpecifier stored, int width, int height) {
        return ImageTypeSpecifier.createInterleaved(
                        stored.getColorModel().getColorSpace(), new int[] {0, 1, 2}, DataBuffer.TYPE_BYTE, false, false)
                .createBufferedImage(width, height);
    }

    /** Asks the reader of its kind: TwelveMonkeys' where there is one, as Java's knows less. */
    private <T> T ask(Question<T> question) throws IOException {
        ImageReader reader = null;
        for (Iterator<ImageReader> all = ImageIO.getImageReadersByFormatName(kind); all.hasNext(); ) {
            ImageReader next = all.next();
            if (reader == null || next.getClass().getName().startsWith("com.twelvemonkeys.")) {
                reader = next;
            }
        }
        if (reader == null) {
            throw new IOException("no reader of " + kind + " is on the class path");
        }
        try (ImageInputStream in = new FileImageInputStream(file.toFile())) {
            reader.setInput(in, true, true);
            return question.ask(reader);
        } finally {
            reader.dispose();
        }
    }
}
