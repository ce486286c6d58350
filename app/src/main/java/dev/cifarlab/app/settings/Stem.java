package dev.cifarlab.app.settings;

/** What a ResNet does to images before its stages (He et al., 2016). */
public enum Stem implements NamedChoice {
    /** {@link #IMAGENET} for images of at least 96 pixels, else {@link #CIFAR}. */
    AUTO("automatic stem"),
    /** A 3x3 convolution at full size. */
    CIFAR("CIFAR stem"),
    /** A 7x7 convolution and 3x3 maxima, both of stride 2: the stages begin at a quarter of height and width. */
    IMAGENET("ImageNet stem");

    /** From so many pixels on, {@code auto} is the ImageNet stem. */
    static final int LARGE = 96;

    private final String title;

    Stem(String title) {
        this.title = title;
    }

    @Override
    public String title() {
        return title;
    }

    /**
     * The one in use for images of a size in pixels; {@code AUTO} for a network without the choice.
     *
     * @throws UserException where such a network is to have the ImageNet stem
     */
    public Stem of(ModelKind model, int pixels) {
        if (model.hasStems()) {
            return this != AUTO ? this : pixels < LARGE ? CIFAR : IMAGENET;
        }
        if (this == IMAGENET) {
            throw UserException.usage("stem: the %s has no ImageNet stem; choose auto", model.label());
        }
        return AUTO;
    }
}
