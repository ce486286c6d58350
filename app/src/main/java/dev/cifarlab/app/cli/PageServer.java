package dev.cifarlab.app.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.cifarlab.app.settings.Reason;
import dev.cifarlab.app.settings.UserException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Shows a folder to browsers on this machine as long as a command runs: loopback alone, and nothing can be changed. */
final class PageServer implements AutoCloseable {

    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int NOT_FOUND = 404;
    private static final int OK = 200;

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "json", "application/json",
            "png", "image/png",
            "svg", "image/svg+xml",
            "csv", "text/csv; charset=utf-8",
            "yaml", "text/plain; charset=utf-8",
            "txt", "text/plain; charset=utf-8");

    /** The flag of commands that write pages. */
    static final class Flag {

        @Option(
                names = "--serve",
                paramLabel = "PORT",
                arity = "0..1",
                fallbackValue = "0",
                order = 110,
                description = "show the folder's pages at http://127.0.0.1:PORT, to this machine alone, as long as the"
                        + " command runs; without PORT, at any that is free")
        private @Nullable Integer port;

        /** Serves a folder, which may not be there yet, if that was asked for; says where. */
        @Nullable
        PageServer open(Path folder, Console console) {
            if (port == null) {
                return null;
            }
            PageServer server = new PageServer(folder, port);
            console.line("page:        %s", server.address());
            return server;
        }
    }

    private final Path folder;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(2, work -> {
        Thread thread = new Thread(work, "serve");
        thread.setDaemon(true);
        return thread;
    });

    PageServer(Path folder, int port) {
        this.folder = folder;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException | IllegalArgumentException e) {
            throw UserException.failed(
                    e, "--serve: port %d cannot be had (%s); give another, or none", port, Reason.of(e));
        }
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String method = exchange.getRequestMethod();
            if (!method.equals("GET") && !method.equals("HEAD")) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                exchange.sendResponseHeaders(METHOD_NOT_ALLOWED, -1);
                return;
            }
            Path file = isLocal(exchange) ? file(exchange.getRequestURI().getPath()) : null;
            if (file == null) {
                exchange.sendResponseHeaders(NOT_FOUND, -1);
                return;
            }
            byte[] content = Files.readAllBytes(file);
            exchange.getResponseHeaders().set("Content-Type", TYPES.get(ending(file)));
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
            boolean head = method.equals("HEAD");
            exchange.sendResponseHeaders(OK, head ? -1 : content.length);
            if (!head) {
                exchange.getResponseBody().write(content);
            }
        }
    }

    /** Another site's name that was made to mean this machine is not answered. */
    private static boolean isLocal(HttpExchange exchange) {
        String host = String.valueOf(exchange.getRequestHeaders().getFirst("Host"));
        return host.matches("(127\\.0\\.0\\.1|localhost)(:\\d+)?");
    }

    /** A file of the folder of a kind that pages need; null for all else, links that lead out of it among them. */
    private @Nullable Path file(@Nullable String path) throws IOException {
        try {
            Path root = folder.toRealPath();
            Path file = root.resolve(String.valueOf(path).substring(1)).toRealPath();
            file = Files.isDirectory(file) ? file.resolve("index.html").toRealPath() : file;
            return file.startsWith(root) && Files.isRegularFile(file) && TYPES.containsKey(ending(file)) ? file : null;
        } catch (FileSystemException | InvalidPathException e) {
            return null; // nothing is there, a path through a file, one that may not be read
        }
    }

    private static String ending(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.substring(name.lastIndexOf('.') + 1);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
