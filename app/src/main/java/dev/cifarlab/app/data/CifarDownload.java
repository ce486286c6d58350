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
 * Fetches the archive of a data set and unpacks it. A part that an interrupted download left is gone on with; the data
 * appear in their place only when size, checksum and content are right.
 *
 * @param files the data set to fetch
 * @param progress told after every chunk
 * @param timeout how long a silent server is waited for
 */
record CifarDownload(CifarFiles files, DownloadProgress progress, Duration timeout) {

    private static final long WAIT_MILLISECONDS = 200;

    CifarDownload(CifarFiles files, DownloadProgress progress) {
        this(files, progress, Duration.ofSeconds(60));
    }

    /**
     * Puts the folder of the data set into another one.
     *
     * @return the path of the new folder
     * @throws UserException when the network, the server, the archive or the disk fails
     */
    Path into(Path folder) {
        try {
            Files.createDirectories(folder);
            return alone(folder);
        } catch (IOException e) {
            throw UserException.failed(
                    e,
                    "downloading %s from %s to %s failed (%s); try again, it goes on where it stopped,"
                            + " or train on --data synthetic",
                    files.name(),
                    files.address(),
                    folder,
                    Reason.of(e));
        }
    }

    /** One thread of one process at a time; who has waited finds the data there, or goes on with the part. */
    private Path alone(Path folder) throws IOException {
        Path part = folder.resolve(archive() + ".part");
        Path place = folder.resolve(files.folder());
        Path lock = folder.resolve(archive() + ".lock");
        synchronized (CifarDownload.class) {
            try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                waitFor(channel, part);
                if (!Files.exists(place.resolve(files.test()))) {
                    fetch(part);
                    verify(part);
                    new CifarArchive(files).unpack(part, folder);
                    Files.delete(part);
                }
                Files.deleteIfExists(lock); // whoever waits for it finds the data
                return place;
            }
        }
    }

    private String archive() {
        return files.address().getPath().replaceFirst(".*/", "");
    }

    /** Shows how far the other process is meanwhile. */
    private void waitFor(FileChannel channel, Path part) throws IOException {
        while (channel.tryLock() == null) {
            if (Files.exists(part)) {
                progress.downloaded(Math.min(Files.size(part), files.size()), files.size());
            }
            try {
                Thread.sleep(WAIT_MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted");
            }
        }
    }

    private void fetch(Path part) throws IOException {
        long there = Files.exists(part) ? Files.size(part) : 0;
        if (there >= files.size()) {
            return;
        }
        HttpURLConnection connection = connect(there);
        try {
            int status = connection.getResponseCode();
            switch (status) {
                case HttpURLConnection.HTTP_PARTIAL -> append(connection, part, there);
                case HttpURLConnection.HTTP_OK -> append(connection, part, 0);
                default -> throw new IOException("the server answered with status " + status);
            }
        } catch (SocketTimeoutException e) {
            throw new IOException("no answer within " + timeout.toSeconds() + " seconds", e);
        } finally {
            connection.disconnect();
        }
    }

    /** Of java.net's two clients this is the one that also gives up on a server that falls silent half-way. */
    private HttpURLConnection connect(long there) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) files.address().toURL().openConnection();
        connection.setConnectTimeout(Math.toIntExact(timeout.toMillis()));
        connection.setReadTimeout(Math.toIntExact(timeout.toMillis()));
        if (there > 0) {
            connection.setRequestProperty("Range", "bytes=" + there + "-");
        }
        return connection;
    }

    private void append(HttpURLConnection connection, Path part, long from) throws IOException {
        StandardOpenOption mode = from > 0 ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
        long there = from;
        try (InputStream body = connection.getInputStream();
                OutputStream out =
                        Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, mode)) {
            byte[] chunk = new byte[1 << 16];
            for (int count = body.read(chunk); count >= 0; count = body.read(chunk)) {
                out.write(chunk, 0, count);
                there += count;
                progress.downloaded(Math.min(there, files.size()), files.size());
            }
        }
    }

    private void verify(Path part) throws IOException {
        long size = Files.size(part);
        if (size < files.size()) {
            throw new IOException("the connection ended after " + size + " of " + files.size() + " bytes");
        }
        if (size > files.size() || !md5(part).equals(files.md5())) {
            Files.delete(part);
            throw new IOException("what came is not the archive: size or MD5 sum is wrong, and it was deleted");
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
