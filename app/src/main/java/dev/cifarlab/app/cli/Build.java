package dev.cifarlab.app.cli;

import dev.cifarlab.app.device.Backend;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** What this jar is: its version is in the manifest, its backend in {@code build.properties}. */
final class Build implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = Build.class.getPackage().getImplementationVersion();
        return new String[] {"cifar-lab " + (version == null ? "development" : version)};
    }

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
