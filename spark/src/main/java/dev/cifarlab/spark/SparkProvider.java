package dev.cifarlab.spark;

import dev.cifarlab.app.search.SearchEngine;
import dev.cifarlab.app.search.SearchFolder;

/** How the app finds Spark, where it is on the class path. */
public final class SparkProvider implements SearchEngine.Provider {

    @Override
    public String name() {
        return "spark";
    }

    @Override
    public SearchEngine open(SearchFolder folder, SearchEngine.Settings settings) {
        return new SparkEngine(folder, SparkSettings.of(folder, settings));
    }
}
