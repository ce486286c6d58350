package dev.cifarlab.app.device;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A GPU as the driver shows it.
 *
 * @param index the driver's number for it
 * @param uuid the driver's name for it
 * @param name the product's name
 * @param driver the driver's version; empty where it cannot be told
 * @param capability compute capability such as 8.9; empty where it cannot be told
 */
public record Gpu(String index, String uuid, String name, String driver, String capability) {

    /** Cards from the time when drivers did not tell the capability, and too old for some build. */
    private static final Map<String, String> OLD_CARDS = Map.of(
            "(Tesla K10|GRID K[12]|GeForce GTX 6[5-9]0|GeForce GTX 7[67]0).*", "3.0",
            "(Tesla K[24]0|Quadro K6000|GeForce GTX 780|GeForce GTX TITAN( Black| Z)?$).*", "3.5");

    /** Whether this is a line of the driver's answer that {@link #parse} reads. */
    static boolean isLine(String text) {
        return text.matches("\\d+, [^,]*, [^,]*, \\d[.\\d]*(, [^,]*)?");
    }

    /** Of one line of the driver's answer: index, uuid, name, driver and, from driver 510 on, capability. */
    static Gpu parse(String line) {
        String[] fields = line.split(",\\s*", -1);
        boolean told = fields.length > 4 && fields[4].matches("\\d+\\.\\d");
        return new Gpu(fields[0], fields[1], fields[2], fields[3], told ? fields[4] : oldCard(fields[2]));
    }

    private static String oldCard(String name) {
        return OLD_CARDS.entrySet().stream()
                .filter(card -> name.matches(card.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    /** Whether it is among GPUs named by index or by the start of their uuid. */
    boolean isAmong(List<String> names) {
        return names.stream()
                .filter(text -> !text.isEmpty())
                .anyMatch(text -> text.equals(index) || uuid.startsWith(text));
    }

    /** Ten times the capability, 89 for 8.9; 0 where it cannot be told. */
    int capabilityNumber() {
        return capability.isEmpty() ? 0 : Integer.parseInt(capability.replace(".", ""));
    }

    boolean driverIsOlderThan(String version) {
        return !driver.isEmpty() && Arrays.compare(numbers(driver), numbers(version)) < 0;
    }

    private static int[] numbers(String version) {
        return Arrays.stream(version.split("\\.")).mapToInt(Integer::parseInt).toArray();
    }

    /** One line for people. */
    public String describe() {
        return String.format(
                "%s, driver %s, compute capability %s",
                name, driver.isEmpty() ? "unknown" : driver, capability.isEmpty() ? "unknown" : capability);
    }
}
