package dev.cifarlab.app.data;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** A local server of small files, which can misbehave. */
final class ArchiveServer implements AutoCloseable {

    final List<String> ranges = new ArrayList<>();
    boolean ignoresRanges;
    int status = 200;
    int cutAfter = Integer.MAX_VALUE;
    long silentForMillis;

    private final HttpServer server;
    private final Map<String, byte[]> files;

    ArchiveServer(Map<String, byte[]> files) throws IOException {
        this.files = files;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    URI address(String name) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + name);
    }

    /** One of its files as it should come. */
    FileSet.Remote remote(String name) {
        byte[] content = files.get(name);
        return new FileSet.Remote(address(name), content.length, md5(content));
    }

    private static String md5(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A tar.gz in which each name holds its own name, repeated. */
    static byte[] archive(List<String> names) throws IOException {
        return archive(names.stream()
                .collect(Collectors.toMap(name -> name, name -> name.repeat(100).getBytes(StandardCharsets.UTF_8))));
    }

    /** A tar.gz of files in a folder. */
    static byte[] archive(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry("folder/" + file.getKey());
                entry.setSize(file.getValue().length);
                tar.putArchiveEntry(entry);
                tar.write(file.getValue());
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        ranges.add(String.valueOf(range));
        byte[] content = files.get(exchange.getRequestURI().getPath().substring(1));
        boolean partial = range != null && !ignoresRanges && status == 200;
        int from = partial ? Integer.parseInt(range.replaceAll("\\D", "")) : 0;
        byte[] body = Arrays.copyOfRange(content, from, content.length);
        exchange.sendResponseHeaders(partial ? 206 : status, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body, 0, Math.min(cutAfter, body.length));
            out.flush();
            Thread.sleep(silentForMillis);
        } catch (IOException | InterruptedException e) {
            exchange.close(); // cut on purpose
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
