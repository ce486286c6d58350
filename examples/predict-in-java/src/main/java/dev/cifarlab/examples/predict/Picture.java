package dev.cifarlab.examples.predict;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Picture files as cifar-lab shows them to its networks: first frame, upright, on white, without colour profiles. */
final class Picture {

    private static final long MOST_BYTES = 256L << 20;
    private static final long MOST_PIXELS = 100_000_000;
    private static final int START = 25;

    private static final Map<String, Pattern> KNOWN = Map.of(
            "png", Pattern.compile("\\x89PNG\r\n\\x1a\n"),
            "jpeg", Pattern.compile("\\xff\\xd8\\xff"),
            "bmp", Pattern.compile("BM"),
            "gif", Pattern.compile("GIF8[79]a"));

    private static final Map<String, Pattern> OTHERS = Map.of(
            "a TIFF", Pattern.compile("II[*+]\\x00|MM\\x00[*+]"),
            "a WebP", Pattern.compile("RIFF.{4}WEBP", Pattern.DOTALL),
            "a HEIC", Pattern.compile(".{4}ftyp(hei|hev|mif1|msf1)", Pattern.DOTALL),
            "an AVIF", Pattern.compile(".{4}ftypavi", Pattern.DOTALL),
            "a JPEG XL", Pattern.compile("\\xff\\x0a|\\x00{3}\\x0cJXL "),
            "a JPEG 2000", Pattern.compile("\\xff\\x4f\\xff\\x51|\\x00{3}\\x0cjP "),
            "an icon", Pattern.compile("\\x00\\x00[\\x01\\x02]\\x00"),
            "a Photoshop file", Pattern.compile("8BPS"),
            "a PDF", Pattern.compile("%PDF"),
            "an SVG", Pattern.compile("(<\\?xml|<svg)"));

    /** What libjpeg warns of and then paints grey; other warnings are of profiles, and of bytes too many. */
    private static final Pattern DAMAGE = Pattern.compile(
            "(?i)premature|bad huffman|instead of RST|inconsistent progression|truncated|unexpected end");

    private static final class Refusal extends IOException {

        private static final long serialVersionUID = 1L;

        Refusal(String line) {
            super(line);
        }
    }

    private Picture() {}

    /**
     * Reads a picture as planes of red, green and blue, 0 to 255.
     *
     * @throws IOException with a line that says what is wrong with which file, and what to do
     */
    static float[] read(Path file, int side, Framing framing) throws IOException {
        String kind = kind(file);
        try {
            byte[] bytes = Files.readAllBytes(file);
            Marks marks = Marks.of(bytes, kind);
            byte[] plain = kind.equals("bmp") ? Bitmap.plain(bytes) : bytes;
            Canvas canvas = new Canvas(decode(file, plain, kind, marks), marks, framing);
            return upright(canvas.planes(side), side, marks.orientation());
        } catch (Refusal e) {
            throw e;
        } catch (IOException e) {
            if (e.getCause() instanceof OutOfMemoryError) {
                throw tooLarge(file);
            }
            String reason = e.getMessage() == null ? "it is cut off" : e.getMessage();
            throw refusal(file, "cannot be read as a picture (%s); is it damaged?", reason);
        } catch (RuntimeException e) { // what a decoder stumbles over
            throw refusal(file, "cannot be read as a picture (it contradicts itself); is it damaged?");
        } catch (OutOfMemoryError e) {
            throw tooLarge(file);
        }
    }

    private static Refusal refusal(Path file, String format, Object... values) {
        return new Refusal(file + ": " + String.format(Locale.ROOT, format, values));
    }

    private static Refusal tooLarge(Path file) {
        return refusal(file, "its pixels need more memory than Java has; make it smaller, or give more by java -Xmx4g");
    }

    /** Looks at a file: it is there, not too large, and of a kind that is known. */
    private static String kind(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw refusal(file, "there is no such picture; check the path");
        }
        if (!Files.isReadable(file)) {
            throw refusal(file, "may not be read; change its permissions");
        }
        if (Files.size(file) > MOST_BYTES) {
            throw refusal(file, "is larger than %d MiB; make it smaller", MOST_BYTES >> 20);
        }
        String start;
        try (var in = Files.newInputStream(file)) {
            start = new String(in.readNBytes(START), StandardCharsets.ISO_8859_1);
        }
        Optional<String> other = match(OTHERS, start);
        if (other.isPresent()) {
            throw refusal(file, "is %s; save it as PNG or JPEG", other.get());
        }
        return match(KNOWN, start.length() < START ? "" : start)
                .orElseThrow(() -> refusal(file, "is not a PNG, JPEG, BMP or GIF picture; convert it"));
    }

    private static Optional<String> match(Map<String, Pattern> signatures, String start) {
        return signatures.entrySet().stream()
                .filter(format -> format.getValue().matcher(start).lookingAt())
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static BufferedImage decode(Path file, byte[] bytes, String kind, Marks marks) throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName(kind).next();
        List<String> damage = new ArrayList<>();
        reader.addIIOReadWarningListener((source, warning) -> damage.add(warning));
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            reader.setInput(in, true, true);
            requireFewPixels(file, reader, marks);
            BufferedImage frame =
                    kind.equals("jpeg") ? JpegColours.of(reader.readRaster(0, null), marks) : stored(reader);
            Optional<String> lost = damage.stream().filter(DAMAGE.asPredicate()).findFirst();
            if (lost.isPresent()) {
                throw new IOException(lost.get());
            }
            return frame;
        } finally {
            reader.dispose();
        }
    }

    private static void requireFewPixels(Path file, ImageReader reader, Marks marks) throws IOException {
        long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
        if (marks.canvas() != null) {
            pixels = Math.max(pixels, (long) marks.canvas().width * marks.canvas().height);
        }
        if (pixels > MOST_PIXELS) {
            throw refusal(file, "has %,d pixels, more than %,d; make it smaller", pixels, MOST_PIXELS);
        }
    }

    /** A frame as it is stored, without a conversion of its colours by profiles. */
    private static BufferedImage stored(ImageReader reader) throws IOException {
        ImageReadParam param = reader.getDefaultReadParam();
        if (reader.getRawImageType(0) != null) {
            param.setDestinationType(reader.getRawImageType(0));
        }
        return reader.read(0, param);
    }

    private static float[] upright(float[] planes, int side, int orientation) {
        boolean turned = orientation > 4;
        boolean mirrored = "2378".indexOf('0' + orientation) >= 0;
        boolean upsideDown = "3467".indexOf('0' + orientation) >= 0;
        float[] upright = new float[planes.length];
        for (int k = 0; k < planes.length; k++) {
            int x = turned ? k / side % side : k % side;
            int y = turned ? k % side : k / side % side;
            int from = (upsideDown ? side - 1 - y : y) * side + (mirrored ? side - 1 - x : x);
            upright[k] = planes[k / (side * side) * side * side + from];
        }
        return upright;
    }
}
