package dev.cifarlab.app.onednn;

import com.sun.jna.Memory;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** A primitive with its arrays, to be run whenever they are in their places. */
public final class Execution implements Runnable {

    private static final int SIZE_OF_ARGUMENT = 16; // dnnl_exec_arg_t: an int, padding, a pointer

    private final Primitive primitive;
    private final Collection<Tensor> arrays;
    private final long queue;
    private final Memory list;

    Execution(Primitive primitive, Map<Argument, Tensor> arguments, long queue) {
        this.primitive = primitive;
        this.arrays = List.copyOf(arguments.values());
        this.queue = queue;
        list = new Memory((long) SIZE_OF_ARGUMENT * arguments.size());
        long at = 0;
        for (Map.Entry<Argument, Tensor> argument : arguments.entrySet()) {
            list.setInt(at, argument.getKey().code());
            list.setLong(at + 8, argument.getValue().memory());
            at += SIZE_OF_ARGUMENT;
        }
    }

    /** All that it reads or writes. */
    public Collection<Tensor> arrays() {
        return arrays;
    }

    @Override
    public void run() {
        OneDnnException.check(Calls.primitiveExecute(primitive.handle(), queue, arrays.size(), list), "primitive");
    }
}
