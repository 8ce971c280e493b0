package org.decathlete.search.store;

/** Names of studies, the same in every store. */
final class Names {
    private static final int LONGEST = 200;

    private Names() {}

    static void check(String name) {
        boolean plain = name.codePoints().noneMatch(Character::isISOControl);
        if (name.isBlank() || name.length() > LONGEST || !plain) {
            throw new StoreException("a study cannot be named \"" + name + "\"; use 1 to " + LONGEST
                    + " characters without line breaks or the like");
        }
    }

    static StoreException unknown(String name, String where) {
        return new StoreException("there is no study " + name + " in " + where + "; list the studies for their names");
    }
}
