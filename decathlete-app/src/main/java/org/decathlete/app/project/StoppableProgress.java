package org.decathlete.app.project;

import java.util.function.BooleanSupplier;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.ErrorKind;
import org.decathlete.core.run.Progress;

/**
 * Progress for stages that do not look for a request to stop themselves: where there is one, the next step that they report ends
 * them. What they have written is whole at every moment, so that the same command goes on from there.
 *
 * @param progress where to say how far things are
 * @param stop whether to stop
 */
public record StoppableProgress(Progress progress, BooleanSupplier stop) implements Progress {

    @Override
    public Stage start(String name, long total) {
        return stoppable(name, progress.start(name, total));
    }

    @Override
    public Stage start(String name, long total, String unit) {
        return stoppable(name, progress.start(name, total, unit));
    }

    @Override
    public void say(String line) {
        progress.say(line);
    }

    private Stage stoppable(String name, Stage stage) {
        return new Stage() {
            @Override
            public void advance(long steps, String detail) {
                if (stop.getAsBoolean()) {
                    throw new DecathleteException(
                            ErrorKind.INTERRUPTED, "stopped during `" + name + "`; the same command goes on from here");
                }
                stage.advance(steps, detail);
            }

            @Override
            public void close() {
                stage.close();
            }
        };
    }
}
