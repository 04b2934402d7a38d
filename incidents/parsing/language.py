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
# Letters of other Cyrillic alphabets, and the ones that only Russian and its closest kin have.
_NOT_RUSSIAN = re.compile(r"[іїєґўђјљњћџѓќѕҷҳқғӣӯңүұһөә]", re.I)
_RUSSIAN = re.compile(r"[ыэё]", re.I)


@functools.cache
def _identifier() -> LanguageIdentifier:
    found: LanguageIdentifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)  # type: ignore[no-untyped-call]
    return found


def language_of(text: str) -> str:
    """ISO 639-1 code, empty where the text is too short or too mixed to tell."""
    words = re.sub(r"\s+", " ", text[:4000]).strip()
    if len(words) < 20:
        return ""
    language, probability = _identifier().classify(words)  # type: ignore[no-untyped-call]
    return str(language) if probability >= ENOUGH else ""


def is_cyrillic(text: str) -> bool:
    """More letters of Cyrillic than of Latin alphabets in the beginning of the text."""
    head = text[:4000]
    return len(_CYRILLIC.findall(head)) > len(_LATIN.findall(head))


def spoken(document: Document) -> str:
    """What intake or the file says; a Cyrillic text that nobody spoke for is looked at, all other ones are taken for English."""
    if document.known.language or not is_cyrillic(document.text):
        return document.known.language
    head = document.text[:4000]
    if _NOT_RUSSIAN.search(head) is None and _RUSSIAN.search(head):
        return RUSSIAN
    return language_of(document.text)
