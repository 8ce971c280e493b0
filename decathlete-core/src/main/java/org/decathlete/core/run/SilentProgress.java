package org.decathlete.core.run;

/** Progress that nobody looks at. */
enum SilentProgress implements Progress, Progress.Stage {
    INSTANCE;

    @Override
    public Stage start(String name, long total) {
        return this;
    }

    @Override
    public void say(String line) {}

    @Override
    public void advance(long steps, String detail) {}

    @Override
    public void close() {}
}
