package dev.cifarlab.app.onednn;

import com.sun.jna.Callback;
import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.io.File;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The threads that share the loops of one thread, and which processors they run on. Each can be held on a processor of
 * its own: beside other programs Linux puts two of them on one now and then, and the loop takes twice as long. For
 * Linux.
 */
final class Team {

    private static final File TASKS = new File("/proc/self/task");
    private static final int MASK = 128; // bytes, for 1,024 processors

    /** What the first thread that led had: a later one may be held when it begins, or begun by one that is. */
    private static final Memory EVERYWHERE = ofThisThread();

    private final List<Integer> members;

    private Team(List<Integer> members) {
        this.members = members;
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

    /**
     * Holds each on a processor of its own, and lets all other threads go everywhere. Nothing is done where there is
     * not one processor for each: all of them may go anywhere then, or OpenMP was told to hold them (OMP_PROC_BIND).
     */
    void holdApart() {
        List<Integer> processors = processors();
        if (members.size() != processors.size()) {
            return;
        }
        for (String task : tasks()) {
            int place = members.indexOf(Integer.valueOf(task));
            move(Integer.parseInt(task), place >= 0 ? only(processors.get(place)) : EVERYWHERE);
        }
    }

    /** Lets all go everywhere again, those too that a held one starts meanwhile. */
    void letGo() {
        Set<String> free = new HashSet<>();
        List<String> held = tasks();
        while (!held.isEmpty()) {
            held.forEach(task -> move(Integer.parseInt(task), EVERYWHERE));
            free.addAll(held);
            held = tasks().stream().filter(task -> !free.contains(task)).toList();
        }
    }

    private static List<String> tasks() {
        return List.of(Objects.requireNonNullElse(TASKS.list(), new String[0]));
    }

    private static Memory ofThisThread() {
        Memory mask = new Memory(MASK);
        mask.clear();
        process("sched_getaffinity").invokeInt(new Object[] {0, (long) MASK, mask});
        return mask;
    }

    private static List<Integer> processors() {
        List<Integer> processors = new ArrayList<>();
        for (int k = 0; k < 8 * MASK; k++) {
            if ((EVERYWHERE.getByte(k / 8) >> (k % 8) & 1) == 1) {
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
