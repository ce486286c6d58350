package dev.cifarlab.app.weights;

import dev.cifarlab.app.backend.Parameter;
import dev.cifarlab.app.net.Net;
import dev.cifarlab.app.settings.NamedChoice;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What PyTorch programs call a network's parameters: {@code conv1.weight}, {@code layer1.0.bn2.running_var}. Where a
 * network has other nodes than a ResNet, their own names stay.
 */
public enum WeightNames implements NamedChoice {
    /** Those of torchvision's ResNet: {@code layer2.0.downsample.0.weight}, {@code fc.bias}. */
    TORCHVISION("downsample", "fc"),

    /** Those of kuangliu/pytorch-cifar: {@code layer2.0.shortcut.0.weight}, {@code linear.bias}. */
    KUANGLIU("shortcut", "linear");

    private static final Pattern BLOCK = Pattern.compile("stage(\\d+)_block(\\d+)_(.*)");

    private final String shortcut;
    private final String head;

    WeightNames(String shortcut, String head) {
        this.shortcut = shortcut;
        this.head = head;
    }

    /** The name of one array. */
    public String of(Parameter parameter) {
        return module(parameter.node().name()) + "." + parameter.role().name().toLowerCase(Locale.ROOT);
    }

    private String module(String node) {
        Matcher block = BLOCK.matcher(node);
        if (block.matches()) {
            int number = Integer.parseInt(block.group(2)) - 1;
            return "layer" + block.group(1) + "." + number + "." + part(block.group(3));
        }
        return node.equals(Net.OUTPUT) ? head : part(node);
    }

    private String part(String name) {
        return switch (name) {
            case "shortcut" -> shortcut + ".0";
            case "shortcut_bn" -> shortcut + ".1";
            default -> name.replaceFirst("^conv(\\d+)_bn$", "bn$1");
        };
    }
}
