"""What was said: the words that a cue gives to its speaker, without cue, speaker and outer marks (codebook 7)."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from incidents.parsing.stages.cue_words import load_cues, style_of
from incidents.parsing.stages.cues import Cue
from incidents.parsing.stages.extent import FINITE, LONGEST, MARKS, RELATIVE, Range, balanced, closed, last_said, trim
from incidents.parsing.stages.objects import from_verb, named, object_of, small_clause
from incidents.parsing.stages.subjects import own_subject, quoting_verb

__all__ = ["Range", "content_of"]


def content_of(cue: Cue) -> Range | None:
    """The token range that the cue attributes; None where it carries nothing of its own."""
    found = _found(cue)
    return None if found is None else balanced(cue.one.doc, found)


def _found(cue: Cue) -> Range | None:
    if cue.style == "according":
        return _around_according(cue)
    if cue.style == "noun":
        clause = next(c for c in cue.verb.children if c.dep_ in ("acl", "ccomp") and c.i > cue.verb.i)
        return trim(cue.one, cue.end, min(last_said(cue, cue.end, cue.verb), clause.right_edge.i))
    if (name := named(cue)) is not None:
        return name
    if cue.style in ("quote", "name"):
        return small_clause(cue) if cue.style == "name" else None
    if cue.style == "say":
        return _said(cue)
    return _clause(cue) if cue.lemma in load_cues().say and _clause(cue) else object_of(cue)


def _said(cue: Cue) -> Range | None:
    if quoting_verb(cue.verb) is not None:
        return _quoted(cue)
    before = _before(cue) if _is_tail(cue) else None
    found = before or _clause(cue) or _before(cue) or _not_of_another(cue, _loose_clause(cue))
    if found is None and (cue.lemma in load_cues().plain | load_cues().act or cue.lemma in load_cues().objects):
        return object_of(cue)
    return found


def _not_of_another(cue: Cue, found: Range | None) -> Range | None:
    """ "Claimed responsibility and said …": what stands behind a further verb of speech is that verb's."""
    between = cue.one.doc[cue.end : found[0]] if found is not None else ()
    return None if any(t.tag_ in FINITE and style_of(t)[0] in ("say", "act") for t in between) else found


def _quoted(cue: Cue) -> Range | None:
    """ "Quoted X as saying [that] …": all that follows; "…, the paper quoted X as saying": all that went before."""
    doc, sent = cue.one.doc, cue.verb.sent
    if cue.end < sent.end and (doc[cue.end].text in (".", ",", '"', "”") or doc[cue.end].lower_ == "by"):
        return _before(cue)
    return _clause(cue) or trim(cue.one, cue.end, last_said(cue, cue.end, None))


def _is_tail(cue: Cue) -> bool:
    """ "…, the ministry said": the sentence came first, and the cue has no clause behind it that begins with a subject."""
    doc = cue.one.doc
    edge = cue.start - 1
    if edge < cue.verb.sent.start or doc[edge].text not in (",", "—", "–", "--", *MARKS, "''"):
        return False
    left = [c for c in cue.verb.children if c.dep_ in ("ccomp", "parataxis") and c.i < cue.start]
    right = [c for c in cue.verb.children if c.dep_ == "ccomp" and c.i > cue.verb.i]
    return bool(left) and not right


# --- the clause behind the cue ----------------------------------------------------------------------------------------


