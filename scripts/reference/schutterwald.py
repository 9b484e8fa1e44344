"""Houses near the gas mains of Schutterwald, and names in the Beijing set, by geopandas alone.

    python3 scripts/reference/schutterwald.py ../shared/data

prints the figures that test/data/import/real-cities.test.ts expects, in the project's CRS (UTM 32 N) and in the file's.
Last run with geopandas 1.2.0, shapely 2.2.0, pyproj 3.7.2.
"""

import json
import sys
from pathlib import Path

import geopandas
import shapely

root = Path(sys.argv[1])
pipes = geopandas.read_file(root / "schutterwald-gas/derived/schutterwald_gas_pipes.shp")
houses = geopandas.read_file(root / "schutterwald-gas/derived/schutterwald_houses.shp")
mains = pipes[pipes["type"] == "pipe"]


def within(crs: int) -> dict[int, int]:
    lines = mains.to_crs(crs).geometry.values
    points = houses.to_crs(crs).geometry.values
    nearest = shapely.distance(points, lines[shapely.STRtree(lines).nearest(points)])
    return {metres: int((nearest <= metres).sum()) for metres in (5, 10, 20, 30, 50)}


beijing = geopandas.read_file(root / "beijing-urhgn/derived/beijing_buildings_gbk_cgcs2000.shp", encoding="gbk")
print(
    json.dumps(
        {
            "types": pipes["type"].value_counts().to_dict(),
            "mains": len(mains),
            "within, file's CRS": within(31467),
            "within, project's CRS": within(32632),
            "beijing fields": [name for name in beijing.columns if name != "geometry"],
            "beijing floors": int(beijing["层数"].sum()),
            "beijing communities": int(beijing["社区名"].nunique()),
            "beijing uses": beijing["用途"].value_counts().to_dict(),
        },
        indent=1,
        ensure_ascii=False,
    )
)
