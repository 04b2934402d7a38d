"""Did it happen? Actual, ordered, hypothetical or denied, by the words that govern a trigger (codebook 2)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from incidents.parsing.evidence import Mention, Span
from incidents.parsing.tongue import Parsed

_ORDERING = frozenset(
    [
        "order",
        "instruct",
        "plan",
        "intend",
        "threaten",
        "announce",
        "vow",
        "prepare",
        "decide",
        "agree",
        "pledge",
        "promise",
        "authorize",
        "authorise",
        "schedule",
        "commit",
        "set",
        "due",
        "poise",
        "direct",
        "task",
        "arrange",
        "command",
        "aim",
    ]
)
_COMMANDS = frozenset(("order", "authorize", "authorise"))  # themselves triggers: "ordered 500 troops to the border"
_ORDERING_NOUNS = frozenset(
    ["plan", "order", "decision", "pledge", "promise", "intention", "threat", "decree", "proposal", "deadline"]
)
_ANNOUNCING = frozenset(
    ["say", "announce", "pledge", "vow", "promise", "declare", "add", "tell", "confirm", "state", "order", "decide"]
)
_DOUBT = frozenset(("could", "may", "might", "would", "can", "should", "must"))
_FUTURE = frozenset(("will", "shall", "'ll", "’ll", "wo"))
_RUMOUR = re.compile(
    r"\b(?:rumou?rs?|rumou?red|unconfirmed|if|unless|in case|whether|feared? (?:to|that|of)|fears? (?:that|of|about)|amid fears|aimed at|ways to|"
    r"in an attempt to prevent|prevent\w*|in order to|risks? of|possib\w+|potential|threats? of|danger of|any|preparation for|brink of|prepared for|simulat\w+)\b",
    re.I,
)
_GOVERNED = frozenset(
    ("xcomp", "ccomp", "advcl", "dobj", "pobj", "prep", "acl", "pcomp", "relcl", "conj", "nsubj", "nsubjpass")
)
_ENDED = frozenset(("halt", "stop", "end", "prevent", "avoid", "cease", "avert", "curb"))
# Governors whose infinitive did happen: "began to shell", "were forced to flee", "rushed to close".
_REALISED = frozenset(
    [
        "begin",
        "start",
        "continue",
        "manage",
        "force",
        "cause",
        "prompt",
        "compel",
        "oblige",
        "help",
        "appear",
        "seem",
        "rush",
        "proceed",
        "go",
        "come",
        "use",
        "dare",
        "happen",
        "proceed",
        "allow",
        "enable",
        "lead",
        "drive",
        "resume",
        "first",
        "last",
        "turn",
        "know",
        "report",
        "say",
        "believe",
    ]
)
_KNOWN = frozenset(("the", "this", "that"))
_ATTEMPTED = frozenset(
    (
        "cross",
        "enter",
        "reach",
        "infiltrate",
        "swim",
        "climb",
        "scale",
        "storm",
        "sneak",
        "smuggle",
        "traffic",
        "bring",
        "take",
        "carry",
        "transport",
        "ship",
        "defect",
        "slip",
        "get",
        "sail",
        "row",
        "paddle",
        "walk",
        "wade",
        "break",
        "land",
        "run",
        "drive",
        "cut",
        "rush",
    )
)
_CANCELLED = frozenset(("cancel", "postpone", "scrap", "shelve"))
_TRIED = frozenset(("try", "attempt", "fail", "seek", "hope", "struggle"))


def read_modality(one: Parsed, sent: Tokens, token: Token) -> Mention[str]:
    """The modality of the trigger with the words that show it."""
    for found in (_governed(one, token), _rumoured(one, sent, token)):
        if found is not None:
            return found
    return Mention("actual", one.of(token), "modality.plain")


def _chain(token: Token) -> Iterator[Token]:
    """The trigger and what governs it, inside its clause and the clauses that hold it."""
    at = token
    for _ in range(6):
        yield at
        if at.dep_ not in _GOVERNED or at.head.i == at.i:
            return
        if at.dep_ in ("acl", "relcl") and at.tag_ in ("VBN", "VBD"):
            return  # "the controls introduced on Sunday would remain": they were introduced
        if at.dep_ == "advcl" and _has_come(at):
            return
        joined = at.dep_ == "conj" and at.tag_ == "VB"  # "to withdraw the troops, put … and close …": one infinitive
        if at.dep_ in ("advcl", "relcl", "conj") and at.i != token.i and not joined:
            return  # what the main clause doubts or orders is not what its side clause tells
        at = at.head


def _has_come(clause: Token) -> bool:
    """ "Will close the bridge after gunmen wounded soldiers there": what is only announced follows on what was."""
    opens = next((c.lower_ for c in clause.children if c.dep_ in ("mark", "advmod") and c.i < clause.i), "")
    perfect = any(c.lower_ in ("had", "has", "have") and c.dep_ == "aux" for c in clause.children)
    past = clause.tag_ == "VBD" or any(c.tag_ == "VBD" and c.dep_ == "auxpass" for c in clause.children)
    return opens in ("after", "since", "because", "as") and (past or perfect)


def _governed(one: Parsed, token: Token) -> Mention[str] | None:
    below: Token | None = None
    if token.pos_ == "NOUN" and token.dep_ == "pobj" and any(c.lower_ in _KNOWN for c in token.children):
        return None  # "will investigate into the attack": the attack was
    if token.lemma_.lower() in _COMMANDS and token.pos_ == "VERB":
        return Mention("ordered", one.of(token), "modality.ordered", f"“{token.text}”")
    for at in _chain(token):
        found = _by_auxiliaries(one, at, token) or (_by_governor(one, below, at, token) if below is not None else None)
        if found is not None:
            return found
        below = at
    return None


def _by_auxiliaries(one: Parsed, at: Token, token: Token) -> Mention[str] | None:
    for aux in at.children:
        if aux.dep_ == "neg" and aux.lower_ in ("not", "n't", "n’t", "never"):
            return Mention("denied", one.of(aux), "modality.negated")
        if aux.dep_ == "aux" and aux.lower_ == "would" and at.dep_ == "ccomp" and at.head.lemma_.lower() in _ANNOUNCING:
            return Mention("ordered", one.of(aux), "modality.future", f"“{at.head.text} … would”")
        if aux.dep_ == "aux" and aux.lower_ in _DOUBT:
            return Mention("hypothetical", one.of(aux), "modality.doubt", f"“{aux.text}”")
        if aux.dep_ == "aux" and aux.lower_ in _FUTURE:
            return Mention("ordered", one.of(aux), "modality.future", f"“{aux.text}”")
    subjects = [c for c in at.children if c.dep_ in ("nsubj", "nsubjpass")] if at.pos_ in ("VERB", "AUX") else [token]
    if any(c.dep_ == "det" and c.lower_ == "no" for s in subjects for c in s.children):
        return Mention("denied", one.of(at), "modality.negated")
    return None


def _by_governor(one: Parsed, below: Token, at: Token, token: Token) -> Mention[str] | None:
    lemma = at.lemma_.lower()
    infinitive = any(c.lower_ == "to" and c.dep_ == "aux" for c in below.children)
    planned = lemma in _ORDERING or (at.pos_ == "NOUN" and lemma in _ORDERING_NOUNS)
    if planned and (
        infinitive or (below.dep_ == "dobj" and lemma in ("order", "announce", "plan", "propose", "schedule"))
    ):
        return Mention("ordered", one.of(at), "modality.ordered", f"“{at.text}”")
    if lemma == "force" and infinitive and any(c.lower_ in ("are", "is", "am", "'re", "’re") for c in at.children):
        return Mention(
            "ordered", one.of(at), "modality.ordered", f"“{at.text} to”"
        )  # "we are forced to close": not yet done
    if lemma == "be" and infinitive and below.dep_ == "xcomp":
        return Mention("ordered", one.of(at), "modality.ordered", f"“{at.text} to”")
    if below.dep_ in ("dobj", "nsubjpass") and (lemma in _CANCELLED or _called_off(at)):
        return Mention("denied", one.of(at), "modality.cancelled", f"“{at.text}”")
    if lemma in ("deny", "refute") and below.dep_ != "conj" and not _is_of_another_clause(below, at):
        return Mention("denied", one.of(at), "modality.denied", f"“{at.text}”")
    if (
        lemma in _ENDED
        and token.lemma_.lower() not in ("attempt", "bid")
        and below.dep_ in ("dobj", "pcomp", "xcomp", "pobj")
        and below.i > at.i
    ):
        return Mention("hypothetical", one.of(at), "modality.ended", f"“{at.text}”")
    perfect = any(c.lower_ == "have" and c.dep_ == "aux" for c in below.children)  # "alleged to have smuggled"
    if infinitive and below.i == token.i and not perfect and lemma not in _REALISED and not _is_attempt(at, token):
        return Mention("hypothetical", one.of(below), "modality.infinitive", f"“{at.text} … to {below.text}”")
    if lemma in _TRIED and infinitive and not _is_attempt(at, token):
        return Mention("hypothetical", one.of(at), "modality.attempted", f"“{at.text}”")
    return None


def _is_of_another_clause(below: Token, at: Token) -> bool:
    """ "Rebels crossed, the army said; Kigali denied that …": what stands before the semicolon is not what is denied."""
    return any(t.text == ";" for t in at.doc[below.i : at.i])


def _called_off(verb: Token) -> bool:
    return verb.lemma_.lower() == "call" and any(c.dep_ == "prt" and c.lower_ == "off" for c in verb.children)


def _is_attempt(governor: Token, token: Token) -> bool:
    """An attempt to cross or to smuggle is a crossing or smuggling in the codebook's sense."""
    return governor.lemma_.lower() in _TRIED and token.lemma_.lower() in _ATTEMPTED


def _rumoured(one: Parsed, sent: Tokens, token: Token) -> Mention[str] | None:
    clause = one.doc[max(sent.start, token.i - 9) : token.i]
    doubts = list(_RUMOUR.finditer(clause.text))
    doubt = doubts[-1] if doubts else None  # the last one before the trigger governs it
    if doubt is None or re.search(r"[,;:]", clause.text[doubt.end() :]):
        return None
    start = one.passage.span.start + clause.start_char + doubt.start()
    return Mention("hypothetical", Span(start, start + len(doubt[0])), "modality.doubt", f"“{doubt[0]}”")
