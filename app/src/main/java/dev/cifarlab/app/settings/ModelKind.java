package dev.cifarlab.app.settings;

/** The network to train. */
public enum ModelKind implements NamedChoice {
    /** ResNet-18 for 32x32 images (He et al., 2016), 11,173,962 trainable parameters with ten classes. */
    RESNET18,
    /** A multi-layer perceptron with about as many trainable parameters as the ResNet-18. */
    MLP;

    @Override
    public String title() {
        return this == RESNET18 ? "ResNet-18" : "MLP";
    }
}
