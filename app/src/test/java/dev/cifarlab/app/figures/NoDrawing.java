package dev.cifarlab.app.figures;

/** This process as it is where Java cannot draw, until closed. */
public final class NoDrawing implements AutoCloseable {

    /** What the loader says on a Debian 13 with a headless JDK alone. */
    public static final String WORDS = "libharfbuzz.so.0: cannot open shared object file: No such file or directory";

    private final String before;

    private NoDrawing(String before) {
        this.before = before;
    }

    public static NoDrawing begin() {
        NoDrawing begun = new NoDrawing(Fonts.trouble());
        Fonts.trouble = WORDS;
        Fonts.told = false;
        return begun;
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
