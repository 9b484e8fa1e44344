"""The main job with geopandas, shapely and scikit-learn: shapefiles in, hot-spot list out. Peer of `fangan hotspots`.

Usage: hotspots.py SAMPLE_FOLDER OUT_FOLDER AS_OF. Prints one JSON object: counts, and milliseconds by step.
"""
import json
import os
import sys
import time

started = time.perf_counter()

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from sklearn.cluster import DBSCAN

folder, out, as_of = sys.argv[1], sys.argv[2], int(sys.argv[3])
os.makedirs(out, exist_ok=True)
timings = {}
last = started


def step(name):
    global last
    now = time.perf_counter()
    timings[name] = round((now - last) * 1000)
    last = now


def read(kind):
    return gpd.read_file(os.path.join(folder, f"{kind}.shp"), encoding="gbk", engine="pyogrio")


buildings, pipes, sites = read("buildings"), read("pipes"), read("sites")
buildings = buildings[buildings.geometry.notna() & ~buildings.geometry.is_empty]
bounds = buildings.geometry.bounds
buildings = buildings[(bounds.minx - bounds.minx.median()).abs() < 200_000]
# A row delivered twice, the same in everything, is one building; only rows that share a code can be.
doubled = buildings[buildings.fwbh.notna() & buildings.duplicated("fwbh", keep=False)]
same = pd.concat([doubled.drop(columns="geometry"), doubled.geometry.to_wkb().rename("wkb")], axis=1).duplicated()
buildings = buildings.drop(index=doubled.index[same])
broken = ~buildings.geometry.is_valid
buildings.loc[broken, "geometry"] = buildings.loc[broken, "geometry"].make_valid()
year = pd.to_numeric(buildings.build_time.str.extract(r"(?:^|\D)(1\d{3}|20\d{2})(?:\D|$)")[0])
year = year.where((year >= 1500) & (year <= as_of))
old = year <= as_of - 30
altered = (buildings[["sfzxgkj", "sfjc", "sfcgczq", "sfkwdx", "sfgbyt"]] == "是").any(axis=1)
step("import")

shapes = buildings.geometry.values
pipes = pipes[pipes.SYZT.isna() | (pipes.SYZT == "在用")]
wall = pipes.GWJ.fillna(0).to_numpy() / 2000
sites = sites[sites.SGZT.isin(["开挖中", "施工中", "在建"])]
reach = 3 * sites.KWSD.where(sites.KWSD > 0, 5).to_numpy()


def nearest(targets, within, inset):
    """Least distance of each building to a target's wall, infinite where none is in reach."""
    tree = shapely.STRtree(shapes)
    target, building = tree.query(targets, predicate="dwithin", distance=within + inset)
    distance = np.maximum(0, shapely.distance(shapes[building], targets[target]) - inset[target])
    distance[distance > within[target]] = np.inf
    least = np.full(len(shapes), np.inf)
    np.minimum.at(least, building, distance)
    return least


pipe_m = nearest(pipes.geometry.values, np.full(len(pipes), 50.0), wall)
site_m = nearest(sites.geometry.values, reach, np.zeros(len(sites)))
near_pipe, near_site = np.isfinite(pipe_m), np.isfinite(site_m)
candidate = (old | altered).to_numpy() & (near_pipe | near_site)
step("screen")

chosen = buildings[candidate]
middles = shapely.centroid(chosen.geometry.values)
labels = DBSCAN(eps=50, min_samples=5).fit_predict(np.column_stack([shapely.get_x(middles), shapely.get_y(middles)]))
step("cluster")

members = chosen.assign(
    cluster=labels, old=old[candidate], altered=altered[candidate], pipe_m=pipe_m[candidate], site_m=site_m[candidate]
)
members = members[members.cluster >= 0]
grouped = members.groupby("cluster")
spots = gpd.GeoDataFrame(
    grouped.agg(
        buildings=("old", "size"),
        old=("old", "sum"),
        altered=("altered", "sum"),
        floor_area_m2=("dcmj", "sum"),
        nearest_pipe_m=("pipe_m", "min"),
        nearest_site_m=("site_m", "min"),
    ),
    geometry=grouped.geometry.apply(lambda each: shapely.convex_hull(shapely.union_all(each.values))).buffer(10),
    crs=buildings.crs,
).sort_values("buildings", ascending=False)
spots.drop(columns="geometry").to_csv(os.path.join(out, "hotspots.csv"))
spots.to_crs(4326).to_file(os.path.join(out, "hotspots.geojson"), driver="GeoJSON")
cluster = np.full(len(buildings), -1)
cluster[candidate] = labels
buildings.drop(columns="geometry").assign(
    year=year, old=old, altered=altered, pipe_m=pipe_m, site_m=site_m, candidate=candidate, cluster=cluster
).to_csv(os.path.join(out, "buildings.csv"), index=False)
step("export")
timings["total"] = round((time.perf_counter() - started) * 1000)

print(
    json.dumps(
        {
            "counts": {
                "buildings": len(buildings),
                "old": int(old.sum()),
                "altered": int(altered.sum()),
                "unknown_year": int(year.isna().sum()),
                "near_pipe": int(near_pipe.sum()),
                "near_site": int(near_site.sum()),
                "candidates": int(candidate.sum()),
                "clusters": int(labels.max() + 1),
                "clustered": int((labels >= 0).sum()),
                "noise": int((labels < 0).sum()),
            },
            "timings_ms": timings,
        }
    )
)
