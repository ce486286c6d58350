package dev.cifarlab.benchmarks.speed;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.util.List;

/** The same ResNet-18 in PyTorch, driven from Java by DJL. */
final class DjlResNet implements Contestant {

    private final Loss loss = Loss.softmaxCrossEntropyLoss();
    private final Trainer trainer;
    private final NDArray images;
    private final NDArray labels;

    @SuppressWarnings("MustBeClosedChecker") // the process ends with it
    DjlResNet(int batch) {
        Model model = Model.newInstance("resnet18", "PyTorch");
        model.setBlock(resNet18());
        trainer = model.newTrainer(new DefaultTrainingConfig(loss)
                .optOptimizer(Optimizer.adam()
                        .optLearningRateTracker(Tracker.fixed(0.001f))
                        .build()));
        trainer.initialize(new Shape(batch, 3, 32, 32));
        NDManager manager = trainer.getManager();
        images = manager.randomUniform(0, 1, new Shape(batch, 3, 32, 32));
        labels = manager.arange(batch).mod(10).toType(DataType.INT64, false);
    }

    private static Block resNet18() {
        SequentialBlock network = new SequentialBlock();
        network.add(convolution(64, 3, 1)).add(Activation::relu);
        for (int channels = 64; channels <= 512; channels *= 2) {
            network.add(block(channels, channels == 64 ? 1 : 2, channels != 64));
            network.add(block(channels, 1, false));
        }
        return network.add(Pool.globalAvgPool2dBlock())
                .add(Blocks.batchFlattenBlock())
                .add(Linear.builder().setUnits(10).build());
    }

    private static Block block(int channels, int stride, boolean projected) {
        SequentialBlock branch = new SequentialBlock()
                .add(convolution(channels, 3, stride))
                .add(Activation::relu)
                .add(convolution(channels, 3, 1));
        Block shortcut = projected ? convolution(channels, 1, stride) : Blocks.identityBlock();
        ParallelBlock both = new ParallelBlock(
                lists -> new NDList(
                        lists.get(0).singletonOrThrow().add(lists.get(1).singletonOrThrow())),
                List.of(branch, shortcut));
        return new SequentialBlock().add(both).add(Activation::relu);
    }

    private static Block convolution(int channels, int kernel, int stride) {
        return new SequentialBlock()
                .add(Conv2d.builder()
                        .setKernelShape(new Shape(kernel, kernel))
                        .setFilters(channels)
                        .optStride(new Shape(stride, stride))
                        .optPadding(new Shape(kernel / 2, kernel / 2))
                        .optBias(false)
                        .build())
                .add(BatchNorm.builder().build());
    }

    @Override
    public void train() {
        try (NDManager step = trainer.getManager().newSubManager();
                GradientCollector collector = trainer.newGradientCollector()) {
            images.tempAttach(step);
            NDArray value = loss.evaluate(new NDList(labels), trainer.forward(new NDList(images)));
            value.attach(step);
            collector.backward(value);
        }
        trainer.step();
    }

    @Override
    public void infer() {
        try (NDManager step = trainer.getManager().newSubManager()) {
            images.tempAttach(step);
            trainer.evaluate(new NDList(images)).close();
        }
    }
}
