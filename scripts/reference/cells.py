"""Gi* with FDR and local Moran by esda. Usage: cells.py FILE BAND; FILE holds all x, all y, all values. Prints JSON."""
import importlib.util
import json
import sys
import time
import warnings

import esda
import libpysal
import numpy as np
from scipy.stats import false_discovery_control, norm

warnings.filterwarnings("ignore")
x, y, values = np.fromfile(sys.argv[1], dtype="<f8").reshape(3, -1)


def spent(work):
    started = time.perf_counter()
    answer = work()
    return answer, round((time.perf_counter() - started) * 1000, 1)


band = float(sys.argv[2]) + 1e-6
w, weights = spent(lambda: libpysal.weights.DistanceBand(np.column_stack([x, y]), band, binary=True, silence_warnings=True))


def gi_star():
    z = esda.G_Local(values, w, transform="B", star=True, permutations=0).Zs
    return false_discovery_control(2 * norm.sf(np.abs(z)), method="bh")


_, gi = spent(gi_star)
_, moran = spent(lambda: esda.Moran_Local(values, w, permutations=999, n_jobs=-1, keep_simulations=False, seed=1))
print(json.dumps({"weights": weights, "gi": gi, "moran": moran, "numba": importlib.util.find_spec("numba") is not None}))
