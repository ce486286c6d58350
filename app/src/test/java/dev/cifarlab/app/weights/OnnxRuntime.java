package dev.cifarlab.app.weights;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Asks an ONNX file by ONNX Runtime. */
public final class OnnxRuntime {

    private OnnxRuntime() {}

    /** One output for images. */
    public static INDArray output(Path file, INDArray images, String name) throws OrtException {
        OrtEnvironment runtime = OrtEnvironment.getEnvironment();
        FloatBuffer values = FloatBuffer.wrap(images.dup('c').data().asFloat());
        try (OrtSession session = runtime.createSession(file.toString());
                OnnxTensor input = OnnxTensor.createTensor(runtime, values, images.shape());
                OrtSession.Result result = session.run(Map.of("images", input))) {
            return Nd4j.createFromArray(
                    (float[][]) result.get(name).orElseThrow().getValue());
        }
    }

    /** What is written beside the network. */
    public static Map<String, String> metadata(Path file) throws OrtException {
        try (OrtSession session = OrtEnvironment.getEnvironment().createSession(file.toString())) {
            return session.getMetadata().getCustomMetadata();
        }
    }
}
