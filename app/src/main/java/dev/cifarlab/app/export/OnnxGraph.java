package dev.cifarlab.app.export;

import dev.cifarlab.app.net.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.AttributeProto.AttributeType;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.StringStringEntryProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorShapeProto;
import onnx.Onnx.TensorShapeProto.Dimension;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;
import org.nd4j.shade.protobuf.ByteString;
import org.nd4j.shade.protobuf.Descriptors.FieldDescriptor;
import org.nd4j.shade.protobuf.Message;

/** An ONNX graph in the making. A node's output has the node's name; numbers are singles. */
final class OnnxGraph {

    private static final int OPSET = 17;
    private static final int IR_VERSION = 8; // that of ONNX 1.12, which came with the opset
    private static final String BATCH = "n";

    private final GraphProto.Builder graph;

    OnnxGraph(String name) {
        graph = GraphProto.newBuilder().setName(name);
    }

    /** Adds a constant array. */
    String constant(String name, float[] values, long... shape) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setRawData(ByteString.copyFrom(bytes));
        setSingles(tensor, "data_type");
        Arrays.stream(shape).forEach(tensor::addDims);
        graph.addInitializer(tensor);
        return name;
    }

    /** Adds a node; returns the name of its output, which is its own. */
    String node(String operator, String name, List<String> inputs, AttributeProto... attributes) {
        graph.addNode(NodeProto.newBuilder()
                .setOpType(operator)
                .setName(name)
                .addAllInput(inputs)
                .addOutput(name)
                .addAllAttribute(List.of(attributes)));
        return name;
    }

    static AttributeProto whole(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.INT)
                .setI(value)
                .build();
    }

    static AttributeProto wholes(String name, long... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeType.INTS);
        Arrays.stream(values).forEach(attribute::addInts);
        return attribute.build();
    }

    static AttributeProto number(String name, double value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.FLOAT)
                .setF((float) value)
                .build();
    }

    void input(String name, Shape shape) {
        graph.addInput(value(name, shape));
    }

    void output(String name, Shape shape) {
        graph.addOutput(value(name, shape));
    }

    private static ValueInfoProto value(String name, Shape shape) {
        TensorShapeProto.Builder sizes =
                TensorShapeProto.newBuilder().addDim(Dimension.newBuilder().setDimParam(BATCH));
        shape.sizes().forEach(size -> sizes.addDim(Dimension.newBuilder().setDimValue(size)));
        TypeProto.Tensor.Builder tensor = TypeProto.Tensor.newBuilder().setShape(sizes);
        setSingles(tensor, "elem_type");
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }

    /** The type is a number in the classes of Deeplearning4j 1.0.0-M2.1, and one of an enum in those of M1.1. */
    private static void setSingles(Message.Builder builder, String name) {
        FieldDescriptor field = builder.getDescriptorForType().findFieldByName(name);
        int singles = TensorProto.DataType.FLOAT.getNumber();
        boolean isEnum = field.getJavaType() == FieldDescriptor.JavaType.ENUM;
        builder.setField(field, isEnum ? field.getEnumType().findValueByNumber(singles) : (Object) singles);
    }

    /** The whole file. */
    ModelProto model(String version, Map<String, String> metadata) {
        List<StringStringEntryProto> rows = new ArrayList<>();
        metadata.forEach((key, value) -> rows.add(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value).build()));
        return ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET))
                .setProducerName("cifar-lab")
                .setProducerVersion(version)
                .setGraph(graph)
                .addAllMetadataProps(rows)
                .build();
    }
}
