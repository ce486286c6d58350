package dev.cifarlab.benchmarks;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Prints which GPU architectures the CUDA code in shared libraries was compiled for, one line of a Markdown table a
 * library. Takes libraries and jars of libraries; needs nothing but a JDK:
 * {@code java benchmarks/src/main/java/dev/cifarlab/benchmarks/CudaArchitectures.java FILE...}
 *
 * <p>A library holds containers ("fat binaries"): 16 bytes (magic number, version 1, header size 16, size of the rest),
 * then entries, each with a header (kind 1 for PTX, 2 for machine code; sizes; architecture) and its code.
 */
public final class CudaArchitectures {

    private static final int MAGIC = 0xBA55ED50;
    private static final int CONTAINER_HEADER = 16;
    private static final int ENTRY_HEADER = 32; // the part that is read
    private static final int PTX = 1;
    private static final int MACHINE_CODE = 2;

    /** Bytes of code by architecture: 86 is compute capability 8.6. */
    private final Map<Integer, Long> machineCode = new TreeMap<>();

    private final Map<Integer, Long> ptx = new TreeMap<>();
    private int containers;

    private CudaArchitectures() {}

    /** Reads every file named. */
    public static void main(String[] files) throws IOException {
        if (files.length == 0) {
            System.err.println("name libraries (.so), or jars that hold some");
            System.exit(2);
        }
        System.out.println("| file | library | machine code for | PTX for | MB of code |");
        System.out.println("|---|---|---|---|---|");
        for (String file : files) {
            if (!Files.isReadable(Path.of(file))) {
                System.err.println(file + ": cannot be read");
                System.exit(1);
            }
            print(Path.of(file));
        }
    }

    private static void print(Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 20)) {
            if (!name.endsWith(".jar")) {
                print(name, name, in);
                return;
            }
            ZipInputStream jar = new ZipInputStream(in);
            for (ZipEntry entry = jar.getNextEntry(); entry != null; entry = jar.getNextEntry()) {
                String library = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
                if (library.contains(".so")) {
                    print(name, library, new BufferedInputStream(jar, 1 << 20));
                }
            }
        }
    }

    private static void print(String file, String name, InputStream library) throws IOException {
        CudaArchitectures found = new CudaArchitectures();
        found.scan(library);
        if (found.containers > 0) {
            System.out.printf(
                    "| %s | %s | %s | %s | %d |%n",
                    file,
                    name,
                    list(found.machineCode),
                    list(found.ptx),
                    (sum(found.machineCode) + sum(found.ptx)) / 1_000_000);
        }
    }

    private void scan(InputStream in) throws IOException {
        int window = 0;
        for (int next = in.read(); next >= 0; next = in.read()) {
            window = next << 24 | window >>> 8; // the last four bytes, little-endian
            if (window == MAGIC) {
                in.mark(CONTAINER_HEADER);
                ByteBuffer header = read(in, CONTAINER_HEADER - Integer.BYTES);
                if (header.remaining() > 0 && header.getShort(0) == 1 && header.getShort(2) == CONTAINER_HEADER) {
                    containers++;
                    container(in, header.getLong(4));
                } else {
                    in.reset();
                }
            }
        }
    }

    private void container(InputStream in, long size) throws IOException {
        long left = size;
        while (left >= ENTRY_HEADER) {
            ByteBuffer entry = read(in, ENTRY_HEADER);
            left -= ENTRY_HEADER;
            long rest = entry.getInt(4) + entry.getLong(8) - ENTRY_HEADER;
            if (rest < 0 || rest > left) {
                break; // padding behind the last entry
            }
            switch (entry.getShort(0)) {
                case PTX -> ptx.merge(entry.getInt(28), rest, Long::sum);
                case MACHINE_CODE -> machineCode.merge(entry.getInt(28), rest, Long::sum);
                default -> {} // intermediate code for linkers
            }
            in.skipNBytes(rest);
            left -= rest;
        }
        in.skipNBytes(left);
    }

    /** The next bytes, little-endian; none where the file ends before. */
    private static ByteBuffer read(InputStream in, int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        return ByteBuffer.wrap(bytes.length == count ? bytes : new byte[0]).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static long sum(Map<Integer, Long> sizes) {
        return sizes.values().stream().mapToLong(Long::longValue).sum();
    }

    private static String list(Map<Integer, Long> sizes) {
        List<Integer> architectures = new ArrayList<>(sizes.keySet());
        String text = architectures.stream().map(a -> a / 10 + "." + a % 10).collect(Collectors.joining(", "));
        return text.isEmpty() ? "none" : text;
    }
}
