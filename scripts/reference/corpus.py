"""What pyogrio (GDAL) reads in the collection of real and odd files, as a record for test/data/formats/corpus.test.ts.

    python3 scripts/reference/corpus.py ../shared/data > test/data/formats/corpus-record.json

For each file: rows, rows with a shape, names of the fields, and for numeric fields count and sum, for others count of
values. A file that GDAL cannot read is recorded with `error`. Tables of text are read by pandas, which takes no column for
a place: they have no `shapes`. Nothing here comes from this program.
"""

import json
import os
import sys
import warnings
from pathlib import Path

import numpy
import pandas
import pyogrio

warnings.filterwarnings("ignore")
root = Path(sys.argv[1])
extensions = {".shp", ".zip", ".geojson", ".json", ".gpkg", ".fgb", ".parquet", ".csv"}


def describe(path: Path) -> dict:
    # A missing index is made anew for a loose file; inside a zip GDAL has no place to write it.
    pyogrio.set_gdal_config_options({"SHAPE_RESTORE_SHX": None if path.suffix == ".zip" else True})
    layers = [str(name) for name, kind in pyogrio.list_layers(path) if kind is not None] or [None]
    layer = sorted(layers)[0] if path.suffix == ".zip" else layers[0]
    frame = pyogrio.read_dataframe(path, layer=layer)
    shapes = frame.geometry if hasattr(frame, "geometry") else pandas.Series([None] * len(frame))
    fields = {}
    for name in frame.columns:
        if name == "geometry":
            continue
        values = frame[name]
        if pandas.api.types.is_bool_dtype(values) or not pandas.api.types.is_numeric_dtype(values):
            texts = values.map(lambda value: None if value is None or str(value).strip() == "" else value)
            fields[name] = {"count": int(texts.notna().sum())}
        else:
            finite = values[numpy.isfinite(values.astype(float))]
            fields[name] = {"count": int(finite.count()), "sum": float(finite.astype(float).sum())}
    return {
        "layers": len(layers),
        "rows": len(frame),
        "shapes": int((~(shapes.isna() | shapes.map(lambda shape: shape is None or shape.is_empty))).sum()),
        "fields": fields,
    }


def describe_table(path: Path) -> dict:
    try:
        frame = pandas.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    except UnicodeDecodeError:
        frame = pandas.read_csv(path, dtype=str, keep_default_na=False, encoding="gb18030")
    frame.columns = frame.columns.str.strip()
    fields = {}
    for name in frame.columns:
        texts = frame[name].str.strip()
        texts = texts[texts != ""]
        numbers = pandas.to_numeric(texts, errors="coerce")
        fields[name] = {"count": int(texts.count())}
        if len(texts) > 0 and numpy.isfinite(numbers).all():
            fields[name]["sum"] = float(numbers.sum())
    return {"layers": 1, "rows": len(frame), "fields": fields}


record = {"versions": {"pyogrio": pyogrio.__version__, "gdal": pyogrio.__gdal_version_string__}, "files": {}}
for folder, _folders, names in sorted(os.walk(root)):
    for name in sorted(names):
        path = Path(folder) / name
        if path.suffix.lower() not in extensions:
            continue
        try:
            found = describe_table(path) if path.suffix.lower() == ".csv" else describe(path)
        except Exception as error:  # GDAL has a dozen classes of them.
            found = {"error": type(error).__name__}
        record["files"][str(path.relative_to(root))] = found
json.dump(record, sys.stdout, indent=1, ensure_ascii=False, sort_keys=True)
print()
