package org.decathlete.core.run;

/** Where long work says how far it is. The command line shows it; a library user may ignore it. Thread-safe. */
public interface Progress {

    /**
     * Starts a stage.
     *
     * @param name what is done, in a few words
     * @param total number of steps, at least 0
     */
    Stage start(String name, long total);

    /**
     * Starts a stage whose steps are not what its name says.
     *
     * @param unit what is counted, such as {@code s} or {@code iterations}
     */
    default Stage start(String name, long total, String unit) {
        return start(name, total);
    }

    /** Says one line, such as a decision or a warning. */
    void say(String line);

    /** A stage under way; closing it ends it. */
    interface Stage extends AutoCloseable {

        /**
         * Some steps are done.
         *
         * @param steps how many, since the last call
         * @param detail what to show beside the count, may be empty
         */
        void advance(long steps, String detail);

        @Override
        void close();
    }

    /** Progress that nobody looks at. */
    static Progress silent() {
        return SilentProgress.INSTANCE;
    }
}
