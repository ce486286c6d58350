package dev.cifarlab.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cifarlab.app.runs.AtomicFiles;
import dev.cifarlab.app.settings.UserException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageServerTest {

    @TempDir
    private Path folder;

    private PageServer server;

    @BeforeEach
    void serve() throws IOException {
        Path run = Files.createDirectories(folder.resolve("run/figures")).getParent();
        AtomicFiles.write(folder.resolve("secret.txt"), "secret");
        AtomicFiles.write(run.resolve("index.html"), "the page");
        AtomicFiles.write(run.resolve("figures/a.png"), "picture");
        AtomicFiles.write(run.resolve("weights.bin"), "secret");
        Files.createSymbolicLink(run.resolve("link.txt"), folder.resolve("secret.txt"));
        Files.createSymbolicLink(run.resolve("up"), folder);
        server = new PageServer(run, 0);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** The whole answer to a request as it is, which no client has made tidy. */
    private String ask(String request, String host) throws IOException {
        URI address = URI.create(server.address());
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
            String text = request + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/index.html", "/index.html?1700000000", "/figures/../index.html"})
    void showsThePage(String path) throws IOException {
        assertThat(ask("GET " + path, "127.0.0.1"))
                .startsWith("HTTP/1.1 200")
                .contains("text/html")
                .endsWith("the page");
    }

    @Test
    void showsPicturesAndHeads() throws IOException {
        assertThat(ask("GET /figures/a.png", "localhost:80"))
                .contains("image/png")
                .endsWith("picture");
        assertThat(ask("HEAD /index.html", "localhost"))
                .startsWith("HTTP/1.1 200")
                .doesNotContain("the page");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../secret.txt",
                "/%2e%2e/secret.txt",
                "/figures/..%2f..%2fsecret.txt",
                "//etc/passwd",
                "/link.txt",
                "/up/secret.txt",
                "/up/",
                "/weights.bin",
                "/figures/",
                "/none.html",
                "/index.html/more",
                "/%00"
            })
    void nothingElseIsShown(String path) throws IOException {
        assertThat(ask("GET " + path, "127.0.0.1")).startsWith("HTTP/1.1 404").doesNotContain("secret");
    }

    @Test
    void nothingIsChangedAndNoOtherNameIsAnswered() throws IOException {
        assertThat(ask("PUT /index.html", "127.0.0.1")).startsWith("HTTP/1.1 405");
        assertThat(ask("DELETE /index.html", "127.0.0.1")).startsWith("HTTP/1.1 405");
        assertThat(folder.resolve("run/index.html")).content().isEqualTo("the page");
        assertThat(ask("GET /", "evil.example")).startsWith("HTTP/1.1 404");
    }

    @Test
    void aPortThatIsTakenIsNamed() {
        int port = URI.create(server.address()).getPort();
        assertThatThrownBy(() -> new PageServer(folder, port).close())
                .isInstanceOf(UserException.class)
                .hasMessageContaining("--serve: port " + port);
    }
}
