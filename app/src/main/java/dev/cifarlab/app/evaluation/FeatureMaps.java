package dev.cifarlab.app.evaluation;

import dev.cifarlab.app.backend.Network;
import dev.cifarlab.app.data.Batch;
import dev.cifarlab.app.data.ChannelStatistics;
import dev.cifarlab.app.data.ImageSet;
import dev.cifarlab.app.net.Net;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What one convolution makes of one image.
 *
 * @param site the convolution
 * @param kernel its weights (out, in, height, width)
 * @param convolution its own output
 * @param before what goes into the activation function
 * @param after what comes out of it
 */
public record FeatureMaps(Net.Site site, INDArray kernel, Maps convolution, Maps before, Maps after) {

    static FeatureMaps of(Network network, Net.Site site, Map<String, INDArray> activations) {
        return new FeatureMaps(
                site,
                network.kernel(site),
                maps(activations, site.convolution()),
                maps(activations, site.beforeActivation()),
                maps(activations, site.afterActivation()));
    }

    private static Maps maps(Map<String, INDArray> activations, String name) {
        INDArray activation = activations.get(name);
        if (activation == null) {
            throw new IllegalArgumentException("no part of the network is called " + name);
        }
        return Maps.of(activation);
    }

    /** All activations for a set of one image, whose class need not be known. */
    static Map<String, INDArray> activations(Network network, ImageSet image, ChannelStatistics normalisation) {
        return network.activations(Batch.of(image, normalisation).images());
    }
}
