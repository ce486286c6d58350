package dev.cifarlab.spark;

import dev.cifarlab.app.settings.UserException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where this machine is seen from. */
final class Addresses {

    private static final Pattern STANDALONE = Pattern.compile("spark://([^:,]+|\\[[^]]+]):(\\d+)(?:,.*)?");
    private static final int MILLISECONDS = 10_000;

    private Addresses() {}

    /**
     * This machine's address on the way to a master: on loopback where the master is.
     *
     * @throws UserException when nothing answers there
     */
    static String towards(String master) {
        Matcher parts = STANDALONE.matcher(master);
        if (!parts.matches()) {
            throw UserException.usage("--master: '%s' does not work; give spark://HOST:PORT", master);
        }
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(parts.group(1), Integer.parseInt(parts.group(2))), MILLISECONDS);
            return socket.getLocalAddress().getHostAddress();
        } catch (IOException | IllegalArgumentException e) {
            throw UserException.failed(
                    e, "%s: no answer (%s); is the master running, and is this its address?", master, e.getMessage());
        }
    }
}
