"""What was said: the words that a cue gives to its speaker, without cue, speaker and outer marks (codebook 7)."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from incidents.parsing.stages.cues import Cue, load_cues, style_of
from incidents.parsing.stages.persons import can_speak
from incidents.parsing.stages.subjects import own_subject, phrase_of, quoting_verb
from incidents.parsing.tongue import Parsed

Range = tuple[int, int]
"""First and last token of a passage's parse."""

_MARKS = "\"“”«»'‘’"
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
_LONGEST = 300  # tokens; what is longer is a list, not a sentence that somebody said
_FINITE = ("VBD", "VBZ", "VBP", "MD")
_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
_TRAILING = frozenset({"as", "after", "while", "when", "before", "amid", "following", "without", "though", "although"})


def trim(one: Parsed, first: int, last: int) -> Range | None:
    """The range without outer commas, "that" and end punctuation; None when fewer than two words are left."""
    doc = one.doc
    while first <= last and (
        (doc[first].pos_ in ("PUNCT", "SPACE") and doc[first].text not in (*_MARKS, "''", "``", "(", "["))
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


def content_of(cue: Cue) -> Range | None:
    """The token range that the cue attributes; None where it carries nothing of its own."""
    found = _found(cue)
    return None if found is None else _balanced(cue.one.doc, found)


def _balanced(doc: Doc, found: Range) -> Range:
    """A quotation that the range opens and does not close is closed, where its mark stands right behind."""
    first, last = found
    for at in (last + 1, last + 2):
        closed = _closed(doc, (first, at - 1), at) if at < len(doc) else None
        if closed is not None and closed[1] == at:
            return closed
        if at < len(doc) and doc[at].text not in (".", ",", "!", "?"):
            break
    return found


def _found(cue: Cue) -> Range | None:
    if cue.style == "according":
        return _around_according(cue)
    if cue.style == "noun":
        clause = next(c for c in cue.verb.children if c.dep_ in ("acl", "ccomp") and c.i > cue.verb.i)
        return trim(cue.one, cue.end, min(_right(cue, cue.end, cue.verb), clause.right_edge.i))
    if named := _named(cue):
        return named
    if cue.style in ("quote", "name"):
        return _small_clause(cue) if cue.style == "name" else None
    if cue.style == "say":
        return _said(cue)
    return _clause(cue) if cue.lemma in load_cues().say and _clause(cue) else _object(cue)


def _said(cue: Cue) -> Range | None:
    if quoting_verb(cue.verb) is not None:
        return _quoted(cue)
    before = _before(cue) if _is_tail(cue) else None
    found = before or _clause(cue) or _before(cue) or _loose_clause(cue)
    if found is None and (cue.lemma in load_cues().plain | load_cues().act or cue.lemma in load_cues().objects):
        return _object(cue)
    return found


def _quoted(cue: Cue) -> Range | None:
    """ "Quoted X as saying [that] …": all that follows; "…, the paper quoted X as saying": all that went before."""
    doc, sent = cue.one.doc, cue.verb.sent
    if cue.end < sent.end and (doc[cue.end].text in (".", ",", '"', "”") or doc[cue.end].lower_ == "by"):
        return _before(cue)
    return _clause(cue) or trim(cue.one, cue.end, _right(cue, cue.end, None))


def _is_tail(cue: Cue) -> bool:
    """ "…, the ministry said": the sentence came first, and the cue has no clause behind it that begins with a subject."""
    doc = cue.one.doc
    edge = cue.start - 1
    if edge < cue.verb.sent.start or doc[edge].text not in (",", "—", "–", "--", *_MARKS, "''"):
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
        return _from_verb(cue)
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
    return trim(cue.one, _behind_date(doc, left, subject), _right(cue, left, head))


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
        return trim(cue.one, colon + 1, sent.end - 1) if any(t.tag_ in _FINITE for t in doc[colon : sent.end]) else None
    near = doc[cue.end : min(cue.end + 12, sent.end)]
    if any(t.tag_ == "VBG" and style_of(t)[0] and doc[t.i - 1].text in (",", *_MARKS) for t in near):
        return None
    that = next((t.i for t in near if t.lower_ == "that"), None)
    if that is not None and any(t.tag_ in _FINITE for t in doc[cue.end : that]):
        that = None
    if that is not None and that + 2 < sent.end:
        return trim(cue.one, that + 1, _right(cue, that + 1, None))
    first = next(
        (t for t in doc[cue.end : sent.end] if t.dep_ in ("nsubj", "nsubjpass", "expl") and t.lower_ not in _RELATIVE),
        None,
    )
    if first is None or first.left_edge.i < cue.end or first.i - cue.end > 14:
        return _bare_words(cue)
    is_late = doc[cue.end].pos_ == "ADP" and first.head.dep_ == "relcl"  # "said after the talks he would go"
    if any(t.text == "," for t in doc[cue.end : first.left_edge.i]):
        return None
    if first.head.dep_ in ("relcl", "acl", "advcl") and not is_late:
        return _bare_words(cue)
    return trim(cue.one, first.left_edge.i, _right(cue, first.left_edge.i, first.head))


def _bare_words(cue: Cue) -> Range | None:
    """A noun right behind "said" and a finite verb after it: a clause, whatever the parse makes of it."""
    doc, sent = cue.one.doc, cue.verb.sent
    if cue.lemma != "say" or cue.end + 3 >= sent.end or cue.verb.tag_ not in ("VBD", "VBZ", "VBP"):
        return None
    if doc[cue.end].pos_ not in ("DET", "PROPN", "NOUN", "PRON", "NUM") or doc[cue.end].ent_type_ in ("DATE", "TIME"):
        return None
    has_verb = any(t.pos_ in ("VERB", "AUX") for t in doc[cue.end + 1 : sent.end])
    return trim(cue.one, cue.end, _right(cue, cue.end, None)) if has_verb else None


def _right(cue: Cue, left: int, head: Token | None) -> int:
    """Last token of a content that begins at `left`: the sentence's end, or where the next attribution or the narrator begins."""
    doc, verb = cue.one.doc, cue.verb
    stop = min(verb.sent.end - 1, left + _LONGEST)
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
    return verb if verb.dep_ == "relcl" and subject is not None and subject.lower_ in _RELATIVE else None


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
        return _lead(token.i, token) if said is None or not can_speak(said) else None
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
    if own.lower_ in _RELATIVE:
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
    if joined and token.tag_ in _FINITE and token.dep_ in ("conj", "advcl", "ccomp", "ROOT") and is_plain:
        return _lead(start, doc[start])
    return None


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
    if doc[edge].text in _MARKS and doc[edge - 1].text not in (",", "?", "!", ".", "...", "…", "--", "-"):
        return None  # a quoted word inside somebody's clause
    if cue.subject is not None and sent.start <= cue.subject.head.i < edge and cue.verb.dep_ not in ("conj", "ROOT"):
        return None  # the speaker stands in what would have been said
    first = sent.start
    if first >= edge:  # the parser cut the sentence at the comma or quotation mark
        first = doc[edge - 1].sent.start
    first = max(first, edge - _LONGEST)
    words = doc[first:edge]
    if len(words) >= 3 and any(t.tag_ in _FINITE for t in words):
        return _closed(doc, trim(cue.one, first, edge - 1), edge)
    return _behind_interruption(cue)


def _closed(doc: Doc, content: Range | None, edge: int) -> Range | None:
    """A range that opens a quotation inside itself keeps the mark that closes it before the cue."""
    if content is None or doc[edge].text not in ("”", '"', "’", "'", "''", "»"):
        return content
    opened = [t.i for t in doc[content[0] : content[1] + 1] if t.text in ("“", '"', "‘", "'", "``", "''", "«")]
    closed = [t.i for t in doc[content[0] : content[1] + 1] if t.text in ("”", "’", "»")]
    is_open = len(opened) % 2 == 1 if doc[edge].text in ('"', "'", "''") else len(opened) > len(closed)
    return (content[0], edge) if opened and is_open and opened[0] > content[0] else content


def _behind_interruption(cue: Cue) -> Range | None:
    """ "The talks, he said, would go on": the longer part, behind the attribution."""
    doc, sent = cue.one.doc, cue.verb.sent
    if cue.end < sent.end - 3 and doc[cue.end].text == "," and any(t.tag_ in _FINITE for t in doc[cue.end : sent.end]):
        return trim(cue.one, cue.end + 1, _right(cue, cue.end + 1, None))
    return None


def _around_according(cue: Cue) -> Range | None:
    doc, sent = cue.one.doc, cue.verb.sent
    if cue.start - sent.start >= 4 and any(t.tag_ in _FINITE for t in doc[sent.start : cue.start]):
        return trim(cue.one, sent.start, cue.start - 1)
    comma = next((i for i in range(cue.end, sent.end) if doc[i].text == ","), None)
    # "According to X, the head of Y, …": what was said begins behind the comma that a subject follows.
    while comma is not None and comma + 1 < sent.end and not any(t.tag_ in _FINITE for t in doc[comma : sent.end]):
        comma = next((i for i in range(comma + 1, sent.end) if doc[i].text == ","), None)
    return trim(cue.one, comma + 1 if comma is not None else cue.end, sent.end - 1)


# --- the object of the cue --------------------------------------------------------------------------------------------


def _named(cue: Cue) -> Range | None:
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
        return _from_verb(cue)
    if cue.lemma not in load_cues().name | {"blame", "condemn", "dismiss", "refer", "see"} and gap.lower_ != "what":
        return None
    first = cue.end
    if first < len(doc) and doc[first].lower_ in ("as", "on", "to"):
        first += 1
    return _object_range(cue, first)


def _from_verb(cue: Cue) -> Range | None:
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
    last = min(max(t.i for t in inside), _right(cue, first, None))
    comma = next((i for i in range(first + 1, last + 1) if doc[i].text in (",", ";", "—", "–")), last + 1)
    return trim(cue.one, first, comma - 1)


def _small_clause(cue: Cue) -> Range | None:
    """ "Called the raid a war crime": object and name together."""
    verb = cue.verb
    if cue.lemma != "call":
        return _object(cue) if cue.lemma in load_cues().act else None
    parts = [c for c in verb.children if c.i > verb.i and c.dep_ in ("dobj", "oprd", "ccomp")]
    if not any(c.dep_ in ("oprd", "ccomp") and not any(g.lower_ == "to" for g in c.children) for c in parts):
        return None
    first = max(min(c.left_edge.i for c in parts), cue.end)
    if cue.one.doc[first].lower_ in ("it", "this", "him", "her", "them") and first + 1 < len(cue.one.doc):
        first += 1  # "called it a massacre": the name is what was said
    return trim(cue.one, first, min(max(c.right_edge.i for c in parts), _right(cue, first, parts[0])))


def _object(cue: Cue) -> Range | None:
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
        return trim(cue.one, about, _right(cue, about, None))
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
    return trim(cue.one, max(first, cue.end), max(first, min(last, _right(cue, first, None), verb.sent.end - 1)))


def _antecedent(cue: Cue) -> Range | None:
    """ "The advances Tehran reported": the noun that the clause hangs on."""
    verb = cue.verb
    own = own_subject(verb)
    if verb.dep_ != "relcl" or own is None or own.lower_ in _RELATIVE or verb.head.i > verb.i:
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
