"""Figures of test/data/import/placement.test.ts: made-up datum parameters, applied by PROJ."""

from pyproj import CRS, Transformer

FOUR = dict(dx=-98.7, dy=-2.5, rotation=1.25, ppm=-7.5)
SEVEN = dict(dx=-12.6, dy=103.4, dz=65.2, rx=0.82, ry=-1.17, rz=2.35, ppm=-4.9)
XIAN = "+a=6378140 +rf=298.257"


def four(east, north):
    """In the plane of 114 degrees; PROJ turns by theta the other way and takes the scale as a factor."""
    pipeline = Transformer.from_pipeline(
        f"+proj=helmert +x={FOUR['dx']} +y={FOUR['dy']} +theta={-FOUR['rotation']} +s={1 + FOUR['ppm'] * 1e-6}"
    )
    return pipeline.transform(east, north)


def seven(longitude, latitude):
    p = SEVEN
    pipeline = Transformer.from_pipeline(
        "+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad"
        f" +step +proj=cart {XIAN}"
        f" +step +proj=helmert +x={p['dx']} +y={p['dy']} +z={p['dz']} +rx={p['rx']} +ry={p['ry']} +rz={p['rz']} +s={p['ppm']}"
        " +convention=position_vector +step +inv +proj=cart +ellps=GRS80"
        " +step +proj=unitconvert +xy_in=rad +xy_out=deg"
    )
    return pipeline.transform(longitude, latitude, 0)[:2]


def show(title, place):
    print(f"{title}: {place[0]:.4f} {place[1]:.4f}")


to_114 = Transformer.from_crs("EPSG:4490", "EPSG:4547", always_xy=True)
from_117 = Transformer.from_crs("EPSG:4548", "EPSG:4547", always_xy=True)
xian_114 = Transformer.from_crs("EPSG:4610", "EPSG:2383", always_xy=True)
from_xian_114 = Transformer.from_crs("EPSG:2383", "EPSG:4610", always_xy=True)

show("four of (485194.28, 3056340.50) in 114", four(485_194.28, 3_056_340.5))
show("the same from 117 into 114", from_117.transform(*four(391_000.5, 3_150_000.25)))
show("four of 113.85 27.62 in degrees of Xi'an 1980", four(*xian_114.transform(113.85, 27.62)))
show("seven of 113.85 27.62 in degrees of Xi'an 1980", to_114.transform(*seven(113.85, 27.62)))
show("seven of (485194.28, 3056340.50)", to_114.transform(*seven(*from_xian_114.transform(485_194.28, 3_056_340.5))))
