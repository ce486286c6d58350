package dev.cifarlab.benchmarks.speed;

import dev.cifarlab.app.backend.LearningRate;
import dev.cifarlab.app.backend.Network;
import dev.cifarlab.app.backend.NetworkSpec;
import dev.cifarlab.app.backend.UpdateRule;
import dev.cifarlab.app.data.Labels;
import dev.cifarlab.app.export.StockExport;
import dev.cifarlab.app.net.Net;
import dev.cifarlab.app.settings.Activation;
import dev.cifarlab.app.settings.ConvolutionRoute;
import dev.cifarlab.app.settings.Initialization;
import dev.cifarlab.app.settings.ModelKind;
import dev.cifarlab.app.settings.Optimizer;
import dev.cifarlab.app.settings.Precision;
import dev.cifarlab.app.settings.Schedule;
import dev.cifarlab.app.settings.Stem;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The app's networks, on one of their routes or as stock layers of Deeplearning4j. */
final class Ours {

    private Ours() {}

    static Net net(ModelKind model) {
        return spec(model, ConvolutionRoute.AUTO, Precision.FLOAT32).net();
    }

    private static NetworkSpec spec(ModelKind model, ConvolutionRoute route, Precision precision) {
        return new NetworkSpec(
                model, Stem.AUTO, Activation.RELU, Initialization.GLOROT_NORMAL, 3, 32, 32, 10, 0, route, precision, 1);
    }

    static Network network(ModelKind model, ConvolutionRoute route, Precision precision) {
        return Network.create(
                spec(model, route, precision),
                UpdateRule.of(Optimizer.ADAM, new LearningRate(Schedule.CONSTANT, 1e-3, 1000)));
    }

    static Contestant of(ModelKind model, Precision precision, int batch) {
        Network network = network(model, ConvolutionRoute.ONEDNN, precision);
        INDArray images = Batches.images(batch);
        Labels labels = Batches.labels(batch);
        return new Contestant() {
            @Override
            public void train() {
                network.fit(images, labels);
            }

            @Override
            public void infer() {
                network.logits(images);
            }
        };
    }

    static Contestant stock(ModelKind model, int batch) {
        ComputationGraph graph = StockExport.of(network(model, ConvolutionRoute.IM2COL, Precision.FLOAT32));
        INDArray images = Batches.images(batch);
        INDArray labels = Batches.targets(batch);
        return new Contestant() {
            @Override
            public void train() {
                graph.fit(new INDArray[] {images}, new INDArray[] {labels});
            }

            @Override
            public void infer() {
                graph.outputSingle(images);
            }
        };
    }
}
