package dev.cifarlab.examples.predict;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Names the classes of pictures, by a network that cifar-lab exported as ONNX. */
public final class Predict {

    private static final String USAGE = "Usage: java -jar target/predict.jar [--csv] FILE.onnx PICTURE...";
    private static final String HELP = USAGE + """


            Names the three likeliest classes of pictures (PNG, JPEG, BMP, GIF) of any size, by a network that
            ./cifar-lab export RUN --format onnx wrote.

              --csv    one line a picture: file,class,probability of the likeliest class, quoted as in RFC 4180
              --help   this text""";

    private static final int SHOWN = 3;

    private Predict() {}

    /** Exit codes: 0, 1 for what failed, 2 for wrong usage. */
    public static void main(String... words) {
        System.setProperty("java.awt.headless", "true");
        System.exit(run(List.of(words)));
    }

    private static int run(List<String> words) {
        List<String> flags = words.stream().filter(w -> w.startsWith("-")).toList();
        List<String> files = words.stream().filter(w -> !w.startsWith("-")).toList();
        if (flags.contains("--help")) {
            System.out.println(HELP);
            return 0;
        }
        if (files.size() < 2 || !List.of("--csv").containsAll(flags)) {
            return failed(2, USAGE);
        }
        try {
            predict(files, !flags.isEmpty());
            return 0;
        } catch (IOException e) {
            return failed(1, e.getMessage());
        } catch (InvalidPathException e) {
            return failed(1, e.getInput() + ": Java cannot read this name here; rename it, or set LC_ALL=C.UTF-8");
        } catch (LinkageError e) {
            return failed(
                    1,
                    "ONNX Runtime does not start (" + root(e) + "); it needs lib/ beside predict.jar, a temporary"
                            + " folder, and Linux with glibc, macOS or Windows of 64 bits");
        }
    }

    private static Throwable root(Throwable e) {
        return e.getCause() == null ? e : root(e.getCause());
    }

    private static int failed(int exitCode, String line) {
        System.err.println("predict: " + line);
        return exitCode;
    }

    /** All pictures are read before the first is answered, so that a mistake shows at once. */
    private static void predict(List<String> files, boolean csv) throws IOException {
        List<float[]> pictures = new ArrayList<>();
        try (Network network = new Network(Path.of(files.get(0)))) {
            for (String file : files.subList(1, files.size())) {
                pictures.add(Picture.read(Path.of(file), network.side(), network.framing()));
            }
            for (int k = 0; k < pictures.size(); k++) {
                float[] probabilities = network.probabilities(pictures.get(k));
                String file = files.get(k + 1);
                System.out.println(
                        csv
                                ? row(file, network.classes(), probabilities)
                                : file + ": " + line(network.classes(), probabilities));
            }
        }
    }

    private static String line(List<String> classes, float[] probabilities) {
        return likeliest(probabilities)
                .limit(SHOWN)
                .map(k -> String.format(Locale.ROOT, "%s %.1f %%", classes.get(k), 100 * probabilities[k]))
                .collect(Collectors.joining(", "));
    }

    private static String row(String file, List<String> classes, float[] probabilities) {
        int best = likeliest(probabilities).findFirst().orElseThrow();
        return quoted(file) + "," + quoted(classes.get(best)) + "," + probabilities[best];
    }

    private static Stream<Integer> likeliest(float[] probabilities) {
        return IntStream.range(0, probabilities.length)
                .boxed()
                .sorted(Comparator.comparingDouble(k -> -probabilities[k]));
    }

    private static String quoted(String field) {
        boolean plain = Arrays.stream(new String[] {",", "\"", "\n", "\r"}).noneMatch(field::contains);
        return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
    }
}
