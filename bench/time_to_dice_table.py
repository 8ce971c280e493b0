"""What the runs of bench/time_to_dice came to: Dice by budget, the budgets that reach each threshold, and accelerated against faithful."""
import glob
import json
import math
import os
import re
import statistics
import sys

UNITS = {"s": 1, "m": 60, "h": 3600}
# One-sided 95 % point of the t distribution with 40 degrees of freedom: a fold has about as many cases.
T_95 = 1.684
# As the issue states it: a faithful run counts as good as the best from here on.
NEAR_BEST = 0.003


def last_line(path, field):
    with open(path) as file:
        return json.loads(file.readlines()[-1])[field]


def mean_of(case, metric):
    values = [structure[metric] for structure in case["metrics"].values() if structure.get(metric) is not None]
    return statistics.mean(values) if values else None


class Run:
    def __init__(self, folder):
        self.recipe, budget, seed = re.fullmatch(r"(\w+)-(\w+)-seed(\d+)", os.path.basename(folder)).groups()
        self.seconds, self.budget, self.seed = int(budget[:-1]) * UNITS[budget[-1]], budget, seed
        (self.fold,) = glob.glob(os.path.join(folder, "runs", "*", "seed_" + seed, "fold_0"))
        with open(os.path.join(self.fold, "summary.json")) as file:
            cases = {os.path.basename(case["reference_file"]): case for case in json.load(file)["metric_per_case"]}
        self.dice = {name: mean_of(case, "Dice") for name, case in cases.items() if mean_of(case, "Dice") is not None}
        self.hd95 = {name: mean_of(case, "HD95") for name, case in cases.items() if mean_of(case, "HD95") is not None}
        self.iterations = last_line(os.path.join(self.fold, "metrics.jsonl"), "iteration")


def by_budget(runs, recipe):
    budgets = {}
    for run in runs:
        if run.recipe == recipe:
            budgets.setdefault(run.seconds, []).append(run)
    return dict(sorted(budgets.items()))


def dice(runs):
    return statistics.mean(statistics.mean(run.dice.values()) for run in runs)


def paired(name, ours, theirs):
    """Mean over cases of their value less ours, and its standard error; seeds of one case are no new cases and are averaged first."""
    one, other = over_seeds(ours, name), over_seeds(theirs, name)
    differences = [other[case] - one[case] for case in one if case in other]
    return statistics.mean(differences), statistics.stdev(differences) / math.sqrt(len(differences))


def over_seeds(runs, name):
    """The value of each case, averaged over the runs that have one."""
    values = {}
    for run in runs:
        for case, value in getattr(run, name).items():
            values.setdefault(case, []).append(value)
    return {case: statistics.mean(each) for case, each in values.items()}


def main(work, thresholds):
    runs = [Run(path[: -len(".json")]) for path in sorted(glob.glob(os.path.join(work, "*-seed*.json")))]
    for recipe in sorted({run.recipe for run in runs}):
        budgets = by_budget(runs, recipe)
        print("%-12s %8s  %-24s %8s %11s" % (recipe, "budget", "Dice of each seed", "mean", "iterations"))
        for group in budgets.values():
            each = " ".join("%.4f" % statistics.mean(run.dice.values()) for run in group)
            print("%-12s %8s  %-24s %8.4f %11s" % ("", group[0].budget, each, dice(group), "/".join(str(run.iterations) for run in group)))
        for threshold in thresholds:
            reached = [group[0].budget for group in budgets.values() if dice(group) >= threshold]
            print("%-12s time to %.2f: %s" % ("", threshold, reached[0] if reached else "not reached"))
    faithful, accelerated = by_budget(runs, "nnunet"), by_budget(runs, "accelerated")
    if not faithful or not accelerated:
        return
    best = max(dice(group) for group in faithful.values())
    seconds, reference = next((s, group) for s, group in faithful.items() if dice(group) >= best - NEAR_BEST)
    print("faithful: the shortest within %.3f of the best is %s (%.4f)" % (NEAR_BEST, reference[0].budget, dice(reference)))
    for own, group in accelerated.items():
        loss, error = paired("dice", group, reference)
        distance, distance_error = paired("hd95", reference, group)
        print("accelerated %5s, 1/%.1f of its time: loss of Dice %+.4f (95 %% below %+.4f), HD95 %+.3f mm (standard error %.3f)"
              % (group[0].budget, seconds / own, loss, loss + T_95 * error, distance, distance_error))


if __name__ == "__main__":
    main(sys.argv[1], [float(value) for value in sys.argv[2:]])
