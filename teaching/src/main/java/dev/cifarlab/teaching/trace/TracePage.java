package dev.cifarlab.teaching.trace;

import dev.cifarlab.layers.math.Checks;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Traces as one page of HTML, which asks for nothing else; its frame, style and script lie beside this class. */
final class TracePage {

    /** How far rounding may take a central difference from the gradient; where there is a kink they are further off. */
    private static final double ROUNDING = 1e-8;

    private final StringBuilder sections = new StringBuilder();

    /** Adds a network as a section. */
    void add(String title, String id, Trace trace) {
        List<String> names = new ArrayList<>();
        StringBuilder rows = new StringBuilder();
        for (String name : trace.forwardNames()) {
            rows.append("<div class=\"pair\">\n<div>\n");
            array(rows, id, name, trace);
            names.add(name);
            if (trace.differences().containsKey("d" + name)) {
                rows.append("</div>\n<div class=\"backward\">\n");
                array(rows, id, "d" + name, trace);
                names.add("d" + name);
            }
            rows.append("</div>\n</div>\n");
        }
        sections.append(String.format(
                "<section class=\"trace\" id=\"%s\">%n<h2>%s</h2>%n<p>%s</p>%n"
                        + "<div class=\"pair heads\" aria-hidden=\"true\"><b>forward ↓</b><b>backward ↑</b></div>%n%s"
                        + "<script type=\"application/json\">%s</script>%n</section>%n",
                id, title, summary(trace), rows, sources(trace, names)));
    }

    String html() {
        return text("page.html")
                .replace("/*STYLE*/", text("page.css"))
                .replace("/*SCRIPT*/", text("page.js"))
                .replace("<!--SECTIONS-->", sections);
    }

    private static String text(String name) {
        try (InputStream text = TracePage.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(text).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be read", e);
        }
    }

    private static String summary(Trace trace) {
        int numbers = 0;
        int kinks = 0;
        for (Map.Entry<String, INDArray> entry : trace.differences().entrySet()) {
            double[] slopes = numbers(entry.getValue());
            double[] gradient = numbers(Checks.entry(trace.arrays(), entry.getKey()));
            for (int k = 0; k < slopes.length; k++) {
                numbers++;
                kinks += isKink(gradient[k], slopes[k]) ? 1 : 0;
            }
        }
        return kinks == 0
                ? String.format("All %d gradients equal their central differences within 10<sup>−8</sup>.", numbers)
                : String.format(
                        "%d of %d gradients differ from their central differences, which are underlined in waves: there"
                                + " a ReLU is at 0, or numbers in a square are equally large, and L has no derivative.",
                        kinks, numbers);
    }

    private static boolean isKink(double gradient, double slope) {
        return Math.abs(gradient - slope) > ROUNDING;
    }

    private static void array(StringBuilder html, String id, String name, Trace trace) {
        INDArray array = Checks.entry(trace.arrays(), name);
        long[] shape = array.shape();
        String sizes = Arrays.stream(shape).mapToObj(Long::toString).collect(Collectors.joining(", "));
        html.append(String.format(
                "<figure id=\"%s-%s\" data-name=\"%s\" data-shape=\"%s\">%n<figcaption>%s"
                        + " <span class=\"shape\">(%s)</span> <span class=\"maths\">%s</span>"
                        + "</figcaption>%n<div class=\"slices\">",
                id, name, name, sizes.replace(" ", ""), Formula.html(name), sizes, formula(name, trace)));
        tables(html, name, array, trace.differences().get(name));
        html.append("</div>\n</figure>\n");
    }

    private static String formula(String name, Trace trace) {
        return trace.step(name)
                .map(step -> Formula.html(step.formula(name)))
                .orElse(
                        switch (name) {
                            case "X" -> "given: the input";
                            case "Y" -> "given: the labels";
                            default -> "given: a parameter";
                        });
    }

    /** A table for each matrix that the last two axes make. */
    private static void tables(StringBuilder html, String name, INDArray array, @Nullable INDArray differences) {
        long[] shape = array.shape();
        double[] numbers = numbers(array);
        int columns = (int) shape[shape.length - 1];
        int matrix = shape.length < 2 ? columns : columns * (int) shape[shape.length - 2];
        double[] slopes = differences == null ? new double[0] : numbers(differences);
        int digits = digits(numbers);
        for (int k = 0; k < numbers.length; k++) {
            if (k % matrix == 0) {
                html.append(String.format("<table role=\"grid\" aria-label=\"%s\">", name))
                        .append(caption(k, shape));
            }
            html.append(k % columns == 0 ? "<tr>" : "").append("<td>").append(decimal(numbers[k], digits));
            if (slopes.length > 0) {
                String kink = isKink(numbers[k], slopes[k]) ? " class=\"kink\"" : "";
                html.append(String.format("<small%s>%s</small>", kink, decimal(slopes[k], digits)));
            }
            html.append((k + 1) % matrix == 0 ? "</table>\n" : "");
        }
    }

    private static String caption(int k, long... shape) {
        long[] place = Trace.place(k, shape);
        return shape.length < 4 ? "" : "<caption>[" + place[0] + "," + place[1] + "]</caption>";
    }

    /** The decimals that an array's numbers need, 0, 2 or at most 4. */
    private static int digits(double[] numbers) {
        for (int digits : new int[] {0, 2}) {
            double ten = Math.pow(10, digits);
            if (Arrays.stream(numbers).allMatch(x -> Math.abs(x * ten - Math.rint(x * ten)) < 1e-9)) {
                return digits;
            }
        }
        return 4;
    }

    private static String decimal(double number, int digits) {
        String text = String.format(Locale.ROOT, "%." + digits + "f", number);
        return text.matches("-[0.]+") ? text.substring(1) : text.replace('-', '−');
    }

    private static double[] numbers(INDArray array) {
        return array.dup('c').reshape(array.length()).toDoubleVector();
    }

    /** The sources of each number: their order on the page, from 1; negative where they don't move it. */
    private static String sources(Trace trace, List<String> names) {
        Map<String, Integer> first = new LinkedHashMap<>();
        int next = 1;
        for (String name : names) {
            first.put(name, next);
            next += (int) Checks.entry(trace.arrays(), name).length();
        }
        return names.stream()
                .flatMap(name -> trace.sources(name).stream())
                .map(list -> list.stream()
                        .map(source ->
                                (first.getOrDefault(source.array(), 0) + source.index()) * (source.moves() ? 1 : -1))
                        .sorted(Comparator.comparingInt(Math::abs))
                        .map(String::valueOf)
                        .collect(Collectors.joining(",", "[", "]")))
                .collect(Collectors.joining(",", "[", "]"));
    }
}
