package dev.cifarlab.app.onednn;

import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.List;

/** An array of a program: a descriptor and a place in memory. Its content lasts as long as the program says. */
public final class Tensor {

    private static final long UNPLACED = 0;

    private final Descriptor descriptor;
    private final Storage storage;
    private final long memory;
    private final List<Tensor> views = new ArrayList<>();
    private long address;

    Tensor(Session session, Descriptor descriptor, Storage storage) {
        this.descriptor = descriptor;
        this.storage = storage;
        memory = session.own(
                "memory",
                handle -> Calls.memoryCreate(handle, descriptor.handle(), Engine.handle(), UNPLACED),
                Calls::memoryDestroy);
    }

    public Descriptor descriptor() {
        return descriptor;
    }

    Storage storage() {
        return storage;
    }

    long memory() {
        return memory;
    }

    /** The same memory under another descriptor. */
    Tensor view(Session session, Descriptor other) {
        Tensor view = new Tensor(session, other, storage);
        views.add(view);
        return view;
    }

    /** Points a tensor of external memory, and its views, somewhere else. */
    public void moveTo(long newAddress) {
        views.forEach(view -> view.moveTo(newAddress));
        if (newAddress != address) {
            OneDnnException.check(Calls.memorySetDataHandle(memory, newAddress), "memory");
            address = newAddress;
        }
    }

    /** Copies singles, in the order of memory, out of the tensor. */
    public float[] read() {
        return new Pointer(address).getFloatArray(0, floats());
    }

    /** Copies singles, in the order of memory, into the tensor. */
    public void write(float[] values) {
        if (values.length != floats()) {
            throw new IllegalArgumentException(values.length + " values for an array of " + floats());
        }
        new Pointer(address).write(0, values, 0, values.length);
    }

    private int floats() {
        if (descriptor.element() != Element.FLOAT32) {
            throw new IllegalStateException("not an array of singles");
        }
        return Math.toIntExact(descriptor.bytes() / Float.BYTES);
    }
}
