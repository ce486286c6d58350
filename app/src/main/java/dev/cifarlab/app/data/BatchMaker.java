package dev.cifarlab.app.data;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Turns bytes into batches: each value goes through a table, each row is copied to its place. For one thread. */
final class BatchMaker {

    private final ImageSet images;
    private final float[][] table;
    private final Placement placement;
    private final byte[] image;

    BatchMaker(ImageSet images, ChannelStatistics normalisation) {
        this.images = images;
        this.table = normalisation.table();
        this.placement = new Placement(images.height(), images.width());
        this.image = new byte[images.imageLength()];
    }

    /** A batch of the images {@code order[from..to)}, changed by {@code changes[from..to)}. */
    Batch make(int[] order, List<Consumer<Placement>> changes, int from, int to) {
        return make(order, changes, from, to, 0, Mixing.NONE);
    }

    /** The same, with that batch's images mixed. */
    Batch make(int[] order, List<Consumer<Placement>> changes, int from, int to, int batch, Mixing mixing) {
        int count = to - from;
        float[] pixels = new float[count * images.imageLength()];
        int[] classes = new int[count];
        for (int k = 0; k < count; k++) {
            placement.reset();
            changes.get(from + k).accept(placement);
            images.pixels().read(order[from + k], image);
            placement.edit(image);
            copy(pixels, k * images.imageLength());
            classes[k] = images.labels()[order[from + k]];
        }
        return batch(pixels, mixing.mix(batch, pixels, classes, images.channels(), images.height(), images.width()));
    }

    private Batch batch(float[] pixels, Labels labels) {
        try (MemoryWorkspace none = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            long[] shape = {labels.size(), images.channels(), images.height(), images.width()};
            INDArray x = Nd4j.create(pixels, shape, 'c');
            Nd4j.getExecutioner().commit(); // on a GPU: the copy has arrived before another thread's stream reads
            return new Batch(x, labels);
        }
    }

    private void copy(float[] target, int offset) {
        int plane = images.height() * images.width();
        for (int channel = 0; channel < images.channels(); channel++) {
            int to = offset + channel * plane;
            for (int row : placement.rows()) {
                if (row == Placement.BLACK) {
                    Arrays.fill(target, to, to + images.width(), table[channel][0]);
                } else {
                    copyRow(channel * plane + row * images.width(), table[channel], target, to);
                }
                to += images.width();
            }
            for (Placement.Hole hole : placement.holes()) {
                for (int y = hole.top(); y < hole.bottom(); y++) {
                    int row = offset + channel * plane + y * images.width();
                    Arrays.fill(target, row + hole.left(), row + hole.right(), 0);
                }
            }
        }
    }

    private void copyRow(int source, float[] values, float[] target, int to) {
        int[] columns = placement.columns();
        for (int x = 0; x < columns.length; x++) {
            int column = columns[x];
            target[to + x] = values[column == Placement.BLACK ? 0 : image[source + column] & 0xff];
        }
    }
}
