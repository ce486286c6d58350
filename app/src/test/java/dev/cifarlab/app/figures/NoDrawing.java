package dev.cifarlab.app.figures;

/** This process as it is where Java cannot draw, until closed. */
public final class NoDrawing implements AutoCloseable {

    /** What the loader says on a Debian 13 with a headless JDK alone. */
    public static final String WORDS = "libharfbuzz.so.0: cannot open shared object file: No such file or directory";

    private final String before = Fonts.trouble();

    public NoDrawing() {
        Fonts.trouble = WORDS;
        Fonts.told = false;
    }

    /** Whether Java can draw here. */
    public static boolean isElsewhere() {
        return Fonts.trouble().isEmpty();
    }

    @Override
    public void close() {
        Fonts.trouble = before;
    }
}
