package dev.cifarlab.teaching.trace;

import dev.cifarlab.app.settings.UserException;
import dev.cifarlab.teaching.Commands;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes one forward and one backward pass of two small networks as a page. */
@Command(
        name = "cifar-lab trace",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        sortOptions = false,
        description = "Writes a page with every number of one forward and one backward pass of a small MLP and a small"
                + " CNN of the layers by hand, and where it came from (docs/backpropagation.md).")
public final class TraceByHand implements Callable<Integer> {

    private static final int LARGEST = 12;

    @Spec
    private CommandSpec spec;

    @Option(names = "--out", paramLabel = "FILE", defaultValue = "trace.html", description = "the page")
    private Path out;

    @Option(names = "--examples", defaultValue = "2", description = "in the batch")
    private int examples;

    @Option(names = "--classes", defaultValue = "3", description = "of both networks")
    private int classes;

    @Option(names = "--inputs", defaultValue = "3", description = "numbers an example, of the MLP")
    private int inputs;

    @Option(names = "--hidden", defaultValue = "4", description = "units of the MLP's hidden layer")
    private int hidden;

    @Option(names = "--channels", defaultValue = "1", description = "of the CNN's images")
    private int channels;

    @Option(names = "--side", defaultValue = "6", description = "height and width of the CNN's images")
    private int side;

    @Option(names = "--filters", defaultValue = "2", description = "of the convolution")
    private int filters;

    @Option(names = "--filter-size", defaultValue = "3", description = "height and width of a filter")
    private int filterSize;

    @Option(names = "--activation", defaultValue = "relu", description = "relu, tanh or sigmoid")
    private String activation;

    @Option(
            names = "--seed",
            defaultValue = "30",
            description = "decides inputs and parameters; with 30 there are no ties")
    private int seed;

    /** Runs {@code trace ...}. */
    public static void main(String[] arguments) {
        System.exit(Commands.line(new TraceByHand()).execute(arguments));
    }

    @Override
    public Integer call() {
        check();
        Networks networks = new Networks(examples, classes, activation, seed);
        TracePage page = new TracePage();
        page.add("MLP", "mlp", networks.mlp(inputs, hidden));
        page.add("CNN", "cnn", networks.cnn(channels, side, filters, filterSize));
        try {
            Files.writeString(out, page.html(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            throw UserException.usage("%s exists; give another name or move it away", out);
        } catch (IOException e) {
            throw UserException.failed(e, "%s cannot be written (%s)", out, e.getMessage());
        }
        spec.commandLine().getOut().println("wrote " + out + "; open it in a browser");
        return 0;
    }

    private void check() {
        for (int size : List.of(examples, classes, inputs, hidden, channels, side, filters, filterSize)) {
            if (size < 1 || size > LARGEST) {
                throw UserException.usage("sizes are from 1 to %d, found %d", LARGEST, size);
            }
        }
        if (classes < 2 || seed < 0) {
            throw UserException.usage("--classes is at least 2, --seed at least 0");
        }
        if (side - filterSize + 1 < 2) {
            throw UserException.usage("--side is at least --filter-size + 1, so that a square is left to pool");
        }
        if (!List.of("relu", "tanh", "sigmoid").contains(activation)) {
            throw UserException.usage("--activation: '%s' is not known; choose one of relu, tanh, sigmoid", activation);
        }
    }
}
