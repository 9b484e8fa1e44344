"""Screening as geopandas documents it: nearest pipe and nearest pit of each building by `sjoin_nearest`.

Usage: screen.py SAMPLE_FOLDER. Layers are read first and not timed. A pipe is the area within its outer wall, a pit its
outline; one call a reach of pits, since `max_distance` is one number. Prints JSON.
"""
import json
import sys
import time

import geopandas as gpd

folder = sys.argv[1]


def read(kind):
    return gpd.read_file(f"{folder}/{kind}.shp", encoding="gbk", engine="pyogrio")


buildings, pipes, sites = read("buildings")[["geometry"]], read("pipes"), read("sites")
buildings = buildings[buildings.geometry.notna()]
pipes = pipes[pipes.SYZT.isna() | (pipes.SYZT == "在用")]
walls = pipes.set_geometry(pipes.geometry.buffer(pipes.GWJ.fillna(0) / 2000))
thin = pipes.GWJ.fillna(0) == 0
walls.loc[thin, "geometry"] = pipes.geometry[thin]
sites = sites[sites.SGZT.isin(["开挖中", "施工中", "在建"])]
sites = sites.assign(reach=3 * sites.KWSD.where(sites.KWSD > 0, 5))

started = time.perf_counter()
near_pipe = buildings.sjoin_nearest(walls[["geometry"]], max_distance=50, distance_col="metres")
pits = buildings.sjoin_nearest(sites[["geometry", "reach"]], max_distance=float(sites.reach.max()), distance_col="metres")
within = buildings.sindex.query(sites.geometry, predicate="dwithin", distance=sites.reach.to_numpy())
spent = (time.perf_counter() - started) * 1000
print(
    json.dumps(
        {"near_pipe": int(near_pipe.index.nunique()), "near_site": len(set(within[1].tolist())), "ms": round(spent)}
    )
)
