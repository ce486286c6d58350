package dev.cifarlab.app.onednn;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Steps that run one after the other on memory that is planned for all of them together. Build it once, {@link #bind}
 * it to memory of at least {@link #plan} bytes, run it many times.
 */
public final class Program {

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
        return tensor.view(session, descriptor, 0);
    }

    /** A part of an array's memory, from the number at {@code start} on: singles. */
    public Tensor part(Tensor tensor, Descriptor descriptor, long start) {
        long offset = start * Float.BYTES;
        if (offset < 0 || offset >= tensor.descriptor().bytes()) {
            throw new IllegalArgumentException("a part that begins beyond the whole");
        }
        return tensor.view(session, descriptor, offset);
    }

    /** Adds a primitive with its arrays; its scratchpad is added for it. */
    public void add(Primitive primitive, Map<Argument, Tensor> arrays) {
        Execution execution = execution(primitive, arrays, Engine.queue());
        add(execution, execution.arrays());
    }

    /**
     * A run of a primitive, on the thread that calls it, within a step of our own: that one is to be added with {@link
     * Execution#arrays}. Its scratchpad is among them.
     */
    public Execution execution(Primitive primitive, Map<Argument, Tensor> arrays) {
        return execution(primitive, arrays, Engine.queue(session));
    }

    private Execution execution(Primitive primitive, Map<Argument, Tensor> arrays, long queue) {
        Map<Argument, Tensor> all = new EnumMap<>(arrays);
        Descriptor scratch = primitive.needed(Choice.SCRATCHPAD);
        if (scratch.bytes() > 0) {
            all.put(Argument.SCRATCHPAD, tensor(scratch));
        }
        return new Execution(primitive, all, queue);
    }

    /** Adds a step of our own, which reads or writes the arrays given. */
    public void add(Runnable step, Tensor... arrays) {
        add(step, List.of(arrays));
    }

    /** Adds a step of our own, which reads or writes the arrays given. */
    public void add(Runnable step, Collection<Tensor> arrays) {
        arrays.forEach(this::touch);
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
