"""How far words that were said reach: trimmed ends, and where the next attribution or the narrator begins."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from incidents.parsing.stages.cue_words import load_cues, style_of
from incidents.parsing.stages.cues import Cue
from incidents.parsing.stages.speaker_kinds import can_speak
from incidents.parsing.stages.subjects import Subject, own_subject
from incidents.parsing.tongue import Parsed

Range = tuple[int, int]
"""First and last token of a passage's parse."""

MARKS = "\"“”«»'‘’"
LONGEST = 300  # tokens; what is longer is a list, not a sentence that somebody said
FINITE = ("VBD", "VBZ", "VBP", "MD")
RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
_PRONOUNS = frozenset({"he", "she", "it", "they"})
_TRAILING = frozenset({"as", "after", "while", "when", "before", "amid", "following", "without", "though", "although"})


def trim(one: Parsed, first: int, last: int) -> Range | None:
    """The range without outer commas, "that" and end punctuation; None when fewer than two words are left."""
    doc = one.doc
    while first <= last and (
        (doc[first].pos_ in ("PUNCT", "SPACE") and doc[first].text not in (*MARKS, "''", "``", "(", "["))
        or (
            doc[first].lower_ in ("that", "how")
            and first < last
            and doc[first].dep_ in ("mark", "advmod", "det", "nsubj", "dobj", "pobj")
        )
        or doc[first].text in ",:;–—-"
    ):
        if doc[first].lower_ in ("that", "how") and doc[first].dep_ in ("nsubj", "det", "dobj", "pobj"):
            break
        first += 1
    while last >= first and (
        (doc[last].pos_ in ("PUNCT", "SPACE") and doc[last].text not in "\"”»)]’'") or doc[last].text in ",;:–—-."
    ):
        last -= 1
    return (first, last) if last >= first else None


def balanced(doc: Doc, found: Range) -> Range:
    """A quotation that the range opens and does not close is closed, where its mark stands right behind."""
    first, last = found
    for at in (last + 1, last + 2):
        whole = closed(doc, (first, at - 1), at) if at < len(doc) else None
        if whole is not None and whole[1] == at:
            return whole
        if at < len(doc) and doc[at].text not in (".", ",", "!", "?"):
            break
    return found


def closed(doc: Doc, content: Range | None, edge: int) -> Range | None:
    """A range that opens a quotation inside itself keeps the mark that closes it before the cue."""
    if content is None or doc[edge].text not in ("”", '"', "’", "'", "''", "»"):
        return content
    opened = [t.i for t in doc[content[0] : content[1] + 1] if t.text in ("“", '"', "‘", "'", "``", "''", "«")]
    closed = [t.i for t in doc[content[0] : content[1] + 1] if t.text in ("”", "’", "»")]
    is_open = len(opened) % 2 == 1 if doc[edge].text in ('"', "'", "''") else len(opened) > len(closed)
    return (content[0], edge) if opened and is_open and opened[0] > content[0] else content


def last_said(cue: Cue, left: int, head: Token | None) -> int:
    """Last token of a content that begins at `left`: the sentence's end, or where the next attribution or the narrator begins."""
    doc, verb = cue.one.doc, cue.verb
    stop = min(verb.sent.end - 1, left + LONGEST)
    if (clause := _relative_of(verb)) is not None:
        stop = min(stop, max(clause.right_edge.i, left))
    semicolon = next((i for i in range(left, stop) if doc[i].text == ";"), None)
    stop = semicolon - 1 if semicolon is not None else stop
    for child in verb.children:
        if child.i <= left or (head is not None and child.i == head.i):
            continue
        edge = _leaves(child, verb)
        if edge is not None and edge > left:
            stop = min(stop, edge - 1)
    for token in doc[left : stop + 1]:
        edge = _next_cue(token, left, cue)
        if edge is not None and edge > left + 1:
            return min(stop, edge - 1)
    return stop


def _relative_of(verb: Token) -> Token | None:
    """The relative clause that the cue verb rules: "the ministry, which said …, denied …"."""
    subject = own_subject(verb)
    return verb if verb.dep_ == "relcl" and subject is not None and subject.lower_ in RELATIVE else None


