package dev.cifarlab.app.lab;

import dev.cifarlab.app.backend.Network;
import dev.cifarlab.app.data.ChannelStatistics;
import dev.cifarlab.app.export.ExportFormat;
import dev.cifarlab.app.export.OnnxExport;
import dev.cifarlab.app.export.StockExport;
import dev.cifarlab.app.runs.AtomicFiles;
import dev.cifarlab.app.runs.Environment;
import dev.cifarlab.app.weights.WeightFiles;
import dev.cifarlab.app.weights.WeightNames;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A trained network as a file for other programs.
 *
 * @param trained the network
 * @param bytes whether an ONNX file takes the bytes of images, and scales and normalises them itself
 * @param names what weights are called
 */
public record Export(TrainedNetwork trained, boolean bytes, WeightNames names) {

    /** Writes the file. */
    public void write(ExportFormat format, Path file) {
        Network network = trained.network();
        AtomicFiles.Content content = switch (format) {
            case DL4J -> out -> StockExport.write(network, out);
            case ONNX ->
                out -> OnnxExport.write(network, scaling(format), Environment.version(), metadata(format), out);
            case SAFETENSORS -> out -> WeightFiles.writeSafetensors(trained.weights(names), out);
            case NPZ -> out -> WeightFiles.writeNpz(trained.weights(names), out);
        };
        AtomicFiles.write(file, content);
    }

    private @Nullable ChannelStatistics scaling(ExportFormat format) {
        return format == ExportFormat.ONNX && bytes ? trained.card().normalisation() : null;
    }

    private Map<String, String> metadata(ExportFormat format) {
        Map<String, String> metadata =
                new LinkedHashMap<>(trained.weights(names).metadata());
        metadata.put("input", images(format));
        return metadata;
    }

    /** How images are to go in, in words. */
    public String images(ExportFormat format) {
        return scaling(format) == null
                ? trained.card().normalisation().describe()
                : "bytes 0 to 255 as floats, " + trained.card().normalisation().channels();
    }
}
