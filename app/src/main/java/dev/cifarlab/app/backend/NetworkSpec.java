package dev.cifarlab.app.backend;

import dev.cifarlab.app.net.Architecture;
import dev.cifarlab.app.net.Net;
import dev.cifarlab.app.net.Shape;
import dev.cifarlab.app.settings.Activation;
import dev.cifarlab.app.settings.ConvolutionRoute;
import dev.cifarlab.app.settings.Initialization;
import dev.cifarlab.app.settings.ModelKind;
import dev.cifarlab.app.settings.Precision;
import dev.cifarlab.app.settings.Stem;
import java.util.Locale;

/**
 * Everything that decides a network's shape and its weights at the start.
 *
 * @param model which architecture
 * @param stem what it has before its stages; {@code AUTO} for a network without the choice
 * @param activation the hidden layers' activation function
 * @param initialization how weights are drawn
 * @param channels channels of an image
 * @param height height of an image in pixels
 * @param width width of an image in pixels
 * @param classes number of classes
 * @param labelSmoothing share of the label spread evenly over the classes in training, 0 for none
 * @param convolution what computes convolutions; decides speed and rounding alone
 * @param precision the numbers that layers compute with
 * @param seed decides the weights
 */
public record NetworkSpec(
        ModelKind model,
        Stem stem,
        Activation activation,
        Initialization initialization,
        int channels,
        int height,
        int width,
        int classes,
        double labelSmoothing,
        ConvolutionRoute convolution,
        Precision precision,
        long seed) {

    /** With the stem that is in use. */
    public NetworkSpec {
        stem = stem.of(model, Math.min(height, width));
    }

    /** The network in words, such as {@code resnet18 (ImageNet stem)}. */
    public String title() {
        return model.label() + (model.hasStems() ? " (" + stem.title() + ")" : "");
    }

    /** What must be the same for two networks to have the same use for their weights, in words. */
    public String label() {
        return String.format(
                Locale.ROOT,
                "%s with %s for images of %dx%dx%d and %d classes",
                stem == Stem.IMAGENET ? title() : model.label(), // what checkpoints of before there were stems say
                activation.label(),
                channels,
                height,
                width,
                classes);
    }

    /** The network as data. */
    public Net net() {
        return Architecture.of(model).net(Shape.maps(channels, height, width), classes, activation, stem);
    }

    /** Bytes that a training needs for each image of a batch. */
    public long trainingBytes() {
        return planned() ? net().trainingBytes(precision) : net().trainingBytes();
    }

    /** Whether its arrays are ours, in one block of memory, and not the framework's. */
    public boolean planned() {
        return ConvolutionRoutes.resolve(convolution) == ConvolutionRoute.ONEDNN;
    }

    /**
     * The seed for the framework, which takes 0, our default, for "choose one": mixed by SplitMix64's finaliser
     * (Steele, Lea and Flood, 2014), so that every seed gives weights of its own.
     */
    long frameworkSeed() {
        long mixed = seed + 0x9e3779b97f4a7c15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        mixed ^= mixed >>> 31;
        return mixed == 0 ? 1 : mixed;
    }
}
