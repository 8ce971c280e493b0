package org.decathlete.app.study;

import org.decathlete.core.run.Progress;

/** What a person sees of a trial: one line that says which, in place of all that its training has to say. */
final class TrialProgress implements Progress {
    private static final String SHOWN = "training";

    private final Progress progress;
    private volatile String trial = "";
    private volatile String fold = "";

    TrialProgress(Progress progress) {
        this.progress = progress;
    }

    /** From now on a trial is trained; an empty text when none is. */
    void begin(String description) {
        fold = "";
        trial = description;
    }

    /** From now on it is trained on this fold, of several. */
    void onFold(String name) {
        fold = ", on fold " + name;
    }

    @Override
    public Stage start(String name, long total) {
        return trial.isEmpty() ? progress.start(name, total) : Progress.silent().start(name, total);
    }

    @Override
    public Stage start(String name, long total, String unit) {
        if (trial.isEmpty()) {
            return progress.start(name, total, unit);
        }
        return name.equals(SHOWN)
                ? progress.start(trial + fold, total, unit)
                : Progress.silent().start(name, total, unit);
    }

    @Override
    public void say(String line) {
        if (trial.isEmpty()) {
            progress.say(line);
        }
    }
}
