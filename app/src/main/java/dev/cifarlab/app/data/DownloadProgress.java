package dev.cifarlab.app.data;

/** Told how far data are on their way. */
@FunctionalInterface
public interface DownloadProgress {

    /** {@code bytes} of {@code total} are there. */
    void downloaded(long bytes, long total);

    /** {@code pictures} of {@code total} are decoded. */
    default void decoded(int pictures, int total) {}
}
