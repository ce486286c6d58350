package dev.cifarlab.teaching;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Without a network, where the system allows. */
class NamespaceTest {

    @Test
    void thereIsNoNetworkButItself() throws IOException {
        List<String> command = List.of("cat", "/proc/net/dev");
        if (!Namespace.HERE) {
            assertThat(Namespace.of(command)).isEqualTo(command);
            return;
        }
        Process process = new ProcessBuilder(Namespace.of(command)).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(text.lines().filter(line -> line.matches(" *[a-z0-9]+:.*")))
                .allMatch(line -> line.trim().startsWith("lo:"))
                .isNotEmpty();
    }
}
