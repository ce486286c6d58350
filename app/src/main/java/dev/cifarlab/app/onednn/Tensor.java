package dev.cifarlab.app.onednn;

import com.sun.jna.Pointer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/** An array of a program: a descriptor and a place in memory. Its content lasts as long as the program says. */
public final class Tensor {

    private static final long UNPLACED = 0;

    private final Descriptor descriptor;
    private final Storage storage;
    private final long memory;
    private final List<View> views = new ArrayList<>();
    private long address = UNPLACED;

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

    /** The same memory, from some bytes on, under another descriptor. */
    Tensor view(Session session, Descriptor other, long offset) {
        View view = new View(new Tensor(session, other, storage), offset);
        views.add(view);
        if (address != UNPLACED) {
            view.follow(address);
        }
        return view.tensor;
    }

    private record View(Tensor tensor, long offset) {

        void follow(long address) {
            tensor.moveTo(address + offset);
        }
    }

    /** Points a tensor of external memory, and its views, somewhere else. */
    public void moveTo(long newAddress) {
        views.forEach(view -> view.follow(newAddress));
        if (newAddress != address) {
            OneDnnException.check(Calls.memorySetDataHandle(memory, newAddress), "memory");
            address = newAddress;
        }
    }

    /** Where the first element is, until the tensor is moved. */
    public long address() {
        return address;
    }

    /** Copies singles, in the order of memory, out of the tensor. */
    public float[] read() {
        return new Pointer(address).getFloatArray(0, count());
    }

    /** Copies singles, in the order of memory, into the tensor. */
    public void write(float[] values) {
        if (values.length != count()) {
            throw new IllegalArgumentException(values.length + " values for an array of " + count());
        }
        new Pointer(address).write(0, values, 0, values.length);
    }

    /** Singles in the order of memory, where the tensor is now: they are valid until it is moved; less than 2 GiB. */
    public FloatBuffer floats() {
        return new Pointer(address)
                .getByteBuffer(0, (long) Float.BYTES * count())
                .asFloatBuffer();
    }

    private int count() {
        if (descriptor.element() != Element.FLOAT32) {
            throw new IllegalStateException("not an array of singles");
        }
        return Math.toIntExact(descriptor.bytes() / Float.BYTES);
    }
}
