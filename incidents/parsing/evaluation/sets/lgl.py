"""Local-Global Lexicon (Lieberman, Samet, Sankaranarayanan 2010): toponyms of local news."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from defusedxml.ElementTree import parse as parse_xml

from incidents.parsing.document import Document, Known
from incidents.parsing.evaluation.samples import Outcome, Reading, Sample
from incidents.parsing.evaluation.toponyms import Toponym, compared, read_toponyms

NAME = "LGL (toponyms)"


def is_it(folder: Path) -> bool:
    return (folder / "lgl.xml").exists()


def samples(folder: Path) -> Iterator[Sample]:
    for article in parse_xml(folder / "lgl.xml").iter("article"):
        gold = []
        for toponym in article.iter("toponym"):
            lat, lon = toponym.findtext(".//lat"), toponym.findtext(".//lon")
            at = int(toponym.findtext("start", "0")), int(toponym.findtext("end", "0"))
            gold.append(Toponym(at, toponym.findtext("phrase", ""), (float(lat), float(lon)) if lat and lon else None))
        published = dt.date.fromisoformat(article.findtext("dltime", "")[:10])
        known = Known(published, article.findtext("domain", ""), "en")
        yield Sample(article.get("docid", ""), Document(article.findtext("text", ""), known), gold)


def score(sample: Sample, read: Reading) -> Outcome:
    return compared(sample.gold, read_toponyms(read))
