package dev.cifarlab.benchmarks.speed;

import dev.cifarlab.app.settings.ModelKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The tables of medians: us beside the fastest PyTorch, us beside what bounds us, and everything. */
record Report(Map<Entry, List<Score>> scores, int rounds) {

    private static final Path PAGE = Path.of("docs", "performance.md");
    private static final String BEGIN = "<!-- side-by-side: begin -->";
    private static final String END = "<!-- side-by-side: end -->";

    /** Puts the tables between their marks in {@code docs/performance.md}. */
    void write() throws IOException {
        String page = Files.readString(PAGE);
        Pattern marked = Pattern.compile(Pattern.quote(BEGIN) + ".*" + Pattern.quote(END), Pattern.DOTALL);
        if (!marked.matcher(page).find()) {
            throw new IllegalStateException(PAGE + " lacks " + BEGIN);
        }
        String between = BEGIN + "\n" + text() + END;
        Files.writeString(PAGE, marked.matcher(page).replaceFirst(Matcher.quoteReplacement(between)));
    }

    String text() throws IOException {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "Medians of %d rounds in turns (fewer where the column says so), lowest and highest in brackets;"
                        + " %s, %s threads, Java %s, %s.%n%n",
                rounds,
                processor(),
                System.getenv("OMP_NUM_THREADS"),
                Runtime.version(),
                LocalDate.now(ZoneOffset.UTC)));
        text.append("""
                cifar-lab in times of the best PyTorch in each column, whose name follows; and its peak memory in times
                of that of the PyTorch that trains fastest:

                | network | precision | training | inference | peak memory | of the fastest's |
                |---|---|---|---|---|---|
                """);
        ours().forEach(entry -> text.append(besidePyTorch(entry)));
        text.append("""

                Training beside what the machine can do:

                | network | precision | GFLOP/s | of the convolutions alone | best matrix product, GFLOP/s | of it |
                |---|---|---|---|---|---|
                """);
        ours().forEach(entry -> text.append(besideLimits(entry)));
        text.append("""

                | network | precision | | rounds | training, images/s | inference, images/s | peak memory, MiB |
                |---|---|---|---|---|---|---|
                """);
        scores.forEach((entry, list) -> text.append(row(entry, list)));
        return text.toString();
    }

    private Stream<Entry> ours() {
        return scores.keySet().stream().filter(entry -> entry.name().equals(Entry.OURS));
    }

    private String besidePyTorch(Entry ours) {
        return "| " + ours.task() + " | " + ratio(ours, Score::training, 1) + " | " + ratio(ours, Score::inference, 1)
                + " | " + ratio(ours, Score::peak, -1) + " | " + peakOfFastest(ours) + " |\n";
    }

    private String peakOfFastest(Entry ours) {
        return best(ours, Score::training, 1)
                .map(fastest ->
                        String.format(Locale.ROOT, "%.2f", median(ours, Score::peak) / median(fastest, Score::peak)))
                .orElse("");
    }

    /** The PyTorch with the greatest median with sign 1, the least with -1. */
    private Optional<Entry> best(Entry ours, ToDoubleFunction<Score> part, int sign) {
        return scores.keySet().stream()
                .filter(entry -> entry.isPyTorch() && entry.task().equals(ours.task()))
                .max(Comparator.comparingDouble(entry -> sign * median(entry, part)));
    }

    private String ratio(Entry ours, ToDoubleFunction<Score> part, int sign) {
        return best(ours, part, sign)
                .map(best ->
                        String.format(Locale.ROOT, "%.2f, %s", median(ours, part) / median(best, part), best.name()))
                .orElse("");
    }

    private String besideLimits(Entry ours) {
        Optional<Entry> floor =
                find(entry -> entry.task().equals(ours.task()) && entry.name().equals(Entry.FLOOR));
        Optional<Entry> products = find(entry ->
                entry.precision().equals(ours.precision()) && entry.model().equals(Entry.PRODUCTS));
        if (floor.isEmpty() || products.isEmpty()) {
            return "";
        }
        double training = median(ours, Score::training);
        double speed = training * flopsOfTraining(ours.model()) / 1e9;
        double best = median(products.get(), Score::training);
        return String.format(
                Locale.ROOT,
                "| %s | %.0f | %.2f | %.0f | %.2f |%n",
                ours.task(),
                speed,
                training / median(floor.get(), Score::training),
                best,
                speed / best);
    }

    /** For an image, in products with their sums: the pass forward, and as much for each of the two gradients. */
    private static double flopsOfTraining(String model) {
        return 3
                * 2.0
                * Ours.net(ModelKind.valueOf(model.toUpperCase(Locale.ROOT))).multiplyAdds();
    }

    private Optional<Entry> find(Predicate<Entry> wanted) {
        return scores.keySet().stream().filter(wanted).findFirst();
    }

    private double median(Entry entry, ToDoubleFunction<Score> part) {
        return Score.median(scores.getOrDefault(entry, List.of()), part);
    }

    private static String row(Entry entry, List<Score> scores) {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %d | %s | %s | %.0f |%n",
                entry.task(),
                entry.name(),
                scores.size(),
                spread(scores, Score::training),
                spread(scores, Score::inference),
                Score.median(scores, Score::peak));
    }

    private static String spread(List<Score> scores, ToDoubleFunction<Score> part) {
        return String.format(
                Locale.ROOT,
                "%.1f (%.1f-%.1f)",
                Score.median(scores, part),
                scores.stream().mapToDouble(part).min().orElseThrow(),
                scores.stream().mapToDouble(part).max().orElseThrow());
    }

    private static String processor() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown processor");
        }
    }
}
