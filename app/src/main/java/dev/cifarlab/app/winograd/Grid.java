package dev.cifarlab.app.winograd;

/** Maps (images, height, width) in tiles of 4x4 pixels; the rows of tiles are numbered over all images. */
record Grid(int images, int height, int width) {

    /** Pixels of a tile on each side. */
    static final int TILE = 4;

    private static final int FEWEST = 2; // oneDNN 3.11 errs in sums over a single tile for some of the channels

    /** Tiles in a row. */
    int across() {
        return width / TILE;
    }

    /** Rows of tiles in an image. */
    int down() {
        return height / TILE;
    }

    /** The number of the row's first pixel, over all images. */
    int firstPixel(int row) {
        return row * TILE * width;
    }

    /** All rows in parts, for so many threads, with so many tiles at a time, at most. */
    Split split(int threads, int tiles) {
        int rows = images * down();
        int each = divided(rows, threads);
        int atATime = Math.max(1, tiles / across());
        return new Split(rows, each, Math.max(FEWEST, divided(each, divided(each, atATime))));
    }

    private static int divided(int what, int by) {
        return (what + by - 1) / by;
    }

    /**
     * Rows of tiles in parts, none of them empty.
     *
     * @param each rows of a part; the last may have fewer
     * @param atATime rows, at most, that go through all stages together
     */
    record Split(int rows, int each, int atATime) {

        int parts() {
            return divided(rows, each);
        }

        int first(int part) {
            return part * each;
        }

        private int end(int part) {
            return Math.min(rows, first(part) + each);
        }

        /** Goes through a part's rows, so many at a time. */
        void forEach(int part, Rows rows) {
            for (int at = first(part); at < end(part); at += atATime) {
                rows.from(at, Math.min(end(part), at + atATime));
            }
        }

        /** Whether a part goes through all stages together. */
        boolean isWhole() {
            return each <= atATime;
        }
    }

    /** What is done to some rows. */
    interface Rows {
        void from(int first, int end);
    }
}
