"""GeoVirus (Gritta, Pilehvar, Collier 2018): toponyms of WikiNews paragraphs on epidemics."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from defusedxml.ElementTree import parse as parse_xml

from incidents.parsing.document import Document, Known
from incidents.parsing.evaluation.samples import Outcome, Reading, Sample
from incidents.parsing.evaluation.toponyms import Toponym, compared, read_toponyms

NAME = "GeoVirus (toponyms)"


def is_it(folder: Path) -> bool:
    return (folder / "GeoVirus.xml").exists()


def samples(folder: Path) -> Iterator[Sample]:
    for number, article in enumerate(parse_xml(folder / "GeoVirus.xml").iter("article"), 1):
        gold = [
            Toponym(
                (int(place.findtext("start", "0")), int(place.findtext("end", "0"))),
                place.findtext("name", ""),
                (float(place.findtext("lat", "")), float(place.findtext("lon", ""))),
            )
            for place in article.iter("location")
        ]
        yield Sample(f"{number:03}", Document(article.findtext("text", ""), Known(language="en")), gold)


def score(sample: Sample, read: Reading) -> Outcome:
    return compared(sample.gold, read_toponyms(read))
