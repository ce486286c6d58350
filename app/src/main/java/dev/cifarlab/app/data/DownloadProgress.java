package dev.cifarlab.app.data;

/** Told how far a download is. */
@FunctionalInterface
public interface DownloadProgress {

    /** {@code bytes} of {@code total} are there. */
    void downloaded(long bytes, long total);
}
