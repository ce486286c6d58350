package dev.cifarlab.app.data;

import dev.cifarlab.app.config.UserException;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.datavec.image.loader.NativeImageLoader;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Picture files of any size, read through DataVec and scaled to 32x32. */
public final class Pictures {

    static final int SIDE = 32;
    static final int CHANNELS = 3;

    /** From samples of 16 bits to those of 8. */
    private static final int DEEP = 257;

    private static final int PLANE = SIDE * SIDE;

    private Pictures() {}

    /**
     * Reads a picture as planar RGB bytes (3, 32, 32).
     *
     * @throws UserException when the file is missing, or no picture of a known format and a reasonable size
     */
    public static byte[] load(Path file) {
        PictureFile header = PictureFile.of(file);
        try {
            NativeImageLoader loader = new NativeImageLoader(SIDE, SIDE, CHANNELS);
            INDArray bgr = header.isForNativeDecoder()
                    ? loader.asMatrix(file.toFile())
                    : loader.asMatrix(new ByteArrayInputStream(png(file, header.kind())));
            return planarRgb(
                    bgr.reshape(bgr.length()).div(header.deep() ? DEEP : 1).toFloatVector());
        } catch (IOException | RuntimeException e) {
            throw UserException.failed(e, "%s: cannot be read as a picture; is it damaged?", file);
        }
    }

    /** The first frame of a picture that Java's readers decode, on white. */
    private static byte[] png(Path file, String kind) throws IOException {
        BufferedImage frame = PictureFile.ask(file, kind, reader -> reader.read(0));
        BufferedImage opaque = new BufferedImage(frame.getWidth(), frame.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = opaque.createGraphics();
        graphics.drawImage(frame, 0, 0, Color.WHITE, null);
        graphics.dispose();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(opaque, "png", png);
        return png.toByteArray();
    }

    /** The loader gives blue first. */
    static byte[] planarRgb(float[] bgr) {
        byte[] rgb = new byte[bgr.length];
        for (int channel = 0; channel < CHANNELS; channel++) {
            for (int pixel = 0; pixel < PLANE; pixel++) {
                float value = bgr[(CHANNELS - 1 - channel) * PLANE + pixel];
                rgb[channel * PLANE + pixel] = (byte) Math.max(0, Math.min(255, Math.round(value)));
            }
        }
        return rgb;
    }
}
