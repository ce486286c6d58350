package dev.cifarlab.app.onednn;

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

    /** Describes an array of one, two or four dimensions. */
    public static Descriptor of(Session session, Element element, Layout layout, long... shape) {
        long[] md = new long[1];
        int tag = layout.tag(shape.length);
        Status.check(Calls.memoryDescCreateWithTag(md, shape.length, shape, element.code(), tag), "descriptor");
        return new Descriptor(session.own(md[0], Calls::memoryDescDestroy), shape.clone(), element);
    }

    /** A descriptor that a primitive chose for an array; {@code shape} and {@code element} are known to the caller. */
    static Descriptor chosen(Session session, long handle, Element element, long[] shape) {
        long[] md = new long[1];
        Status.check(Calls.memoryDescClone(md, handle), "descriptor");
        return new Descriptor(session.own(md[0], Calls::memoryDescDestroy), shape.clone(), element);
    }

    long handle() {
        return handle;
    }

    /** The array's shape. */
    public long[] shape() {
        return shape.clone();
    }

    /** The array's number type. */
    public Element element() {
        return element;
    }

    /** The same array in another layout or number type. */
    public Descriptor as(Session session, Element other, Layout layout) {
        return of(session, other, layout, shape);
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
