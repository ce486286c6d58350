package dev.cifarlab.spark;

import dev.cifarlab.app.search.EngineProvider;
import dev.cifarlab.app.search.EngineSettings;
import dev.cifarlab.app.search.SearchEngine;
import dev.cifarlab.app.search.SearchFolder;

/** How the app finds Spark, where it is on the class path. */
public final class SparkProvider implements EngineProvider {

    @Override
    public String name() {
        return "spark";
    }

    @Override
    public SearchEngine open(SearchFolder folder, EngineSettings settings) {
        return new SparkEngine(folder, SparkSettings.of(folder, settings));
    }
}
