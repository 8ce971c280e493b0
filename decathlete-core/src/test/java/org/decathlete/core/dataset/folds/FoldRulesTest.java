package org.decathlete.core.dataset.folds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.decathlete.core.dataset.Case;
import org.decathlete.core.dataset.Dataset;
import org.decathlete.core.dataset.DatasetDescription;
import org.decathlete.core.dataset.Labels;
import org.decathlete.core.dataset.integrity.CaseFacts;
import org.decathlete.core.dataset.integrity.Finding;
import org.decathlete.core.dataset.integrity.IntegrityReport;
import org.decathlete.core.dataset.integrity.Severity;
import org.decathlete.core.run.AtomicFiles;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.testkit.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldRulesTest {
    private static final Labels LABELS = Labels.of("background", "common", "rare");

    @TempDir
    private Path folder = Path.of(".");

    @Test
    void withoutRulesTheFoldsAreNnunets() {
        Dataset dataset = dataset(17);
        assertThat(FoldRules.NNUNET.deal(dataset, report(dataset), 5)).isEqualTo(Folds.of(dataset.ids(), 5));
    }

    @Test
    void groupsStayTogetherAndEveryCaseIsJudgedOnce() {
        Properties.forAll(1, 60, random -> {
            Dataset dataset = dataset(random.nextInt(12, 60));
            TreeMap<String, String> byCase = new TreeMap<>();
            dataset.ids().forEach(id -> byCase.put(id, "patient " + random.nextInt(12)));
            for (int i = 0; i < 5; i++) {
                byCase.put(dataset.ids().get(i), "alone " + i);
            }
            CaseGroups groups = new CaseGroups(byCase);
            FoldRules rules = new FoldRules(Optional.of(groups), random.nextBoolean());
            List<Split> splits = rules.deal(dataset, report(dataset), 5);
            requireEveryCaseOnce(splits, dataset.ids());
            assertThat(LeakCheck.of(splits, rules, report(dataset))).isEmpty();
            for (Split split : splits) {
                Set<String> trained = split.train().stream().map(groups::of).collect(Collectors.toSet());
                assertThat(split.validation().stream().map(groups::of)).doesNotContainAnyElementsOf(trained);
            }
        });
    }

    @Test
    void stratifiedFoldsShareTheRareLabelAndDifferByOneCaseAtMost() {
        for (int count = 10; count < 80; count += 7) {
            Dataset dataset = dataset(count);
            List<Split> splits = new FoldRules(Optional.empty(), true).deal(dataset, report(dataset), 5);
            requireEveryCaseOnce(splits, dataset.ids());
            int rare = (count + 6) / 7;
            for (Split split : splits) {
                assertThat(split.validation().size()).isBetween(count / 5, (count + 4) / 5);
                long here = split.validation().stream()
                        .filter(FoldRulesTest::isRare)
                        .count();
                assertThat(here).isBetween((long) rare / 5, (long) (rare + 4) / 5);
            }
        }
    }

    @Test
    void equalImagesStayTogetherWhereFoldsAreNotNnunets() {
        Dataset dataset = dataset(20);
        List<CaseFacts> facts = new ArrayList<>(report(dataset).facts());
        facts.set(3, facts("case_03", "twin"));
        facts.set(11, facts("case_11", "twin"));
        IntegrityReport report = new IntegrityReport(20, List.of(), facts);
        List<Split> splits = new FoldRules(Optional.empty(), true).deal(dataset, report, 5);
        assertThat(splits)
                .allMatch(split -> split.validation().contains("case_03")
                        == split.validation().contains("case_11"));
        assertThat(LeakCheck.of(splits, FoldRules.NNUNET, report)).isEmpty();
        List<Finding> findings = LeakCheck.of(Folds.of(dataset.ids(), 5), FoldRules.NNUNET, report);
        assertThat(findings).hasSize(2).allMatch(finding -> finding.severity() == Severity.WARNING);
        assertThat(findings.get(0).message()).contains("same image as").contains("--stratify");
    }

    @Test
    void aTornGroupAndARepeatedCaseAreErrors() {
        CaseGroups groups = CaseGroups.byPattern(List.of("p1_a", "p1_b", "p2_a", "p3_a"), "(p\\d)_.");
        List<Split> splits = List.of(
                new Split(List.of("p1_a", "p2_a"), List.of("p1_b", "p3_a")),
                new Split(List.of("p1_a", "p1_b"), List.of("p1_a")));
        List<Finding> findings = LeakCheck.of(
                splits, new FoldRules(Optional.of(groups), false), new IntegrityReport(4, List.of(), List.of()));
        assertThat(findings).hasSize(3).allMatch(finding -> finding.severity() == Severity.ERROR);
        assertThat(findings.get(0).message()).contains("group p1").contains("splits_final.json");
        assertThat(findings.get(1).message()).contains("training and validation of fold 1");
    }

    @Test
    void groupsComeFromJsonFromTablesAndFromNames() {
        List<String> ids = List.of("a1", "a2", "b1");
        CaseGroups expected = new CaseGroups(new TreeMap<>(java.util.Map.of("a1", "a", "a2", "a", "b1", "b")));
        assertThat(CaseGroups.byPattern(ids, "^(.)")).isEqualTo(expected);
        assertThat(CaseGroups.byPattern(ids, "^[ab]")).isEqualTo(expected);
        assertThat(read("g.json", "{\"a1\": \"a\", \"a2\": \"a\", \"b1\": \"b\", \"other\": 3}", ids))
                .isEqualTo(expected);
        assertThat(read("g.json", "{\"a\": [\"a1\", \"a2\"], \"b\": [\"b1\"]}", ids))
                .isEqualTo(expected);
        assertThat(read("g.csv", "case,patient\r\na1,a\r\n\"a2\", a\r\nb1,b\r\n", ids))
                .isEqualTo(expected);
        assertThat(read("g.tsv", "a1\ta\na2\ta\nb1\tb\n", ids)).isEqualTo(expected);
    }

    @Test
    void wrongGroupsAreRefusedByName() {
        List<String> ids = List.of("a1", "a2");
        refused("g.csv", "a1,a\n", ids, "1 of 2 cases", "a2");
        refused("g.csv", "a1,a\na2\n", ids, "line 2");
        refused("g.csv", "a1,a\na2,b\na1,b\n", ids, "two groups");
        refused("g.json", "{\"a1\": {}, \"a2\": 1}", ids, "a1");
        refused("g.json", "[]", ids, "no group");
        assertThatThrownBy(() -> CaseGroups.byPattern(ids, "(")).hasMessageContaining("no regular expression");
        assertThatThrownBy(() -> CaseGroups.byPattern(ids, "a1")).hasMessageContaining("\"a2\"");
        Dataset dataset = dataset(10);
        FoldRules two = new FoldRules(Optional.of(CaseGroups.byPattern(dataset.ids(), "0[0-4]|0[5-9]")), false);
        assertThat(two.deal(dataset, report(dataset), 5)).hasSize(5);
        FoldRules one = new FoldRules(Optional.of(CaseGroups.byPattern(dataset.ids(), "case")), false);
        assertThatThrownBy(() -> one.deal(dataset, report(dataset), 5))
                .isInstanceOf(DecathleteException.class)
                .hasMessageContaining("1 groups");
    }

    private CaseGroups read(String name, String text, List<String> ids) {
        AtomicFiles.writeString(folder.resolve(name), text);
        return CaseGroups.read(folder.resolve(name), ids);
    }

    private void refused(String name, String text, List<String> ids, String... words) {
        assertThatThrownBy(() -> read(name, text, ids))
                .isInstanceOf(DecathleteException.class)
                .hasMessageContainingAll(words);
    }

    private static void requireEveryCaseOnce(List<Split> splits, List<String> ids) {
        List<String> validated = new ArrayList<>();
        for (Split split : splits) {
            validated.addAll(split.validation());
            Set<String> all = new HashSet<>(split.train());
            all.addAll(split.validation());
            assertThat(all)
                    .hasSameElementsAs(ids)
                    .hasSize(split.train().size() + split.validation().size());
        }
        assertThat(validated).containsExactlyInAnyOrderElementsOf(ids);
    }

    private static Dataset dataset(int count) {
        return new Dataset(
                Path.of("."),
                new DatasetDescription("Test", List.of("MRI"), LABELS, ".nii.gz", count),
                IntStream.range(0, count)
                        .mapToObj(i -> new Case("case_%02d".formatted(i), List.of(), Optional.empty()))
                        .toList());
    }

    private static IntegrityReport report(Dataset dataset) {
        return new IntegrityReport(
                dataset.cases().size(),
                List.of(),
                dataset.ids().stream().map(id -> facts(id, "image of " + id)).toList());
    }

    private static boolean isRare(String id) {
        return Integer.parseInt(id.substring(5)) % 7 == 0;
    }

    private static CaseFacts facts(String id, String imageHash) {
        TreeMap<Integer, Long> voxels = new TreeMap<>(java.util.Map.of(0, 1000L));
        int number = Integer.parseInt(id.substring(5));
        voxels.put(1, 10L + number * 31 % 50);
        if (isRare(id)) {
            voxels.put(2, 5L + number);
        }
        return new CaseFacts(id, List.of(4, 5, 6), List.of(1.0, 1.0, 2.0), voxels, new TreeMap<>(), imageHash);
    }
}
