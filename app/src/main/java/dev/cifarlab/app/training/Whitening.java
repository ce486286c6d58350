package dev.cifarlab.app.training;

import dev.cifarlab.app.backend.Network;
import dev.cifarlab.app.backend.Parameter;
import dev.cifarlab.app.data.DataSets;
import dev.cifarlab.app.data.ImageSet;
import dev.cifarlab.app.net.Node;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;

/**
 * Kernels that whiten the patches of the training images: the eigenvectors of the patches' second moments, each divided
 * by the root of its eigenvalue, and the negatives of all of them (K. Jordan, 2024, section 3.2). What they give for
 * the patches is uncorrelated, with a mean square of 1 where an eigenvalue is well above {@link #FLOOR}.
 */
final class Whitening {

    private static final int IMAGES = 5000;
    private static final double FLOOR = 5e-4; // added to each eigenvalue: directions with nothing in them stay small

    private Whitening() {}

    /** Sets all kernels of a network that are to be made of the images. */
    static void into(Network network, DataSets data) {
        Map<Parameter, float[]> kernels = new HashMap<>();
        for (Parameter parameter : Parameter.of(network.net())) {
            if (parameter.node() instanceof Node.Conv conv && conv.start() == Node.Start.WHITENING) {
                double[][] moments =
                        moments(data.train(), data.card().normalisation().table(), conv.kernel());
                kernels.put(parameter, filters(moments, conv.filters()));
            }
        }
        if (!kernels.isEmpty()) {
            network.set(kernels);
        }
    }

    /** Means of the products of two places of a patch (channel, row, column), over all patches of the first images. */
    private static double[][] moments(ImageSet images, float[][] table, int side) {
        int height = images.height();
        int width = images.width();
        int size = images.channels() * side * side;
        double[][] sums = new double[size][size];
        double[] patch = new double[size];
        int count = Math.min(IMAGES, images.size());
        for (int index = 0; index < count; index++) {
            byte[] image = images.image(index);
            for (int y = 0; y + side <= height; y++) {
                for (int x = 0; x + side <= width; x++) {
                    for (int k = 0; k < size; k++) {
                        int channel = k / (side * side);
                        int row = y + k / side % side;
                        patch[k] = table[channel][image[(channel * height + row) * width + x + k % side] & 0xff];
                    }
                    addProducts(patch, sums);
                }
            }
        }
        double patches = (double) count * (height - side + 1) * (width - side + 1);
        for (double[] row : sums) {
            for (int k = 0; k < size; k++) {
                row[k] /= patches;
            }
        }
        return sums;
    }

    private static void addProducts(double[] patch, double[][] sums) {
        for (int row = 0; row < patch.length; row++) {
            for (int column = 0; column < patch.length; column++) {
                sums[row][column] += patch[row] * patch[column];
            }
        }
    }

    /** The kernel (filters, channels, side, side), the largest eigenvalue first; then the negatives in that order. */
    private static float[] filters(double[][] moments, int filters) {
        EigenDecomposition eigen = new EigenDecomposition(MatrixUtils.createRealMatrix(moments));
        int size = moments.length;
        float[] kernel = new float[filters * size];
        for (int filter = 0; filter < filters; filter++) {
            int number = filter % size;
            double sign = filter < size ? 1 : -1;
            double scale = sign / Math.sqrt(eigen.getRealEigenvalue(number) + FLOOR);
            for (int k = 0; k < size; k++) {
                kernel[filter * size + k] =
                        (float) (scale * eigen.getEigenvector(number).getEntry(k));
            }
        }
        return kernel;
    }
}
