"""The main job on Cambridge, MA, done without a line of this program: geopandas, shapely and scikit-learn.

    python3 scripts/reference/cambridge.py ../shared/data/cambridge-ma

prints the figures that test/data/cli/cambridge.test.ts expects. Last run with geopandas 1.2.0, shapely 2.2.0,
scikit-learn 1.9.1: buildings 13115, old 7990, unknown_year 763, near_pipe 60, near_site 463, candidates 221,
clusters 7, clustered 180, noise 41.
"""

import json
import sys
import warnings
from pathlib import Path

import geopandas
import numpy
import pandas
import shapely
import sklearn
from sklearn.cluster import DBSCAN

warnings.filterwarnings("ignore")
folder = Path(sys.argv[1])
crs, as_of, old_age, pipe_distance, site_depth, site_factor, eps, min_points = 32619, 2014, 100, 30, 20, 5, 50, 5

buildings = geopandas.read_file(folder / "derived/cambridge_parcels_yrbuilt.shp")
buildings = buildings[~(buildings.geometry.isna() | buildings.geometry.is_empty)].to_crs(crs)
buildings.geometry = shapely.make_valid(buildings.geometry.values)
pipes = geopandas.read_file(folder / "raw/INFRA_Drainage.geojson").to_crs(crs)
sites = geopandas.read_file(folder / "raw/CDD_SpecialPermits.geojson").to_crs(crs)
sites = sites[sites["CaseStatus"] == "Under construction"]

year = pandas.to_numeric(buildings["YR_BUILT"], errors="coerce")
known = year.between(1500, as_of)
old = known & (year <= as_of - old_age)


def nearest(shapes: geopandas.GeoDataFrame) -> numpy.ndarray:
    """Metres from each building to the nearest of the shapes, edge to edge."""
    tree = shapely.STRtree(shapes.geometry.values)
    index = tree.nearest(buildings.geometry.values)
    return shapely.distance(buildings.geometry.values, shapes.geometry.values[index])


near_pipe = nearest(pipes) <= pipe_distance
near_site = nearest(sites) <= site_depth * site_factor
candidates = old.values & (near_pipe | near_site)
centres = buildings.geometry[candidates].centroid
labels = DBSCAN(eps=eps, min_samples=min_points).fit(numpy.column_stack([centres.x, centres.y])).labels_
counts = {
    "buildings": len(buildings),
    "old": int(old.sum()),
    "unknown_year": int((~known).sum()),
    "near_pipe": int(near_pipe.sum()),
    "near_site": int(near_site.sum()),
    "candidates": int(candidates.sum()),
    "clusters": int(labels.max() + 1),
    "clustered": int((labels >= 0).sum()),
    "noise": int((labels < 0).sum()),
    "sizes": sorted((int(n) for n in numpy.bincount(labels[labels >= 0])), reverse=True),
}
versions = {"geopandas": geopandas.__version__, "shapely": shapely.__version__, "scikit-learn": sklearn.__version__}
print(json.dumps({"counts": counts, "versions": versions}, indent=2))
