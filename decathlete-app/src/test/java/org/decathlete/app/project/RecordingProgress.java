package org.decathlete.app.project;

import java.util.List;
import org.decathlete.core.run.Progress;

/** Keeps what was said. */
public record RecordingProgress(List<String> said) implements Progress {
    @Override
    public Stage start(String name, long total) {
        return Progress.silent().start(name, total);
    }

    @Override
    public void say(String line) {
        said.add(line);
    }
}
