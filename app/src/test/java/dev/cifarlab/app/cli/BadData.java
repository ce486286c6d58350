package dev.cifarlab.app.cli;

import static dev.cifarlab.app.cli.BadCase.failed;
import static dev.cifarlab.app.cli.BadCase.usage;

import dev.cifarlab.app.data.PictureSamples;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Damaged CIFAR-10 files and damaged folders of pictures. */
final class BadData {

    private static final long LENGTH = 30_730_000;

    private BadData() {}

    static Stream<BadCase> cases() {
        return Stream.of(cifar(), folders(), pictures(), largePictures()).flatMap(cases -> cases);
    }

    private static Stream<BadCase> cifar() {
        return Stream.of(
                cifar("no such folder", "--download", folder -> {}, "nowhere"),
                cifar("a folder without it", "--data synthetic", folder -> {}, ""),
                cifar("a file as folder", "--download", folder -> Files.createFile(folder.resolve("x")), "x"),
                cifar("a byte too few", "instead of 30730000", folder -> length(folder, 3, LENGTH - 1), ""),
                cifar("a byte too many", "instead of 30730000", folder -> length(folder, 3, LENGTH + 1), ""),
                cifar("an empty file", "has 0 bytes", folder -> length(folder, 1, 0), ""),
                cifar(
                        "a missing file",
                        "data_batch_5.bin is missing",
                        folder -> {
                            Files.delete(folder.resolve("data_batch_5.bin"));
                        },
                        ""),
                cifar(
                        "a folder in a file's place",
                        "data_batch_2.bin is missing",
                        folder -> {
                            Files.delete(folder.resolve("data_batch_2.bin"));
                            Files.createDirectory(folder.resolve("data_batch_2.bin"));
                        },
                        ""),
                cifar("an eleventh class", "record 1 has the label 10", folder -> label(folder, 10), ""),
                cifar("a negative label", "record 1 has the label 255", folder -> label(folder, 255), ""));
    }

    /** Makes one thing wrong in a folder. */
    @FunctionalInterface
    private interface Damage {
        void to(Path folder) throws IOException;
    }

    private static BadCase cifar(String name, String part, Damage damage, String place) {
        return failed("CIFAR-10: " + name, part, folder -> {
            if (part.contains("data_batch") || part.contains("instead") || part.contains("has ")) {
                for (int batch = 1; batch <= 5; batch++) {
                    length(folder, batch, LENGTH);
                }
            }
            damage.to(folder);
            return train("cifar10", folder.resolve(place), folder);
        });
    }

