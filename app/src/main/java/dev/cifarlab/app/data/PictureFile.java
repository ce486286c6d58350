package dev.cifarlab.app.data;

import dev.cifarlab.app.config.Reason;
import dev.cifarlab.app.config.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * What the first bytes of a picture file say, before a decoder is trusted with the rest.
 *
 * @param kind the name under which Java's image readers know the format
 * @param deep whether samples have 16 bits instead of 8; known of PNG alone
 */
record PictureFile(String kind, boolean deep) {

    /** DataVec's decoders are trusted with these alone: those of other kinds are old, and Java has its own. */
    private static final Set<String> NATIVE = Set.of("png", "jpeg", "bmp");

    /** What a reader is to say of its file. */
    interface Question<T> {
        T ask(ImageReader reader) throws IOException;
    }

    private static final long MOST_BYTES = 256L << 20;
    private static final long MOST_PIXELS = 100_000_000;

    private static final Map<Pattern, String> SIGNATURES = Map.of(
            Pattern.compile("\\x89PNG\r\n\\x1a\n"), "png",
            Pattern.compile("\\xff\\xd8\\xff"), "jpeg",
            Pattern.compile("BM"), "bmp",
            Pattern.compile("GIF8[79]a"), "gif",
            Pattern.compile("II\\*\\x00|MM\\x00\\*"), "tiff",
            Pattern.compile("RIFF.{4}WEBP", Pattern.DOTALL), "webp");

    private static final int PNG_DEPTH = 24; // where the header has the bits of a sample

    /**
     * Looks at a file.
     *
     * @throws UserException when it is missing, of another kind, or too large
     */
    static PictureFile of(Path file) {
        try {
            requireFile(file);
            byte[] start = start(file);
            String kind = kind(start)
                    .orElseThrow(() -> UserException.failed(
                            "%s: is not a PNG, JPEG, BMP, GIF, TIFF or WebP picture; convert it, or take it away",
                            file));
            long pixels = ask(file, kind, reader -> (long) reader.getWidth(0) * reader.getHeight(0));
            if (pixels > MOST_PIXELS) {
                throw UserException.failed(
                        "%s: has %,d pixels, more than %,d; make it smaller", file, pixels, MOST_PIXELS);
            }
            WholePicture.require(file, kind);
            return new PictureFile(kind, kind.equals("png") && start[PNG_DEPTH] == Short.SIZE);
        } catch (IOException | RuntimeException e) {
            if (e instanceof UserException told) {
                throw told;
            }
            throw UserException.failed(e, "%s: cannot be read as a picture (%s); is it damaged?", file, Reason.of(e));
        }
    }

    private static void requireFile(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw UserException.failed("%s: there is no such picture; check the path", file);
        }
        if (Files.size(file) > MOST_BYTES) {
            throw UserException.failed("%s: is larger than %d MiB; make it smaller", file, MOST_BYTES >> 20);
        }
    }

    private static byte[] start(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(PNG_DEPTH + 1);
        }
    }

    private static Optional<String> kind(byte[] start) {
        if (start.length <= PNG_DEPTH) {
            return Optional.empty();
        }
        String signature = new String(start, StandardCharsets.ISO_8859_1);
        return SIGNATURES.entrySet().stream()
                .filter(format -> format.getKey().matcher(signature).lookingAt())
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** Whether DataVec's decoders are trusted with it. */
    boolean isForNativeDecoder() {
        return NATIVE.contains(kind);
    }

    /** Asks Java's reader of a kind about a file. */
    static <T> T ask(Path file, String kind, Question<T> question) throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName(kind).next();
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            reader.setInput(in);
            return question.ask(reader);
        } finally {
            reader.dispose();
        }
    }
}
