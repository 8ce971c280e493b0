package org.decathlete.nn;

import java.util.ArrayList;
import java.util.List;
import org.decathlete.core.run.Progress;

/** Progress that is remembered; may do something at each step. */
public class RecordingProgress implements Progress {
    private final List<String> lines = new ArrayList<>();
    private final List<String> details = new ArrayList<>();
    private final Runnable stepped;
    private long total;

    public RecordingProgress() {
        this(() -> {});
    }

    /** @param stepped called when steps were told, on the thread that told them */
    public RecordingProgress(Runnable stepped) {
        this.stepped = stepped;
    }

    /** What was said. */
    public List<String> lines() {
        return lines;
    }

    /** What stood beside the counts. */
    public List<String> details() {
        return details;
    }

    /** Steps of the stage that began last. */
    public long total() {
        return total;
    }

    @Override
    public Stage start(String name, long steps) {
        total = steps;
        return new Stage() {
            @Override
            public void advance(long done, String detail) {
                details.add(detail);
                if (done > 0) {
                    stepped.run();
                }
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void say(String line) {
        lines.add(line);
    }
}
