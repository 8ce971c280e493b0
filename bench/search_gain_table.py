"""What the searches of bench/search_gain found, against the default in the same time and in all of the time, case by case."""
import glob
import json
import os
import statistics
import sys

from scipy import stats

# Of a two-sided interval of 95 %.
UPPER = 0.975


def dice_by_case(fold, cases):
    with open(os.path.join(fold, "summary.json")) as file:
        entries = json.load(file)["metric_per_case"]
    found = {}
    for entry in entries:
        name = os.path.basename(entry["reference_file"]).split(".")[0]
        values = [structure["Dice"] for structure in entry["metrics"].values() if structure.get("Dice") is not None]
        if name in cases and values:
            found[name] = statistics.mean(values)
    return found


def single_fold(runs, candidate, seed):
    (fold,) = glob.glob(os.path.join(runs, candidate + "*", "seed_" + seed, "fold_0"))
    return fold


def iterations_of(fold):
    with open(os.path.join(fold, "metrics.jsonl")) as file:
        last = json.loads(file.readlines()[-1])
    return last["iteration"]


class Search:
    """One seed: the finals of a search, and the default with all of the time."""

    def __init__(self, work, seed):
        with open(os.path.join(work, "search-seed%s.json" % seed)) as file:
            self.result = json.load(file)
        finals, folder = self.result["finals"], os.path.join(work, "seed" + seed)
        self.seed, self.cases = seed, set(finals["heldBackCases"])
        singles = [row for row in finals["rows"] if "+" not in row["model"]]
        self.rows = finals["rows"]
        default = next(row for row in singles if row["name"].startswith("default"))
        # Best first, by the cases that choose; where nothing but the default was found, that.
        self.found = next((row for row in singles if not row["name"].startswith("default")), default)
        (runs,) = glob.glob(os.path.join(folder, "finals", "*", "runs"))
        self.folds = {
            "found": single_fold(runs, self.found["model"].split("-")[1], seed),
            "default": single_fold(runs, default["model"].split("-")[1], seed),
            "together": single_fold(os.path.join(folder, "runs"), default["model"].split("-")[1], seed),
        }
        self.dice = {name: dice_by_case(fold, self.cases) for name, fold in self.folds.items()}


def compared(title, searches, other):
    """The mean over cases of found less other; seeds of one case are no new cases and are averaged first."""
    cases = sorted(set.intersection(*(set(one.dice[name]) for one in searches for name in ("found", other))))
    differences = [statistics.mean(one.dice["found"][case] - one.dice[other][case] for one in searches) for case in cases]
    mean, error = statistics.mean(differences), stats.sem(differences)
    reach = stats.t.ppf(UPPER, len(differences) - 1) * error
    p = stats.wilcoxon(differences).pvalue if any(differences) else float("nan")
    better = sum(one > 0 for one in differences)
    print("%-44s %+.4f (95 %%: %+.4f to %+.4f), better on %d of %d cases, p = %.3f"
          % (title, mean, mean - reach, mean + reach, better, len(differences), p))


def main(work):
    names = sorted(glob.glob(os.path.join(work, "default-seed*.json")))
    searches = [Search(work, os.path.basename(name)[len("default-seed"):-len(".json")]) for name in names]
    for one in searches:
        means = {name: statistics.mean(values.values()) for name, values in one.dice.items()}
        print("seed %s: %d trials; on %d cases kept aside: found %.4f (%s), default %.4f, default with all of the time %.4f; iterations %s"
              % (one.seed, one.result["trials"], len(one.cases), means["found"], one.found["name"], means["default"], means["together"],
                 "/".join(str(iterations_of(one.folds[name])) for name in ("found", "default", "together"))))
        print("        differs by: %s" % one.found["differences"])
        for row in one.rows:
            print("        %-48s chosen by %.4f, kept aside %.4f" % (row["name"], row["selectionDice"], row["heldBackDice"]))
        compared("  found against the default, same time", [one], "default")
        compared("  found against the default, all of the time", [one], "together")
    if len(searches) > 1:
        compared("all seeds: against the default, same time", searches, "default")
        compared("all seeds: against it with all of the time", searches, "together")


main(sys.argv[1])
