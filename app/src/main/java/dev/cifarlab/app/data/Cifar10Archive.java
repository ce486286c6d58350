package dev.cifarlab.app.data;

import java.net.URI;

/**
 * An archive to fetch, and how to know it.
 *
 * @param address where it is
 * @param size its length in bytes
 * @param md5 its MD5 sum in lower-case hexadecimal
 */
record Cifar10Archive(URI address, long size, String md5) {

    /** The official archive of the binary version. */
    static final Cifar10Archive OFFICIAL = new Cifar10Archive(
            URI.create("https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz"),
            170_052_171L,
            "c32a1d4ab5d03f1284b67883e8d87530");
}
