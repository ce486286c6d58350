package dev.cifarlab.teaching.trace;

import dev.cifarlab.layers.layer.SoftmaxCrossEntropy;
import dev.cifarlab.layers.math.Checks;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Softmax P of the logits, and the cross-entropy L with the labels Y. */
record LossStep(String logits) implements Step {

    @Override
    public List<String> forwardNames() {
        return List.of("P", "Y", "L");
    }

    @Override
    public void forward(Map<String, INDArray> arrays) {
        SoftmaxCrossEntropy criterion = new SoftmaxCrossEntropy();
        INDArray z = Checks.entry(arrays, logits);
        arrays.put("P", criterion.probabilities(z));
        arrays.put(
                "L", Nd4j.valueArrayOf(new long[] {1}, criterion.loss(z, Checks.entry(arrays, "Y")), DataType.DOUBLE));
    }

    @Override
    public void backward(Map<String, INDArray> arrays) {
        arrays.put(
                "d" + logits,
                new SoftmaxCrossEntropy().backward(Checks.entry(arrays, logits), Checks.entry(arrays, "Y")));
    }

    @Override
    public boolean computes(String name) {
        return name.equals("P") || name.equals("L") || name.equals("d" + logits);
    }

    @Override
    public String formula(String name) {
        return switch (name) {
            case "P" -> "P[n,j] = exp " + logits + "[n,j] / sum(k) exp " + logits + "[n,k]";
            case "L" -> "L = -1/N sum(n,j) Y[n,j] log P[n,j], N examples";
            default -> name + "[n,j] = (P[n,j] - Y[n,j]) / N";
        };
    }

    @Override
    public List<Source> sources(String name, long[] place, Map<String, INDArray> arrays) {
        Sources sources = new Sources(Map.of("z", logits, "P", "P", "Y", "Y"), arrays);
        if (name.equals("P")) {
            for (int k = 0; k < sources.size("P", 1); k++) {
                sources.add(true, "z", place[0], k);
            }
        } else if (name.equals("L")) {
            for (int n = 0; n < sources.size("P", 0); n++) {
                for (int j = 0; j < sources.size("P", 1); j++) {
                    sources.product("Y", new long[] {n, j}, "P", n, j);
                }
            }
        } else {
            sources.add(true, "P", place).add(true, "Y", place);
        }
        return sources.found();
    }
}
