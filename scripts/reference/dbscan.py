"""DBSCAN of scikit-learn. Usage: dbscan.py FILE EPS MIN_POINTS; FILE holds x, y as little-endian doubles. Prints JSON."""
import json
import sys
import time

import numpy as np
from sklearn.cluster import DBSCAN

points = np.fromfile(sys.argv[1], dtype="<f8").reshape(-1, 2)
started = time.perf_counter()
labels = DBSCAN(eps=float(sys.argv[2]), min_samples=int(sys.argv[3])).fit_predict(points)
spent = (time.perf_counter() - started) * 1000
print(json.dumps({"clusters": int(labels.max() + 1), "noise": int((labels < 0).sum()), "ms": round(spent)}))
