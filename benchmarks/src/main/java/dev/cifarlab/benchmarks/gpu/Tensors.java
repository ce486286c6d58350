package dev.cifarlab.benchmarks.gpu;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Arrays by name, in a file: each a name, a length and big-endian floats, in c order. */
final class Tensors {

    private final Map<String, float[]> arrays = new LinkedHashMap<>();

    void put(String name, INDArray array) {
        INDArray copy = array.dup('c');
        arrays.put(name, copy.reshape(copy.length()).toFloatVector());
    }

    Map<String, float[]> arrays() {
        return arrays;
    }

    void write(Path file) throws IOException {
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            out.writeInt(arrays.size());
            for (Map.Entry<String, float[]> entry : arrays.entrySet()) {
                out.writeUTF(entry.getKey());
                out.writeInt(entry.getValue().length);
                ByteBuffer bytes = ByteBuffer.allocate(entry.getValue().length * Float.BYTES);
                bytes.asFloatBuffer().put(entry.getValue());
                out.write(bytes.array());
            }
        }
    }

    static Tensors read(Path file) throws IOException {
        Tensors tensors = new Tensors();
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            for (int left = in.readInt(); left > 0; left--) {
                String name = in.readUTF();
                float[] values = new float[in.readInt()];
                byte[] bytes = new byte[values.length * Float.BYTES];
                in.readFully(bytes);
                ByteBuffer.wrap(bytes).asFloatBuffer().get(values);
                tensors.arrays.put(name, values);
            }
        }
        return tensors;
    }
}
