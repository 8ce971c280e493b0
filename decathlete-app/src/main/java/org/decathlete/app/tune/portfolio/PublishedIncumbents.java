package org.decathlete.app.tune.portfolio;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.decathlete.app.tune.SegmentationSpace;
import org.decathlete.app.tune.SpaceKind;
import org.decathlete.core.run.Json;
import org.decathlete.search.sampler.Portfolio.Suggestion;
import org.decathlete.search.space.Configuration;
import tools.jackson.databind.JsonNode;

/**
 * Auto-nnU-Net's incumbents of ten datasets. A space of the training alone is started with what was found in one; spaces of networks with
 * what was found for the network as a whole, since those of the grammar were released without their architecture.
 */
public final class PublishedIncumbents {
    private static final PublishedIncumbents ALL = read();

    private final Map<String, List<String>> datasets;
    private final List<Incumbent> incumbents;

    private PublishedIncumbents(Map<String, List<String>> datasets, List<Incumbent> incumbents) {
        this.datasets = datasets;
        this.incumbents = incumbents;
    }

    /** Those that come with the program. */
    public static PublishedIncumbents all() {
        return ALL;
    }

    /**
     * What a search may be started with: no incumbent of the dataset itself, those first that did best on all others, and in the order of
     * their datasets where that is not known. The order, too, knows nothing of the dataset itself.
     *
     * @param dataset its name
     * @param most how many at most
     */
    public List<Suggestion> suggestions(SegmentationSpace space, SpaceKind kind, String dataset, int most) {
        SpaceKind found = kind == SpaceKind.HPO ? SpaceKind.HPO : SpaceKind.HPO_NAS;
        Set<String> own = own(dataset);
        Set<Configuration> seen = new HashSet<>(Set.of(space.standard()));
        List<Suggestion> suggestions = new ArrayList<>();
        incumbents.stream()
                .filter(incumbent -> incumbent.space() == found && !own.contains(incumbent.dataset()))
                .sorted(Comparator.comparingDouble((Incumbent incumbent) -> -incumbent.transferBeside(own)))
                .map(incumbent -> suggestion(space, incumbent))
                .filter(suggestion -> seen.add(suggestion.configuration()))
                .limit(Math.max(0, most))
                .forEach(suggestions::add);
        return suggestions;
    }

    /** The datasets that a name may mean, by the numbers of the Decathlon. */
    public Set<String> own(String name) {
        String plain = plain(name);
        return datasets.entrySet().stream()
                .filter(entry -> entry.getValue().stream().anyMatch(known -> plain.contains(plain(known))))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    List<Incumbent> incumbents() {
        return incumbents;
    }

    private static Suggestion suggestion(SegmentationSpace space, Incumbent incumbent) {
        Nearest nearest = Nearest.of(space.space(), space.translated(Configuration.of(incumbent.values())));
        space.space().check(nearest.configuration());
        return new Suggestion(
                incumbent.dataset() + " (" + incumbent.space() + ")",
                String.join("; ", nearest.lost()),
                nearest.configuration());
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    private static PublishedIncumbents read() {
        try (InputStream stream =
                requireNonNull(PublishedIncumbents.class.getResourceAsStream("portfolio.json"), "portfolio.json")) {
            JsonNode tree = Json.mapper().readTree(stream);
            Map<String, List<String>> datasets = new HashMap<>();
            tree.path("datasets")
                    .properties()
                    .forEach(entry -> datasets.put(
                            entry.getKey(),
                            entry.getValue()
                                    .valueStream()
                                    .map(JsonNode::asString)
                                    .toList()));
            return new PublishedIncumbents(
                    datasets,
                    tree.path("incumbents")
                            .valueStream()
                            .map(PublishedIncumbents::incumbent)
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Incumbent incumbent(JsonNode tree) {
        Map<String, Object> values = new HashMap<>();
        tree.path("values").properties().forEach(entry -> values.put(entry.getKey(), value(entry.getValue())));
        Map<String, Double> transfer = new HashMap<>();
        tree.path("transfer")
                .properties()
                .forEach(entry -> transfer.put(entry.getKey(), entry.getValue().asDouble()));
        return new Incumbent(
                tree.path("dataset").asString(),
                SpaceKind.parse(tree.path("space").asString()),
                tree.path("epochs").asDouble(),
                values,
                transfer);
    }

    private static Object value(JsonNode node) {
        if (node.isNumber()) {
            return node.isInt() ? (Object) node.intValue() : (Object) node.doubleValue();
        }
        return node.asString();
    }
}
