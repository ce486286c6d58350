package dev.cifarlab.app.export;

import dev.cifarlab.app.settings.NamedChoice;

/** Files that a trained network can be written as. */
public enum ExportFormat implements NamedChoice {
    /** Deeplearning4j's own. */
    DL4J("zip", false),
    /** A program for ONNX Runtime and others. */
    ONNX("onnx", false),
    /** Weights by name, for PyTorch and others. */
    SAFETENSORS("safetensors", true),
    /** Weights by name, for NumPy. */
    NPZ("npz", true);

    private final String ending;
    private final boolean weightsAlone;

    ExportFormat(String ending, boolean weightsAlone) {
        this.ending = ending;
        this.weightsAlone = weightsAlone;
    }

    /** Whether a file holds weights by name, and nothing of how the network computes. */
    public boolean isOfWeightsAlone() {
        return weightsAlone;
    }

    /** The file's name where none is given. */
    public String fileName() {
        return "network." + ending;
    }
}
