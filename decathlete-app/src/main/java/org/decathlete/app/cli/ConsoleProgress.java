package org.decathlete.app.cli;

import java.io.PrintStream;
import java.util.Locale;
import org.decathlete.core.run.Progress;

/**
 * Progress on stderr: one line that is rewritten where a person looks at a terminal, and otherwise a line whenever a stage
 * starts, ends, or has moved on by a twentieth or for half a minute. Each shows an estimate of the time that is left.
 */
final class ConsoleProgress implements Progress {
    private static final long QUIET_NANOS = 30_000_000_000L;
    private static final long REDRAW_NANOS = 200_000_000L;

    private final PrintStream out;
    private final boolean terminal;
    private int drawn;

    ConsoleProgress(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** Progress for the terminal or log that stderr is; the launcher knows which, Java does not. */
    static ConsoleProgress standard() {
        String term = System.getenv().getOrDefault("TERM", "dumb");
        return new ConsoleProgress(System.err, Boolean.getBoolean("decathlete.terminal") && !term.equals("dumb"));
    }

    @Override
    public Stage start(String name, long total) {
        return new Line(name, total, "");
    }

    @Override
    public Stage start(String name, long total, String unit) {
        return new Line(name, total, " " + unit);
    }

    @Override
    public synchronized void say(String line) {
        clear();
        out.println(line);
    }

    private synchronized void draw(String line) {
        if (terminal) {
            out.print("\r" + line + " ".repeat(Math.max(0, drawn - line.length())));
            out.flush();
            drawn = line.length();
        } else {
            out.println(line);
        }
    }

    private void clear() {
        if (drawn > 0) {
            out.print("\r" + " ".repeat(drawn) + "\r");
            drawn = 0;
        }
    }

    private final class Line implements Stage {
        private final String name;
        private final long total;
        private final String unit;
        private final long started = System.nanoTime();
        private long done;
        private long shownAt = started;
        private long shownDone;
        private String detail = "";
        private boolean closed;

        Line(String name, long total, String unit) {
            this.name = name;
            this.total = total;
            this.unit = unit;
        }

        @Override
        public void advance(long steps, String text) {
            String line;
            synchronized (this) {
                done += steps;
                if (!text.isEmpty()) {
                    detail = text;
                }
                long now = System.nanoTime();
                boolean due = terminal
                        ? now - shownAt > REDRAW_NANOS
                        : now - shownAt > QUIET_NANOS || (total > 0 && (done - shownDone) * 4 >= total && done < total);
                if (!due) {
                    return;
                }
                shownAt = now;
                shownDone = done;
                line = text();
            }
            draw(line);
        }

        @Override
        public void close() {
            synchronized (this) {
                if (closed) {
                    return;
                }
                closed = true;
            }
            say(String.format(Locale.ROOT, "%s: %d of %d%s in %s", name, done, total, unit, Durations.text(seconds()))
                    + (detail.isEmpty() ? "" : "  " + detail));
        }

        private String text() {
            double seconds = seconds();
            String left = done > 0 && total > done ? "  left " + Durations.text(seconds / done * (total - done)) : "";
            return String.format(
                            Locale.ROOT,
                            "%s: %d of %d%s (%.0f %%)",
                            name,
                            done,
                            total,
                            unit,
                            100.0 * done / Math.max(1, total))
                    + left
                    + (detail.isEmpty() ? "" : "  " + detail);
        }

        private double seconds() {
            return (System.nanoTime() - started) / 1e9;
        }
    }
}