def _clause(cue: Cue) -> Range | None:
    """The clause that follows: "said [that] …", "vowed to …", "denied firing …"."""
    verb, cues = cue.verb, load_cues()
    heads = []
    for child in verb.children:
        if child.i <= verb.i:
            continue
        if child.dep_ == "ccomp" and not _is_tail_verb(child):
            heads.append(child)
        elif child.dep_ in ("xcomp", "advcl", "ccomp"):
            has_to = any(c.lower_ == "to" and c.dep_ == "aux" for c in child.children)
            if (has_to and cue.lemma in cues.to) or (
                child.tag_ == "VBG" and cue.lemma in cues.gerund and child.dep_ == "xcomp"
            ):
                heads.append(child)
    heads = [h for h in heads if not _is_infinitive(h) or cue.lemma in cues.to]
    if not heads:
        return None
    head = heads[0]
    doc = cue.one.doc
    subject = own_subject(head)
    if subject is not None and subject.lower_ == "what" and subject.i < cue.start:
        return from_verb(cue)
    left = _first_said(cue, max(head.left_edge.i, cue.end))
    that = next(
        (
            i
            for i in range(left, head.i)
            if doc[i].lower_ == "that" and doc[i].dep_ == "mark" and doc[i].head.i == head.i
        ),
        None,
    )
    if that is not None:
        left = that + 1
    return trim(cue.one, _behind_date(doc, left, subject), last_said(cue, left, head))


def _behind_date(doc: Doc, left: int, subject: Token | None) -> int:
    """ "Said [last week] it was ready": a day between cue and subject, with no comma behind it, is the day of saying."""
    if subject is None or not left < subject.left_edge.i <= left + 5:
        return left
    lead = doc[left : subject.left_edge.i]
    is_day = all(t.ent_type_ in ("DATE", "TIME") or t.lower_ in ("on", "late", "early", "in") for t in lead)
    return subject.left_edge.i if is_day else left


def _first_said(cue: Cue, left: int) -> int:
    """The words between the cue and the clause are said too, unless they tell when, where or to whom."""
    doc, between = cue.one.doc, cue.one.doc[cue.end : left]
    if cue.lemma in ("tell", "inform", "assure", "remind", "warn", "advise", "notify") or not len(between):
        return left
    if any(t.ent_type_ in ("DATE", "TIME") or t.text in (",", ":") or t.lower_ == "that" for t in between):
        return left
    first = doc[cue.end]
    return left if first.pos_ in ("ADP", "ADV", "SPACE", "PUNCT") or first.dep_ == "prep" else cue.end


def _is_tail_verb(head: Token) -> bool:
    """ "Declared the park a military zone, the agency said": the last verb attributes, it is not what was declared."""
    return style_of(head)[0] == "say" and not any(
        c.dep_ in ("ccomp", "xcomp", "dobj") and c.i > head.i for c in head.children
    )


def _is_infinitive(head: Token) -> bool:
    return (
        head.tag_ == "VB"
        and any(c.lower_ == "to" and c.dep_ == "aux" for c in head.children)
        and own_subject(head) is None
    )


def _loose_clause(cue: Cue) -> Range | None:
    """The words behind the cue where the parse sees no clause but the order of the words does: a subject and a finite verb."""
    doc, verb, sent = cue.one.doc, cue.verb, cue.verb.sent
    if cue.lemma not in load_cues().say or cue.subject is None or cue.subject.left > verb.i:
        return None
    if verb.tag_ == "VBG" and doc[min(cue.end, len(doc) - 1)].lower_ != "that":
        return None
    colon = next((i for i in range(cue.end, min(cue.end + 14, sent.end)) if doc[i].text == ":"), None)
    if colon is not None:
        return trim(cue.one, colon + 1, sent.end - 1) if any(t.tag_ in FINITE for t in doc[colon : sent.end]) else None
    near = doc[cue.end : min(cue.end + 12, sent.end)]
    if any(t.tag_ == "VBG" and style_of(t)[0] and doc[t.i - 1].text in (",", *MARKS) for t in near):
        return None
    that = next((t.i for t in near if t.lower_ == "that"), None)
    if that is not None and any(t.tag_ in FINITE for t in doc[cue.end : that]):
        that = None
    if that is not None and that + 2 < sent.end:
        return trim(cue.one, that + 1, last_said(cue, that + 1, None))
    first = next(
        (t for t in doc[cue.end : sent.end] if t.dep_ in ("nsubj", "nsubjpass", "expl") and t.lower_ not in RELATIVE),
        None,
    )
    if first is None or first.left_edge.i < cue.end or first.i - cue.end > 14:
        return _bare_words(cue)
    is_late = doc[cue.end].pos_ == "ADP" and first.head.dep_ == "relcl"  # "said after the talks he would go"
    if any(t.text == "," for t in doc[cue.end : first.left_edge.i]):
        return None
    if first.head.dep_ in ("relcl", "acl", "advcl") and not is_late:
        return _bare_words(cue)
    return trim(cue.one, first.left_edge.i, last_said(cue, first.left_edge.i, first.head))


