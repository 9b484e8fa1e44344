"""Gas rules, housing classes and score on real files, done without a line of this program: geopandas and shapely.

    python3 scripts/reference/risk.py ../shared/data

prints the figures that test/data/analyses/real-risk.test.ts expects, with the versions that made them.
"""

import json
import sys
from pathlib import Path

import geopandas
import numpy
import pandas
import shapely

root = Path(sys.argv[1])


def gas_rules() -> dict:
    """Houses of Schutterwald as points against its gas pipes as sub-high B, from the outer wall; house connections left out."""
    crs = 31467
    pipes = geopandas.read_file(root / "schutterwald-gas/derived/schutterwald_gas_pipes.shp").to_crs(crs)
    houses = geopandas.read_file(root / "schutterwald-gas/derived/schutterwald_houses.shp").to_crs(crs)
    pipes = pipes[pipes["type"] == "pipe"]
    wall = pipes["diam_in_mm"].fillna(0).clip(lower=0).to_numpy() / 2000
    protection, clearance, control, tolerance = 1.5, 5.0, 15.0, 1.0
    lines, points = pipes.geometry.values, houses.geometry.values
    tree = shapely.STRtree(lines)
    reach = control + tolerance + wall.max() + 0.01
    house, pipe = tree.query(points, predicate="dwithin", distance=reach)
    metres = numpy.round(numpy.maximum(0, shapely.distance(points[house], lines[pipe]) - wall[pipe]), 6)
    crosses = shapely.distance(points[house], lines[pipe]) <= 0
    inside = metres <= control + tolerance
    house, metres, crosses = house[inside], metres[inside], crosses[inside]
    return {
        "mains": len(pipes),
        "pairs": len(metres),
        "buildings": len(set(house)),
        "crosses": int(crosses.sum()),
        "protected": int(((metres <= protection) & ~crosses).sum()),
        "over_pipe_to_verify": int(((metres > protection) & (metres <= protection + tolerance)).sum()),
        "clearance_not_met": int((metres < clearance).sum()),
        "clearance_to_verify": int(((metres >= clearance) & (metres < clearance + tolerance)).sum()),
        "control_inside": int((metres <= control).sum()),
        "nearest sum": round(float(pandas.Series(metres).groupby(house).min().sum()), 3),
    }


def ages() -> dict:
    """Cambridge: the age factor, V by the national weights with all else unknown, and the levels that follow."""
    buildings = geopandas.read_file(root / "cambridge-ma/derived/cambridge_parcels_yrbuilt.shp")
    buildings = buildings[~(buildings.geometry.isna() | buildings.geometry.is_empty)]
    year = pandas.to_numeric(buildings["YR_BUILT"], errors="coerce")
    as_of = 2014
    known = year.between(1500, as_of)
    years = as_of - year
    factor = numpy.select(
        [years >= 50, years >= 40, years >= 30, years >= 20, years >= 10, years >= 0], [1, 0.85, 0.65, 0.4, 0.15, 0.0]
    )
    factor = numpy.where(known, factor, numpy.nan)
    vulnerability = 30 * numpy.where(known, factor, 0.5) + 70 * 0.5
    values, counts = numpy.unique(factor[known], return_counts=True)
    return {
        "buildings": len(buildings),
        "aged": int((known & (years >= 100)).sum()),
        "aged unknown": int((~known).sum()),
        "factor": {str(float(value)): int(count) for value, count in zip(values, counts)},
        "vulnerability sum": round(float(vulnerability.sum()), 3),
    }


versions = {"geopandas": geopandas.__version__, "shapely": shapely.__version__, "numpy": numpy.__version__}
print(json.dumps({"schutterwald": gas_rules(), "cambridge": ages(), "versions": versions}, indent=1, ensure_ascii=False))
