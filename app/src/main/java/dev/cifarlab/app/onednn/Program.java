package dev.cifarlab.app.onednn;

import com.sun.jna.Memory;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Steps that run one after the other on memory that is planned for all of them together. Build it once, {@link #bind}
 * it to memory of at least {@link #plan} bytes, run it many times.
 */
public final class Program {

    private static final int SIZE_OF_ARGUMENT = 16; // dnnl_exec_arg_t: an int, padding, a pointer

    private final Session session;
    private final List<Runnable> steps = new ArrayList<>();
    private final Set<Storage> storages = new LinkedHashSet<>();
    private final List<Tensor> tensors = new ArrayList<>();

    /** An empty program whose arrays live as long as the session. */
    public Program(Session session) {
        this.session = session;
    }

    /** What owns the program's arrays and primitives. */
    public Session session() {
        return session;
    }

    /** An array that lasts from the first step that uses it to the last. */
    public Tensor tensor(Descriptor descriptor) {
        Tensor tensor = new Tensor(session, descriptor, Storage.planned(descriptor.bytes()));
        tensors.add(tensor);
        return tensor;
    }

    /** An array in memory that the caller keeps; {@link Tensor#moveTo} says where. */
    public Tensor external(Descriptor descriptor) {
        return new Tensor(session, descriptor, Storage.external(descriptor.bytes()));
    }

    /** The memory of an array under another descriptor of the same size. */
    public Tensor view(Tensor tensor, Descriptor descriptor) {
        if (descriptor.bytes() != tensor.descriptor().bytes()) {
            throw new IllegalArgumentException("a view of another size");
        }
        return tensor.view(session, descriptor);
    }

    /** Adds a primitive with its arrays; its scratchpad is added for it. */
    public void add(Primitive primitive, Map<Argument, Tensor> arrays) {
        List<Map.Entry<Argument, Tensor>> arguments = new ArrayList<>(arrays.entrySet());
        Descriptor scratch = primitive.needed(Choice.SCRATCHPAD);
        if (scratch.bytes() > 0) {
            arguments.add(Map.entry(Argument.SCRATCHPAD, tensor(scratch)));
        }
        Memory list = new Memory((long) SIZE_OF_ARGUMENT * arguments.size());
        for (int k = 0; k < arguments.size(); k++) {
            list.setInt((long) SIZE_OF_ARGUMENT * k, arguments.get(k).getKey().code());
            list.setLong(
                    (long) SIZE_OF_ARGUMENT * k + 8, arguments.get(k).getValue().memory());
            touch(arguments.get(k).getValue());
        }
        int count = arguments.size();
        steps.add(() -> OneDnnException.check(
                Calls.primitiveExecute(primitive.handle(), Engine.queue(), count, list), "primitive"));
    }

    /** Adds a step of our own, which reads or writes the arrays given. */
    public void add(Runnable step, Tensor... arrays) {
        for (Tensor array : arrays) {
            touch(array);
        }
        steps.add(step);
    }

    private void touch(Tensor tensor) {
        tensor.storage().touch(steps.size());
        if (!tensor.storage().isExternal()) {
            storages.add(tensor.storage());
        }
    }

    /** The same array in the layout and number type wanted: itself, or a copy that a step makes. */
    public Tensor reordered(Tensor tensor, Descriptor wanted) {
        if (tensor.descriptor().sameAs(wanted)) {
            return tensor;
        }
        Tensor copy = tensor(wanted);
        reorder(tensor, copy);
        return copy;
    }

    /** Adds a copy between layouts or number types. */
    public void reorder(Tensor from, Tensor to) {
        add(
                Elementwise.reorder(session, from.descriptor(), to.descriptor()),
                Map.of(Argument.SRC, from, Argument.DST, to));
    }

    /** Plans the memory; returns the bytes that the program needs. */
    public long plan() {
        return Storage.plan(List.copyOf(storages));
    }

    /** Places all planned arrays in a block of memory. */
    public void bind(long base) {
        tensors.forEach(tensor -> tensor.moveTo(base + tensor.storage().offset()));
    }

    public void run() {
        steps.forEach(Runnable::run);
        OneDnnException.check(Calls.streamWait(Engine.queue()), "queue");
    }
}
