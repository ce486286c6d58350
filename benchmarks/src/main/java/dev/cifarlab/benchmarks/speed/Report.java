package dev.cifarlab.benchmarks.speed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The table of medians, between its marks in {@code docs/performance.md}. */
final class Report {

    private static final Path PAGE = Path.of("docs", "performance.md");
    private static final String BEGIN = "<!-- side-by-side: begin -->";
    private static final String END = "<!-- side-by-side: end -->";

    private Report() {}

    static void write(Map<Entry, List<Score>> scores, int rounds) throws IOException {
        StringBuilder text = new StringBuilder(BEGIN).append("\n");
        text.append(String.format(
                Locale.ROOT,
                "Medians of %d rounds in turns (fewer where the column says so), lowest and highest in brackets;"
                        + " %s, %s threads, Java %s, %s.%n%n",
                rounds,
                processor(),
                System.getenv("OMP_NUM_THREADS"),
                Runtime.version(),
                LocalDate.now(ZoneOffset.UTC)));
        text.append("| network | precision | | rounds | training, images/s | inference, images/s | peak memory, MiB"
                + " | cifar-lab trains / infers ... times as fast |\n|---|---|---|---|---|---|---|---|\n");
        scores.forEach((entry, list) -> text.append(row(entry, list, ours(scores, entry))));
        text.append(END);
        String page = Files.readString(PAGE);
        Pattern marked = Pattern.compile(Pattern.quote(BEGIN) + ".*" + Pattern.quote(END), Pattern.DOTALL);
        if (!marked.matcher(page).find()) {
            throw new IllegalStateException(PAGE + " lacks " + BEGIN);
        }
        Files.writeString(PAGE, marked.matcher(page).replaceFirst(Matcher.quoteReplacement(text.toString())));
        System.out.println(text);
    }

    private static List<Score> ours(Map<Entry, List<Score>> scores, Entry peer) {
        return scores.entrySet().stream()
                .filter(e -> e.getKey().name().equals(Entry.OURS)
                        && e.getKey().model().equals(peer.model())
                        && e.getKey().precision().equals(peer.precision()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
    }

    private static String row(Entry entry, List<Score> scores, List<Score> ours) {
        String ratio = entry.name().equals(Entry.OURS)
                ? ""
                : String.format(
                        Locale.ROOT,
                        "%.2f / %.2f",
                        Score.median(ours, Score::training) / Score.median(scores, Score::training),
                        Score.median(ours, Score::inference) / Score.median(scores, Score::inference));
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %d | %s | %s | %.0f | %s |%n",
                entry.model(),
                entry.precision(),
                entry.name(),
                scores.size(),
                spread(scores, Score::training),
                spread(scores, Score::inference),
                Score.median(scores, Score::peak),
                ratio);
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
