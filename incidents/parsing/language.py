"""In which language a text is written."""

from __future__ import annotations

import functools
import re

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from incidents.parsing.document import Document

RUSSIAN = "ru"
ENOUGH = 0.85
_CYRILLIC = re.compile(r"[Ѐ-ӿ]")
_LATIN = re.compile(r"[A-Za-z]")
# Letters that Russian lacks, and letters that of the alphabets without those only Russian has.
_NOT_RUSSIAN = re.compile(r"[іїєґўђјљњћџѓќѕҷҳқғӣӯңүұһөә]", re.I)
_RUSSIAN = re.compile(r"[ыэё]|ь(?!о)", re.I)  # Bulgarian has its soft sign before о only


@functools.cache
def _identifier() -> LanguageIdentifier:
    found: LanguageIdentifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)  # type: ignore[no-untyped-call]
    return found


def language_of(text: str) -> str:
    """ISO 639-1 code, empty where the text is too short or too mixed to tell."""
    head = text[:4000]
    if is_cyrillic(head) and _RUSSIAN.search(head) and _NOT_RUSSIAN.search(head) is None:
        return RUSSIAN
    words = re.sub(r"\s+", " ", head).strip()
    if len(words) < 20:
        return ""
    language, probability = _identifier().classify(words)  # type: ignore[no-untyped-call]
    return str(language) if probability >= ENOUGH else ""


def is_cyrillic(text: str) -> bool:
    """More letters of Cyrillic than of Latin alphabets."""
    return len(_CYRILLIC.findall(text)) > len(_LATIN.findall(text))


def spoken(document: Document) -> str:
    """What intake or the file says; a Cyrillic text that nobody spoke for is looked at, all other ones are taken for English."""
    if document.known.language or not is_cyrillic(document.text[:4000]):
        return document.known.language
    return language_of(document.text)
