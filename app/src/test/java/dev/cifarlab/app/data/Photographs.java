package dev.cifarlab.app.data;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/**
 * Folders as people have them: synthetic photographs of 40 to 2,000 pixels in several formats, some in folders of their
 * own, ten times as many of one class as of another, and some that cannot be read.
 */
public final class Photographs {

    /** What the pictures show, most of them the first, a tenth as many the last. */
    public static final List<String> CLASSES = List.of("disc", "square", "cross", "Dächer", "ring 2", "ring 10");

    /** Files that cannot be read. */
    public static final int BAD = 10;

    private static final double LEAST = 40;
    private static final double MOST = 2000;

    private Photographs() {}

    /** Writes {@code count} pictures below one folder a class, and the bad ones among them. */
    public static void write(Path folder, int count, long seed) throws IOException {
        double[] shares = IntStream.range(0, CLASSES.size())
                .mapToDouble(k -> Math.pow(0.1, k / (CLASSES.size() - 1.0)))
                .toArray();
        double all = Arrays.stream(shares).sum();
        IntStream.range(0, count).parallel().forEach(k -> {
            Random random = new Random(seed * 1_000_003 + k);
            double place = all * (k + 0.5) / count;
            int label = 0;
            while (place > shares[label]) {
                place -= shares[label++];
            }
            write(folder.resolve(CLASSES.get(label)), k, label, random);
        });
        for (int k = 0; k < BAD; k++) {
            bad(folder.resolve(CLASSES.get(k % CLASSES.size())), k);
        }
    }

    private static void write(Path place, int number, int label, Random random) {
        String format = List.of("jpg", "jpg", "jpg", "jpg", "JPEG", "png", "bmp", "gif", "tif", "jpg")
                .get(random.nextInt(10));
        int width = side(random);
        int height = (int) Math.max(LEAST, Math.min(MOST, width * (0.6 + random.nextDouble())));
        try {
            Path below = number % 5 == 0 ? place.resolve("2026/" + number % 12) : place;
            Path file = Files.createDirectories(below).resolve("IMG_" + number + "." + format);
            String kind = format.toLowerCase(Locale.ROOT).replace("tif", "tiff");
            if (!ImageIO.write(picture(width, height, label, random), kind, file.toFile())) {
                throw new IOException("no writer of " + kind);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** As many between 40 and 283 pixels as between 283 and 2,000. */
    private static int side(Random random) {
        return (int) Math.round(LEAST * Math.pow(MOST / LEAST, random.nextDouble()));
    }

    private static BufferedImage picture(int width, int height, int label, Random random) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        int[] row = new int[width];
        double tilt = random.nextDouble() - 0.5;
        double waves = 3 + 20 * random.nextDouble();
        float hue = random.nextFloat();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double u = (double) x / width;
                double v = (double) y / height;
                double light = 0.55 + 0.2 * Math.sin(waves * (u + tilt * v)) + 0.1 * (random.nextFloat() - 0.5);
                row[x] = Color.HSBtoRGB(hue + 0.1f * (float) v, 0.35f, (float) light);
            }
            image.setRGB(0, y, width, 1, row, 0, width);
        }
        Graphics2D graphics = image.createGraphics();
        draw(graphics, label, width, height, random, hue);
        graphics.dispose();
        return image;
    }

    private static void draw(Graphics2D graphics, int label, int width, int height, Random random, float hue) {
        int size = (int) (Math.min(width, height) * (0.4 + 0.3 * random.nextDouble()));
        int x = (int) ((width - size) * (0.3 + 0.4 * random.nextDouble()));
        int y = (int) ((height - size) * (0.3 + 0.4 * random.nextDouble()));
        graphics.setColor(Color.getHSBColor(hue + 0.35f + 0.3f * random.nextFloat(), 0.9f, 0.9f));
        graphics.setStroke(new BasicStroke(size / 6f));
        switch (CLASSES.get(label)) {
            case "disc" -> graphics.fillOval(x, y, size, size);
            case "square" -> graphics.fillRect(x, y, size, size);
            case "cross" -> {
                graphics.fillRect(x + size / 3, y, size / 3, size);
                graphics.fillRect(x, y + size / 3, size, size / 3);
            }
            case "ring 2" -> graphics.drawOval(x, y, size, size);
            case "ring 10" -> graphics.drawRect(x, y, size, size);
            default ->
                graphics.fillPolygon(new int[] {x, x + size / 2, x + size}, new int[] {y + size, y, y + size}, 3);
        }
    }

    /** Cut off, empty, and texts under a picture's name. */
    private static void bad(Path place, int number) throws IOException {
        Path file = place.resolve("bad_" + number + ".jpg");
        switch (number % 3) {
            case 0 -> Files.write(file, new byte[0]);
            case 1 -> Files.write(file, "<html>404: there is no such picture</html>".getBytes(StandardCharsets.UTF_8));
            default -> {
                Path whole = place.resolve("whole.jpg");
                ImageIO.write(picture(200, 150, 0, new Random(number)), "jpg", whole.toFile());
                byte[] bytes = Files.readAllBytes(whole);
                Files.delete(whole);
                Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
            }
        }
    }

    /** Writes a set to be looked at, or for measurements: {@code FOLDER COUNT}. */
    public static void main(String[] arguments) throws IOException {
        write(Path.of(arguments[0]), Integer.parseInt(arguments[1]), 0);
    }
}
