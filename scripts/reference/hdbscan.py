"""HDBSCAN of scikit-learn. Usage: hdbscan.py FILE MIN_CLUSTER_SIZE MIN_SAMPLES; FILE holds all x, then all y. Prints JSON."""
import json
import sys
import time

import numpy as np
from sklearn.cluster import HDBSCAN

points = np.fromfile(sys.argv[1], dtype="<f8").reshape(2, -1).T.copy()
started = time.perf_counter()
labels = HDBSCAN(min_cluster_size=int(sys.argv[2]), min_samples=int(sys.argv[3]), n_jobs=-1, copy=False).fit_predict(points)
spent = (time.perf_counter() - started) * 1000
print(json.dumps({"clusters": int(labels.max() + 1), "noise": int((labels < 0).sum()), "ms": round(spent)}))
