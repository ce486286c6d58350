package dev.cifarlab.app.net;

import dev.cifarlab.app.settings.Activation;
import dev.cifarlab.app.settings.ModelKind;
import dev.cifarlab.app.settings.Stem;

/** A kind of network, for images and classes of any number. A new one has a line in {@link ModelKind}. */
public interface Architecture {

    /** The network for maps of one shape. The stem is {@code AUTO} where {@link ModelKind#hasStems} says no. */
    Net net(Shape images, int classes, Activation function, Stem stem);

    /** That which a model's line names. */
    static Architecture of(ModelKind model) {
        String name = Architecture.class.getPackageName() + "." + model.architecture();
        try {
            return Class.forName(name)
                    .asSubclass(Architecture.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("ModelKind." + model + " names no architecture: " + name, e);
        }
    }
}
