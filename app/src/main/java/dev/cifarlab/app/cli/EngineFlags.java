package dev.cifarlab.app.cli;

import dev.cifarlab.app.search.SearchEngine;
import dev.cifarlab.app.search.SearchFolder;
import dev.cifarlab.app.settings.UserException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags that say where a search's cells are trained. */
final class EngineFlags {

    private static final String LOCAL = "local";
    private static final String SPARK = "spark";

    @Option(
            names = "--engine",
            paramLabel = "ENGINE",
            order = 110,
            description = "what trains the cells: local (default; one after another, here) or spark (docs/cluster.md)")
    private String engine = LOCAL;

    @Option(
            names = "--master",
            paramLabel = "URL",
            order = 111,
            description =
                    "with --engine spark: local[N] for N cells at a time here, spark://HOST:PORT, yarn, k8s://URL")
    private @Nullable String master;

    @Option(
            names = "--cell-cores",
            paramLabel = "N",
            order = 112,
            description = "with --engine spark: cores for each cell on a cluster (default 1)")
    private @Nullable Integer cellCores;

    @Option(
            names = "--spark-ui",
            order = 113,
            description = "with --engine spark: serve Spark's page of this search, on loopback")
    private boolean userInterface;

    @Option(
            names = "--spark-conf",
            paramLabel = "KEY=VALUE",
            order = 114,
            description = "with --engine spark: a setting of Spark's own; may be repeated")
    private Map<String, String> others = new LinkedHashMap<>();

    /** Whether cells are trained one after another in this process. */
    boolean isLocal() {
        return engine.equals(LOCAL);
    }

    /**
     * Refuses what cannot work, before anything is made.
     *
     * @throws UserException when the flags do not fit together, or this start has no Spark
     */
    void check() {
        if (!isLocal() && !engine.equals(SPARK)) {
            throw UserException.usage("--engine: '%s' is not known; choose one of local, spark", engine);
        }
        if (isLocal() && clusterIsMeant()) {
            throw UserException.usage(
                    "--master, --cell-cores, --spark-ui and --spark-conf go with --engine spark; add it");
        }
        if (cellCores != null && cellCores < 1) {
            throw UserException.usage("--cell-cores: %d does not work; give at least 1", cellCores);
        }
        if (!isLocal()) {
            provider();
        }
    }

    private boolean clusterIsMeant() {
        return master != null || cellCores != null || userInterface || !others.isEmpty();
    }

    /** The engine that the flags ask for; not for local. */
    SearchEngine open(SearchFolder folder) {
        int cores = cellCores == null ? 1 : cellCores;
        SearchEngine opened = provider().open(folder, new SearchEngine.Settings(master, cores, userInterface, others));
        StopSignal.trainingStarted();
        return opened;
    }

    private SearchEngine.Provider provider() {
        return ServiceLoader.load(SearchEngine.Provider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.name().equals(engine))
                .findFirst()
                .orElseThrow(() -> UserException.usage(
                        "--engine %s: this start is without it; ./cifar-lab search --engine %s adds it",
                        engine, engine));
    }
}
