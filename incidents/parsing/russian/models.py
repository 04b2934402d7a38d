"""The models for Russian, loaded at the first Russian report of a process: 155 MB with one shared vocabulary."""

from __future__ import annotations

import functools
import importlib.util
import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pymorphy3
from navec import Navec
from slovnet import NER, Morph, Syntax
from spacy.lang.ru import Russian
from spacy.vocab import Vocab, create_vocab

BATCH = 8  # sentences


@dataclass(frozen=True, slots=True)
class Models:
    """Names, morphology and syntax by slovnet over navec's word vectors; the dictionary by pymorphy3."""

    ner: NER
    morph: Morph
    syntax: Syntax
    dictionary: pymorphy3.MorphAnalyzer
    vocab: Vocab


def _folder() -> Path:
    """Where natasha's wheel carries the models; found without importing it, for it needs pkg_resources."""
    spec = importlib.util.find_spec("natasha")
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError(
            "The package natasha is missing: it carries the models for Russian. Run: pip install natasha==1.6.0"
        )
    return Path(spec.submodule_search_locations[0]) / "data"


@functools.cache
def load() -> Models:
    """Takes about two seconds, once a process."""
    folder = _folder()
    # pymorphy3 tells of its dictionary at every start.
    logging.getLogger("pymorphy3").setLevel(logging.WARNING)
    vectors = Navec.load(folder / "emb" / "navec_news_v1_1B_250K_300d_100q.tar")
    found: list[Any] = []
    for kind, name in ((NER, "ner"), (Morph, "morph"), (Syntax, "syntax")):
        model = kind.load(folder / "model" / f"slovnet_{name}_news_v1.tar", batch_size=BATCH).navec(vectors)
        # Each file brings the same 250,000 words; one copy is enough, the others go before the next file is read.
        model.infer.encoder.words_vocab = (
            found[0].infer.encoder.words_vocab if found else model.infer.encoder.words_vocab
        )
        found.append(model)
    ner, morph, syntax = found
    return Models(ner, morph, syntax, pymorphy3.MorphAnalyzer(), create_vocab("ru", Russian.Defaults))
