package dev.cifarlab.app.data;

import dev.cifarlab.app.config.Reason;
import dev.cifarlab.app.config.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * What the first bytes of a picture file say, before a decoder is trusted with the rest. PNG, JPEG and BMP alone are
 * let through: the native decoders of other kinds are old.
 *
 * @param pixels width times height
 * @param deep whether samples have 16 bits instead of 8
 */
record PictureFile(long pixels, boolean deep) {

    private static final long MOST_BYTES = 256L << 20;
    private static final long MOST_PIXELS = 100_000_000;
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
                            "%s: is not a PNG, JPEG or BMP picture; convert it, or take it away", file));
            long pixels = pixels(file, kind);
            if (pixels > MOST_PIXELS) {
                throw UserException.failed(
                        "%s: has %,d pixels, more than %,d; make it smaller", file, pixels, MOST_PIXELS);
            }
            WholePicture.require(file, kind);
            return new PictureFile(pixels, kind.equals("png") && start[PNG_DEPTH] == Short.SIZE);
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
        return switch (((start[0] & 0xff) << 8) | (start[1] & 0xff)) {
            case 0x8950 -> Optional.of("png");
            case 0xffd8 -> Optional.of("jpeg");
            case 0x424d -> Optional.of("bmp");
            default -> Optional.empty();
        };
    }

    private static long pixels(Path file, String kind) throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName(kind).next();
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            reader.setInput(in);
            return (long) reader.getWidth(0) * reader.getHeight(0);
        } finally {
            reader.dispose();
        }
    }
}
