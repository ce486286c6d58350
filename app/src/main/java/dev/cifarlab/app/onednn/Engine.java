package dev.cifarlab.app.onednn;

/** The processor, its one queue, and others for threads that each run what is theirs. */
final class Engine {

    private static final int CPU = 1;
    private static final int IN_ORDER = 1;
    private static final long ENGINE = engine();
    private static final long STREAM = stream();

    private Engine() {}

    static long handle() {
        return ENGINE;
    }

    static long queue() {
        return STREAM;
    }

    private static long engine() {
        OneDnn.require();
        long[] engine = new long[1];
        OneDnnException.check(Calls.engineCreate(engine, CPU, 0), "engine");
        return engine[0];
    }

    private static long stream() {
        long[] stream = new long[1];
        OneDnnException.check(Calls.streamCreate(stream, ENGINE, IN_ORDER), "stream");
        return stream[0];
    }

    /** A queue that the session owns. */
    static long queue(Session session) {
        return session.own("stream", stream -> Calls.streamCreate(stream, ENGINE, IN_ORDER), Calls::streamDestroy);
    }
}
