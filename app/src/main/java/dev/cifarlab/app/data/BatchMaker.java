package dev.cifarlab.app.data;

import java.util.Arrays;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Turns bytes into batches: each value goes through a table, each row is copied to its place. */
final class BatchMaker {

    private final ImageSet images;
    private final float[][] table;

    BatchMaker(ImageSet images, ChannelStatistics normalisation) {
        this.images = images;
        this.table = normalisation.table();
    }

    /** A batch of the images {@code order[from..to)}, placed by {@code placements[from..to)}. */
    Batch make(int[] order, Placement[] placements, int from, int to) {
        int count = to - from;
        int classes = images.classNames().size();
        float[] pixels = new float[count * images.imageLength()];
        float[] labels = new float[count * classes];
        for (int k = 0; k < count; k++) {
            copy(order[from + k], placements[from + k], pixels, k * images.imageLength());
            labels[k * classes + images.labels()[order[from + k]]] = 1;
        }
        return batch(pixels, labels, count);
    }

    private Batch batch(float[] pixels, float[] labels, int count) {
        try (MemoryWorkspace none = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            long[] shape = {count, images.channels(), images.height(), images.width()};
            INDArray x = Nd4j.create(pixels, shape, 'c');
            INDArray y = Nd4j.create(labels, new long[] {count, labels.length / count}, 'c');
            Nd4j.getExecutioner().commit(); // on a GPU: the copies have arrived before another thread's stream reads
            return new Batch(x, y);
        }
    }

    private void copy(int index, Placement placement, float[] target, int offset) {
        int plane = images.height() * images.width();
        for (int channel = 0; channel < images.channels(); channel++) {
            int source = index * images.imageLength() + channel * plane;
            for (int y = 0; y < images.height(); y++) {
                int row = y - placement.down();
                int to = offset + channel * plane + y * images.width();
                if (row >= 0 && row < images.height()) {
                    copyRow(source + row * images.width(), placement, table[channel], target, to);
                } else {
                    Arrays.fill(target, to, to + images.width(), table[channel][0]);
                }
            }
        }
    }

    private void copyRow(int source, Placement placement, float[] values, float[] target, int to) {
        int width = images.width();
        byte[] pixels = images.pixels();
        for (int x = 0; x < width; x++) {
            int column = x - placement.right();
            if (column < 0 || column >= width) {
                target[to + x] = values[0];
            } else {
                int from = placement.flip() ? width - 1 - column : column;
                target[to + x] = values[pixels[source + from] & 0xff];
            }
        }
    }
}
