package dev.cifarlab.layers.network;

import dev.cifarlab.layers.layer.Layer;
import dev.cifarlab.layers.math.Checks;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A residual block (He et al., 2016): out = activation(path(x) + shortcut(x)), where the shortcut is x itself or a
 * layer that gives x the path's shape. Names start with {@code path.}, {@code shortcut.} and {@code activation.}, as
 * {@link Sequential}'s do with numbers.
 */
public final class Residual implements Layer {

    private static final String PATH = "path";
    private static final String SHORTCUT = "shortcut";
    private static final String ACTIVATION = "activation";

    private final Parts parts;
    private final boolean identity;

    /** A block whose path keeps the shape, so that its shortcut is the input itself. */
    public Residual(Layer path, Layer activation) {
        parts = new Parts(new LinkedHashMap<>());
        parts.layers().put(PATH, Checks.present(PATH, path));
        parts.layers().put(ACTIVATION, Checks.present(ACTIVATION, activation));
        identity = true;
    }

    /** A block with a shortcut of its own. */
    public Residual(Layer path, Layer shortcut, Layer activation) {
        parts = new Parts(new LinkedHashMap<>());
        parts.layers().put(PATH, Checks.present(PATH, path));
        parts.layers().put(SHORTCUT, Checks.present(SHORTCUT, shortcut));
        parts.layers().put(ACTIVATION, Checks.present(ACTIVATION, activation));
        identity = false;
    }

    @Override
    public void initializeWeights() {
        parts.initializeWeights();
    }

    /** A copy of the layers' maps; the arrays are the layers' own and may be assigned to. */
    @Override
    public Map<String, INDArray> weights() {
        return parts.all(Layer::weights);
    }

    @Override
    public Map<String, INDArray> statistics() {
        return parts.all(Layer::statistics);
    }

    @Override
    public INDArray infer(INDArray x) {
        INDArray path = parts.infer(PATH, x);
        return parts.infer(ACTIVATION, sum(path, identity ? x : parts.infer(SHORTCUT, x)));
    }

    @Override
    public Map<String, INDArray> forward(INDArray x) {
        Map<String, INDArray> cache = new LinkedHashMap<>();
        INDArray path = parts.forward(PATH, x, cache);
        INDArray sum = sum(path, identity ? x : parts.forward(SHORTCUT, x, cache));
        cache.put("out", parts.forward(ACTIVATION, sum, cache));
        cache.put("x", Checks.entry(cache, PATH + ".x"));
        return cache;
    }

    /** Gives {@code dX}, and the gradients of every layer under its name. A sum hands its gradient to both terms. */
    @Override
    public Map<String, INDArray> backward(Map<String, INDArray> cache, INDArray gradOutput) {
        Map<String, INDArray> grads = new LinkedHashMap<>();
        INDArray dSum = parts.backward(ACTIVATION, cache, gradOutput, grads);
        INDArray dPath = parts.backward(PATH, cache, dSum, grads);
        grads.put("dX", dPath.add(identity ? dSum : parts.backward(SHORTCUT, cache, dSum, grads)));
        return grads;
    }

    private static INDArray sum(INDArray path, INDArray shortcut) {
        return path.add(Checks.array(SHORTCUT, shortcut, path.dataType(), path.shape()));
    }
}
