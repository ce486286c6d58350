package dev.cifarlab.app.export;

import dev.cifarlab.app.settings.NamedChoice;

/** Files that a trained network can be written as. */
public enum ExportFormat implements NamedChoice {
    /** Deeplearning4j's own. */
    DL4J("zip"),
    /** A program for ONNX Runtime and others. */
    ONNX("onnx"),
    /** Weights by name, for PyTorch and others. */
    SAFETENSORS("safetensors"),
    /** Weights by name, for NumPy. */
    NPZ("npz");

    private final String ending;

    ExportFormat(String ending) {
        this.ending = ending;
    }

    /** The file's name where none is given. */
    public String fileName() {
        return "network." + ending;
    }
}
