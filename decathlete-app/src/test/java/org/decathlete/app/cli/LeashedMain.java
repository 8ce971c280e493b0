package org.decathlete.app.cli;

import java.io.IOException;

/** The program in a process that goes when whoever started it is gone, so that a killed test run leaves nothing behind. */
public final class LeashedMain {

    private LeashedMain() {}

    /** As {@link Main#main}, until the input ends. */
    public static void main(String[] arguments) {
        Thread leash = new Thread(LeashedMain::awaitEnd, "leash");
        leash.setDaemon(true);
        leash.start();
        Main.main(arguments);
    }

    private static void awaitEnd() {
        try {
            while (System.in.read() >= 0) {
                // Nobody writes here.
            }
        } catch (IOException e) {
            // It is gone, too.
        }
        Runtime.getRuntime().halt(1);
    }
}
