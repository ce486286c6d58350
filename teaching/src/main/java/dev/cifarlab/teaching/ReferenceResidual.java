package dev.cifarlab.teaching;

import static dev.cifarlab.layers.math.Checks.entry;

import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** The right version, in steps that wrong ones override. */
class ReferenceResidual implements StudentResidual {

    private final boolean projects;
    private final Map<String, INDArray> weights = new LinkedHashMap<>();

    /** Inputs, hidden, outputs. */
    ReferenceResidual(Object... arguments) {
        int inputs = (Integer) arguments[0];
        int hidden = (Integer) arguments[1];
        int outputs = (Integer) arguments[2];
        projects = inputs != outputs;
        weights.put("W1", Nd4j.zeros(DataType.DOUBLE, inputs, hidden));
        weights.put("W2", Nd4j.zeros(DataType.DOUBLE, hidden, outputs));
        if (projects) {
            weights.put("Ws", Nd4j.zeros(DataType.DOUBLE, inputs, outputs));
        }
    }

    @Override
    public final Map<String, INDArray> weights() {
        return weights;
    }

    final INDArray shortcut(INDArray x) {
        return projects ? x.mmul(entry(weights, "Ws")) : x;
    }

    final INDArray hidden(INDArray x) {
        return x.mmul(entry(weights, "W1"));
    }

    final INDArray path(INDArray x) {
        return relu(hidden(x)).mmul(entry(weights, "W2"));
    }

    static INDArray relu(INDArray z) {
        return Transforms.max(z, 0, true);
    }

    static INDArray mask(INDArray z) {
        return z.gt(0).castTo(DataType.DOUBLE);
    }

    INDArray out(INDArray x) {
        return relu(path(x).add(shortcut(x)));
    }

    @Override
    public final Map<String, INDArray> forward(INDArray x) {
        return new LinkedHashMap<>(Map.of("x", x, "out", out(x)));
    }

    /** The gradient at the sum, of its two terms alike. */
    INDArray dSum(INDArray x, INDArray grad) {
        return grad.mul(mask(path(x).add(shortcut(x))));
    }

    INDArray dShortcut(INDArray x, INDArray grad) {
        return dSum(x, grad);
    }

    INDArray dHidden(INDArray x, INDArray dA) {
        return dA.mul(mask(hidden(x)));
    }

    INDArray dX(INDArray ofPath, INDArray ofShortcut) {
        return ofPath.add(ofShortcut);
    }

    @Override
    public Map<String, INDArray> backward(Map<String, INDArray> cache, INDArray gradOutput) {
        INDArray x = entry(cache, "x");
        INDArray dSum = dSum(x, gradOutput);
        INDArray dShortcut = dShortcut(x, gradOutput);
        INDArray dHidden = dHidden(x, dSum.mmul(entry(weights, "W2").transpose()));
        Map<String, INDArray> grads = new LinkedHashMap<>();
        grads.put("dW2", relu(hidden(x)).transpose().mmul(dSum));
        grads.put("dW1", x.transpose().mmul(dHidden));
        INDArray ofShortcut = dShortcut;
        if (projects) {
            grads.put("dWs", x.transpose().mmul(dShortcut));
            ofShortcut = dShortcut.mmul(entry(weights, "Ws").transpose());
        }
        grads.put("dX", dX(dHidden.mmul(entry(weights, "W1").transpose()), ofShortcut));
        return grads;
    }
}