def _lead(edge: int, doc_token: Token) -> int:
    """One step further left for each "and" or comma in front."""
    doc = doc_token.doc
    while edge > 0 and (
        doc[edge - 1].lower_ in ("though", "although", "whereas", "and", "but", "while", "as", "then", "also", "later")
        or doc[edge - 1].text in (",", ";", "–", "—", "-")
    ):
        edge -= 1
    return edge


def _leaves(child: Token, verb: Token) -> int | None:
    """Where a child of the cue verb stops being part of what was said: a second deed of the speaker, ", citing …", ", as …"."""
    doc = child.doc
    start = child.left_edge.i
    before = doc[start - 1].text if start else ""
    if child.dep_ == "conj":
        return _lead(start, doc[start]) if own_subject(child) is None or style_of(child)[0] else None
    if child.dep_ == "advcl" and child.tag_ == "VBG" and own_subject(child) is None and before == ",":
        return _lead(start, doc[start])
    if (
        child.dep_ == "advcl"
        and doc[start].lower_ in _TRAILING
        and (before == "," or doc[start : start + 2].text.lower() == "when asked")
    ):
        return _lead(start, doc[start])
    if (
        child.dep_ == "prep"
        and before == ","
        and child.lower_ in ("according", "in", "without", "during", "at")
        and start > verb.i + 4
    ):
        return start - 1
    return None


def _may_be(pronoun: Token, speaker: Subject | None) -> bool:
    """ "The rebels said they had won and accused …": they accuse as they speak, so it is one more statement of theirs."""
    if speaker is None or pronoun.lower_ not in _PRONOUNS:
        return False
    is_many = speaker.head.tag_ in ("NNS", "NNPS")
    return (pronoun.lower_ == "they") is is_many


def _next_cue(token: Token, left: int, cue: Cue) -> int | None:
    """Where a further attribution inside the sentence begins: ", adding that", "and state media said", ", which Minsk denies"."""
    style = style_of(token)[0]
    if style not in ("say", "act") or token.i <= left:
        return None
    doc, own = token.doc, own_subject(token)
    if (
        own is None
        and token.lower_ in ("saying", "adding")
        and token.i + 1 < len(doc)
        and doc[token.i + 1].lower_ == "that"
    ):
        return _lead(token.i, token)
    if (
        own is None
        and style == "act"
        and token.tag_ in ("VBD", "VBZ")
        and token.dep_ == "conj"
        and doc[token.i - 1].lower_ in ("and", "but")
    ):
        said = own_subject(token.head)
        goes_on = said is None or not can_speak(said) or _may_be(said, cue.subject)
        return _lead(token.i, token) if goes_on else None
    if own is None and token.lemma_.lower() in load_cues().belief and doc[token.i - 1].lower_ in ("and", "but"):
        return _lead(token.i, token)
    if own is not None and style == "say" and own.left_edge.i > left + 1 and doc[own.left_edge.i - 1].lower_ == "what":
        return own.left_edge.i - (2 if doc[own.left_edge.i - 2].pos_ == "ADP" else 1)
    before = doc[token.i - 1].text
    if (
        token.tag_ == "VBG"
        and own is None
        and (before == "," or doc[max(0, token.i - 2) : token.i].text.lower() in (", also", ", and", ", but"))
    ):
        return _lead(token.i, token)
    if (
        own is None
        and token.tag_ in ("VBD", "VBZ", "VBP")
        and doc[token.i - 1].lower_ in ("and", "but", "then", "also")
        and style == "say"
    ):
        return _lead(token.i, token)
    if own is None or own.i > token.i or own.left_edge.i <= left:
        return None
    if own.lower_ in RELATIVE:
        return None
    start = own.left_edge.i
    if (
        token.dep_ == "relcl"
        and start > 1
        and doc[start - 1].lower_ in ("which", "who", "that")
        and doc[start - 2].text == ","
    ):
        return start - 2
    joined = doc[start - 1].lower_ in ("and", "but", "while", "though", "although", "whereas")
    is_plain = style == "say" or not any(c.dep_ == "aux" for c in token.children)
    if joined and token.tag_ in FINITE and token.dep_ in ("conj", "advcl", "ccomp", "ROOT") and is_plain:
        return _lead(start, doc[start])
    return None
