"""Who issues a text that is itself a statement: a communiqué, a press release, a post, a bulletin read out by a radio.

Such a text names its author once, in its head or its signature, and then speaks for him: "Statement by the High
Command", "DEFENCE HEADQUARTERS, ABUJA: ...", "Governor of Sumy region (Telegram)", "SAIGON (MACV release) - ...".
A head is a line without a verb, or what stands before a colon or a dash; commas and brackets part it into pieces, one
of which must be a known speaker.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipelines.extract.text import Sentence

_KIND = (
    r"(?:(?:official|joint|press|news|media|military|war|daily|weekly|evening|morning|situation|operational"
    r"|intelligence) )*"
    r"(?:statement|communiqu[ée]|bulletin|release|declaration|announcement|dispatch|report|update|summary|briefing"
    r"|sitrep)"
    r"(?: (?:no\.?|number|#) ?[\w/-]+)?"
)
_NAME = r"(?P<who>(?:the )?[A-Z][^:–—|(\n]{2,90}?)"
# "Statement by the Command of ...", alone on its line or before a colon
_TITLED = re.compile(
    rf"(?i:(?:the )?{_KIND})(?i:(?: issued| released)? (?:by|of|from) ){_NAME}"
    r"(?: (?i:on|about|regarding) [^:]*| in full)?(?P<end>:|$)"
)
# "PRESS RELEASE – Defence Headquarters, Abuja"
_LABELLED = re.compile(rf"(?i:{_KIND})\s*[:–—|-]\s*{_NAME}(?P<end>:|$)")
# "The Ministry of Defence, Colombo: Troops ...", "Baghdad radio, monitored in Nicosia: “Our ...”"
_PLACED = re.compile(
    r"(?P<who>(?:The |the )?[A-Z][^,:;.\n]{1,60}), (?:[A-Z][\w’' -]{2,25}|monitored in [^:.]{3,30})(?P<end>:) "
)
# "GENERAL STAFF, EVENING." · "UKRAINIAN GENERAL STAFF – MORNING UPDATE"
_HEADER = re.compile(
    r"(?P<who>[A-Z][^,:;.\n–—]{2,60})(?:,| [–—-]) ?(?:[\w ]*(?i:morning|evening|noon|midday|night|daily|update"
    r"|bulletin|communiqu[ée]|summary|briefing|statement)[\w .:]*)(?P<end>[.]|$)"
)

# "FOR IMMEDIATE RELEASE", and on the next line "Ministry of Defence, Yangon"
_ALONE = re.compile(rf"(?i:for immediate release|{_KIND})[:.]?")
_NAMED = re.compile(rf"{_NAME}(?P<end>$)")

CHANNEL = r"(?:Telegram|X|Twitter|Facebook|VK|WhatsApp|Instagram|Truth Social|social media|state TV|the radio|YouTube)"
_MEDIUM = re.compile(
    rf"\b(?i:{_KIND})\b|\b(?:on|via) {CHANNEL}\b|\b{CHANNEL}(?=[,)]|$)|\b(?:GMT|UTC|hrs|hours)\b|^From the "
    r"|^The latest from |(?i:\b(?:office of the spokes|(?:press|media|information) (?:service|office|cell|department)))"
)
_HEAD = re.compile(r"(?P<head>[^\n:“”\"]{3,110}?)(?P<mark>:(?=[\s“\"]|$)| [–—-] (?=\S))")
_VERB = re.compile(r" (?:says?|said|has|have|had|is|are|was|were|will|kills?|killed|claims?|reports|to) ")
_LEAD = re.compile(rf"(?:(?i:(?:the )?{_KIND})(?i:(?: issued| released)? (?:by|of|from) )|From |The latest from )")
_PIECE = re.compile(rf"(?:(?! [–—|-] | (?:on|via) {CHANNEL}\b)[^,()])+")
_TAIL = re.compile(rf" ?(?i:\b{_KIND})$| in (?:Arabic|English|Persian|Farsi|Russian|Urdu|Pashto|Hebrew|French)$")
# words of one side, and nobody quoted: "AMAQ - The mujahideen ambushed ..." is no dateline
PARTISAN = re.compile(
    r"(?!.*(?:[“\"]|\b(?:said|says|according)\b)).*\b(?:mujahid(?:een|in)|apostates|[Ss]oldiers of the caliphate"
    r"|(?:favou?r|grace) of (?:Allah|God)|our (?:men|fighters|forces|heroes|comrades|troops))\b"
)
_DATELINE = re.compile(r"[A-Z][A-Z’'/ -]+(?=[,(])")  # "SAIGON (MACV release) – ..."
_READ_OUT = re.compile(rf"\s*(?P<what>(?i:{_KIND}))(?<=\d)\b")
_QUOTED = re.compile(r"\s*[“\"«„]")
_PERSON = re.compile(
    r"(?:[A-Z][\w.’'-]*|al-[A-Z]\w+|bin|ibn|de|van|von)(?: (?:[A-Z][\w.’'-]*|al-[A-Z]\w+|bin|de)){1,4}$"
)
_OURS = re.compile(
    r"\b[Oo]ur (?:\w+ )?(?:forces|fighters|men|troops|units|comrades|losses|post|positions|soldiers|heroes)\b"
)
_SIGNED = re.compile(r"(?:[–—-]\s?|Signed:? )(?P<who>[A-Z][^\n.;:]{3,90})\.?$")


@dataclass(frozen=True, slots=True)
class Issuer:
    """The author of a text, as printed at its head, and the stretch that speaks for him (document offsets)."""

    name: tuple[int, int]
    header: str  # all that the head says of him: "the Command of the Joint Area, Puntland Dervish Force"
    start: int
    end: int


def find_issuer(text: str, sentences: Sequence[Sentence], is_speaker: Callable[[int, int], bool]) -> Issuer | None:
    """Return the issuer that head or signature names, if ``is_speaker`` knows the name for one who makes statements."""
    for n, sentence in enumerate(sentences[:3]):
        announced = n > 0 and bool(_ALONE.fullmatch(sentences[n - 1].text))
        for pattern in (_TITLED, _LABELLED, _PLACED, _HEADER, *((_NAMED,) if announced else ())):
            match = pattern.match(sentence.text)
            if match is None:
                continue
            start = sentence.start + match.start("who")
            name = match.group("who").partition(",")[0].rstrip()
            if is_speaker(start, start + len(name)):
                begin = sentence.start + match.end("end")
                whole = pattern is not _PLACED or sentence.para == sentences[-1].para
                last = sentences[-1].end if whole else max(s.end for s in sentences if s.para == sentence.para)
                return Issuer((start, start + len(name)), match.group("who"), begin, last)
        opens = not sentence.silent and (n == 0 or sentence.para != sentences[n - 1].para)
        issuer = _of_head(text, sentence, sentences, is_speaker) if opens else None
        if issuer:
            return issuer
    return _of_signature(text, sentences, is_speaker) if sentences else None


def head_of(text: str, start: int, is_speaker: Callable[[int, int], bool]) -> tuple[tuple[int, int], int] | None:
    """Return name and end of the head that begins at ``start``: "Governor of Sumy region (Telegram)", "X on X: ..."."""
    stop = text.find("\n", start)
    line = text[start : stop if stop >= 0 else len(text)].rstrip()
    match = _HEAD.match(line)
    heads = [(match.group("head"), match.end())] if match else []
    if len(line) <= 110 and not line.endswith((".", "!", "?", "”")) and len(text) > start + len(line) + 1:
        heads.append((line, len(line)))
    for head, end in heads:
        if _VERB.search(head):
            continue
        quoted = _QUOTED.match(line, end) is not None
        place = _DATELINE.match(head) if match and match.group("mark") != ":" else None
        skip = place.end() if place else 0
        marked = bool(_MEDIUM.search(head) or (head.isupper() and PARTISAN.match(line)))
        name = _name_in(head[skip:], start + skip, marked, quoted, is_speaker)
        if name:
            read_out = _READ_OUT.match(line, end)  # "Tehran radio: Military communiqué No. 5. Our men ..."
            return (start + read_out.start("what"), start + read_out.end("what")) if read_out else name, start + end
    return None


def _of_head(
    text: str, sentence: Sentence, sentences: Sequence[Sentence], is_speaker: Callable[[int, int], bool]
) -> Issuer | None:
    found = head_of(text, sentence.start, is_speaker)
    if found is None:
        return None
    name, begin = found
    within = _QUOTED.match(text, begin) and text[begin : begin + 1] != "\n"  # a quotation: to the end of its paragraph
    last = max(s.end for s in sentences if s.para == sentence.para) if within else sentences[-1].end
    return Issuer(name, text[sentence.start : begin], begin, last)


def _name_in(
    head: str, start: int, marked: bool, quoted: bool, is_speaker: Callable[[int, int], bool]
) -> tuple[int, int] | None:
    """Return the piece of a head that names the issuer; a name before an office is the issuer himself."""
    lead = _LEAD.match(head)
    person: tuple[int, int] | None = None
    for match in _PIECE.finditer(head, lead.end() if lead else 0):
        printed = match.group()
        a = match.start() + len(printed) - len(printed.lstrip(" –—|-"))
        b = match.end() - (len(printed) - len(printed.rstrip()))
        tail = _TAIL.search(head, a, b)
        b = tail.start() if tail and tail.start() > a else b
        if b - a < 2 or head[a:b].isdigit():
            continue
        if is_speaker(start + a, start + b):
            if person and (quoted or marked):
                return person
            return (start + a, start + b) if marked or (quoted and _PERSON.match(head[a:b])) else None
        person = (start + a, start + b) if person is None and _PERSON.match(head[a:b]) else person
    return None


def _of_signature(text: str, sentences: Sequence[Sentence], is_speaker: Callable[[int, int], bool]) -> Issuer | None:
    last = sentences[-1]
    match = _SIGNED.fullmatch(last.text)
    if match is None or len(sentences) < 2 or sentences[-2].para == last.para or not _OURS.search(text):
        return None
    for piece in re.finditer(r"[^,]+", match.group("who")):
        start = last.start + match.start("who") + piece.start() + len(piece.group()) - len(piece.group().lstrip())
        if is_speaker(start, last.start + match.start("who") + piece.end()):
            return Issuer((start, last.start + match.start("who") + piece.end()), match.group("who"), 0, last.start)
    return None
