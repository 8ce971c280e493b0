package org.decathlete.app.cli;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Starts this program again for one fold: the same Java, options, classes and environment, with its share of the machine. */
final class SelfLaunch {
    /** Options that must not be handed on: sizes of the heap, what listens on a port or rewrites classes, and the terminal. */
    private static final Pattern OWN = Pattern.compile(
            "-Xm[sx].*|-XX:(MaxRAM|MaxHeap|InitialHeap|InitialRAM|ActiveProcessorCount).*|-agent.*|-javaagent.*|-Xdebug"
                    + "|-Xrun.*|-Ddecathlete\\.terminal=.*");

    private static final long MEBIBYTE = 1 << 20;

    private SelfLaunch() {}

    static ProcessBuilder foldWorker(int threads, long heapBytes) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> !OWN.matcher(option).matches())
                .forEach(command::add);
        command.add("-Xmx" + Math.max(1, heapBytes / MEBIBYTE) + "m");
        command.add("-XX:ActiveProcessorCount=" + threads);
        command.add("-cp");
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.add(Main.class.getName());
        command.add(FoldWorkerCommand.NAME);
        return new ProcessBuilder(command);
    }
}
