package org.decathlete.core.dataset;

/** Says in words that a case has not as many channels as its dataset declares. */
public final class ChannelCount {

    private ChannelCount() {}

    /**
     * The sentence that says so, and what to do.
     *
     * @param found channels in all files of the case together
     */
    public static String message(Dataset dataset, Case one, int found) {
        return "case " + one.id() + " has " + found + (found == 1 ? " channel" : " channels") + " in " + one.images()
                + ", but dataset.json declares "
                + dataset.description().channelNames().size() + ": "
                + dataset.description().channelNames()
                + "; give every channel a file (CASE_0000, CASE_0001, …) and every image a name of its own";
    }
}
