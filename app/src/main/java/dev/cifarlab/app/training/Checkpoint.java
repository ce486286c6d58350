package dev.cifarlab.app.training;

import dev.cifarlab.app.config.UserException;
import dev.cifarlab.app.model.NetworkState;
import dev.cifarlab.app.runs.AtomicFiles;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * A moment of a training as one file: a magic number, a format version, the progress, the network's state as
 * big-endian floats, and a CRC-32C of all that. Plain numbers only: nothing is deserialised.
 *
 * @param progress how far the training was
 * @param state weights, optimizer state and iteration
 */
record Checkpoint(Progress progress, NetworkState state) {

    private static final long MAGIC = 0x63696661726c6162L; // "cifarlab" in ASCII
    private static final int VERSION = 1;

    void write(Path file) {
        AtomicFiles.write(file, raw -> {
            CheckedOutputStream checked = new CheckedOutputStream(new BufferedOutputStream(raw, 1 << 16), new CRC32C());
            DataOutputStream out = new DataOutputStream(checked);
            writeBody(out);
            out.writeLong(checked.getChecksum().getValue());
            out.flush();
        });
    }

    private void writeBody(DataOutputStream out) throws IOException {
        out.writeLong(MAGIC);
        out.writeInt(VERSION);
        out.writeInt(progress.epoch());
        out.writeInt(progress.bestEpoch());
        out.writeDouble(progress.bestAccuracy());
        out.writeInt(state.iteration());
        FloatArrays.write(out, state.parameters());
        FloatArrays.write(out, state.optimizer());
        out.flush();
    }

    /**
     * Reads a checkpoint.
     *
     * @throws UserException when the file is of another format or version, cut off, or damaged
     */
    static Checkpoint read(Path file) {
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            CheckedInputStream checked = new CheckedInputStream(raw, new CRC32C());
            DataInputStream in = new DataInputStream(checked);
            Checkpoint checkpoint = readBody(in, Files.size(file));
            long computed = checked.getChecksum().getValue();
            if (in.readLong() != computed || in.read() >= 0) {
                throw new IOException("checksum does not match");
            }
            return checkpoint;
        } catch (IOException e) {
            throw UserException.failed(e, "%s: not a whole checkpoint (%s)", file, String.valueOf(e.getMessage()));
        }
    }

    private static Checkpoint readBody(DataInputStream in, long size) throws IOException {
        if (in.readLong() != MAGIC) {
            throw new IOException("not a cifar-lab checkpoint");
        }
        int version = in.readInt();
        if (version != VERSION) {
            throw new IOException("format " + version + " is not readable by this version, which reads " + VERSION);
        }
        Progress progress = new Progress(in.readInt(), in.readInt(), in.readDouble());
        int iteration = in.readInt();
        float[] parameters = FloatArrays.read(in, size);
        float[] optimizer = FloatArrays.read(in, size);
        return new Checkpoint(progress, new NetworkState(iteration, parameters, optimizer));
    }
}
