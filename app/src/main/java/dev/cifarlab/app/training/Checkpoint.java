package dev.cifarlab.app.training;

import dev.cifarlab.app.backend.BatchScore;
import dev.cifarlab.app.backend.Network;
import dev.cifarlab.app.backend.NetworkState;
import dev.cifarlab.app.data.DataCard;
import dev.cifarlab.app.runs.AtomicFiles;
import dev.cifarlab.app.runs.JsonFile;
import dev.cifarlab.app.settings.Reason;
import dev.cifarlab.app.settings.UserException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A moment of a training as one file: a magic number, a format version, the head, the network's state as big-endian
 * floats, and a CRC-32C of all that. Plain numbers and JSON only: nothing is deserialised. The version is to be raised
 * when the file's layout changes or the order of a network's parameters.
 *
 * @param file where it is
 * @param head what it is of
 * @param state weights, optimizer state and iteration
 */
public record Checkpoint(Path file, Head head, NetworkState state) {

    private static final long MAGIC = 0x63696661726c6162L; // "cifarlab" in ASCII
    private static final int VERSION = 3;

    /** That of cifar-lab 0.1 and 0.2, which has no card of the data. */
    private static final int WITHOUT_DATA = 2;

    /**
     * What comes before the numbers.
     *
     * @param network which network it is of, in words
     * @param progress how far the training was
     * @param data the card of its data; null where the format has none
     */
    record Head(String network, Progress progress, @Nullable DataCard data) {}

    /** Epochs that were done. */
    public int epoch() {
        return head.progress.epoch();
    }

    /** The card of the data it was trained on; empty in those of cifar-lab 0.1 and 0.2. */
    public Optional<DataCard> data() {
        return Optional.ofNullable(head.data);
    }

    /**
     * Puts its state into a network.
     *
     * @throws UserException when it is another network's
     */
    public void restore(Network network) {
        String wanted = network.spec().label();
        if (!head.network.equals(wanted)) {
            throw UserException.failed(
                    "%s: belongs to another network: it holds %s, config.yaml and the data ask for %s",
                    file, head.network, wanted);
        }
        if (!network.restore(state)) {
            throw UserException.failed("%s: belongs to another network; its size does not fit config.yaml", file);
        }
    }

    static void write(Path file, String network, Progress progress, DataCard data, NetworkState.View state) {
        byte[] card = JsonFile.text(data).getBytes(StandardCharsets.UTF_8);
        AtomicFiles.write(file, raw -> {
            CheckedOutputStream checked = new CheckedOutputStream(new BufferedOutputStream(raw, 1 << 16), new CRC32C());
            DataOutputStream out = new DataOutputStream(checked);
            out.writeLong(MAGIC);
            out.writeInt(VERSION);
            out.writeUTF(network);
            write(progress, out);
            out.writeInt(card.length);
            out.write(card);
            out.writeInt(state.iteration());
            FloatArrays.write(out, List.of(state.parameters()));
            FloatArrays.write(out, state.optimizer());
            out.writeLong(checked.getChecksum().getValue());
            out.flush();
        });
    }

    private static void write(Progress progress, DataOutputStream out) throws IOException {
        out.writeInt(progress.epoch());
        out.writeInt(progress.bestEpoch());
        out.writeDouble(progress.bestAccuracy());
        out.writeInt(progress.batches());
        out.writeDouble(progress.score().loss());
        out.writeInt(progress.score().correct());
        out.writeInt(progress.score().examples());
        out.writeDouble(progress.seconds());
    }

    /**
     * Reads a checkpoint.
     *
     * @throws DamagedException when the file cannot be read, is cut off or damaged
     * @throws UserException when it is whole, and of another format
     */
    static Checkpoint read(Path file) throws DamagedException {
        try (CheckedInputStream checked = open(file)) {
            long size = Files.size(file);
            DataInputStream in = new DataInputStream(checked);
            Head head = readHead(in, checked, file, size);
            int iteration = in.readInt();
            float[] parameters = FloatArrays.read(in, size);
            float[] optimizer = FloatArrays.read(in, size);
            requireWhole(in, checked.getChecksum().getValue());
            if (iteration < 0) {
                throw new IOException("it holds what no checkpoint does");
            }
            for (float parameter : parameters) {
                if (!Float.isFinite(parameter)) {
                    throw new IOException("it holds weights that are NaN or infinite");
                }
            }
            return new Checkpoint(file, head, new NetworkState(iteration, parameters, optimizer));
        } catch (IOException e) {
            throw new DamagedException(file, e);
        }
    }

    /**
     * How far a training was, by the beginning of its checkpoint alone.
     *
     * @throws DamagedException when the file does not begin as a checkpoint of a known format
     */
    static Progress readProgress(Path file) throws DamagedException {
        try (CheckedInputStream checked = open(file)) {
            return readHead(new DataInputStream(checked), checked, file, Files.size(file)).progress;
        } catch (IOException | UserException e) {
            throw new DamagedException(file, e);
        }
    }

    private static CheckedInputStream open(Path file) throws IOException {
        return new CheckedInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16), new CRC32C());
    }

    private static void requireWhole(DataInputStream in, long sum) throws IOException {
        if (in.readLong() != sum || in.read() >= 0) {
            throw new IOException("its checksum does not match");
        }
    }

    private static Head readHead(DataInputStream in, CheckedInputStream checked, Path file, long size)
            throws IOException {
        if (in.readLong() != MAGIC) {
            throw new IOException("it does not begin as a checkpoint of cifar-lab does");
        }
        int version = in.readInt();
        if (version != VERSION && version != WITHOUT_DATA) {
            in.skipNBytes(size - Integer.BYTES - 2 * Long.BYTES);
            requireWhole(in, checked.getChecksum().getValue());
            throw UserException.failed(
                    "%s: has the format %d, this version reads formats %d and %d only; use the version that wrote it,"
                            + " or train anew",
                    file, version, WITHOUT_DATA, VERSION);
        }
        String network = in.readUTF();
        int epoch = in.readInt();
        int bestEpoch = in.readInt();
        double bestAccuracy = in.readDouble();
        int batches = in.readInt();
        if (epoch < 0 || bestEpoch < 0 || batches < 0) {
            throw new IOException("it holds what no checkpoint does");
        }
        BatchScore score = new BatchScore(in.readDouble(), in.readInt(), in.readInt());
        Progress progress = new Progress(epoch, bestEpoch, bestAccuracy, batches, score, in.readDouble());
        return new Head(network, progress, version == VERSION ? readCard(in, size) : null);
    }

    private static DataCard readCard(DataInputStream in, long size) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > size) {
            throw new EOFException(); // or damaged
        }
        byte[] text = new byte[length];
        in.readFully(text);
        return JsonFile.parse(new String(text, StandardCharsets.UTF_8), DataCard.class);
    }

    /** A checkpoint that is not whole; another one may do. */
    static final class DamagedException extends Exception {

        private static final long serialVersionUID = 1L;

        DamagedException(Path file, Exception cause) {
            super(file + ": not a whole checkpoint (" + Reason.of(cause) + ")", cause);
        }
    }
}
