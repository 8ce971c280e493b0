"""Paired tests and intervals of SciPy for samples of differences, as JSON."""
import json
import sys

import numpy as np
from scipy import stats

result = {}
for name, values in json.load(open(sys.argv[1])).items():
    values = np.array(values)
    one = {
        "statistic": stats.wilcoxon(values).statistic,
        "normal": stats.wilcoxon(values, correction=True, mode="approx").pvalue,
    }
    if len(set(abs(values))) == len(values):
        one["exact"] = stats.wilcoxon(values, mode="exact").pvalue
    if len(values) <= 14:
        one["permutation"] = stats.permutation_test(
            (values, np.zeros(len(values))),
            lambda a, b, axis: np.mean(a - b, axis=axis),
            permutation_type="samples",
            n_resamples=np.inf,
            vectorized=True,
        ).pvalue
    interval = stats.bootstrap(
        (values,), np.mean, n_resamples=20000, method="BCa", random_state=1
    ).confidence_interval
    one["low"], one["high"] = interval.low, interval.high
    result[name] = one
print(json.dumps(result))
