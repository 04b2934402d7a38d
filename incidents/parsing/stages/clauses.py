"""Who acts and who suffers in the clause of a word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Token

_OF_SUFFERER = frozenset(
    (
        "arrest", "capture", "killing", "detention", "abduction", "kidnapping", "seizure", "shelling", "bombing",
        "expulsion", "deportation", "bombardment", "closure", "closing", "reopening", "interception", "smuggling",
        "trafficking", "deployment", "massacre", "mobilization", "mobilisation",
    )
)  # fmt: skip
_LIGHT = frozenset(
    (
        "launch", "carry", "conduct", "stage", "make", "mount", "hold", "begin", "start", "commit", "perform", "undertake",
        "step", "open", "continue", "report", "resume", "have", "lead",
    )
)  # fmt: skip
_CLIMBS = frozenset(("conj", "xcomp", "advcl", "pcomp", "prep", "pobj", "dobj", "ccomp", "acomp", "oprd"))
_LEAVES_AS = frozenset(("keep", "leave", "have", "find", "hold", "get"))
_MAKES_DO = frozenset(
    ("send", "force", "leave", "see", "let", "make", "allow", "order", "help", "compel", "prompt", "cause")
)
_SEES = frozenset(("see", "watch", "hear"))  # "residents saw 200 soldiers roll into Chad"
_ALWAYS_OF_SOMEBODY = frozenset(
    ["detain", "arrest", "injure", "wound", "abduct", "kidnap", "deport", "expel", "apprehend", "intercept", "displace"]
)
_INTRANSITIVE = frozenset(
    (
        "stray", "flee", "retreat", "arrive", "drown", "die", "fall", "go", "come", "clash", "march", "roll", "withdraw",
        "escape", "perish", "explode", "advance", "infiltrate", "intrude", "erupt", "remain",
    )
)  # fmt: skip
_OF_ANOTHER = frozenset(
    (
        "accuse", "suspect", "blame", "charge", "prevent", "stop", "block", "keep", "bar", "ban", "criticise", "criticize",
        "condemn",
    )
)  # fmt: skip
_FIGHTS = frozenset(
    ("fight", "clash", "brawl", "battle", "firefight", "gunfight", "shootout", "skirmish", "melee", "scuffle")
)
_FALLS = frozenset(("die", "kill", "wound", "hurt", "injure", "perish"))
_KNOWN = frozenset(("the", "this", "that", "both", "these", "those", "all"))
SAYING = frozenset(
    ("say", "tell", "report", "add", "announce", "confirm", "state", "claim", "declare", "note", "allege", "quote")
)
_RELATIVE = frozenset(("who", "which", "that", "whom", "whose"))


@dataclass(frozen=True, slots=True)
class Parties:
    """The words that act and that are acted on; conjuncts included, relative pronouns replaced by what they stand for."""

    doers: tuple[Token, ...]
    sufferers: tuple[Token, ...]

    @property
    def all(self) -> tuple[Token, ...]:
        return (*self.doers, *self.sufferers)


def opens_with_after(token: Token) -> bool:
    """ "After shells fell", "after shelling it"."""
    if token.dep_ == "pcomp":
        return token.head.lower_ == "after"
    return token.dep_ == "advcl" and any(c.dep_ in ("mark", "advmod") and c.lower_ == "after" for c in token.children)


def points_back(who: Iterable[Token]) -> bool:
    """Who or what is told of is known from before: "the group", "both", "they"."""
    return any(w.pos_ == "PRON" or w.left_edge.lower_ in _KNOWN for w in who)


def parties(trigger: Token) -> Parties:
    """Who does it and whom it befalls, for a verb or a noun that names an act."""
    doers, sufferers = _of_noun(trigger) if trigger.pos_ in ("NOUN", "PROPN") else _of_verb(trigger)
    return Parties(tuple(_widened(doers)), tuple(_widened(sufferers)))


def _widened(tokens: list[Token]) -> Iterator[Token]:
    seen: set[int] = set()
    for token in tokens:
        for one in (token, *token.conjuncts):
            if one.i not in seen:
                seen.add(one.i)
                yield one


def _pobj(token: Token, *prepositions: str) -> list[Token]:
    return [
        c
        for p in token.children
        if p.dep_ in ("prep", "agent") and p.lower_ in prepositions
        for c in p.children
        if c.dep_ == "pobj" and c.ent_type_ not in ("DATE", "TIME")
    ]


def _antecedent(token: Token, clause: Token) -> Token:
    if token.lower_ in _RELATIVE and clause.dep_ == "relcl":
        return clause.head
    return token


def is_passive(verb: Token) -> bool:
    """True for "were detained" and for the bare participle of "migrants detained on Monday"."""
    if any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children):
        return True
    if verb.tag_ != "VBN" or verb.lemma_.lower() in _INTRANSITIVE or any(c.dep_ == "aux" for c in verb.children):
        return False
    if verb.dep_ in ("acl", "csubj", "csubjpass"):
        return True
    return verb.dep_ in ("conj", "advcl") and verb.head.pos_ == "VERB" and is_passive(verb.head)


def _own_subject(verb: Token) -> Token | None:
    return next((_antecedent(c, verb) for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)


def _subject(verb: Token) -> Token | None:
    """Its own subject, or that of the clause it hangs on as a participle, infinitive or second verb."""
    at = verb
    for _ in range(5):
        if own := _own_subject(at):
            return own
        is_seen = at.dep_ == "conj" and at.tag_ in ("VB", "VBP") and at.head.lemma_.lower() in _SEES
        if is_seen or (at.dep_ in ("advcl", "xcomp", "ccomp") and at.head.lemma_.lower() in _MAKES_DO):
            made = next((c for c in at.head.children if c.dep_ == "dobj" and c.i < at.i), None)
            if made is not None:
                return made  # "has sent thousands fleeing": they flee
        if at.dep_ in ("acl", "relcl"):
            return at.head
        if at.dep_ == "pcomp" and (blamed := _blamed(at)) is not None:
            return blamed
        if at.dep_ not in _CLIMBS or at.head.i == at.i:
            return _counted_ahead(verb)
        at = at.head
    return None


def _counted_ahead(verb: Token) -> Token | None:
    """ "At the far end, 378 Syrians, among them officers, crossed …": the parse hangs those who act on the phrase before them."""
    if verb.tag_ not in ("VBD", "VBP", "VBZ") or verb.dep_ not in ("ROOT", "ccomp"):
        return None
    ahead = (t for c in verb.lefts if c.dep_ == "prep" for t in c.subtree)
    return next((t for t in ahead if t.dep_ == "appos" and any(c.dep_ == "nummod" for c in t.children)), None)


def _blamed(gerund: Token) -> Token | None:
    """ "Accused X of crossing", "was accused of crossing": who is said to have done it."""
    verb = gerund.head.head
    if verb.lemma_.lower() not in _OF_ANOTHER:
        return None
    return next((c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")), None)


def _of_verb(verb: Token) -> tuple[list[Token], list[Token]]:
    subject = _subject(verb)
    if verb.pos_ == "ADJ":
        return [], [subject] if subject is not None else []
    if (
        verb.tag_ == "VBN"
        and verb.head.lemma_.lower() in _LEAVES_AS
        and not any(c.dep_ in ("aux", "auxpass") for c in verb.children)
    ):
        kept = [c for c in verb.head.children if c.dep_ == "dobj"] + [c for c in verb.children if c.dep_ == "nsubj"]
        if kept:
            return ([subject] if subject is not None and subject not in kept else []), kept
    objects = [_antecedent(c, verb) for c in verb.children if c.dep_ in ("dobj", "dative", "oprd")]
    direct = bool(objects)
    objects += [] if objects else _pobj(verb, "on", "at", "against", "with")
    if (
        subject is not None
        and not direct
        and verb.tag_ in ("VBN", "VBD")
        and verb.lemma_.lower() in _ALWAYS_OF_SOMEBODY
    ):
        return _pobj(verb, "by"), [
            subject
        ]  # "three men detained on Thursday have …": the parse misses the reduced clause
    if is_passive(verb):
        passive = _own_subject(verb) or subject
        return _pobj(verb, "by"), [passive, *objects] if passive is not None else objects
    return ([subject] if subject is not None else []), objects


def _of_noun(noun: Token) -> tuple[list[Token], list[Token]]:
    owners = [
        c
        for c in noun.children
        if c.dep_ in ("poss", "compound", "amod", "nmod") and c.pos_ in ("PROPN", "NOUN", "ADJ")
    ]
    of = _pobj(noun, "of")
    suffers = noun.lemma_.lower() in _OF_SUFFERER
    doers = [*owners, *_pobj(noun, "by", "between", "among", "involving", "from"), *([] if suffers else of)]
    if (
        noun.dep_ in ("dobj", "pobj")
        and noun.head.lemma_.lower() in _LIGHT
        and (subject := _subject(noun.head)) is not None
    ):
        doers.insert(0, subject)
    if noun.dep_ == "pobj" and noun.lemma_.lower() in _FIGHTS and (fell := _fallen_in(noun.head)) is not None:
        doers = [*(d for d in doers if d.pos_ != "NOUN"), *_pobj(noun, "with", "against"), fell]
    if any(c.dep_ == "poss" and c.lower_ in ("its", "their") for c in noun.children):
        doers = [*_owner(noun), *doers]
    return doers, [*_pobj(noun, "on", "against", "with"), *(of if suffers else [])]


def _fallen_in(phrase: Token) -> Token | None:
    """ "Ten Indian soldiers died in a fight with …", "were hurt in a brawl": who fell fought there."""
    verb = phrase.head
    if phrase.lower_ not in ("in", "during"):
        return None
    return _own_subject(verb) if verb.lemma_.lower() in _FALLS and phrase.i > verb.i else None


def _owner(noun: Token) -> list[Token]:
    """Whose it is where the words say "its": the nearest subject above that is not the thing itself."""
    verbs = (t for t in noun.ancestors if t.pos_ in ("VERB", "AUX"))
    subjects = (subject for verb in verbs if (subject := _own_subject(verb)) is not None and subject.i < noun.i)
    return list(subjects)[:1]
