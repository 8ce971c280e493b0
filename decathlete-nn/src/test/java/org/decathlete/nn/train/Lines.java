package org.decathlete.nn.train;

import java.util.ArrayList;
import java.util.List;
import org.decathlete.core.run.Progress;

/** What a training says, remembered; calls {@link #stepped} after each step. */
class Lines implements Progress {
    private final List<String> lines = new ArrayList<>();

    List<String> lines() {
        return lines;
    }

    void stepped() {}

    @Override
    public Stage start(String name, long steps) {
        return new Stage() {
            @Override
            public void advance(long done, String detail) {
                if (done > 0) {
                    stepped();
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
