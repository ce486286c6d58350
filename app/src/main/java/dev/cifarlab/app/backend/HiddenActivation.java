package dev.cifarlab.app.backend;

import dev.cifarlab.app.settings.Activation;
import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Configuration of an activation function as a layer of its own: input and output of the same shape, any rank. */
public final class HiddenActivation extends ActivationLayer {

    private static final long serialVersionUID = 1L;

    private Activation function = Activation.RELU;

    /** For the framework's cloning; use {@link #of(Activation)}. */
    public HiddenActivation() {}

    /** A layer that applies {@code function} to every element. */
    public static HiddenActivation of(Activation function) {
        HiddenActivation conf = new HiddenActivation();
        conf.function = function;
        conf.setActivationFn(Activations.of(function).getActivationFunction());
        return conf;
    }

    /** The function that is applied. */
    Activation function() {
        return function;
    }

    @Override
    public Layer instantiate(
            NeuralNetConfiguration conf,
            Collection<TrainingListener> listeners,
            int index,
            INDArray parameters,
            boolean initialize,
            DataType type) {
        HiddenActivationLayer layer = new HiddenActivationLayer(conf, type);
        layer.setListeners(listeners);
        layer.setIndex(index);
        layer.setParamsViewArray(parameters);
        layer.setParamTable(initializer().init(conf, parameters, initialize));
        layer.setConf(conf);
        return layer;
    }
}
