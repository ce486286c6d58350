package dev.cifarlab.app.data;

import dev.cifarlab.app.data.PictureCache.Stamp;
import dev.cifarlab.app.settings.Reason;
import dev.cifarlab.app.settings.UserException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Decodes the pictures of a folder on all processors, those that are not in a cache file as they are now. */
final class DecodedPictures {

    /** Pictures that are decoded before any is kept. */
    private static final int AT_ONCE = 256;

    private final Path root;
    private final Framing framing;
    private final List<Path> files;
    private final DownloadProgress progress;
    private final List<Stamp> stamps;

    /**
     * All pictures of a list.
     *
     * @param pixels of those that could be read, in order
     * @param bad why others could not, by index
     */
    record All(Pixels pixels, Map<Integer, UserException> bad) {}

    private DecodedPictures(Path root, List<Path> files, ImageFolders.Reading reading) {
        this.root = root;
        this.framing = reading.framing();
        this.files = files;
        this.progress = reading.progress();
        stamps = files.stream().parallel().map(this::stamp).toList();
    }

    /**
     * The pictures of files of a folder; where the cache cannot be written they are kept in memory.
     *
     * @throws UserException when the disk is full
     */
    static All of(Path root, List<Path> files, ImageFolders.Reading reading) {
        DecodedPictures pictures = new DecodedPictures(root, files, reading);
        Path place = PictureCache.file(reading.caches(), root, reading.framing());
        synchronized (DecodedPictures.class) {
            try (FileChannel lock = lock(place)) {
                return lock == null ? pictures.inMemory() : pictures.cached(place);
            } catch (IOException e) {
                throw UserException.failed(e, "%s: cannot be read (%s)", place, Reason.of(e));
            }
        }
    }

    /** Waits for another process that decodes the same pictures; null where nothing can be written. */
    private static @Nullable FileChannel lock(Path place) {
        try {
            Files.createDirectories(place.getParent());
            Path file = place.resolveSibling(place.getFileName() + ".lock");
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            channel.lock();
            return channel;
        } catch (IOException | OverlappingFileLockException e) { // Spark may load this class twice in one JVM
            return null;
        }
    }

    private Stamp stamp(Path file) {
        try {
            return Stamp.of(root, file);
        } catch (IOException e) {
            return new Stamp(root.relativize(file).toString(), -1, 0); // to decode it says why it cannot be read
        }
    }

    private int length() {
        return Pictures.CHANNELS * framing.side() * framing.side();
    }

    private All inMemory() {
        Pixels.Collector pixels = new Pixels.Collector(length());
        Map<Integer, UserException> bad = new TreeMap<>();
        decode(
                PictureCache.empty(),
                (stamp, image) -> {
                    if (image.length > 0) {
                        pixels.add(image);
                    }
                },
                bad);
        return new All(pixels.pixels(), bad);
    }

    private All cached(Path place) throws IOException {
        PictureCache cache = PictureCache.read(place, length());
        Map<Integer, UserException> bad = new TreeMap<>();
        if (!isComplete(cache, bad)) {
            bad.clear();
            try (PictureCache.Writer writer = new PictureCache.Writer(place)) {
                decode(cache, writer::add, bad);
                writer.finish();
            }
            cache = PictureCache.read(place, length());
        }
        Map<Stamp, Integer> places = cache.places();
        int[] indices = stamps.stream()
                .mapToInt(stamp -> Objects.requireNonNull(places.get(stamp), "it was written just now"))
                .filter(index -> index >= 0)
                .toArray();
        return new All(cache.pixels().select(indices), bad);
    }

    /** Whether nothing is to be decoded but what cannot be read still, for what is to be said of it. */
    private boolean isComplete(PictureCache cache, Map<Integer, UserException> bad) {
        if (!cache.places().keySet().containsAll(stamps)) {
            return false;
        }
        for (int k = 0; k < stamps.size(); k++) {
            if (cache.places().getOrDefault(stamps.get(k), -1) < 0) {
                Object found = decode(k);
                if (!(found instanceof UserException trouble)) {
                    return false;
                }
                bad.put(k, trouble);
            }
        }
        return true;
    }

    /** Is given each picture in order, nothing where it cannot be read. */
    private interface Target {
        void add(Stamp stamp, byte[] image);
    }

    private void decode(PictureCache cache, Target target, Map<Integer, UserException> bad) {
        for (int from = 0; from < files.size(); from += AT_ONCE) {
            int to = Math.min(files.size(), from + AT_ONCE);
            List<Object> found = IntStream.range(from, to)
                    .parallel()
                    .mapToObj(k -> {
                        int place = cache.places().getOrDefault(stamps.get(k), -1);
                        return place < 0 ? decode(k) : read(cache.pixels(), place);
                    })
                    .toList();
            for (int k = from; k < to; k++) {
                if (found.get(k - from) instanceof byte[] image) {
                    target.add(stamps.get(k), image);
                } else {
                    target.add(stamps.get(k), new byte[0]);
                    bad.put(k, (UserException) found.get(k - from));
                }
            }
            progress.decoded(to, files.size());
        }
    }

    private byte[] read(Pixels pixels, int place) {
        byte[] image = new byte[length()];
        pixels.read(place, image);
        return image;
    }

    /** Its pixels, or what is wrong with it. */
    private Object decode(int index) {
        try {
            return Pictures.load(files.get(index), framing);
        } catch (UserException e) {
            return e;
        }
    }
}
