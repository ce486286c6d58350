import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * {@code java .ci/Skips.java}: the tests that Surefire skipped, and why; exit 1 for a reason that .ci/skips lacks, and
 * where there were no tests.
 */
final class Skips {
    private Skips() {}

    public static void main(String[] arguments) throws Exception {
        Map<String, String> skipped = new TreeMap<>();
        int tests = 0;
        for (Path report : reports()) {
            NodeList cases = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(report.toFile())
                    .getElementsByTagName("testcase");
            tests += cases.getLength();
            for (int k = 0; k < cases.getLength(); k++) {
                Element test = (Element) cases.item(k);
                NodeList marks = test.getElementsByTagName("skipped");
                if (marks.getLength() > 0) {
                    String name = test.getAttribute("classname") + " " + test.getAttribute("name");
                    skipped.put(name, reason((Element) marks.item(0)));
                }
            }
        }
        List<Pattern> allowed = Files.readAllLines(Path.of(".ci/skips")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(Pattern::compile)
                .toList();
        System.out.println("== skipped: " + skipped.size() + " of " + tests + " tests");
        skipped.forEach((test, reason) -> System.out.println("   " + test + ": " + reason));
        List<String> unknown = skipped.entrySet().stream()
                .filter(skip -> allowed.stream()
                        .noneMatch(line -> line.matcher(skip.getValue()).find()))
                .map(Map.Entry::getKey)
                .toList();
        unknown.forEach(test -> System.err.println("skipped for a reason that is not in .ci/skips: " + test));
        System.exit(unknown.isEmpty() && tests > 0 ? 0 : 1);
    }

    private static String reason(Element skipped) {
        String told = skipped.getAttribute("message").strip();
        return (told.isEmpty() ? skipped.getTextContent().strip() : told).replaceAll("\\s+", " ");
    }

    private static List<Path> reports() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(""))) {
            return files.filter(file -> file.toString().matches(".*target/.*surefire-reports/TEST-[^/]*\\.xml"))
                    .toList();
        }
    }
}
