package dev.cifarlab.app.search;

/** Makes engines that are no part of the app itself; found on the class path by {@link java.util.ServiceLoader}. */
public interface EngineProvider {

    /** The name that users give, for instance {@code spark}. */
    String name();

    /**
     * An engine for one search.
     *
     * @throws dev.cifarlab.app.settings.UserException when the settings cannot work
     */
    SearchEngine open(SearchFolder folder, EngineSettings settings);
}
