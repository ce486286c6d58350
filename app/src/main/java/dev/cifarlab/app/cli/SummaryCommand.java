package dev.cifarlab.app.cli;

import dev.cifarlab.app.backend.NetworkSpec;
import dev.cifarlab.app.cli.Needs.Need;
import dev.cifarlab.app.net.Net;
import dev.cifarlab.app.net.Node;
import dev.cifarlab.app.settings.TrainConfig;
import dev.cifarlab.app.settings.UserException;
import dev.cifarlab.app.training.BatchMemory;
import dev.cifarlab.app.training.Networks;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "summary",
        modelTransformer = SettingFlags.OfNetwork.class,
        description =
                "Lists a network's layers with what they put out, parameters and multiply-adds, and the memory of a"
                        + " training.",
        footer = {"", "Example:  ./cifar-lab summary --model wrn-16-4 --batch-size 256"})
@Needs(Need.BACKEND)
final class SummaryCommand extends Answering {

    private static final double MILLION = 1e6;
    private static final long MEBIBYTE = 1 << 20;
    private static final String ROW = "%-26s %-26s %12s %12s %12s";

    @Option(
            names = "--classes",
            paramLabel = "N",
            order = 101,
            description = "number of classes (default: those of the data)")
    private @Nullable Integer classes;

    @Override
    int run(Console console) {
        TrainConfig config = TrainConfig.defaults().with(given());
        int count = classes == null ? config.data().classes() : classes;
        if (count < 1) {
            throw UserException.usage("--classes: give at least 1");
        }
        NetworkSpec spec = Networks.spec(config, count);
        Net net = spec.net();
        console.line(ROW, "name", "layer", "gives", "parameters", "million m-a");
        for (Node node : net.nodes()) {
            console.line("%s", row(net, node));
        }
        console.line(
                ROW,
                "all",
                spec.title(),
                "",
                String.format(Locale.ROOT, "%,d", net.parameters()),
                String.format(Locale.ROOT, "%,.2f", net.multiplyAdds() / MILLION));
        console.line(
                "memory of a training with batches of %d: about %,d MiB",
                config.batchSize(), BatchMemory.neededWith(config, count) / MEBIBYTE);
        console.answer(Document.of(
                "network", spec.title(),
                "layers", net.nodes().stream().map(node -> document(net, node)).toList(),
                "parameters", net.parameters(),
                "multiply_adds", net.multiplyAdds(),
                "batch_size", config.batchSize(),
                "memory_bytes", BatchMemory.neededWith(config, count)));
        return 0;
    }

    private static Map<String, @Nullable Object> document(Net net, Node node) {
        return Document.of(
                "name", node.name(),
                "layer", node.match(KINDS),
                "shape", net.shape(node.name()).sizes(),
                "parameters", net.parameters(node.name()),
                "multiply_adds", net.multiplyAdds(node.name()));
    }

    private static String row(Net net, Node node) {
        return String.format(
                Locale.ROOT,
                ROW,
                node.name(),
                node.match(KINDS),
                net.shape(node.name()),
                String.format(Locale.ROOT, "%,d", net.parameters(node.name())),
                String.format(Locale.ROOT, "%,.2f", net.multiplyAdds(node.name()) / MILLION));
    }

    private static final Node.Cases<String> KINDS = new Node.Cases<>(
            input -> "images",
            conv -> String.format(
                    Locale.ROOT, "%dx%d convolution, stride %d", conv.kernel(), conv.kernel(), conv.stride()),
            norm -> "batch normalisation",
            activate -> activate.function().title(),
            add -> "sum",
            scale -> String.format(Locale.ROOT, "times %.3g", scale.factor()),
            pool -> String.format(Locale.ROOT, "%dx%d maximum", pool.window(), pool.window()),
            pool -> "mean over pixels",
            dense -> "dense"
                    + (dense.function() == null ? "" : ", " + dense.function().title()),
            output -> "dense, logits");
}
