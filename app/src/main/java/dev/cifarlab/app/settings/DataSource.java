package dev.cifarlab.app.settings;

/** Where images come from. */
public enum DataSource implements NamedChoice {
    /** The official CIFAR-10 binary files. */
    CIFAR10("CIFAR-10", 3, 10),
    /** The official CIFAR-100 binary files, with the fine labels. */
    CIFAR100("CIFAR-100", 3, 100),
    /** Handwritten digits (LeCun, Cortes and Burges), grey. */
    MNIST("MNIST", 1, 10),
    /** Pictures of clothes in MNIST's form (Xiao, Rasul and Vollgraf, 2017). */
    FASHION_MNIST("Fashion-MNIST", 1, 10),
    /** Ten classes of drawn shapes and textures, made on the spot from the seed. */
    SYNTHETIC("Synthetic images", 3, 10),
    /** Picture files in train/CLASS/ and test/CLASS/. */
    FOLDER("Pictures of a folder", 3, 10);

    private final String title;
    private final int channels;
    private final int classes;

    DataSource(String title, int channels, int classes) {
        this.title = title;
        this.channels = channels;
        this.classes = classes;
    }

    @Override
    public String title() {
        return title;
    }

    /** The environment variable of the folder that its files are in, where it has any. */
    public String variable() {
        return name().replace("_", "") + "_DIR";
    }

    /** Channels of an image: 3, or 1 of grey. */
    public int channels() {
        return channels;
    }

    /** Number of classes; before a folder is looked into, as many as the others mostly have. */
    public int classes() {
        return classes;
    }
}
