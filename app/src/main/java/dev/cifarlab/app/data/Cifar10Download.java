package dev.cifarlab.app.data;

import dev.cifarlab.app.config.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * Fetches an archive of CIFAR-10 and unpacks it. A part that an interrupted download left is gone on with; the data
 * appear in their place only when size, checksum and content are right.
 *
 * @param archive what to fetch
 * @param progress told after every chunk
 */
record Cifar10Download(Cifar10Archive archive, DownloadProgress progress) {

    private static final int PARTIAL = 206;
    private static final int OK = 200;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /**
     * Puts {@code cifar-10-batches-bin} into a folder.
     *
     * @return the path of the new folder
     * @throws UserException when the network, the server, the archive or the disk fails
     */
    Path into(Path folder) {
        Path part = folder.resolve("cifar-10-binary.tar.gz.part");
        try {
            Files.createDirectories(folder);
            fetch(part);
            verify(part);
            Path unpacked = Cifar10Unpacking.unpack(part, folder);
            Files.delete(part);
            return unpacked;
        } catch (IOException e) {
            throw UserException.failed(
                    e,
                    "downloading CIFAR-10 from %s to %s failed (%s); try again, it goes on where it stopped,"
                            + " or train on --data synthetic",
                    archive.address(),
                    folder,
                    e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw UserException.failed(e, "the download was interrupted; start it again to go on");
        }
    }

    private void fetch(Path part) throws IOException, InterruptedException {
        long there = Files.exists(part) ? Files.size(part) : 0;
        if (there >= archive.size()) {
            return;
        }
        HttpClient client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(TIMEOUT)
                .build();
        HttpRequest.Builder request = HttpRequest.newBuilder(archive.address()).timeout(TIMEOUT);
        if (there > 0) {
            request.header("Range", "bytes=" + there + "-");
        }
        HttpResponse<InputStream> response = client.send(request.build(), BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            switch (response.statusCode()) {
                case PARTIAL -> append(body, part, there);
                case OK -> append(body, part, 0);
                default -> throw new IOException("the server answered with status " + response.statusCode());
            }
        }
    }

    private void append(InputStream body, Path part, long from) throws IOException {
        StandardOpenOption mode = from > 0 ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
        long there = from;
        try (OutputStream out =
                Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, mode)) {
            byte[] chunk = new byte[1 << 16];
            for (int count = body.read(chunk); count >= 0; count = body.read(chunk)) {
                out.write(chunk, 0, count);
                there += count;
                progress.downloaded(Math.min(there, archive.size()), archive.size());
            }
        }
    }

    private void verify(Path part) throws IOException {
        long size = Files.size(part);
        if (size < archive.size()) {
            throw new IOException("the connection ended after " + size + " of " + archive.size() + " bytes");
        }
        if (size > archive.size() || !Md5.of(part).equals(archive.md5())) {
            Files.delete(part);
            throw new IOException("what came is not the archive: size or MD5 sum is wrong, and it was deleted");
        }
    }
}
