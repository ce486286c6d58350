package dev.cifarlab.app.data;

import dev.cifarlab.app.settings.Reason;
import dev.cifarlab.app.settings.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;

/**
 * Fetches the files of a data set. A part that an interrupted download left is gone on with; the data appear in their
 * place only when sizes, checksums and content are right.
 *
 * @param files the data set to fetch
 * @param progress told after every chunk
 * @param timeout how long a silent server is waited for
 */
record Download(FileSet files, DownloadProgress progress, Duration timeout) {

    private static final long WAIT_MILLISECONDS = 200;

    Download(FileSet files, DownloadProgress progress) {
        this(files, progress, Duration.ofSeconds(60));
    }

    /**
     * Puts the folder of the data set into another one.
     *
     * @return the path of the new folder
     * @throws UserException when the network, a server, a file or the disk fails
     */
    Path into(Path folder) {
        try {
            Files.createDirectories(folder);
            return alone(folder.resolve(files.folders().get(0)));
        } catch (IOException e) {
            throw failed(e, files.remotes().get(0), folder);
        }
    }

    private UserException failed(IOException e, FileSet.Remote remote, Path folder) {
        return UserException.failed(
                e,
                "downloading %s from %s to %s failed (%s); try again, it goes on where it stopped,"
                        + " or train on --data synthetic",
                files.name(),
                remote.address(),
                folder,
                Reason.of(e));
    }

    /** One thread of one process at a time; who has waited finds the data there, or goes on with the parts. */
    private Path alone(Path place) throws IOException {
        Path parts = place.resolveSibling(place.getFileName() + ".download");
        Path lock = place.resolveSibling(place.getFileName() + ".lock");
        synchronized (Download.class) {
            try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                waitFor(channel, parts);
                if (!files.isIn(place)) {
                    Files.createDirectories(parts);
                    files.remotes().forEach(remote -> fetch(remote, parts));
                    files.settle(parts, place);
                    CifarArchive.deleteRecursively(parts);
                }
                Files.deleteIfExists(lock); // whoever waits for it finds the data
                return place;
            }
        }
    }

    /** Shows how far the other process is meanwhile. */
    private void waitFor(FileChannel channel, Path parts) throws IOException {
        while (channel.tryLock() == null) {
            if (Files.exists(parts)) {
                tell(parts);
            }
            try {
                Thread.sleep(WAIT_MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted");
            }
        }
    }

    private void tell(Path parts) throws IOException {
        long there = 0;
        for (FileSet.Remote remote : files.remotes()) {
            there += Math.min(there(parts.resolve(remote.file())), remote.size());
        }
        progress.downloaded(there, files.size());
    }

    private static long there(Path part) throws IOException {
        return Files.exists(part) ? Files.size(part) : 0;
    }

    private void fetch(FileSet.Remote remote, Path parts) {
        Path part = parts.resolve(remote.file());
        try {
            if (there(part) < remote.size()) {
                fetch(remote, parts, there(part));
            }
            verify(remote, part);
        } catch (IOException e) {
            throw failed(e, remote, part);
        }
    }

    private void fetch(FileSet.Remote remote, Path parts, long there) throws IOException {
        HttpURLConnection connection = connect(remote, there);
        try {
            int status = connection.getResponseCode();
            switch (status) {
                case HttpURLConnection.HTTP_PARTIAL -> append(connection, parts, remote.file(), there);
                case HttpURLConnection.HTTP_OK -> append(connection, parts, remote.file(), 0);
                default -> throw new IOException("the server answered with status " + status);
            }
        } catch (SocketTimeoutException e) {
            throw new IOException("no answer within " + timeout.toSeconds() + " seconds", e);
        } finally {
            connection.disconnect();
        }
    }

    /** Of java.net's two clients this is the one that also gives up on a server that falls silent half-way. */
    private HttpURLConnection connect(FileSet.Remote remote, long there) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) remote.address().toURL().openConnection();
        connection.setConnectTimeout(Math.toIntExact(timeout.toMillis()));
        connection.setReadTimeout(Math.toIntExact(timeout.toMillis()));
        if (there > 0) {
            connection.setRequestProperty("Range", "bytes=" + there + "-");
        }
        return connection;
    }

    private void append(HttpURLConnection connection, Path parts, String file, long from) throws IOException {
        StandardOpenOption mode = from > 0 ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
        try (InputStream body = connection.getInputStream();
                OutputStream out = Files.newOutputStream(
                        parts.resolve(file), StandardOpenOption.CREATE, StandardOpenOption.WRITE, mode)) {
            byte[] chunk = new byte[1 << 16];
            for (int count = body.read(chunk); count >= 0; count = body.read(chunk)) {
                out.write(chunk, 0, count);
                tell(parts);
            }
        }
    }

    private static void verify(FileSet.Remote remote, Path part) throws IOException {
        long size = Files.size(part);
        if (size < remote.size()) {
            throw new IOException("the connection ended after " + size + " of " + remote.size() + " bytes");
        }
        if (size > remote.size() || !md5(part).equals(remote.md5())) {
            Files.delete(part);
            throw new IOException("what came is not the file: size or MD5 sum is wrong, and it was deleted");
        }
    }

    static String md5(Path file) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("MD5");
            try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }
}
