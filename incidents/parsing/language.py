"""In which language a text is written."""

from __future__ import annotations

import functools
import re

from py3langid.langid import MODEL_FILE, LanguageIdentifier

ENOUGH = 0.85


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
