package dev.cifarlab.app.weights;

import dev.cifarlab.app.settings.Reason;
import dev.cifarlab.app.settings.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Files of weights, told apart by how they begin, whatever their names are. */
public final class WeightFiles {

    private static final int SHOWN = 9;

    private WeightFiles() {}

    /**
     * Opens a file of safetensors or npz; its arrays are read when they are asked for.
     *
     * @throws UserException when it is missing, damaged, or of another format
     */
    public static ArraySource open(Path file) {
        byte[] start = start(file);
        if (isZip(start)) {
            return Npz.open(file);
        }
        boolean hasHeader = start.length == SHOWN && start[SHOWN - 1] == '{';
        if (!hasHeader) {
            refuseOthers(file, start);
        }
        return Safetensors.open(file);
    }

    private static boolean isZip(byte[] start) {
        return begins(start, "PK\3\4") || begins(start, "PK\5\6");
    }

    private static void refuseOthers(Path file, byte[] start) {
        if (start.length > 1 && start[0] == (byte) 0x80 && start[1] >= 2 && start[1] <= 5) {
            throw pickle(file);
        }
        if (begins(start, "\u0093NUMPY")) {
            throw UserException.failed("%s: a single array; save all of them by numpy.savez, by their names", file);
        }
        if (begins(start, "\u0089HDF")) {
            throw UserException.failed("%s: an HDF5 file of Keras; save its weights as safetensors or npz", file);
        }
        if (start.length == SHOWN && start[SHOWN - 2] != 0) { // no header is as long as that
            throw UserException.failed("%s: neither a safetensors nor an npz file; give one of these", file);
        }
    }

    /** Writes arrays as a safetensors file. */
    public static void writeSafetensors(ArraySource arrays, OutputStream out) throws IOException {
        Safetensors.write(arrays, out);
    }

    /** Writes arrays as an npz file of NumPy's. */
    public static void writeNpz(ArraySource arrays, OutputStream out) throws IOException {
        Npz.write(arrays, out);
    }

    /** Pickles run whatever program they hold, so they are not read. */
    static UserException pickle(Path file) {
        return UserException.failed(
                "%s: a pickle of PyTorch's, which can hold any program and is not read; save it in Python by"
                        + " safetensors.torch.save_file(model.state_dict(), \"weights.safetensors\")",
                file);
    }

    private static byte[] start(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(SHOWN);
        } catch (IOException e) {
            String reason = Files.isDirectory(file) ? "it is a folder" : Reason.of(e);
            throw UserException.failed(
                    e, "%s: cannot be read (%s); give a safetensors or an npz file, or a run folder", file, reason);
        }
    }

    private static boolean begins(byte[] start, String magic) {
        byte[] wanted = magic.getBytes(StandardCharsets.ISO_8859_1);
        return start.length >= wanted.length && Arrays.equals(Arrays.copyOf(start, wanted.length), wanted);
    }
}
