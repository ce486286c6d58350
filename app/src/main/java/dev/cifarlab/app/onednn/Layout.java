package dev.cifarlab.app.onednn;

/** The order of an array's elements in memory. */
public enum Layout {
    /** Whatever the primitive that is created with it likes best. */
    ANY(1, 1, 1, 1),
    /** Rows: the last dimension is contiguous. */
    ROWS(2, 3, 4, 5),
    /** Channels last: of (n, channels, h, w) the channels are contiguous; of fewer dimensions the last one is. */
    CHANNELS_LAST(2, 3, 4, 22);

    private final int vector;
    private final int matrix;
    private final int batch;
    private final int image;

    Layout(int vector, int matrix, int batch, int image) {
        this.vector = vector;
        this.matrix = matrix;
        this.batch = batch;
        this.image = image;
    }

    /** The value of {@code dnnl_format_tag_t} for arrays of one to four dimensions. */
    int tag(int rank) {
        return switch (rank) {
            case 1 -> vector;
            case 2 -> matrix;
            case 3 -> batch;
            case 4 -> image;
            default -> throw new IllegalArgumentException("arrays of " + rank + " dimensions are not laid out here");
        };
    }
}
