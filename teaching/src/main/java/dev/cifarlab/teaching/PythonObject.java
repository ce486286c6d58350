package dev.cifarlab.teaching;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** An object of a student's Python class. What its methods change of their arguments is changed here too. */
class PythonObject {

    private final PythonWorker worker;
    private final int id;
    private final Map<String, INDArray> weights = new LinkedHashMap<>();
    private final Map<String, INDArray> statistics = new LinkedHashMap<>();

    /** Makes one, with the notebook's names of the parameters. */
    PythonObject(PythonSolution solution, String type, Map<String, ?> arguments) {
        worker = solution.worker();
        ObjectNode request = request("make").put("class", type);
        request.set("arguments", PythonWorker.JSON.valueToTree(arguments));
        id = worker.ask(request).get("id").asInt();
    }

    private static ObjectNode request(String kind) {
        return PythonWorker.JSON.createObjectNode().put("op", kind);
    }

    /** Its weights; what is put into the map is used from then on. */
    public Map<String, INDArray> weights() {
        return weights;
    }

    /** Running statistics, in the same way. */
    public Map<String, INDArray> statistics() {
        return statistics;
    }

    /** Calls a method: arrays, maps of arrays and booleans. */
    final JsonNode call(String method, Object... arguments) {
        ObjectNode request = request("call").put("id", id).put("method", method);
        request.set("weights", packed(weights));
        request.set("statistics", packed(statistics));
        ArrayNode list = request.putArray("arguments");
        for (Object argument : arguments) {
            list.add(packed(argument));
        }
        JsonNode answer = worker.ask(request);
        for (int k = 0; k < arguments.length; k++) {
            changed(arguments[k], answer.get("arguments").get(k));
        }
        take(weights, answer.get("weights"));
        take(statistics, answer.get("statistics"));
        return answer.get("result");
    }

    private static void take(Map<String, INDArray> state, JsonNode now) {
        state.clear();
        state.putAll(arrays(now));
    }

    /** The array that a method gives. */
    final INDArray result(String method, Object... arguments) {
        INDArray array = array(call(method, arguments));
        if (array == null) {
            throw new SolutionError(method + " gives no array");
        }
        return array;
    }

    private static void changed(Object argument, JsonNode after) {
        if (argument instanceof INDArray array) {
            INDArray now = array(after);
            if (now != null && array.equalShapes(now)) {
                array.assign(now);
            }
        } else if (argument instanceof Map<?, ?> map) {
            map.forEach((name, array) -> changed(array, after.get("map").path((String) name)));
        }
    }

    private static JsonNode packed(Object argument) {
        ObjectNode node = PythonWorker.JSON.createObjectNode();
        if (argument instanceof Map<?, ?> map) {
            ObjectNode entries = node.putObject("map");
            map.forEach((name, array) -> entries.set((String) name, packed(array)));
            return node;
        }
        if (!(argument instanceof INDArray array)) {
            return PythonWorker.JSON.valueToTree(argument);
        }
        node.set("shape", PythonWorker.JSON.valueToTree(array.shape()));
        double[] numbers =
                array.castTo(DataType.DOUBLE).dup('c').reshape(array.length()).toDoubleVector();
        ByteBuffer bytes = ByteBuffer.allocate(8 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asDoubleBuffer().put(numbers);
        return node.put("data", bytes.array());
    }

    /** The arrays of a map. */
    static Map<String, INDArray> arrays(JsonNode node) {
        Map<String, INDArray> arrays = new LinkedHashMap<>();
        node.path("map").properties().forEach(entry -> {
            INDArray array = array(entry.getValue());
            if (array != null) {
                arrays.put(entry.getKey(), array);
            }
        });
        return arrays;
    }

    /** An array; null where there is none. */
    private static @Nullable INDArray array(JsonNode node) {
        if (!node.has("data")) {
            return null;
        }
        try {
            byte[] bytes = node.get("data").binaryValue();
            double[] numbers = new double[bytes.length / 8];
            ByteBuffer.wrap(bytes)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asDoubleBuffer()
                    .get(numbers);
            long[] shape = PythonWorker.JSON.convertValue(node.get("shape"), long[].class);
            INDArray array = shape.length == 0
                    ? Nd4j.scalar(numbers[0])
                    : numbers.length == 0
                            ? Nd4j.empty(DataType.DOUBLE)
                            : Nd4j.createFromArray(numbers).reshape('c', shape);
            return node.get("single").asBoolean() ? array.castTo(DataType.FLOAT) : array;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
