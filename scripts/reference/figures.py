"""Figures for the tests of data/statistics, by libpysal, esda, SciPy and scikit-learn on real buildings.

    python3 scripts/reference/figures.py ../shared/data test/data/statistics/figures
    npx biome format --write test/data/statistics/figures

writes one small JSON file a city: units (hexagons of the buildings' centres, counted here by brute force) with Gi*, local
Moran, Benjamini-Hochberg and Empirical-Bayes figures; points with DBSCAN and HDBSCAN labels; densities. `versions` says by
what. Nothing here comes from this program.

HDBSCAN breaks ties of equal edges by the order of the rows: points that scikit-learn itself does not label the same in
eight shuffled orders are marked -2.
"""

import json
import sys
import warnings
from pathlib import Path

import esda
import geopandas
import libpysal
import numpy
import scipy
import sklearn
from scipy.spatial import cKDTree
from scipy.stats import false_discovery_control, norm
from sklearn.cluster import DBSCAN, HDBSCAN

warnings.filterwarnings("ignore")
root, out = Path(sys.argv[1]), Path(sys.argv[2])
versions = {
    "libpysal": libpysal.__version__,
    "esda": esda.__version__,
    "scipy": scipy.__version__,
    "scikit-learn": sklearn.__version__,
    "geopandas": geopandas.__version__,
}


