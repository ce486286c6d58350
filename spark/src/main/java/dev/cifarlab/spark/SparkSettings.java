package dev.cifarlab.spark;

import dev.cifarlab.app.search.SearchEngine;
import dev.cifarlab.app.search.SearchFolder;
import dev.cifarlab.app.settings.DataSource;
import dev.cifarlab.app.settings.UserException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;

/** Settings of a search in the words of Spark; what a user or spark-submit has set already stays. */
final class SparkSettings {

    /** How often a task that fails is tried in all. */
    static final int ATTEMPTS = 3;

    /** A cell needs half of it; the rest is for run folders that are sent to the driver. */
    private static final String HEAP = "2g";

    private static final String NOBODY_SAID = "local[*]"; // spark-submit's default
    private static final Pattern MASTERS = Pattern.compile("local.*|spark://.*|yarn|k8s://.*");
    private static final Pattern LOCAL = Pattern.compile("local(?:\\[(\\d+|\\*)(?:,\\s*\\d+)?])?");
    private static final String[] PASSED_ON = {
        "OMP_WAIT_POLICY", "GOMP_SPINCOUNT", "GLIBC_TUNABLES", "CUDA_DEVICE_ORDER", "CUDA_CACHE_MAXSIZE"
    };

    /** The launcher gives it where it helps; without it a cell here took a tenth longer than in the local engine. */
    private static final String HUGE_PAGES = "-XX:+UseTransparentHugePages";

    private SparkSettings() {}

    /**
     * The settings for a search.
     *
     * @throws UserException when no master is given, or the page would be open to the network unasked
     */
    static SparkConf of(SearchFolder folder, SearchEngine.Settings settings) {
        SparkConf conf = new SparkConf();
        settings.others().forEach(conf::set);
        String master = settings.master() == null ? conf.get("spark.master", "") : settings.master();
        if (master.isEmpty() || (settings.master() == null && master.equals(NOBODY_SAID))) {
            throw UserException.usage("--engine spark needs --master, such as local[2] or spark://HOST:7077");
        }
        if (!MASTERS.matcher(master).matches()) {
            throw UserException.usage(
                    "--master: '%s' is not known; give local[N], spark://HOST:PORT, yarn or k8s://ADDRESS", master);
        }
        conf.setMaster(master);
        conf.set("spark.app.name", "cifar-lab search " + folder.path());
        conf.setIfMissing("spark.task.maxFailures", Integer.toString(ATTEMPTS));
        conf.setIfMissing("spark.executor.heartbeatInterval", "2s");
        conf.setIfMissing("spark.driver.maxResultSize", "0");
        conf.setIfMissing("spark.ui.enabled", Boolean.toString(settings.userInterface()));
        requireLoopback(conf);
        Matcher local = LOCAL.matcher(master);
        if (local.matches()) {
            inThisProcess(conf, local.group(1));
        } else {
            onACluster(conf, master, settings.cellCores());
        }
        return conf;
    }

    /** Spark serves its page on every interface unless the environment names one. */
    private static void requireLoopback(SparkConf conf) {
        if (conf.getBoolean("spark.ui.enabled", true) && System.getenv("SPARK_LOCAL_IP") == null) {
            throw UserException.usage(
                    "Spark's page would be open to the network: set SPARK_LOCAL_IP=127.0.0.1, or another address to"
                            + " serve it at");
        }
    }

    /** Classes are here already: were they loaded again from jars, the native libraries would not load twice. */
    private static void inThisProcess(SparkConf conf, String threads) {
        conf.setMaster("local[" + (threads == null ? "1" : threads) + "," + ATTEMPTS + "]");
        conf.remove("spark.jars");
        conf.set("spark.executor.userClassPathFirst", "false");
        conf.setIfMissing("spark.authenticate", "true"); // other users of this machine stay out
        bind(conf, "127.0.0.1");
    }

    private static void onACluster(SparkConf conf, String master, int cores) {
        String n = Integer.toString(cores);
        conf.setIfMissing("spark.task.cpus", n);
        conf.setIfMissing("spark.executor.cores", conf.get("spark.task.cpus"));
        conf.setIfMissing("spark.executor.memory", HEAP);
        conf.setIfMissing("spark.executor.memoryOverhead", "3g");
        conf.setIfMissing("spark.executorEnv.OMP_NUM_THREADS", conf.get("spark.task.cpus"));
        passOn(conf, System.getenv());
        conf.set(
                "spark.executor.extraJavaOptions",
                javaOptions(conf) + " " + conf.get("spark.executor.extraJavaOptions", ""));
        if (master.startsWith("spark://") && !conf.contains("spark.driver.host")) {
            bind(conf, Addresses.towards(master));
        }
    }

    /** What the driver's environment says of how executors compute and where the data are. */
    static void passOn(SparkConf conf, Map<String, String> environment) {
        for (String name : PASSED_ON) {
            if (environment.containsKey(name)) {
                conf.setIfMissing("spark.executorEnv." + name, environment.get(name));
            }
        }
        for (DataSource source : DataSource.values()) {
            String folder = environment.get(source.variable());
            if (folder != null) {
                Path absolute = Path.of(folder).toAbsolutePath();
                conf.setIfMissing("spark.executorEnv." + source.variable(), absolute.toString());
            }
        }
    }

    /** Limits of native memory, and the app's own logging in place of Spark's. */
    private static String javaOptions(SparkConf conf) {
        long megabytes = conf.getSizeAsMb("spark.executor.memoryOverhead");
        long heap = conf.getSizeAsMb("spark.executor.memory");
        return String.join(
                " ",
                "-XX:+UseSerialGC",
                ManagementFactory.getRuntimeMXBean().getInputArguments().contains(HUGE_PAGES) ? HUGE_PAGES : "",
                "-Djava.awt.headless=true",
                "-Dslf4j.provider=ch.qos.logback.classic.spi.LogbackServiceProvider",
                "-Dslf4j.internal.verbosity=WARN",
                "-Dorg.bytedeco.javacpp.maxbytes=" + megabytes * 3 / 4 + "m",
                "-Dorg.bytedeco.javacpp.maxphysicalbytes=" + (megabytes + heap) + "m");
    }

    private static void bind(SparkConf conf, String address) {
        conf.setIfMissing("spark.driver.host", address);
        conf.setIfMissing("spark.driver.bindAddress", address);
    }
}
