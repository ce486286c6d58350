package dev.cifarlab.teaching;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a class names, from its constant pool (The Java Virtual Machine Specification, 4.4).
 *
 * @param classes names of classes, with dots; of an array, those of its elements
 * @param members fields and methods of classes, as {@code java.lang.System.exit}
 */
record ClassFile(Set<String> classes, Set<String> members) {

    private static final int MAGIC = 0xCAFEBABE;

    /** The names in a compiled file. */
    static ClassFile read(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            if (in.readInt() != MAGIC) {
                throw new IOException(file + " is no class file");
            }
            in.readInt(); // version
            return new Pool(in).names();
        }
    }

    /** The constant pool: for each entry its text, or the two entries that it refers to. */
    private static final class Pool {
        private final String[] texts;
        private final int[] tags;
        private final int[] first;
        private final int[] second;

        Pool(DataInputStream in) throws IOException {
            int count = in.readUnsignedShort();
            texts = new String[count];
            tags = new int[count];
            first = new int[count];
            second = new int[count];
            for (int k = 1; k < count; k++) {
                tags[k] = in.readUnsignedByte();
                switch (tags[k]) {
                    case 1 -> texts[k] = in.readUTF();
                    case 3, 4 -> in.readInt();
                    case 5, 6 -> {
                        in.readLong();
                        k++; // takes two places
                    }
                    case 7, 8, 16, 19, 20 -> first[k] = in.readUnsignedShort();
                    case 15 -> {
                        in.readByte();
                        first[k] = in.readUnsignedShort();
                    }
                    default -> {
                        first[k] = in.readUnsignedShort();
                        second[k] = in.readUnsignedShort();
                    }
                }
            }
        }

        ClassFile names() {
            Set<String> classes = new TreeSet<>();
            Set<String> members = new TreeSet<>();
            for (int k = 1; k < tags.length; k++) {
                if (tags[k] == 7) {
                    classes.add(className(k));
                } else if (tags[k] >= 9 && tags[k] <= 11) {
                    members.add(className(first[k]) + "." + texts[first[second[k]]]);
                }
            }
            classes.remove("");
            return new ClassFile(classes, members);
        }

        private String className(int entry) {
            String name = texts[first[entry]].replace('/', '.');
            if (!name.startsWith("[")) {
                return name;
            }
            String element = name.replaceFirst("^\\[+", "");
            return element.startsWith("L") ? element.substring(1, element.length() - 1) : "";
        }
    }
}
