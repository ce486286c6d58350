package dev.cifarlab.app.cli;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarBuilder;

/** Progress bars for where the output goes: a terminal is asked for its width, which anything else does not have. */
final class Bars {

    /** The launcher tells whether the output is a terminal. */
    static final boolean TERMINAL = Boolean.getBoolean("cifarlab.terminal");

    private static final int WIDTH = 80;

    private Bars() {}

    /** A bar with a name in front of it. */
    static ProgressBarBuilder named(String name) {
        ProgressBarBuilder builder = new ProgressBarBuilder().setTaskName(name);
        return TERMINAL ? builder : builder.setConsumer(new ConsoleProgressBarConsumer(System.err, WIDTH));
    }
}
