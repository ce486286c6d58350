package dev.cifarlab.benchmarks.speed;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Runs all entries in turns, each in a process of its own, and writes {@code docs/speed.csv} and the tables between two
 * marks in {@code docs/performance.md}; of some entries only it prints the tables. Arguments: ROUNDS BATCH STEPS
 * PATTERN [NAME COMMAND]..., where each command runs Python with a PyTorch of that name.
 */
public final class SideBySide {

    private SideBySide() {}

    /** Measures everything. */
    public static void main(String[] args) throws IOException, InterruptedException {
        int rounds = Integer.parseInt(args[0]);
        Map<String, List<String>> pythons = new LinkedHashMap<>();
        for (int k = 4; k < args.length; k += 2) {
            pythons.put(args[k], List.of(args[k + 1].split(" ", -1)));
        }
        Pattern only = Pattern.compile(args[3]);
        List<Entry> entries =
                Entries.all(rounds, Integer.parseInt(args[1]), Integer.parseInt(args[2]), pythons).stream()
                        .filter(entry -> only.matcher(title(entry)).find())
                        .toList();
        boolean all = args[3].isEmpty();
        Path csv = all ? Path.of("docs", "speed.csv") : Path.of("benchmarks", "target", "speed.csv");
        Report report = new Report(measured(entries, rounds, csv), rounds);
        System.out.println(report.text());
        if (all) {
            report.write();
        }
    }

    private static Map<Entry, List<Score>> measured(List<Entry> entries, int rounds, Path file)
            throws IOException, InterruptedException {
        Map<Entry, List<Score>> scores = new LinkedHashMap<>();
        StringBuilder csv = new StringBuilder("model,precision,contestant,round,training,inference,peak_mib\n");
        for (int round = 1; round <= rounds; round++) {
            for (Entry entry : entries) {
                if (round <= entry.rounds()) {
                    Score score = run(entry);
                    scores.computeIfAbsent(entry, key -> new ArrayList<>()).add(score);
                    csv.append(row(entry, round, score));
                    Files.writeString(file, csv);
                }
            }
        }
        return scores;
    }

    private static String title(Entry entry) {
        return entry.model() + " " + entry.precision() + " " + entry.name();
    }

    private static Score run(Entry entry) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(entry.command());
        builder.redirectError(ProcessBuilder.Redirect.appendTo(
                Path.of("benchmarks/target/side-by-side.err").toFile()));
        builder.environment().putAll(entry.environment());
        Process process = builder.start();
        String output;
        try (InputStream in = process.getInputStream()) {
            output = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        if (process.waitFor() != 0) {
            throw new IllegalStateException(title(entry) + " failed; see benchmarks/target/side-by-side.err");
        }
        Score score = Score.parse(output);
        System.out.printf(
                Locale.ROOT,
                "%-80s %8.1f %8.1f %6.0f%n",
                title(entry),
                score.training(),
                score.inference(),
                score.peak());
        return score;
    }

    private static String row(Entry entry, int round, Score score) {
        return String.format(
                Locale.ROOT,
                "%s,%s,\"%s\",%d,%.1f,%.1f,%.0f%n",
                entry.model(),
                entry.precision(),
                entry.name(),
                round,
                score.training(),
                score.inference(),
                score.peak());
    }
}
