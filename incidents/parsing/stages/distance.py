"""How near two words of a sentence stand in its parse, and which clause of its own keeps one from belonging to the other."""

from __future__ import annotations

from spacy.tokens import Token

# Edges that open a clause of its own. Going down one of them leaves the clause that one came from.
_CLOSED_DOWN = frozenset(("relcl", "ccomp", "acl", "csubj", "parataxis"))
_OPEN_DOWN = frozenset(("advcl", "conj", "xcomp", "pcomp"))
# Where what was seized lay, and how those who were held were met with: of the finding itself.
_FINDS = frozenset(("seize", "arrest", "detain", "intercept", "confiscate", "find", "discover", "impound", "stop", "catch", "hold", "recover", "nab"))  # fmt: skip
_FOUND = frozenset(("hide", "conceal", "stash", "pack", "load", "disguise", "stuff", "wrap", "cram", "tuck", "bury", "sew", "find", "discover", "catch", "stop", "spot", "intercept"))  # fmt: skip
_CLAUSE = _CLOSED_DOWN | _OPEN_DOWN


def _ancestors(token: Token) -> list[Token]:
    return [token, *token.ancestors]


def distance(trigger: Token, other: Token) -> int | None:
    """How far `other` stands from the trigger in the parse; None where a clause of its own keeps it from belonging there.

    Up from the trigger costs one a step and four a clause; down a relative or content clause is barred, since what stands there
    tells of something else ("reopened the crossing that was closed on Sunday").
    """
    up = _ancestors(trigger)
    heights = {token.i: n for n, token in enumerate(up)}
    cost, at = 0, other
    while at.i not in heights:
        if at.dep_ in _CLOSED_DOWN and not (
            _is_reduced_to(at, trigger) or _after_aside(other, at) or _is_of_find(at, trigger)
        ):
            return None
        cost += 4 if at.dep_ in _CLAUSE and at.pos_ in ("VERB", "AUX") else 1
        if at.head.i == at.i:
            return None
        at = at.head
    for step in up[: heights[at.i]]:
        cost += 4 if step.dep_ in _CLAUSE and step.pos_ in ("VERB", "AUX") else 1
    return cost


def _after_aside(other: Token, clause: Token) -> bool:
    """ "launched its incursion, dubbed “Shield”, on Monday": a comma gives the day back to the main clause."""
    top = other
    while top.dep_ in ("pobj", "nummod", "npadvmod", "compound") and top.head.dep_ == "prep":
        top = top.head
    first = top.left_edge.i
    if clause.i > first or first < 1 or top.doc[first - 1].text != ",":
        return False
    opened = (c for c in _ancestors(clause) if c.dep_ in _CLOSED_DOWN)
    return any(c.left_edge.i > 0 and c.doc[c.left_edge.i - 1].text == "," for c in opened)


def _is_of_find(clause: Token, trigger: Token) -> bool:
    """ "Seized hashish hidden in a lorry on Monday", "arrested men who were found in a boat on Monday": they found it then."""
    found = next((t for t in clause.head.ancestors if t.i == trigger.i), None)
    if found is None or trigger.lemma_.lower() not in _FINDS or clause.tag_ == "VB":
        return False
    is_passive = clause.dep_ == "acl" or any(c.dep_ == "auxpass" for c in clause.children)
    return is_passive and clause.lemma_.lower() in _FOUND and not any(c.lower_ == "had" for c in clause.children)


def _is_reduced_to(clause: Token, trigger: Token) -> bool:
    """ "an attack launched on Sunday": the participle that hangs on a trigger noun tells of the trigger itself."""
    return clause.dep_ in ("acl", "relcl") and clause.head.i == trigger.i and trigger.pos_ != "VERB"