def hexagons(x, y, width):
    """Index of the hexagon of each point and all centres: pointy tops, a centre on the origin; nearest centre by tree."""
    rise = 1.5 * width / numpy.sqrt(3)
    rows = numpy.arange(int(y.min() // rise) - 1, int(y.max() // rise) + 3)
    columns = numpy.arange(int(x.min() // width) - 2, int(x.max() // width) + 3)
    centres = numpy.array([((c + (0.5 if r % 2 else 0)) * width, r * rise) for r in rows for c in columns])
    _, nearest = cKDTree(centres).query(numpy.column_stack([x, y]))
    used, cell = numpy.unique(nearest, return_inverse=True)
    return cell, centres[used]


def weights(xy, band):
    return libpysal.weights.DistanceBand(xy, band + 1e-6, binary=True, silence_warnings=True)


def gi_star(values, w):
    return esda.G_Local(values, w, transform="B", star=True, permutations=0).Zs


def units(x, y, value, width, band, minimum, mean):
    cell, centres = hexagons(x, y, width)
    counts = numpy.bincount(cell)
    sums = numpy.bincount(cell, weights=value)
    kept = counts >= minimum
    xy, counts, sums = centres[kept], counts[kept], sums[kept]
    rates = sums / counts
    w = weights(xy, band)
    z = gi_star(rates, w)
    p = 2 * norm.sf(numpy.abs(z))
    moran = esda.Moran_Local(rates, w, transformation="r", permutations=9999, seed=1, keep_simulations=True)
    n = len(rates)
    with numpy.errstate(all="ignore"):
        moran_z = (moran.Is * n / (n - 1) - moran.EIc) / numpy.sqrt(moran.VIc)
    islands = numpy.array([len(w.neighbors[i]) == 0 for i in range(n)])
    # esda's draws, counted on both sides of the exact expectation -z²/n; ties within rounding count.
    expected = -(moran.z**2) / n
    far = numpy.abs(moran.rlisas - expected[:, None]) >= (numpy.abs(moran.Is - expected) - 1e-10 * numpy.abs(moran.z))[:, None]
    both = (far.sum(axis=1) + 1) / (moran.rlisas.shape[1] + 1)
    answer = {
        "width": width,
        "band": band,
        "minimum": minimum,
        "x": xy[:, 0],
        "y": xy[:, 1],
        "buildings": counts,
        "sum": sums,
        "value": rates,
        "neighbours": [len(w.neighbors[i]) for i in range(n)],
        "gi_z": z,
        "gi_p": p,
        "gi_q": false_discovery_control(p, method="bh"),
        "moran_i": numpy.where(islands, 0, moran.Is),
        "moran_z": numpy.where(islands, 0, moran_z),
        "moran_q": [None if i else "HH LH LL HL".split()[q - 1] for i, q in zip(islands, moran.q)],
        "moran_p_9999": numpy.where(islands, 1, both),
    }
    if not mean:
        answer["empirical_bayes"] = esda.smoothing.Empirical_Bayes(sums, counts).r.flatten()
    return answer


def density(x, y, bandwidth, side):
    """Quartic densities at the centres of square cells on the origin, a spread of them; every pair compared."""
    centres = numpy.unique(numpy.floor(numpy.column_stack([x, y]) / side), axis=0)[::29] * side + side / 2
    squared = ((centres[:, None, :] - numpy.column_stack([x, y])[None, :, :]) ** 2).sum(axis=2) / bandwidth**2
    values = (numpy.where(squared < 1, (1 - squared) ** 2, 0)).sum(axis=1) * 3 / (numpy.pi * bandwidth**2)
    middle = numpy.array([x.mean(), y.mean()])
    distances = numpy.hypot(x - middle[0], y - middle[1])
    standard = numpy.sqrt(((x - x.mean()) ** 2).sum() / len(x) + ((y - y.mean()) ** 2).sum() / len(y))
    silverman = 0.9 * min(standard, numpy.sqrt(1 / numpy.log(2)) * numpy.median(distances)) * len(x) ** -0.2
    return {"bandwidth": bandwidth, "side": side, "x": centres[:, 0], "y": centres[:, 1], "density": values, "silverman": silverman}


def hdbscan(xy, size, samples):
    fit = lambda points: HDBSCAN(min_cluster_size=size, min_samples=samples, copy=True).fit_predict(points)
    labels = fit(xy)
    unstable = numpy.zeros(len(xy), dtype=bool)
    counts = [int(labels.max() + 1)]
    for seed in range(8):
        order = numpy.random.default_rng(seed).permutation(len(xy))
        other = numpy.empty_like(labels)
        other[order] = fit(xy[order])
        counts.append(int(other.max() + 1))
        # Names of clusters differ by order: the commonest partner of each label stands for it.
        names = {-1: -1}
        for label in range(labels.max() + 1):
            partners = other[labels == label]
            partners = partners[partners >= 0]
            names[label] = int(numpy.bincount(partners).argmax()) if len(partners) else -3
        unstable |= numpy.array([names[label] for label in labels]) != other
    return {"min_cluster_size": size, "min_samples": samples, "clusters": [min(counts), max(counts)], "labels": numpy.where(unstable, -2, labels)}


def write(name, answer):
    def plain(value):
        if isinstance(value, numpy.ndarray):
            return value.tolist()
        if isinstance(value, numpy.generic):
            return value.item()
        raise TypeError(type(value))

    out.mkdir(parents=True, exist_ok=True)
    (out / f"{name}.json").write_text(json.dumps({"versions": versions, **answer}, default=plain) + "\n")


beijing = geopandas.read_file(root / "beijing-urhgn/derived/beijing_buildings_gbk_cgcs2000.shp", encoding="gbk").to_crs(4548)
centres = beijing.geometry.centroid
x, y = centres.x.to_numpy(), centres.y.to_numpy()
write(
    "beijing",
    {
        "mean_floors": units(x, y, beijing["层数"].to_numpy(dtype=float), 150, 300, 5, True),
    },
)

cambridge = geopandas.read_file(root / "cambridge-ma/derived/cambridge_parcels_yrbuilt.shp").to_crs(26986)
cambridge = cambridge[~(cambridge.geometry.isna() | cambridge.geometry.is_empty)]
year = cambridge["YR_BUILT"].astype(float)
known = cambridge[(year >= 1500) & (year <= 2014)]
centres = known.geometry.make_valid().centroid
x, y = centres.x.to_numpy(), centres.y.to_numpy()
old = (known["YR_BUILT"].astype(float) <= 1914).to_numpy(dtype=float)
write("cambridge", {"old_rate": units(x, y, old, 200, 500, 5, False)})

houses = geopandas.read_file(root / "schutterwald-gas/derived/schutterwald_houses.shp").to_crs(31467)
x, y = houses.geometry.x.to_numpy(), houses.geometry.y.to_numpy()
xy = numpy.column_stack([x, y])
write(
    "schutterwald",
    {
        "x": x,
        "y": y,
        "dbscan": {"eps": 45, "min_points": 6, "labels": DBSCAN(eps=45, min_samples=6).fit_predict(xy)},
        "hdbscan": [hdbscan(xy, 5, 5), hdbscan(xy, 15, 5), hdbscan(xy, 30, 10)],
        "density": density(x, y, 150.0, 25.0),
    },
)

dice = numpy.random.default_rng(20)
middles = dice.uniform(0, 4000, (14, 2))
spreads = dice.uniform(20, 160, 14)
blobs = numpy.vstack([dice.normal(m, s, (120, 2)) for m, s in zip(middles, spreads)] + [dice.uniform(0, 4000, (323, 2))])
blobs = numpy.round(blobs[dice.permutation(len(blobs))] + [485_000, 3_056_000], 3)
write("blobs", {"x": blobs[:, 0], "y": blobs[:, 1], "hdbscan": [hdbscan(blobs, 5, 5), hdbscan(blobs, 10, 5), hdbscan(blobs, 40, 15)]})
