"""How alike two texts are by their five-word sequences (MinHash, Broder 1997), so that copies and new takes are found."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

import numpy as np
from datasketch import MinHash

PERMUTATIONS = 128
BANDS = 32  # of 4 rows: two texts that share 60 % of their sequences meet in a band with 98.6 % certainty
SHINGLE = 5
ALIKE = 0.6
MOST_SENTENCES = 64
LONG_SENTENCE = 8  # words; a shorter one stands in many reports


def shingles(text: str) -> set[str]:
    words = re.findall(r"\w+", text.casefold())
    return {" ".join(words[at : at + SHINGLE]) for at in range(max(1, len(words) - SHINGLE + 1))} if words else set()


def signature(text: str) -> list[int]:
    """128 numbers that stand for a text's sequences."""
    made = MinHash(num_perm=PERMUTATIONS, seed=7)
    made.update_batch([shingle.encode() for shingle in sorted(shingles(text))])
    return [int(value) for value in made.hashvalues]


def bands(signed: Sequence[int]) -> list[int]:
    """One 63-bit number a band; texts that share one are worth comparing."""
    rows = PERMUTATIONS // BANDS
    found = []
    for band in range(BANDS):
        mixed = np.uint64(1469598103934665603) ^ np.uint64(band)
        with np.errstate(over="ignore"):
            for value in signed[band * rows : (band + 1) * rows]:
                mixed = (mixed ^ np.uint64(value)) * np.uint64(1099511628211)
        found.append(int(mixed >> np.uint64(1)))
    return found


def sentences(text: str) -> list[int]:
    """A number for each of the first long sentences: a lead shares some with the story it was taken into, but few sequences."""
    found = (re.findall(r"\w+", part.casefold()) for part in re.split(r"[.!?]\s|\n\n", text))
    long = [" ".join(words) for words in found if len(words) >= LONG_SENTENCE]
    return [int.from_bytes(hashlib.blake2b(one.encode(), digest_size=8).digest()) >> 1 for one in long[:MOST_SENTENCES]]


def keys(text: str) -> tuple[list[int], list[int]]:
    """(signature, keys): two texts with a key in common are worth comparing."""
    signed = signature(text)
    return signed, [*bands(signed), *sentences(text)]


def containment(text: str, other: str) -> float:
    """The share of the shorter text's sequences that the longer one has: 1.0 for a copy cut short."""
    a, b = shingles(text), shingles(other)
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def similarity(text: str, other: str) -> float:
    """The share of sequences in common (Jaccard), 0 to 1."""
    a, b = shingles(text), shingles(other)
    return len(a & b) / len(a | b) if a and b else 0.0
