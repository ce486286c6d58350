package dev.cifarlab.examples.predict;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A network that cifar-lab exported as ONNX: scaling and normalisation are in the file, and its classes' names. */
final class Network implements AutoCloseable {

    private static final String INPUT = "images";
    private static final String OUTPUT = "probabilities";
    private static final String EXPORT = "write one by ./cifar-lab export RUN --format onnx";

    private final Path file;
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final List<String> classes;
    private final long[] shape;
    private final Framing framing;

    /**
     * Opens a file.
     *
     * @throws IOException with a line that says what is wrong with it, and what to do
     */
    Network(Path file) throws IOException {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new IOException(file + ": there is no such file, or it may not be read; " + EXPORT);
        }
        this.file = file;
        environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "predict");
        try {
            session = environment.createSession(file.toString());
            classes = names();
            shape = shape();
            framing = Framing.of(session.getMetadata().getCustomMetadata());
        } catch (OrtException e) {
            throw new IOException(
                    file + ": is no ONNX file that ONNX Runtime opens (" + e.getCode() + "); " + EXPORT, e);
        }
    }

    private List<String> names() throws IOException, OrtException {
        String json = session.getMetadata().getCustomMetadata().get("classes");
        if (json == null) {
            throw new IOException(file + ": does not name its classes, it is not by cifar-lab; " + EXPORT);
        }
        try {
            return ClassNames.parse(json);
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    file + ": the names of its classes cannot be read (" + e.getMessage() + "); " + EXPORT, e);
        }
    }

    /** That of one image: 1, 3, side, side. */
    private long[] shape() throws IOException, OrtException {
        long[] images = floats(session.getInputInfo(), INPUT);
        long[] answers = floats(session.getOutputInfo(), OUTPUT);
        boolean fits = session.getNumInputs() == 1
                && images.length == 4
                && images[2] > 0
                && images[3] == images[2]
                && answers.length == 2
                && answers[1] == classes.size();
        if (!fits) {
            throw new IOException(file + ": does not go from " + INPUT + " (n, 3, side, side) to " + OUTPUT + " of "
                    + classes.size() + " classes, it is not by cifar-lab; " + EXPORT);
        }
        if (images[1] != 3) {
            throw new IOException(file + ": takes images of " + images[1]
                    + " channels, and this example has red, green and blue; export a network of colour images");
        }
        return new long[] {1, images[1], images[2], images[3]};
    }

    private static long[] floats(Map<String, NodeInfo> nodes, String name) {
        return nodes.containsKey(name)
                        && nodes.get(name).getInfo() instanceof TensorInfo tensor
                        && tensor.type == OnnxJavaType.FLOAT
                ? tensor.getShape()
                : new long[0];
    }

    /** Height and width of an image. */
    int side() {
        return (int) shape[2];
    }

    /** How pictures become images. */
    Framing framing() {
        return framing;
    }

    List<String> classes() {
        return classes;
    }

    /** The probability of each class, for planes of red, green and blue of 0 to 255. */
    float[] probabilities(float[] image) throws IOException {
        try (OnnxTensor tensor = OnnxTensor.createTensor(environment, FloatBuffer.wrap(image), shape);
                OrtSession.Result result = session.run(Map.of(INPUT, tensor))) {
            return ((float[][]) result.get(OUTPUT).orElseThrow().getValue())[0];
        } catch (OrtException e) {
            throw new IOException(file + ": ONNX Runtime cannot ask this network (" + e.getCode() + "); " + EXPORT, e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IOException(file + ": cannot be closed (" + e.getCode() + ")", e);
        }
    }
}
