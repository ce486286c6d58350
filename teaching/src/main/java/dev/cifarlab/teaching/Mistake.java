package dev.cifarlab.teaching;

/**
 * A wrong version, whose arrays show what another solution did.
 *
 * @param <S> what it is a version of
 * @param message what is told to who made it
 * @param costs whether it costs marks; else it is a remark
 * @param version makes it
 */
record Mistake<S>(String message, boolean costs, Maker<S> version) {

    static <S> Mistake<S> of(String message, Maker<S> version) {
        return new Mistake<>(message, true, version);
    }

    static <S> Mistake<S> remark(String message, Maker<S> version) {
        return new Mistake<>(message, false, version);
    }
}
