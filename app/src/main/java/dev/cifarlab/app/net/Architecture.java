package dev.cifarlab.app.net;

import dev.cifarlab.app.settings.Activation;
import dev.cifarlab.app.settings.ModelKind;

/** A kind of network, for images and classes of any number. A new one has a line in {@link ModelKind}. */
public interface Architecture {

    /** The network for maps of one shape. */
    Net net(Shape images, int classes, Activation function);

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
