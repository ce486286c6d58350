package dev.cifarlab.app.onednn;

import com.sun.jna.Callback;
import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.io.File;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * The threads that share the loops of one thread, and which processors they run on. Each can be held on a processor of
 * its own: beside other programs Linux puts two of them on one now and then, and the loop takes twice as long. For
 * Linux.
 */
final class Team {

    private static final File TASKS = new File("/proc/self/task");
    private static final int MASK = 128; // bytes, for 1,024 processors

    private final Memory everywhere = new Memory(MASK);
    private final List<Integer> members;

    private Team(List<Integer> members) {
        this.members = members;
        everywhere.clear();
        process("sched_getaffinity").invokeInt(new Object[] {0, (long) MASK, everywhere});
    }

    /** The calling thread's team, by a loop in which each says who it is; {@code parallel} is GOMP_parallel. */
    static Team ofThisThread(Function parallel) {
        Function self = process("gettid");
        List<Integer> members = Collections.synchronizedList(new ArrayList<>());
        Member member = data -> members.add(self.invokeInt(new Object[] {}));
        parallel.invokeVoid(new Object[] {member, Pointer.NULL, 0, 0});
        return new Team(members);
    }

    /** How many there are. */
    int size() {
        return members.size();
    }

    /** Holds each on a processor of its own, where it has one for each; all other threads may go everywhere. */
    void holdApart() {
        List<Integer> processors = processors();
        for (String task : Objects.requireNonNullElse(TASKS.list(), new String[0])) {
            int place = members.indexOf(Integer.valueOf(task));
            boolean held = place >= 0 && members.size() == processors.size();
            move(Integer.parseInt(task), held ? only(processors.get(place)) : everywhere);
        }
    }

    /** Lets all go everywhere again. */
    void letGo() {
        for (String task : Objects.requireNonNullElse(TASKS.list(), new String[0])) {
            move(Integer.parseInt(task), everywhere);
        }
    }

    private List<Integer> processors() {
        List<Integer> processors = new ArrayList<>();
        for (int k = 0; k < 8 * MASK; k++) {
            if ((everywhere.getByte(k / 8) >> (k % 8) & 1) == 1) {
                processors.add(k);
            }
        }
        return processors;
    }

    private static Memory only(int processor) {
        Memory mask = new Memory(MASK);
        mask.clear();
        mask.setByte(processor / 8, (byte) (1 << (processor % 8)));
        return mask;
    }

    /** A thread that has just ended does not matter. */
    private static void move(int thread, Memory mask) {
        process("sched_setaffinity").invokeInt(new Object[] {thread, (long) MASK, mask});
    }

    private static Function process(String name) {
        return NativeLibrary.getProcess().getFunction(name);
    }

    /** What each member of a team runs. */
    interface Member extends Callback {
        void at(Pointer data);
    }
}
