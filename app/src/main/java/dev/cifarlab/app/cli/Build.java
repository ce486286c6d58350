package dev.cifarlab.app.cli;

import dev.cifarlab.app.device.Backend;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/** What this jar was built for; Maven writes it into {@code build.properties}. */
final class Build {

    private Build() {}

    static Backend backend() {
        try (InputStream in = Build.class.getResourceAsStream("/build.properties")) {
            Properties properties = new Properties();
            properties.load(Objects.requireNonNull(in, "build.properties"));
            return Backend.of(properties.getProperty("backend"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
