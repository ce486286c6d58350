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

/**
 * Runs all entries in turns, each in a process of its own, and writes {@code docs/speed.csv} and the table between two
 * marks in {@code docs/performance.md}. Arguments: ROUNDS BATCH STEPS.
 */
public final class SideBySide {

    private static final Path CSV = Path.of("docs", "speed.csv");

    private SideBySide() {}

    /** Measures everything. */
    public static void main(String[] args) throws IOException, InterruptedException {
        int rounds = Integer.parseInt(args[0]);
        List<Entry> entries = Entries.all(rounds, Integer.parseInt(args[1]), Integer.parseInt(args[2]));
        Map<Entry, List<Score>> scores = new LinkedHashMap<>();
        StringBuilder csv = new StringBuilder("model,precision,contestant,round,training,inference,peak_mib\n");
        for (int round = 1; round <= rounds; round++) {
            for (Entry entry : entries) {
                if (round <= entry.rounds()) {
                    Score score = run(entry);
                    scores.computeIfAbsent(entry, key -> new ArrayList<>()).add(score);
                    csv.append(row(entry, round, score));
                    Files.writeString(CSV, csv);
                }
            }
        }
        Report.write(scores, rounds);
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
            throw new IllegalStateException(entry.name() + " failed; see benchmarks/target/side-by-side.err");
        }
        Score score = Score.parse(output);
        System.out.printf(
                Locale.ROOT,
                "%-9s %-8s %-45s %8.1f %8.1f %6.0f%n",
                entry.model(),
                entry.precision(),
                entry.name(),
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
