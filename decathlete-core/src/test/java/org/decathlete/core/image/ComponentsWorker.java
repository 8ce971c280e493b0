package org.decathlete.core.image;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/** Our side of {@code bench/components}: finds the components of one mask whenever it is told {@code step}. */
final class ComponentsWorker {
    private static final int[] SIZE = {300, 512, 512};

    private ComponentsWorker() {}

    /** Argument: the file with the mask, a byte per voxel. */
    public static void main(String[] arguments) throws IOException {
        byte[] mask = Files.readAllBytes(Path.of(arguments[0]));
        System.out.println("ready one thread, Java " + Runtime.version().feature());
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while ("step".equals(commands.readLine())) {
            long start = System.nanoTime();
            int[] labels = new int[mask.length];
            Components components = Components.of(mask, SIZE);
            components.forEachRun((component, from, to) -> Arrays.fill(labels, from, to, component + 1));
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf(Locale.ROOT, "done %.5f %d %d%n", seconds, components.count(), components.largest());
        }
    }
}
