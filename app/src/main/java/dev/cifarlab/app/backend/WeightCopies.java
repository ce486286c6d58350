package dev.cifarlab.app.backend;

import dev.cifarlab.app.onednn.Argument;
import dev.cifarlab.app.onednn.Block;
import dev.cifarlab.app.onednn.Descriptor;
import dev.cifarlab.app.onednn.Elementwise;
import dev.cifarlab.app.onednn.Execution;
import dev.cifarlab.app.onednn.Layout;
import dev.cifarlab.app.onednn.OpenMp;
import dev.cifarlab.app.onednn.Primitive;
import dev.cifarlab.app.onednn.Program;
import dev.cifarlab.app.onednn.Session;
import dev.cifarlab.app.onednn.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Weights in rows of the network's precision beside the framework's single ones, from step to step. The optimizer makes
 * them anew piece by piece as it changes the others, while those are in the processor's cache (docs/performance.md
 * says what that is worth). Whatever else changes the framework's weights has to call {@link #outdate}.
 */
final class WeightCopies implements AutoCloseable {

    private final Map<Long, Copy> byAddress = new HashMap<>();

    /** The copy of the weights at an address, made where there is none. */
    Copy of(long address, Descriptor singles, Descriptor wanted) {
        return byAddress.computeIfAbsent(address, from -> new Copy(from, singles, wanted));
    }

    /** The copy of the weights at an address, if there is one. */
    @Nullable
    Copy at(long address) {
        return byAddress.get(address);
    }

    /** Has all copies made anew before they are read again. */
    void outdate() {
        byAddress.values().forEach(Copy::outdate);
    }

    @Override
    public void close() {
        byAddress.values().forEach(Copy::close);
        byAddress.clear();
    }

    /** One layer's weights. */
    static final class Copy {

        private final Program program = new Program(new Session());
        private final Block block;
        private final Execution whole;
        private final List<Execution> pieces = new ArrayList<>();
        private final int piece;
        private boolean isFresh;

        private Copy(long from, Descriptor singles, Descriptor wanted) {
            block = new Block(wanted.bytes());
            whole = renewal(Elementwise.reorder(program.session(), singles, wanted), from, singles, address(), wanted);
            long count = singles.bytes() / Float.BYTES;
            long bytes = wanted.bytes() / count;
            long[] shape = singles.shape();
            piece = OptimizerPass.piece(shape[shape.length - 1]);
            Map<Long, Primitive> ofLengths = new HashMap<>();
            for (long start = 0; start < count; start += piece) {
                long length = Math.min(piece, count - start);
                Descriptor read = row(singles, length);
                Descriptor written = row(wanted, length);
                Primitive primitive = ofLengths.computeIfAbsent(
                        length, k -> OpenMp.alone(() -> Elementwise.reorder(program.session(), read, written)));
                pieces.add(renewal(primitive, from + start * Float.BYTES, read, address() + start * bytes, written));
            }
        }

        private Descriptor row(Descriptor array, long length) {
            return Descriptor.of(program.session(), array.element(), Layout.ROWS, length);
        }

        private Execution renewal(Primitive primitive, long from, Descriptor read, long to, Descriptor written) {
            Tensor singles = program.external(read);
            singles.moveTo(from);
            Tensor copy = program.external(written);
            copy.moveTo(to);
            return program.execution(primitive, Map.of(Argument.SRC, singles, Argument.DST, copy));
        }

        /** Where it is, until it is closed with all others. */
        long address() {
            return block.address();
        }

        /** Makes it anew where it is out of date; to be called before it is read. */
        void refresh() {
            if (!isFresh) {
                whole.run();
                isFresh = true;
            }
        }

        /** Says that the weights are about to change. */
        void outdate() {
            isFresh = false;
        }

        /** How many numbers each piece has; the last may have fewer. */
        int piece() {
            return piece;
        }

        /** Makes a piece anew, on the calling thread. */
        void renew(int index) {
            pieces.get(index).run();
        }

        /** Says that all pieces were made anew after the weights had changed. */
        void renewed() {
            isFresh = true;
        }

        private void close() {
            program.session().close();
            block.close();
        }
    }
}
