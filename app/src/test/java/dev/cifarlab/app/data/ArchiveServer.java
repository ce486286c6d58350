package dev.cifarlab.app.data;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** A local server of one small archive, which can misbehave. */
final class ArchiveServer implements AutoCloseable {

    final List<String> ranges = new ArrayList<>();
    boolean ignoresRanges;
    int status = 200;
    int cutAfter = Integer.MAX_VALUE;
    long silentForMillis;

    private final HttpServer server;
    private final byte[] content;

    ArchiveServer(byte[] content) throws IOException {
        this.content = content;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/a.tar.gz", this::answer);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/a.tar.gz");
    }

    /** A tar.gz in which each name holds its own name, repeated. */
    static byte[] archive(List<String> names) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
            for (String name : names) {
                byte[] text = name.repeat(100).getBytes(java.nio.charset.StandardCharsets.UTF_8);
                TarArchiveEntry entry = new TarArchiveEntry("cifar-10-batches-bin/" + name);
                entry.setSize(text.length);
                tar.putArchiveEntry(entry);
                tar.write(text);
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        ranges.add(String.valueOf(range));
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
