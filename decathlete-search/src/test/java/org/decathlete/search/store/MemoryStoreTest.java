package org.decathlete.search.store;

class MemoryStoreTest extends StudyStoreContract {
    private final StudyStore shared = new MemoryStore(clock);

    @Override
    StudyStore open() {
        return shared;
    }
}
