package dev.cifarlab.app.training;

import dev.cifarlab.app.backend.BatchScore;
import dev.cifarlab.app.backend.NetworkState;
import dev.cifarlab.app.runs.AtomicFiles;
import dev.cifarlab.app.settings.Reason;
import dev.cifarlab.app.settings.UserException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/**
 * A moment of a training as one file: a magic number, a format version, the network's name, the progress, the network's
 * state as big-endian floats, and a CRC-32C of all that. Plain numbers only: nothing is deserialised. The version is
 * to be raised when the file's layout changes or the order of a network's parameters.
 *
 * @param network which network it is of, in words
 * @param progress how far the training was
 * @param state weights, optimizer state and iteration
 */
record Checkpoint(String network, Progress progress, NetworkState state) {

    private static final long MAGIC = 0x63696661726c6162L; // "cifarlab" in ASCII
    private static final int VERSION = 2;

    void write(Path file) {
        AtomicFiles.write(file, raw -> {
            CheckedOutputStream checked = new CheckedOutputStream(new BufferedOutputStream(raw, 1 << 16), new CRC32C());
            DataOutputStream out = new DataOutputStream(checked);
            out.writeLong(MAGIC);
            out.writeInt(VERSION);
            out.writeUTF(network);
            write(progress, out);
            out.writeInt(state.iteration());
            FloatArrays.write(out, state.parameters());
            FloatArrays.write(out, state.optimizer());
            out.writeLong(checked.getChecksum().getValue());
            out.flush();
        });
    }

    private static void write(Progress progress, DataOutputStream out) throws IOException {
        out.writeInt(progress.epoch());
        out.writeInt(progress.bestEpoch());
        out.writeDouble(progress.bestAccuracy());
        PartialEpoch partial = progress.partial();
        out.writeInt(partial.batches());
        out.writeDouble(partial.score().loss());
        out.writeInt(partial.score().correct());
        out.writeInt(partial.score().examples());
        out.writeDouble(partial.seconds());
    }

    /**
     * Reads a checkpoint.
     *
     * @throws DamagedException when the file cannot be read, is cut off or damaged
     * @throws UserException when it is whole, and of another format
     */
    static Checkpoint read(Path file) throws DamagedException {
        try {
            long size = Files.size(file);
            try (DataInputStream in = open(file)) {
                requireWhole(in, size);
            }
            try (DataInputStream in = open(file)) {
                return readBody(in, file, size);
            }
        } catch (EOFException e) {
            throw new DamagedException(file, "it is cut off", e);
        } catch (IOException e) {
            throw new DamagedException(file, Reason.of(e), e);
        }
    }

    /**
     * How far a training was, by the beginning of its checkpoint alone.
     *
     * @throws DamagedException when the file does not begin as a checkpoint of this format
     */
    static Progress readProgress(Path file) throws DamagedException {
        try (DataInputStream in = open(file)) {
            if (in.readLong() != MAGIC || in.readInt() != VERSION) {
                throw new IOException("it does not begin as a checkpoint of cifar-lab");
            }
            in.readUTF();
            return readProgress(in);
        } catch (IOException e) {
            throw new DamagedException(file, Reason.of(e), e);
        }
    }

    private static DataInputStream open(Path file) throws IOException {
        return new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16));
    }

    /** Before anything else of it is believed. */
    private static void requireWhole(DataInputStream in, long size) throws IOException {
        CRC32C checksum = new CRC32C();
        byte[] chunk = new byte[1 << 16];
        long left = size - Long.BYTES;
        while (left > 0) {
            int count = (int) Math.min(left, chunk.length);
            in.readFully(chunk, 0, count);
            if (left == size - Long.BYTES && ByteBuffer.wrap(chunk).getLong() != MAGIC) {
                throw new IOException("it does not begin as a checkpoint of cifar-lab does");
            }
            checksum.update(chunk, 0, count);
            left -= count;
        }
        if (in.readLong() != checksum.getValue()) {
            throw new IOException("its checksum does not match");
        }
    }

    private static Checkpoint readBody(DataInputStream in, Path file, long size) throws IOException {
        in.readLong();
        int version = in.readInt();
        if (version != VERSION) {
            throw UserException.failed(
                    "%s: has the format %d, this version reads format %d only; use the version that wrote it, or train"
                            + " anew",
                    file, version, VERSION);
        }
        String network = in.readUTF();
        Progress progress = readProgress(in);
        int iteration = in.readInt();
        float[] parameters = FloatArrays.read(in, size);
        float[] optimizer = FloatArrays.read(in, size);
        in.readLong();
        if (in.read() >= 0 || iteration < 0) {
            throw new IOException("it holds what no checkpoint does");
        }
        for (float parameter : parameters) {
            if (!Float.isFinite(parameter)) {
                throw new IOException("it holds weights that are NaN or infinite");
            }
        }
        return new Checkpoint(network, progress, new NetworkState(iteration, parameters, optimizer));
    }

    private static Progress readProgress(DataInputStream in) throws IOException {
        int epoch = in.readInt();
        int bestEpoch = in.readInt();
        double bestAccuracy = in.readDouble();
        int batches = in.readInt();
        if (epoch < 0 || bestEpoch < 0 || batches < 0) {
            throw new IOException("it holds what no checkpoint does");
        }
        BatchScore score = new BatchScore(in.readDouble(), in.readInt(), in.readInt());
        return new Progress(epoch, bestEpoch, bestAccuracy, new PartialEpoch(batches, score, in.readDouble()));
    }
}
