package dev.cifarlab.app.data;

import dev.cifarlab.app.config.UserException;
import java.io.IOException;
import java.nio.file.Path;
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
     * @throws UserException when the file is missing, or no PNG, JPEG or BMP picture of a reasonable size
     */
    public static byte[] load(Path file) {
        PictureFile header = PictureFile.of(file);
        try {
            INDArray bgr = new NativeImageLoader(SIDE, SIDE, CHANNELS).asMatrix(file.toFile());
            return planarRgb(
                    bgr.reshape(bgr.length()).div(header.deep() ? DEEP : 1).toFloatVector());
        } catch (IOException | RuntimeException e) {
            throw UserException.failed(e, "%s: cannot be read as a picture; is it damaged?", file);
        }
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
