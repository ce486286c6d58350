package dev.cifarlab.app.report;

import dev.cifarlab.app.runs.AtomicFiles;
import dev.cifarlab.app.runs.EpochMetrics;
import dev.cifarlab.app.runs.JsonFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A page that renews itself: {@code index.html}, which stands alone, and beside it {@code state.js}, the same as a
 * script, which a page that is open reads every few seconds. A script can be read from the file system too, where a
 * page may fetch nothing.
 */
final class LivePage {

    /** How often an open page looks, in milliseconds. */
    static final int EVERY = 4000;

    private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/dist/uPlot";
    private static final String STYLE = resource(UPLOT + ".min.css");
    private static final String UPLOT_SCRIPT = resource(UPLOT + ".iife.min.js");
    private static final String CHARTS_SCRIPT = resource("page-charts.js");
    private static final String SCRIPT = resource("page.js");
    private static final String BEGIN = "<main>";

    private LivePage() {}

    /**
     * What a chart and a list need of a run.
     *
     * @param name what it is called
     * @param href its folder from the page's, with a slash at the end; empty for the page's own
     * @param state its state in a word
     * @param written when that was written, in milliseconds since 1970
     * @param rows what {@link #row} makes of its epochs
     */
    record Curve(String name, String href, String state, long written, List<List<@Nullable Number>> rows) {}

    /**
     * Writes both files.
     *
     * @param values what the template names
     * @param many whether it is of several runs, whose validation is shown
     * @param live whether there may be news
     */
    static void write(Path folder, Map<String, Object> values, List<Curve> curves, boolean many, boolean live) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("written", System.currentTimeMillis());
        data.put("every", EVERY);
        data.put("live", live);
        data.put("many", many);
        data.put("runs", curves);
        values.put("data", JsonFile.line(data).replace("<", "\\u003c"));
        values.put("chartStyle", STYLE);
        values.put("chartScript", UPLOT_SCRIPT);
        values.put("charts", CHARTS_SCRIPT);
        values.put("script", SCRIPT);
        String page = Templates.fill("page.ftlh", values);
        data.put("main", page.substring(page.indexOf(BEGIN) + BEGIN.length(), page.indexOf("</main>")));
        AtomicFiles.replace(folder.resolve("index.html"), page);
        AtomicFiles.replace(folder.resolve("state.js"), "cifarLab(" + JsonFile.line(data) + ")\n");
    }

    /** Epoch, losses and accuracies (%) of training and validation, learning rate, images/s. */
    static List<@Nullable Number> row(EpochMetrics row) {
        return List.of(
                row.epoch(),
                rounded(row.trainLoss()),
                rounded(100 * row.trainAccuracy()),
                rounded(row.validationLoss()),
                rounded(100 * row.validationAccuracy()),
                row.learningRate(),
                rounded(row.imagesPerSecond()));
    }

    static double rounded(double value) {
        return Math.round(value * 1e4) / 1e4;
    }

    /** At most so many of a list, evenly spread, the last among them. */
    static <T> List<T> thinned(List<T> all, int most) {
        int size = all.size();
        return size <= most
                ? new ArrayList<>(all)
                : new ArrayList<>(IntStream.rangeClosed(1, most)
                        .mapToObj(k -> all.get((int) ((long) k * size / most) - 1))
                        .toList());
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(LivePage.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }
}
