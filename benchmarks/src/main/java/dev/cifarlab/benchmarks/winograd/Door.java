package dev.cifarlab.benchmarks.winograd;

import com.sun.jna.CallbackThreadInitializer;
import com.sun.jna.Function;
import com.sun.jna.FunctionMapper;
import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import dev.cifarlab.app.onednn.OneDnn;
import java.io.IOException;
import java.lang.ref.Reference;
import java.net.URL;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.bytedeco.javacpp.Loader;

/** What of oneDNN and OpenMP the app does not use: products in a batch, copies by strides, loops that are ours. */
final class Door {

    private static final int SINGLES = 3;
    private static final int ANY = 1;
    private static final int SRC = 1;
    private static final int DST = 17;
    private static final int WEIGHTS = 33;
    private static final int SCRATCHPAD = 80;
    private static final int QUERY_WEIGHTS = 131;
    private static final int QUERY_SCRATCHPAD = 136;
    private static final int SIZE_OF_ARGUMENT = 16;
    private static final long ENGINE;
    private static final NativeLibrary OPENMP;

    static {
        if (!OneDnn.available()) {
            throw new IllegalStateException(OneDnn.trouble().orElseThrow());
        }
        URL library = Objects.requireNonNull(OneDnn.class.getResource("/org/bytedeco/dnnl/linux-x86_64/libdnnl.so.3"));
        FunctionMapper names = (any, method) ->
                "dnnl_" + method.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
        try {
            String path = Loader.cacheResource(library).getPath();
            Native.register(Door.class, NativeLibrary.getInstance(path, Map.of(Library.OPTION_FUNCTION_MAPPER, names)));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        OPENMP = NativeLibrary.getInstance("libgomp.so.1");
        ENGINE = made(engine -> engineCreate(engine, 1, 0));
    }

    private Door() {}

    private static native int engineCreate(long[] engine, int kind, long index);

    private static native int streamCreate(long[] stream, long engine, int flags);

    private static native int memoryDescCreateWithStrides(long[] md, int rank, long[] dims, int type, long[] strides);

    private static native int memoryDescCreateWithTag(long[] md, int rank, long[] dims, int type, int tag);

    private static native long memoryDescGetSize(long md);

    private static native int memoryCreate(long[] memory, long md, long engine, long address);

    private static native int primitiveAttrCreate(long[] attr);

    private static native int primitiveAttrSetScratchpadMode(long attr, int mode);

    private static native int primitiveAttrSetPostOps(long attr, long postOps);

    private static native int postOpsCreate(long[] postOps);

    private static native int postOpsAppendSum(long postOps, float scale, int zeroPoint, int type);

    private static native int matmulPrimitiveDescCreate(
            long[] pd, long engine, long src, long weights, long bias, long dst, long attr);

    private static native int reorderPrimitiveDescCreate(
            long[] pd, long src, long srcEngine, long dst, long dstEngine, long attr);

    private static native long primitiveDescQueryMd(long pd, int what, int index);

    private static native int primitiveCreate(long[] primitive, long pd);

    private static native int primitiveExecute(long primitive, long stream, int count, Pointer arguments);

    /** A description of singles, which lasts as long as the process, as all here does. */
    static long strided(long[] shape, long... strides) {
        return made(md -> memoryDescCreateWithStrides(md, shape.length, shape, SINGLES, strides));
    }

    /** A description for the primitive to choose. */
    static long any(long... shape) {
        return made(md -> memoryDescCreateWithTag(md, shape.length, shape, SINGLES, ANY));
    }

    /** Memory for what is described. */
    static Floats room(long description) {
        return Floats.of((memoryDescGetSize(description) + Float.BYTES - 1) / Float.BYTES);
    }

    /** DST = SRC WEIGHTS, all in a batch, or DST += that. */
    static long products(long src, long weights, long dst, boolean adds) {
        return made(pd -> matmulPrimitiveDescCreate(pd, ENGINE, src, weights, 0, dst, attributes(adds)));
    }

    /** The weights' description that products have chosen. */
    static long chosenWeights(long products) {
        return primitiveDescQueryMd(products, QUERY_WEIGHTS, 0);
    }

    /** Executes products; all arrays as they were described. */
    static Runnable product(long products, long src, Floats a, long weights, Floats b, long dst, Floats c) {
        return execution(products, new int[] {SRC, WEIGHTS, DST}, new long[] {src, weights, dst}, a, b, c);
    }

    /** Copies from one layout to another. */
    static Runnable copy(long src, Floats from, long dst, Floats to) {
        long pd = made(made -> reorderPrimitiveDescCreate(made, src, ENGINE, dst, ENGINE, attributes(false)));
        return execution(pd, new int[] {SRC, DST}, new long[] {src, dst}, from, to);
    }

    private static long attributes(boolean adds) {
        long attr = made(Door::primitiveAttrCreate);
        check(primitiveAttrSetScratchpadMode(attr, 1)); // an argument
        if (adds) {
            long operations = made(Door::postOpsCreate);
            check(postOpsAppendSum(operations, 1, 0, 0));
            check(primitiveAttrSetPostOps(attr, operations));
        }
        return attr;
    }

    private static Runnable execution(long pd, int[] codes, long[] descriptions, Floats... arrays) {
        long primitive = made(made -> primitiveCreate(made, pd));
        long stream = made(made -> streamCreate(made, ENGINE, 1));
        long scratch = primitiveDescQueryMd(pd, QUERY_SCRATCHPAD, 0);
        Floats scratchpad = room(scratch);
        int count = codes.length + (memoryDescGetSize(scratch) > 0 ? 1 : 0);
        Memory list = new Memory((long) SIZE_OF_ARGUMENT * count);
        for (int k = 0; k < count; k++) {
            boolean given = k < codes.length;
            long md = given ? descriptions[k] : scratch;
            long address = (given ? arrays[k] : scratchpad).address();
            list.setInt((long) SIZE_OF_ARGUMENT * k, given ? codes[k] : SCRATCHPAD);
            list.setLong((long) SIZE_OF_ARGUMENT * k + 8, made(made -> memoryCreate(made, md, ENGINE, address)));
        }
        Object[] kept = {arrays, scratchpad};
        return () -> {
            try {
                check(primitiveExecute(primitive, stream, count, list));
            } finally {
                Reference.reachabilityFence(kept);
            }
        };
    }

    private static long made(ToIntFunction<long[]> create) {
        long[] handle = new long[1];
        check(create.applyAsInt(handle));
        return handle[0];
    }

    private static void check(int status) {
        if (status != 0) {
            throw new IllegalStateException("oneDNN's status " + status);
        }
    }

    /** How many threads share a loop. */
    static int threads() {
        return openMp("omp_get_max_threads").invokeInt(new Object[] {});
    }

    /** What is made here is for one thread each. */
    static <T> T alone(Supplier<T> maker) {
        int threads = threads();
        openMp("omp_set_num_threads").invokeVoid(new Object[] {1});
        try {
            return maker.get();
        } finally {
            openMp("omp_set_num_threads").invokeVoid(new Object[] {threads});
        }
    }

    /** A loop in which each of OpenMP's threads runs its part, given its number. */
    static Runnable shared(IntConsumer part) {
        Function parallel = openMp("GOMP_parallel");
        Function number = openMp("omp_get_thread_num");
        AtomicReference<Throwable> trouble = new AtomicReference<>();
        Callback body = data -> {
            try {
                part.accept(number.invokeInt(new Object[] {}));
            } catch (RuntimeException | Error e) {
                trouble.set(e);
            }
        };
        Native.setCallbackThreadInitializer(body, new CallbackThreadInitializer(true, false));
        return () -> {
            parallel.invokeVoid(new Object[] {body, Pointer.NULL, 0, 0});
            if (trouble.get() != null) {
                throw new IllegalStateException(trouble.get());
            }
        };
    }

    private static Function openMp(String name) {
        return OPENMP.getFunction(name);
    }

    /** What OpenMP calls. */
    interface Callback extends com.sun.jna.Callback {
        void run(Pointer data);
    }
}
