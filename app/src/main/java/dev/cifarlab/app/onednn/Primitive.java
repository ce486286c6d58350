package dev.cifarlab.app.onednn;

/** A computation for fixed shapes and layouts, compiled once. */
public final class Primitive {

    private final Session session;
    private final long description;
    private final long handle;

    private Primitive(Session session, long description, long handle) {
        this.session = session;
        this.description = description;
        this.handle = handle;
    }

    /** A call that creates a primitive's description and returns a status. */
    @FunctionalInterface
    interface Creation {
        int create(long[] description);
    }

    /**
     * Compiles a primitive.
     *
     * @throws OneDnnException naming it, where oneDNN has none for these arguments
     */
    static Primitive create(Session session, String name, Creation creation) {
        long[] description = new long[1];
        Status.check(creation.create(description), name);
        session.own(description[0], Calls::primitiveDescDestroy);
        long[] handle = new long[1];
        Status.check(Calls.primitiveCreate(handle, description[0]), name);
        return new Primitive(session, description[0], session.own(handle[0], Calls::primitiveDestroy));
    }

    long description() {
        return description;
    }

    long handle() {
        return handle;
    }

    /** The layout that was chosen for an array of known shape and number type. */
    public Descriptor chosen(Choice choice, Element element, long... shape) {
        return Descriptor.chosen(session, Calls.primitiveDescQueryMd(description, choice.code(), 0), element, shape);
    }

    /** The layout that was chosen for an array that was described with {@link Layout#ANY}. */
    public Descriptor chosen(Choice choice, Descriptor asked) {
        return chosen(choice, asked.element(), asked.shape());
    }

    /** Memory of no shape that the primitive needs: its scratchpad or workspace; of zero bytes where it needs none. */
    public Descriptor needed(Choice choice) {
        return chosen(choice, Element.FLOAT32);
    }
}
