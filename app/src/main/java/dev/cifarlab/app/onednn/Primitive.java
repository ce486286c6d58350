package dev.cifarlab.app.onednn;

import com.sun.jna.Pointer;

/** A computation for fixed shapes and layouts, compiled once. */
public final class Primitive {

    private static final int IMPLEMENTATION = 8;

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
        int create(long[] description, long attributes);
    }

    /** Compiles a primitive without an epilogue. */
    static Primitive create(Session session, String name, Creation creation) {
        return create(session, name, Epilogue.NONE, creation);
    }

    /**
     * Compiles a primitive.
     *
     * @throws OneDnnException naming it, where oneDNN has none for these arguments
     */
    static Primitive create(Session session, String name, Epilogue epilogue, Creation creation) {
        long attributes = epilogue.attributes(session);
        long description = session.own(name, pd -> creation.create(pd, attributes), Calls::primitiveDescDestroy);
        long handle =
                session.own(name, primitive -> Calls.primitiveCreate(primitive, description), Calls::primitiveDestroy);
        return new Primitive(session, description, handle);
    }

    /** The name of a description's implementation, such as {@code jit:avx512_core}. */
    static String implementation(long description) {
        long[] text = new long[1];
        OneDnnException.check(Calls.primitiveDescQuery(description, IMPLEMENTATION, 0, text), "implementation");
        return new Pointer(text[0]).getString(0);
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
