package org.decathlete.app.cli;

import java.util.Optional;
import java.util.function.Function;
import org.decathlete.app.study.SearchStudy;
import org.decathlete.search.store.StoredStudy;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which study. */
final class StudyOptions {
    @Mixin
    private StoreOption store = new StoreOption();

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "name of the study (default: the only one that is there)")
    private @Nullable String name;

    String address() {
        return store.address();
    }

    Optional<String> name() {
        return Optional.ofNullable(name);
    }

    /** Does something with the study. */
    <T> T open(Function<StoredStudy, T> work) {
        return store.open(opened -> work.apply(SearchStudy.find(opened, address(), name())));
    }
}