    private static void length(Path folder, int batch, long length) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(
                folder.resolve("data_batch_" + batch + ".bin").toFile(), "rw")) {
            file.setLength(length);
        }
    }

    private static void label(Path folder, int label) throws IOException {
        try (RandomAccessFile file =
                new RandomAccessFile(folder.resolve("data_batch_4.bin").toFile(), "rw")) {
            file.seek(3073);
            file.write(label);
        }
    }

    private static Stream<BadCase> folders() {
        return Stream.of(
                usage("pictures without a folder", "data-dir", folder -> List.of("train", "--data=folder")),
                folder("no train/", "no such folder", folder -> delete(folder.resolve("train"))),
                folder("no test/", "no such folder", folder -> delete(folder.resolve("test"))),
                folder("one class only", "at least two classes", folder -> delete(folder.resolve("train/dog"))),
                folder("a picture beside the classes", "1.png: lies beside the folders of the classes", folder -> {
                    Files.move(folder.resolve("train/cat/1.png"), folder.resolve("train/1.png"));
                }),
                folder("an empty class", "holds no pictures", folder -> {
                    Files.delete(folder.resolve("train/cat/1.png"));
                }),
                folder("other classes in test/", "they must be the same", folder -> {
                    Files.move(folder.resolve("test/dog"), folder.resolve("test/fox"));
                }),
                usage("a batch larger than the data", "more than the 2 training images", folder -> {
                    classes(folder);
                    return List.of("train", "--data=folder", "--data-dir=" + folder, "--out=" + folder.resolve("run"));
                }));
    }

    private static Stream<BadCase> pictures() {
        byte[] png = PictureSamples.noise("png");
        byte[] jpeg = PictureSamples.noise("jpg");
        byte[] bmp = PictureSamples.noise("bmp");
        return Stream.of(
                picture("half a PNG", "it is cut off", PictureSamples.cut(png)),
                picture("a scrambled PNG", "a checksum in it does not match", PictureSamples.scrambled(png)),
                picture("half a JPEG", "it is cut off", PictureSamples.cut(jpeg)),
                picture("a JPEG without its end mark", "it is cut off", Arrays.copyOf(jpeg, jpeg.length - 2)),
                picture("a scrambled JPEG", "is it damaged?", PictureSamples.scrambled(jpeg)),
                picture(
                        "half a bitmap of unsaid size",
                        "it is cut off",
                        PictureSamples.cut(PictureSamples.withoutSize(bmp))),
                picture("a bitmap of no rows", "is it damaged?", flat(bmp)),
                picture("a JPEG's first bytes", "is not a PNG, JPEG, BMP, GIF", new byte[] {-1, -40, -1}),
                picture("half an animated GIF", "it is cut off", PictureSamples.cut(PictureSamples.animatedGif())),
                picture("half a TIFF", "is it damaged?", PictureSamples.cut(PictureSamples.noise("tiff"))),
                picture("half a WebP", "it is cut off", PictureSamples.cutLate(PictureSamples.webP())),
                picture("a WebP's first bytes", "is it damaged?", text("RIFF\0\0\0\0WEBPVP8 and something behind it")),
                picture(
                        "a text",
                        "is not a PNG, JPEG, BMP, GIF",
                        text("This is not a picture at all, but a sentence.")),
                picture("an SVG", "is not a PNG, JPEG, BMP, GIF", text("<svg xmlns='http://www.w3.org/2000/svg'/>")),
                picture("nothing", "is not a PNG, JPEG, BMP, GIF", new byte[0]));
    }

    private static Stream<BadCase> largePictures() {
        return Stream.of(
                picture("a bomb of 900 million pixels", "900,000,000 pixels", PictureSamples.bomb(30_000, 30_000)),
                picture("a side of 2 billion pixels", "1.png", PictureSamples.bomb(Integer.MAX_VALUE, 1)),
                picture("a picture without width", "1.png", PictureSamples.bomb(0, 10)),
                folder("a file of 300 MiB", "is larger than 256 MiB", folder -> {
                    try (RandomAccessFile file = new RandomAccessFile(
                            folder.resolve("train/dog/1.png").toFile(), "rw")) {
                        file.setLength(300L << 20);
                    }
                }),
                failed(
                        "a missing picture",
                        "there is no such picture",
                        folder -> List.of(
                                "predict",
                                folder.toString(),
                                folder.resolve("cat.png").toString())),
                failed(
                        "a folder without pictures",
                        "there are no pictures in this folder",
                        folder -> List.of("predict", folder.toString(), folder.toString())));
    }

    private static byte[] flat(byte[] bitmap) {
        byte[] bytes = bitmap.clone();
        Arrays.fill(bytes, 22, 26, (byte) 0);
        return bytes;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static BadCase picture(String name, String part, byte[] bytes) {
        return folder(name + " among pictures", part, folder -> Files.write(folder.resolve("train/dog/1.png"), bytes));
    }

    private static BadCase folder(String name, String part, Damage damage) {
        return failed("folder: " + name, part, folder -> {
            classes(folder);
            damage.to(folder);
            return train("folder", folder, folder);
        });
    }

    /** Cats and dogs, one picture each. */
    static void classes(Path folder) throws IOException {
        for (String place : List.of("train/cat", "train/dog", "test/cat", "test/dog")) {
            Files.createDirectories(folder.resolve(place));
            Files.write(folder.resolve(place).resolve("1.png"), PictureSamples.plain("png"));
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(path);
            }
        }
    }

    private static List<String> train(String source, Path data, Path folder) {
        return List.of(
                "train", "--data=" + source, "--data-dir=" + data, "--batch-size=1", "--out=" + folder.resolve("run"));
    }
}
