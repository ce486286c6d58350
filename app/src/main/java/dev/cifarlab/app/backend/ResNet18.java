package dev.cifarlab.app.backend;

import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;

/**
 * ResNet-18 for 32x32 images: a 3x3 stem without pooling, four stages of two {@link ResidualBlock}s with 64, 128, 256
 * and 512 channels at 32, 16, 8 and 4 pixels, global average pooling, and a linear layer (He et al., 2016, with the
 * stem of their CIFAR-10 networks). Input (n, 3, 32, 32) in 0..1, output logits (n, classes).
 */
final class ResNet18 implements Architecture {

    private static final int STEM = 64;
    private static final int[] STAGES = {64, 128, 256, 512};

    @Override
    public void build(GraphBuilder graph, NetworkSpec spec) {
        String x = stem(graph, spec);
        int channels = STEM;
        for (int stage = 0; stage < STAGES.length; stage++) {
            x = stage(graph, spec, stage, channels, x);
            channels = STAGES[stage];
        }
        graph.addLayer("pool", new GlobalPoolingLayer.Builder(PoolingType.AVG).build(), x);
        graph.addLayer(Architecture.OUTPUT, spec.outputLayer(channels), "pool");
        graph.setOutputs(Architecture.OUTPUT);
    }

    @Override
    public List<ConvolutionSite> firstAndLastConvolution() {
        return List.of(
                new ConvolutionSite("conv1", "conv1_bn", "act1"),
                new ConvolutionSite("stage4_block2_conv2", "stage4_block2_add", "stage4_block2_act2"));
    }

    private static String stem(GraphBuilder graph, NetworkSpec spec) {
        Convolution2d convolution = Convolution2d.of(spec.channels(), STEM, 3, 1, 1);
        String normalised = ConvolutionBlock.add(graph, "conv1", Architecture.INPUT, convolution);
        graph.addLayer("act1", HiddenActivation.of(spec.activation()), normalised);
        return "act1";
    }

    private static String stage(GraphBuilder graph, NetworkSpec spec, int stage, int inChannels, String x) {
        String name = "stage" + (stage + 1) + "_block";
        int stride = stage == 0 ? 1 : 2;
        int channels = STAGES[stage];
        String first = new ResidualBlock(name + 1, inChannels, channels, stride, spec.activation()).forward(graph, x);
        return new ResidualBlock(name + 2, channels, channels, 1, spec.activation()).forward(graph, first);
    }
}
