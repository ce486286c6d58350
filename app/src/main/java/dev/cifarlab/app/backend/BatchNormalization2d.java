package dev.cifarlab.app.backend;

import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Configuration of batch normalisation over channels (Ioffe and Szegedy, 2015) that runs through libnd4j's
 * {@code batchnorm} and {@code batchnorm_bp} operations. Input and output (n, channels, h, w). Running statistics move
 * by a tenth a batch and use the biased variance; epsilon is 1e-5.
 */
public final class BatchNormalization2d extends BatchNormalization {

    private static final long serialVersionUID = 1L;

    /** For the framework's cloning; use {@link #of(int)}. */
    public BatchNormalization2d() {
        setUseLogStd(false);
    }

    /** Batch normalisation of {@code channels} channels. */
    public static BatchNormalization2d of(int channels) {
        BatchNormalization2d conf = new BatchNormalization2d();
        conf.setNIn(channels);
        conf.setNOut(channels);
        return conf;
    }

    @Override
    public Layer instantiate(
            NeuralNetConfiguration conf,
            Collection<TrainingListener> listeners,
            int index,
            INDArray parameters,
            boolean initialize,
            DataType type) {
        BatchNormalization2dLayer layer = new BatchNormalization2dLayer(conf, type);
        layer.setListeners(listeners);
        layer.setIndex(index);
        layer.setParamsViewArray(parameters);
        layer.setParamTable(initializer().init(conf, parameters, initialize));
        layer.setConf(conf);
        return layer;
    }
}
