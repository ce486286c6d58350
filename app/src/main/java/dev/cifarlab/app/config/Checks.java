package dev.cifarlab.app.config;

/** Bounds of settings, with messages in the users' words. */
final class Checks {

    private Checks() {}

    static void atLeast(String key, long value, long least) {
        if (value < least) {
            throw UserException.usage("%s: %d is too small; give a whole number of at least %d", key, value, least);
        }
    }

    static void above(String key, double value, double bound) {
        if (!(value > bound) || Double.isInfinite(value)) {
            throw UserException.usage("%s: %s does not work; give a number above %s", key, value, bound);
        }
    }

    static void between(String key, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw UserException.usage("%s: %s does not work; give a number from %s to %s", key, value, least, most);
        }
    }
}
