package dev.cifarlab.app.cli;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** What may stand behind a failure: the process's surroundings. Uses the JDK alone, as no library may be readable. */
final class Hints {

    private static final long FEW_FILES = 256;

    private Hints() {}

    /** To be called while files can be opened: later this class may be among those that cannot. */
    static void load() {}

    /** To be put behind a line that says what failed; mostly empty. */
    static String after(String line) {
        return after(line, System.getProperty("sun.jnu.encoding", "UTF-8"), files());
    }

    private static long files() {
        try {
            return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                    ? system.getMaxFileDescriptorCount()
                    : FEW_FILES;
        } catch (LinkageError e) {
            return 0; // not even one for the JDK's own library
        }
    }

    /** Beyond the locale's letters, Java puts marks in names of files, and finds nothing by them. */
    static String after(String line, String encoding, long files) {
        boolean lacking = !encoding.equals("UTF-8") && (line.contains("\ufffd") || line.contains("?"));
        return (lacking
                        ? "; names of files here have the letters of " + encoding
                                + " only: set LC_ALL=C.UTF-8, or start by ./cifar-lab"
                        : "")
                + (files < FEW_FILES ? "; too few files can be open at a time here: ulimit -n 1024" : "");
    }
}
