package dev.cifarlab.app.cli;

import dev.cifarlab.app.settings.Reason;
import dev.cifarlab.app.settings.UserException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Standard output that remembers why it could not be written. Who prints does not notice: a training goes on where
 * nobody can read of it any more. When the command is over, the exit code tells.
 */
final class Output extends FilterOutputStream {

    private final PrintWriter writer;
    private volatile @Nullable IOException failure;

    Output(OutputStream stream) {
        super(stream);
        writer = new PrintWriter(new OutputStreamWriter(this, charset()), true);
    }

    /** That of the terminal, where Java tells it. */
    private static Charset charset() {
        return Optional.ofNullable(System.getProperty("stdout.encoding", System.getProperty("sun.stdout.encoding")))
                .filter(Charset::isSupported)
                .map(Charset::forName)
                .orElseGet(Charset::defaultCharset);
    }

    PrintWriter writer() {
        return writer;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        try {
            out.write(bytes, from, count);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    /** A command's exit code once all is printed; what did not arrive is a failure, unless its reader had enough. */
    int exitCode(int exitCode, PrintWriter errors) {
        writer.flush();
        IOException why = failure;
        if (why == null || String.valueOf(why.getMessage()).contains("Broken pipe")) {
            return exitCode;
        }
        errors.println(
                "cifar-lab: standard output cannot be written (" + Reason.of(why) + "); what was printed is lost");
        errors.flush();
        return Math.max(exitCode, UserException.FAILED);
    }
}
