package dev.cifarlab.teaching;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The notebook's {@code NN}, in the letters of the assignment or of the notebook, which its numbers tell. */
final class PythonMlp extends PythonObject implements StudentMlp {

    private final Object[] arguments;
    private @Nullable Boolean exchanged;

    /** Dims, activation, epsilon, learning rate, seed. */
    PythonMlp(PythonSolution solution, Object... arguments) {
        super(
                solution,
                "NN",
                Map.of(
                        "dims", arguments[0],
                        "activation", arguments[1],
                        "epsilon", arguments[2],
                        "lr", arguments[3],
                        "seed", arguments[4]));
        this.arguments = arguments;
    }

    @Override
    public void initializeWeights() {
        call("initialize_weights");
    }

    @Override
    public INDArray activation(INDArray x, boolean grad) {
        return result("activation", x, grad);
    }

    @Override
    public INDArray softmax(INDArray x) {
        return result("softmax", x);
    }

    @Override
    public Map<String, INDArray> forward(INDArray x) {
        Map<String, INDArray> cache = arrays(call("forward", x));
        ReferenceMlp right = new ReferenceMlp(arguments);
        right.weights().putAll(weights());
        Map<String, INDArray> due = right.forward(x);
        int straight = matches(cache, due);
        int crossed = matches(exchanged(cache), due);
        boolean input = cache.containsKey("Z0") && !cache.containsKey("A0");
        exchanged = input ? crossed >= straight : crossed > straight;
        return exchanged ? exchanged(cache) : cache;
    }

    private static int matches(Map<String, INDArray> cache, Map<String, INDArray> due) {
        return (int) due.entrySet().stream()
                .filter(array -> !array.getKey().equals("A0"))
                .filter(array -> Comparison.same(cache, Map.of(array.getKey(), array.getValue()), Exercise.EXACT))
                .count();
    }

    /** With A for Z and Z for A; the arrays are the same ones. */
    private static Map<String, INDArray> exchanged(Map<String, INDArray> arrays) {
        Map<String, INDArray> other = new LinkedHashMap<>();
        arrays.forEach(
                (name, array) -> other.put(name.replaceAll("^(d?)[AZ]", name.matches("d?A.*") ? "$1Z" : "$1A"), array));
        return other;
    }

    @Override
    public double loss(INDArray prediction, INDArray labels) {
        INDArray loss = result("loss", prediction, labels);
        if (loss.length() != 1) {
            throw new SolutionError("loss gives " + loss.length() + " numbers, one is due");
        }
        return loss.getDouble(0);
    }

    @Override
    public Map<String, INDArray> backward(Map<String, INDArray> cache, INDArray labels) {
        if (exchanged == null) { // its forward pass stopped: try
            try {
                return arrays(call("backward", cache, labels));
            } catch (SolutionError e) {
                return exchanged(arrays(call("backward", exchanged(cache), labels)));
            }
        }
        return exchanged
                ? exchanged(arrays(call("backward", exchanged(cache), labels)))
                : arrays(call("backward", cache, labels));
    }

    @Override
    public void update(Map<String, INDArray> grads) {
        call("update", grads);
    }
}
