package org.decathlete.app.study;

import java.util.List;
import org.decathlete.core.run.Progress;

/** Keeps what was said, and the names of the stages that began. */
record RecordingStages(List<String> said) implements Progress {
    @Override
    public Stage start(String name, long total) {
        said.add(name);
        return Progress.silent().start(name, total);
    }

    @Override
    public void say(String line) {
        said.add(line);
    }
}
