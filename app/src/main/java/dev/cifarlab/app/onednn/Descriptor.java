package dev.cifarlab.app.onednn;

import java.util.function.ToIntFunction;

/** Shape, number type and layout of an array. */
public final class Descriptor {

    /** No array. */
    static final long NONE = 0;

    private final long handle;
    private final long[] shape;
    private final Element element;

    private Descriptor(long handle, long[] shape, Element element) {
        this.handle = handle;
        this.shape = shape;
        this.element = element;
    }

    /** Describes an array of one to four dimensions. */
    public static Descriptor of(Session session, Element element, Layout layout, long... shape) {
        int tag = layout.tag(shape.length);
        return made(
                session,
                md -> Calls.memoryDescCreateWithTag(md, shape.length, shape, element.code(), tag),
                element,
                shape);
    }

    /** Describes singles that lie so many numbers apart in each dimension. */
    public static Descriptor strided(Session session, long[] shape, long... strides) {
        return strided(session, Element.FLOAT32, shape, strides);
    }

    /** Describes numbers that lie so many numbers apart in each dimension. */
    public static Descriptor strided(Session session, Element element, long[] shape, long... strides) {
        return made(
                session,
                md -> Calls.memoryDescCreateWithStrides(md, shape.length, shape, element.code(), strides),
                element,
                shape);
    }

    /** A descriptor that a primitive chose for an array; {@code shape} and {@code element} are known to the caller. */
    static Descriptor chosen(Session session, long handle, Element element, long[] shape) {
        return made(session, md -> Calls.memoryDescClone(md, handle), element, shape);
    }

    private static Descriptor made(Session session, ToIntFunction<long[]> create, Element element, long[] shape) {
        long handle = session.own("descriptor", create, Calls::memoryDescDestroy);
        return new Descriptor(handle, shape.clone(), element);
    }

    long handle() {
        return handle;
    }

    public long[] shape() {
        return shape.clone();
    }

    public Element element() {
        return element;
    }

    /** Bytes that the array takes. */
    public long bytes() {
        return Calls.memoryDescGetSize(handle);
    }

    /** Whether two arrays have the same shape, number type and layout. */
    public boolean sameAs(Descriptor other) {
        return Calls.memoryDescEqual(handle, other.handle) != 0;
    }
}
