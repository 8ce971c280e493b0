package org.decathlete.nn.tensor;

import java.io.File;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;

/**
 * A native library inside a jar, and where JavaCPP puts it: in a folder of its cache that is named as the jar.
 *
 * @param resource the library in its jar
 * @param target where it is unpacked to
 * @param bytes its size unpacked
 */
record PackedLibrary(URL resource, File target, long bytes) {

    static PackedLibrary of(URL resource, File cache) throws IOException {
        URLConnection connection = resource.openConnection();
        if (connection instanceof JarURLConnection jar) {
            String name = new File(jar.getJarFileURL().getPath()).getName();
            File target = new File(new File(cache, name), jar.getEntryName());
            return new PackedLibrary(resource, target, jar.getJarEntry().getSize());
        }
        // Not packed at all: it is used where it lies.
        return new PackedLibrary(resource, new File(resource.getPath()), 0);
    }

    /** Bytes that are still to be unpacked. */
    long missing() {
        return Math.max(0, bytes - target.length());
    }
}
