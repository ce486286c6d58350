package dev.cifarlab.teaching.trace;

import dev.cifarlab.layers.layer.Layer;
import dev.cifarlab.layers.math.Checks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A layer by hand. */
final class LayerStep implements Step {

    private final Layer layer;
    private final Rule rule;
    private final List<String> weights = new ArrayList<>();

    /** From the layer's names (x, out, W, b, dX, dOut, dW, db) to those of the trace. */
    private final Map<String, String> names = new LinkedHashMap<>();

    /**
     * A step from one array to another.
     *
     * @param number which follows the names of the parameters
     */
    LayerStep(Layer layer, Rule rule, String in, String out, int number) {
        this.layer = layer;
        this.rule = rule;
        names.putAll(Map.of("x", in, "out", out, "dX", "d" + in, "dOut", "d" + out));
        layer.weights().keySet().forEach(weight -> {
            weights.add(weight + number);
            names.put(weight, weight + number);
            names.put("d" + weight, "d" + weight + number);
        });
    }

    @Override
    public List<String> forwardNames() {
        List<String> forward = new ArrayList<>(weights);
        forward.add(name("out"));
        return forward;
    }

    @Override
    public void forward(Map<String, INDArray> arrays) {
        arrays.put(name("out"), Checks.entry(cache(arrays), "out"));
    }

    @Override
    public void backward(Map<String, INDArray> arrays) {
        layer.backward(cache(arrays), Checks.entry(arrays, name("dOut")))
                .forEach((role, gradient) -> arrays.put(name(role), gradient));
    }

    private Map<String, INDArray> cache(Map<String, INDArray> arrays) {
        layer.weights().replaceAll((role, weight) -> Checks.entry(arrays, name(role)));
        return layer.forward(Checks.entry(arrays, name("x")));
    }

    @Override
    public boolean computes(String name) {
        return names.entrySet().stream().anyMatch(entry -> entry.getValue().equals(name) && isComputed(entry.getKey()));
    }

    private static boolean isComputed(String role) {
        return role.equals("out") || (role.startsWith("d") && !role.equals("dOut"));
    }

    @Override
    public String formula(String name) {
        String formula = rule.formula(role(name));
        for (Map.Entry<String, String> entry : names.entrySet()) {
            formula = formula.replaceAll("\\$" + entry.getKey() + "\\b", entry.getValue());
        }
        return formula;
    }

    @Override
    public List<Source> sources(String name, long[] place, Map<String, INDArray> arrays) {
        Sources sources = new Sources(names, arrays);
        rule.sources(role(name), place, sources);
        return sources.found();
    }

    private String name(String role) {
        return Checks.present(role, names.get(role));
    }

    private String role(String name) {
        return names.entrySet().stream()
                .filter(entry -> entry.getValue().equals(name) && isComputed(entry.getKey()))
                .findFirst()
                .orElseThrow()
                .getKey();
    }
}
