"""What an act of speech is about: its object, the name it gives, the noun that its clause hangs on."""

from __future__ import annotations

from spacy.tokens import Token

from incidents.parsing.stages.cue_words import load_cues
from incidents.parsing.stages.cues import Cue
from incidents.parsing.stages.extent import RELATIVE, Range, last_said, trim
from incidents.parsing.stages.subjects import own_subject, phrase_of

_FELT = frozenset({"express", "voice", "raise"})
_CONCERNS = frozenset(
    {
        "concern",
        "alarm",
        "worry",
        "dismay",
        "regret",
        "outrage",
        "shock",
        "doubt",
        "fear",
        "question",
        "anger",
        "sorrow",
        "unease",
    }
)
_WHEN_AND_WHERE = frozenset(
    {"in", "at", "on", "during", "after", "before", "since", "until", "from", "through", "via", "to"}
)
_OCCASIONS = frozenset(
    {
        "statement",
        "interview",
        "speech",
        "letter",
        "post",
        "tweet",
        "conference",
        "briefing",
        "message",
        "address",
        "report",
        "television",
        "twitter",
        "facebook",
        "reporter",
        "journalist",
        "visit",
        "meeting",
        "talk",
        "summit",
        "parliament",
        "call",
        "communique",
        "telegram",
        "radio",
        "editorial",
    }
)


def named(cue: Cue) -> Range | None:
    """ "What Ankara calls [a war crime]", "which the government blamed on [rebels]": the words behind the gap."""
    verb, doc = cue.verb, cue.one.doc
    own = own_subject(verb)
    gap = next(
        (c for c in verb.children if c.lower_ in ("what", "which") and c.i < verb.i and (own is None or c.i != own.i)),
        None,
    )
    if gap is None:
        return None
    if gap.lower_ == "what" and cue.lemma == "say":
        return from_verb(cue)
    if cue.lemma not in load_cues().name | {"blame", "condemn", "dismiss", "refer", "see"} and gap.lower_ != "what":
        return None
    first = cue.end
    if first < len(doc) and doc[first].lower_ in ("as", "on", "to"):
        first += 1
    return _object_range(cue, first)


def from_verb(cue: Cue) -> Range | None:
    """ "What opponents say [was a rigged vote]": up to the next comma."""
    doc, sent = cue.one.doc, cue.verb.sent
    if cue.end >= sent.end:
        return None
    comma = next((i for i in range(cue.end + 2, sent.end) if doc[i].text in (",", ";", "—", "–")), sent.end)
    return trim(cue.one, cue.end, comma - 1)


def _object_range(cue: Cue, first: int) -> Range | None:
    doc, sent = cue.one.doc, cue.verb.sent
    inside = [t for t in cue.verb.subtree if t.i >= first and t.sent == sent]
    if not inside:
        return None
    last = min(max(t.i for t in inside), last_said(cue, first, None))
    comma = next((i for i in range(first + 1, last + 1) if doc[i].text in (",", ";", "—", "–")), last + 1)
    return trim(cue.one, first, comma - 1)


def small_clause(cue: Cue) -> Range | None:
    """ "Called the raid a war crime": object and name together."""
    verb = cue.verb
    if cue.lemma != "call":
        return object_of(cue) if cue.lemma in load_cues().act else None
    parts = [c for c in verb.children if c.i > verb.i and c.dep_ in ("dobj", "oprd", "ccomp")]
    if not any(c.dep_ in ("oprd", "ccomp") and not any(g.lower_ == "to" for g in c.children) for c in parts):
        return None
    first = max(min(c.left_edge.i for c in parts), cue.end)
    if cue.one.doc[first].lower_ in ("it", "this", "him", "her", "them") and first + 1 < len(cue.one.doc):
        first += 1  # "called it a massacre": the name is what was said
    return trim(cue.one, first, min(max(c.right_edge.i for c in parts), last_said(cue, first, parts[0])))


def object_of(cue: Cue) -> Range | None:
    """What an act of speech is about: "accused [X of Y]", "called on [X to Y]"."""
    verb, cues, doc = cue.verb, load_cues(), cue.one.doc
    own = own_subject(verb)
    parts = [
        c for c in verb.children
        if c.i > verb.i and c.dep_ in ("dobj", "prep", "xcomp", "ccomp", "dative", "pobj", "oprd") and (own is None or c.i != own.i)
    ]  # fmt: skip
    objects = [c for c in parts if c.dep_ == "dobj"]
    wanted = cues.objects.get(cue.lemma)
    if wanted is not None and not any(o.lemma_.lower() in wanted for o in objects):
        return None
    if not objects and cue.end == verb.i + 1 and not any(c.dep_ in ("xcomp", "ccomp") for c in parts):
        parts = [c for c in parts if c.lower_ in ("of", "for", "on", "against", "to", "over", "about", "as")]
    if not objects and cue.lemma in cues.plain and not any(c.dep_ in ("xcomp", "ccomp") for c in parts):
        return _antecedent(cue)
    parts = [c for c in parts if c.i < cue.end or not (c.dep_ == "prep" and _is_adverbial(c))]
    if cue.lemma in _FELT and objects and (about := _about(objects[0])) is not None:
        return trim(cue.one, about, last_said(cue, about, None))
    phrasal = cue.end > verb.i + 1
    first = cue.end if phrasal else min((c.left_edge.i for c in parts), default=-1)
    if first < 0 or first >= verb.sent.end:
        return None
    if (
        objects
        and objects[0].lower_ in ("it", "this", "them", "him", "her")
        and cue.lemma == "describe"
        and doc[objects[0].i + 1].lower_ == "as"
    ):
        first = objects[0].i + 2
    if not objects and doc[first].lower_ in ("on", "to") and cue.lemma in ("blame", "attribute"):
        first += 1
    last = max(
        (c.right_edge.i for c in verb.children if c.right_edge.i > first and (c in parts or c.left_edge.i == first)),
        default=first,
    )
    return trim(cue.one, max(first, cue.end), max(first, min(last, last_said(cue, first, None), verb.sent.end - 1)))


def _antecedent(cue: Cue) -> Range | None:
    """ "The advances Tehran reported": the noun that the clause hangs on."""
    verb = cue.verb
    own = own_subject(verb)
    if verb.dep_ != "relcl" or own is None or own.lower_ in RELATIVE or verb.head.i > verb.i:
        return None
    if verb.head.lemma_.lower() in load_cues().noun:
        return None  # "allegations the government denies"
    phrase = phrase_of(verb.head)
    return trim(cue.one, phrase.left, min(phrase.right, own.left_edge.i - 1))


def _about(feeling: Token) -> int | None:
    """ "Expressed concern over [the fighting]": the first word of what the concern is about."""
    if feeling.lemma_.lower() not in _CONCERNS:
        return None
    prep = next(
        (c for c in feeling.children if c.dep_ == "prep" and c.lower_ in ("over", "about", "at", "for", "on")), None
    )
    return prep.i + 1 if prep is not None and prep.i + 1 < len(feeling.doc) else None


def _is_adverbial(prep: Token) -> bool:
    """ "On Tuesday", "in a statement": when and where it was said, not what."""
    target = next((c for c in prep.children if c.dep_ == "pobj"), None)
    if target is None or prep.lower_ not in _WHEN_AND_WHERE:
        return False
    return target.ent_type_ in ("DATE", "TIME") or target.lemma_.lower() in _OCCASIONS
