package dev.cifarlab.app.settings;

/** The networks to train: a new one is a line here and a class of its own in the package {@code net}. */
public enum ModelKind implements NamedChoice {
    /** ResNet-18 (He et al., 2016), 11,173,962 trainable parameters with ten classes and the CIFAR stem. */
    RESNET18("ResNet-18", "ResNet18", true),
    /** A multi-layer perceptron with about as many trainable parameters as the ResNet-18. */
    MLP("MLP", "Mlp", false),
    /** WRN-16-4, a wide ResNet of 2,748,890 trainable parameters (Zagoruyko and Komodakis, 2016). */
    WRN_16_4("WRN-16-4", "WideResNet", false),
    /** The small network of airbench94 (Jordan, 2024), 1,972,490 trainable parameters. */
    AIRBENCH("airbench", "Airbench", false);

    private final String title;
    private final String architecture;
    private final boolean stems;

    ModelKind(String title, String architecture, boolean stems) {
        this.title = title;
        this.architecture = architecture;
        this.stems = stems;
    }

    @Override
    public String title() {
        return title;
    }

    /** Whether it has the choice of a {@link Stem}. */
    public boolean hasStems() {
        return stems;
    }

    /** Name of the class that says what it is made of. */
    public String architecture() {
        return architecture;
    }
}
