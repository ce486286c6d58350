package dev.cifarlab.app.settings;

/** What a network is shown of an image that it is asked about; its logits are averaged. */
public enum TestTimeAugmentation implements NamedChoice {
    /** The image alone. */
    NONE,
    /** The image and its mirror image. */
    FLIP,
    /** Both, with a weight of one half, and both moved by a pixel up and left, and down and right (Jordan, 2024). */
    FLIP_SHIFT
}