def _bare_words(cue: Cue) -> Range | None:
    """A noun right behind "said" and a finite verb after it: a clause, whatever the parse makes of it."""
    doc, sent = cue.one.doc, cue.verb.sent
    if cue.lemma != "say" or cue.end + 3 >= sent.end or cue.verb.tag_ not in ("VBD", "VBZ", "VBP"):
        return None
    if doc[cue.end].pos_ not in ("DET", "PROPN", "NOUN", "PRON", "NUM") or doc[cue.end].ent_type_ in ("DATE", "TIME"):
        return None
    has_verb = any(t.pos_ in ("VERB", "AUX") for t in doc[cue.end + 1 : sent.end])
    return trim(cue.one, cue.end, last_said(cue, cue.end, None)) if has_verb else None


# --- the sentence before the cue --------------------------------------------------------------------------------------


def _before(cue: Cue) -> Range | None:
    """The sentence that the attribution is the tail of, or stands in the middle of."""
    doc, sent = cue.one.doc, cue.verb.sent
    if cue.verb.tag_ == "VBG" and quoting_verb(cue.verb) is None:
        return None  # ", adding that" is never a tail
    edge = cue.start - 1
    while edge >= 0 and doc[edge].pos_ in ("SPACE", "ADV"):
        edge -= 1
    if edge < 1 or doc[edge].text not in (",", "—", "–", "-", '"', "”", "--", "’", "'", "''"):
        return None
    if doc[edge].text in MARKS and doc[edge - 1].text not in (",", "?", "!", ".", "...", "…", "--", "-"):
        return None  # a quoted word inside somebody's clause
    if cue.subject is not None and sent.start <= cue.subject.head.i < edge and cue.verb.dep_ not in ("conj", "ROOT"):
        return None  # the speaker stands in what would have been said
    first = sent.start
    if first >= edge:  # the parser cut the sentence at the comma or quotation mark
        first = doc[edge - 1].sent.start
    first = max(first, edge - LONGEST)
    words = doc[first:edge]
    if len(words) >= 3 and any(t.tag_ in FINITE for t in words):
        return closed(doc, trim(cue.one, first, edge - 1), edge)
    return _behind_interruption(cue)


def _behind_interruption(cue: Cue) -> Range | None:
    """ "The talks, he said, would go on": the longer part, behind the attribution."""
    doc, sent = cue.one.doc, cue.verb.sent
    if cue.end < sent.end - 3 and doc[cue.end].text == "," and any(t.tag_ in FINITE for t in doc[cue.end : sent.end]):
        return trim(cue.one, cue.end + 1, last_said(cue, cue.end + 1, None))
    return None


def _around_according(cue: Cue) -> Range | None:
    doc, sent = cue.one.doc, cue.verb.sent
    if cue.start - sent.start >= 4 and any(t.tag_ in FINITE for t in doc[sent.start : cue.start]):
        return trim(cue.one, sent.start, cue.start - 1)
    comma = next((i for i in range(cue.end, sent.end) if doc[i].text == ","), None)
    # "According to X, the head of Y, …": what was said begins behind the comma that a subject follows.
    while comma is not None and comma + 1 < sent.end and not any(t.tag_ in FINITE for t in doc[comma : sent.end]):
        comma = next((i for i in range(comma + 1, sent.end) if doc[i].text == ","), None)
    return trim(cue.one, comma + 1 if comma is not None else cue.end, sent.end - 1)
