"""Fills the tables of borders, crossing points and places from the parser's own knowledge files."""

from __future__ import annotations

import hashlib
import math
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import shapely
from django.contrib.gis.geos import GEOSGeometry, Point
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection, transaction
from shapely import STRtree

from incidents.models import Border, CrossingPoint, Place
from incidents.parsing import knowledge
from incidents.parsing.knowledge.gazetteer import Town, load_gazetteer
from incidents.parsing.knowledge.spots import Spot
from incidents.parsing.knowledge.world import KM_PER_DEGREE, BorderLine, World, load_world

BORDER_TOWN_KM = 60
BAND_DEGREES = 3
BATCH = 2_000
FOLDER = Path(knowledge.__file__).parent


def content_stamp() -> str:
    """Changes when any knowledge file of the world or this loader changes."""
    digest = hashlib.sha256(Path(__file__).read_bytes())
    for folder in ("borders", "countries", "places"):
        for path in sorted((FOLDER / folder).iterdir()):
            if path.is_file():
                digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:32]


def border_row(border: BorderLine) -> Border:
    return Border(
        code=border.code,
        name=border.name,
        names=list(border.names),
        country_a=border.a,
        country_b=border.b,
        section=GEOSGeometry(border.line.wkb_hex, srid=4326),
        length_km=border.length_km,
        disputed=border.disputed,
    )


def crossing_row(spot: Spot) -> CrossingPoint:
    return CrossingPoint(
        border_id=spot.border,
        name=spot.name,
        names=list(spot.names),
        country=spot.country,
        point=Point(spot.lon, spot.lat, srid=4326),
        kind=spot.kind,
        source=spot.source[:200],
    )


def place_row(spot: Spot) -> Place:
    return Place(
        name=spot.name,
        names=list(spot.names),
        kind=spot.kind,
        country=spot.country,
        admin1=spot.admin1,
        point=Point(spot.lon, spot.lat, srid=4326),
        radius_km=spot.radius_km,
        source=spot.source[:120],
    )


def border_towns(world: World) -> Iterator[Town]:
    """Towns within about 60 km of a land border: the ones an incident there is likely to name.

    One look at all towns of a band of latitudes, where a degree of longitude has one length: it takes a second.
    """
    lines = [border.line.simplify(0.01) for border in world.borders.values()]
    bands: dict[int, list[Town]] = defaultdict(list)
    for town in load_gazetteer().largest(500):
        bands[int(town.lat // BAND_DEGREES)].append(town)
    for band, towns in bands.items():
        shrink = math.cos(math.radians((band + 0.5) * BAND_DEGREES))
        tree = STRtree([shapely.transform(line, lambda at, shrink=shrink: at * (shrink, 1.0)) for line in lines])
        points = shapely.points([(town.lon * shrink, town.lat) for town in towns])
        near = tree.query(points, predicate="dwithin", distance=BORDER_TOWN_KM / KM_PER_DEGREE)[0]
        yield from (towns[number] for number in sorted(set(near.tolist())))


def upsert(rows: list[Any], unique: list[str], update: list[str]) -> None:
    model = type(rows[0])
    model.objects.bulk_create(rows, batch_size=BATCH, update_conflicts=True, unique_fields=unique, update_fields=update)


def copy_towns(towns: Iterator[Town]) -> None:
    """50,000 rows by COPY into a scratch table, then one upsert: two seconds instead of twenty."""
    columns = "geonames_id, name, names, country, admin1, population"
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMP TABLE town (geonames_id int, name text, names text[], country text, admin1 text,"
            " population int, lon float8, lat float8) ON COMMIT DROP"
        )
        with cursor.copy("COPY town FROM STDIN") as copy:
            for town in towns:
                copy.write_row(
                    (town.geonames_id, town.name, list(town.names), town.country, town.admin1, town.population,
                     town.lon, town.lat)
                )  # fmt: skip
        cursor.execute(
            f"INSERT INTO {Place._meta.db_table} ({columns}, point, kind, source)"
            f" SELECT {columns}, ST_SetSRID(ST_MakePoint(lon, lat), 4326), 'city', 'GeoNames' FROM town"
            " ON CONFLICT (geonames_id) DO UPDATE SET name = excluded.name, names = excluded.names,"
            " country = excluded.country, admin1 = excluded.admin1, population = excluded.population,"
            " point = excluded.point"
        )
        cursor.execute("DROP TABLE town")


class Command(BaseCommand):
    """Idempotent: rows that incidents point to are updated in place; nothing that a person added is touched."""

    help = "Load borders, crossing points and places of the world (fast when nothing has changed)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--force", action="store_true", help="load even if the files have not changed")

    def handle(self, *args: Any, force: bool, **options: Any) -> None:
        stamp = content_stamp()
        if not force and self._stamp() == stamp:
            self.stdout.write("The world is up to date.")
            return
        with transaction.atomic():
            self._load(load_world())
            self._remember(stamp)
        counted = f"{Border.objects.count()} borders, {CrossingPoint.objects.count()} crossing points"
        self.stdout.write(f"{counted}, {Place.objects.count()} places.")

    def _load(self, world: World) -> None:
        borders = [border_row(border) for border in world.borders.values()]
        upsert(borders, ["code"], ["name", "names", "country_a", "country_b", "section", "length_km", "disputed"])
        crossings = {
            (s.border, s.name): crossing_row(s)
            for s in world.curated_spots()
            if s.border and s.kind in ("crossing", "post")
        }
        upsert(list(crossings.values()), ["border", "name"], ["names", "country", "point", "kind", "source"])
        self._load_curated(world)
        copy_towns(border_towns(world))

    def _load_curated(self, world: World) -> None:
        """By hand: their key is a partial index, which an upsert cannot name."""
        known = {(p.name, p.country, p.kind): p for p in Place.objects.filter(geonames_id=None)}
        new, changed = {}, []
        for spot in world.curated_spots():
            row = place_row(spot)
            key = (row.name, row.country, row.kind)
            if key in known:
                row.pk = known[key].pk
                changed.append(row)
            else:
                new.setdefault(key, row)
        Place.objects.bulk_create(new.values(), batch_size=BATCH)
        Place.objects.bulk_update(changed, ["names", "admin1", "point", "radius_km", "source"], batch_size=BATCH)

    def _stamp(self) -> str:
        """Kept as the table's comment: it lives and dies with the rows that it speaks of."""
        if not Border.objects.exists():
            return ""
        with connection.cursor() as cursor:
            cursor.execute("SELECT obj_description(to_regclass(%s), 'pg_class')", [Border._meta.db_table])
            return cursor.fetchone()[0] or ""

    def _remember(self, stamp: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"COMMENT ON TABLE {connection.ops.quote_name(Border._meta.db_table)} IS '{stamp}'")
