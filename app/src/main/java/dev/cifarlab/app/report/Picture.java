package dev.cifarlab.app.report;

import dev.cifarlab.app.settings.UserException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/**
 * A PNG file inside a page.
 *
 * @param source its bytes as a data URI
 * @param description what it shows, for readers who do not see it
 * @param width its width in pixels
 * @param height its height in pixels
 */
public record Picture(String source, String description, int width, int height) {

    private static final int WIDTH_AT = 16;
    private static final int HEIGHT_AT = 20;

    /**
     * Takes a PNG file in.
     *
     * @throws UserException when it cannot be read
     */
    static Picture of(Path file, String description) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            ByteBuffer header = ByteBuffer.wrap(bytes); // PNG's first chunk holds the size, big-endian
            return new Picture(
                    "data:image/png;base64," + Base64.getEncoder().encodeToString(bytes),
                    description,
                    header.getInt(WIDTH_AT),
                    header.getInt(HEIGHT_AT));
        } catch (IOException | IndexOutOfBoundsException e) {
            throw UserException.failed(e, "%s: cannot be read as a PNG file; draw the figures again", file);
        }
    }
}
