package dev.cifarlab.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A headless Chromium, steered through its debugging protocol. */
final class Browser implements AutoCloseable {

    /** What Windows calls the keys, by which pages know them, too. */
    private static final Map<String, Integer> CODES = Map.of(
            "Tab",
            9,
            "Enter",
            13,
            "Escape",
            27,
            " ",
            32,
            "End",
            35,
            "Home",
            36,
            "ArrowLeft",
            37,
            "ArrowUp",
            38,
            "ArrowRight",
            39,
            "ArrowDown",
            40);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

    private final Process process;
    private final WebSocket socket;
    private final BlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
    private final List<String> requests = new ArrayList<>();
    private int lastId;

    private Browser(Process process, URI page) {
        this.process = process;
        this.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(page, new Receiver(messages))
                .join();
    }

    /** Chromium's file: what CHROMIUM names, or the first that is on the path. */
    static Optional<Path> find() {
        String named = System.getenv("CHROMIUM");
        Stream<Path> candidates = named != null
                ? Stream.of(Path.of(named))
                : Stream.of(System.getenv().getOrDefault("PATH", "").split(java.io.File.pathSeparator))
                        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)));
        return candidates.filter(Files::isExecutable).findFirst();
    }

    static Browser start(Path chromium, Path profile) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        chromium.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectErrorStream(true)
                .start();
        BufferedReader output = process.inputReader();
        String line = output.readLine();
        while (line != null && !line.contains("DevTools listening on ")) {
            line = output.readLine();
        }
        if (line == null) {
            throw new IOException("Chromium ended with " + process.waitFor());
        }
        Thread drain = new Thread(() -> output.lines().forEach(ignored -> {}), "chromium");
        drain.setDaemon(true);
        drain.start();
        String host = URI.create(line.substring(line.indexOf("ws://"))).getAuthority();
        return new Browser(process, page(host));
    }

    private static URI page(String host) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + host + "/json/list"))
                .build();
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        for (JsonNode target : JSON.readTree(response.body())) {
            if (target.path("type").asText().equals("page")) {
                return URI.create(target.path("webSocketDebuggerUrl").asText());
            }
        }
        throw new IOException("no page in " + response.body());
    }

    /** Opens a page in a window of a size, and waits until it is loaded. */
    void open(Path page, int width, int height, boolean phone, boolean dark) throws Exception {
        requests.clear();
        call("Page.enable", Map.of());
        call("Network.enable", Map.of());
        call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", phone ? 3 : 1, "mobile", phone));
        Map<String, String> scheme = Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light");
        call("Emulation.setEmulatedMedia", Map.of("features", List.of(scheme)));
        call("Page.navigate", Map.of("url", page.toUri().toString()));
        while (!next().path("method").asText().equals("Page.loadEventFired")) {}
    }

    /** The value of an expression in the page, or what it promises. */
    JsonNode evaluate(String expression) throws Exception {
        JsonNode result =
                call("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
        if (result.has("exceptionDetails")) {
            throw new IllegalArgumentException(result.toString());
        }
        return result.path("result").path("value");
    }

    /** Presses a key, such as {@code Tab} or {@code ArrowLeft}; of those that write, Enter and the space bar. */
    void press(String key) throws Exception {
        String text = Map.of("Enter", "\r", " ", " ").getOrDefault(key, "");
        int code = CODES.getOrDefault(key, 0);
        for (String type : List.of(text.isEmpty() ? "rawKeyDown" : "keyDown", "keyUp")) {
            call(
                    "Input.dispatchKeyEvent",
                    Map.of("type", type, "key", key, "text", text, "windowsVirtualKeyCode", code));
        }
    }

    /** What the page asked for since it was opened, itself included; data URIs are no requests. */
    List<String> requests() {
        return requests.stream().filter(url -> !url.startsWith("data:")).toList();
    }

    private JsonNode call(String method, Map<String, ?> parameters) throws Exception {
        int id = ++lastId;
        socket.sendText(JSON.writeValueAsString(Map.of("id", id, "method", method, "params", parameters)), true)
                .join();
        JsonNode message = next();
        while (message.path("id").asInt() != id) {
            message = next();
        }
        if (message.has("error")) {
            throw new IllegalArgumentException(method + ": " + message.path("error"));
        }
        return message.path("result");
    }

    private JsonNode next() throws InterruptedException {
        @Nullable JsonNode message = messages.poll(60, TimeUnit.SECONDS);
        if (message == null) {
            throw new IllegalStateException("Chromium says nothing");
        }
        if (message.path("method").asText().equals("Network.requestWillBeSent")) {
            requests.add(message.path("params").path("request").path("url").asText());
        }
        return message;
    }

    @Override
    public void close() throws Exception {
        call("Browser.close", Map.of());
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    /** Puts whole messages together. */
    private static final class Receiver implements WebSocket.Listener {

        private final BlockingQueue<JsonNode> messages;
        private final StringBuilder parts = new StringBuilder();

        Receiver(BlockingQueue<JsonNode> messages) {
            this.messages = messages;
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            parts.append(data);
            if (last) {
                try {
                    messages.add(JSON.readTree(parts.toString()));
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
                parts.setLength(0);
            }
            webSocket.request(1);
            return null;
        }
    }
}
