"""Who the speaker of a frame is: names, "the ministry", pronouns, and media that merely pass on what others say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipelines.extract.names.entities import Entities
from pipelines.extract.speech.attribution_words import AttributionWords
from pipelines.extract.speech.issuers import Issuer
from pipelines.extract.speech.said import EMPTY, NARRATOR, NOBODY, Attribution, Speaker
from pipelines.extract.speech.speech_words import Frame, word_set
from pipelines.extract.text import Sentence, plain

_PRONOUNS = frozenset({"it", "they", "he", "she", "this", "we", "i", "him", "her", "them", "their", "his", "its"})
_MEDIA = word_set(
    "correspondent correspondents media agencies agency radio newspaper newspapers daily outlet outlets website tv"
    " television press"
)
_OURSELVES = frozenset({"authors", "this newspaper", "this reporter", "this correspondent", "this magazine"})
_OWN_COUNT = word_set("show count tally verify document identify calculate geolocate")  # who counts is no mere relay
_NUMBER_WORD = re.compile(
    r"(?:\d|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty|hundred|thousand|dozen|scores"
    r"|several|some|many|most|all|both|another|at|about|over|nearly|almost|when|while|after|before|if|as|in|on|the|an?"
    r"|this|that|these|those|there|he|she|it|they|we|i|who|what|where|then|but|and|so|since|during|by|for|from|with)\b",
    re.IGNORECASE,
)
_PERSON_ACTS = re.compile(  # "Maria Lopez fled", "Fatima, 41, lost", "Gladkov's post"
    r"[“\"]?((?:[A-Z][\w’-]*[^\W\ds’])(?: (?:al-)?[A-Z][\w’-]+){0,2})"
    r"(?: \w+ed\b| (?:fled|lost|saw|ran|hid|fell|left|went|came|was|is|has|had|lives|spoke|told|said|held)\b|, \d\d,"
    r"|['’]s (?:statement|post|message|words|remarks|account|report|briefing)\b|, (?:who|an?|the|his|her)\b)"
)
_CLOCK = re.compile(r"\d\d?[:.]\d\d(?: ?[a-zA-Z]{2,4})? ?[–—-]+ ")  # of a live text
_SUBJECT = re.compile(  # "State TV in Tehran is", "Hamas fired"
    r"(?P<name>(?P<head>(?:The |An? )?(?:[\w’'-]+ ){0,3}?[\w’'-]+)(?: (?:in|of|for) (?:the )?[A-Z][\w’'-]+)?)"
    r" (?:is|are|was|were|has|have|had|\w+ed|shot|hit|put|broke|sent|took|made|held|lost|says?|said)\b"
)
_ACTS = re.compile(  # after "The sultan": of Bade spoke; after "Her uncle": Karim hid
    r"(?: (?:of|in|for|at|from) (?:the )?[A-Z][\w’-]+(?: [A-Z][\w’-]+)*|(?: [A-Z][\w’-]+)+,?)?"
    r"(?:, (?:who|\w+ing)\b| (?!was\b|were\b|is\b)(?:\w+ed|fled|lost|saw|ran|hid|left|went|came|has|had|lives|spoke"
    r"|told|held|met|gave|sat|stood|took|runs|works|watches|remembers|recalls|leads|teaches|keeps|put|wrote|made|heard|drove|found)\b)"
)


_PLACE_OF = re.compile(r",? (?:of|in|for|at|from|on|who|with|close to|near)\b")


def _agrees(pronoun: str, text: str, words: AttributionWords) -> bool:
    """Tell whether a pronoun can stand for a speaker: "he" for no ministry, "it" for no sources."""
    last = _PLACE_OF.split(text)[0].rsplit(maxsplit=1)[-1]
    head = plain(last)
    plural = last[:1].islower() and (
        (head.endswith("s") and head not in ("forces", "headquarters", "affairs")) or head in ("police", "people")
    )
    if pronoun in ("he", "she", "him", "her", "his"):
        return not plural and head not in words.bodies
    one = text[:1].islower() or text.startswith(("The ", "A ", "An "))
    if pronoun in ("it", "its") and one and head in words.persons:
        return False  # "a village elder", "the mayor of Gao"
    return not (plural and pronoun == "it" and text[:1].islower())


class Speakers:
    """The speakers of one document, in text order as its frames are read."""

    def __init__(
        self,
        text: str,
        sentences: Sequence[Sentence],
        entities: Entities,
        words: AttributionWords,
        out: Attribution,
    ) -> None:
        self.text = text
        self.sentences = sentences
        self.entities = entities
        self.words = words
        self.out = out
        self.found: list[tuple[int, Speaker]] = []  # sentence index and speaker
        self.issuer_words: frozenset[str] = frozenset()

    def issue(self, issuer: Issuer) -> None:
        """The whole text is the issuer's, but for what others are said to say in it."""
        start, end = issuer.name
        actor = self.entities.actor(start, end)
        known = (actor.entity_id, actor.entity_type) if actor else (None, None)
        speaker = Speaker(self.text[start:end], known[0], "explicit", (), known[1])
        self.out.issuer = (issuer.start, issuer.end, speaker)
        self.issuer_words = frozenset(plain(issuer.header).split()) - EMPTY
        self.found.append((0, speaker))

    def resolve(self, i: int, frame: Frame) -> Speaker:
        """Return the speaker of a frame in sentence ``i``."""
        if frame.kind == "hedge":
            return NOBODY
        if frame.speaker is None:
            return NARRATOR
        start, end = frame.speaker
        printed = self.text[start:end].strip(" \n…'")
        lower = plain(printed)
        if not lower.strip("'\" "):
            return NARRATOR
        chain = tuple(self._relay(a, b) for a, b in frame.relays)
        bare = (
            lower.removeprefix("the ").removesuffix(" news agency").removesuffix(" newspaper").removesuffix(" agency")
        )
        if bare in _OURSELVES:
            return NARRATOR
        counts = frame.kind == "tally" or frame.lemma in _OWN_COUNT
        if not counts and (bare in self.words.speech.relays or lower in self.words.speech.relays):
            return Speaker(None, None, "narrator", (self._relay(start, end),))
        head = lower.split()[-1]
        relays = head in _MEDIA if frame.lemma == "report" else head == "media" and frame.kind == "say"
        capital = head in ("radio", "television", "tv") and printed[:1].isupper() and not printed.startswith("The ")
        capital = capital and any(f.kind in ("place", "country") for f in self.entities.found_in(start, end))
        if relays and "state" not in lower.split() and not capital:  # "Baghdad radio" speaks for those who run it
            return Speaker(None, None, "narrator", (printed,))
        if lower in _PRONOUNS:
            antecedent = self._subject_before(i, start, lower) if frame.lemma != "add" else None
            antecedent = antecedent or self._own_subject(i, start, lower) or self._last_speaker(i, lower)
            if antecedent:
                return replace(antecedent, basis="coreference", chain=chain)
            actor = self.entities.actor(start, end)
            if actor and actor.entity_id:
                name = self._name_before(start, actor.entity_id)
                return Speaker(name or printed, actor.entity_id, "coreference", chain, actor.entity_type)
            return Speaker(printed, None, "coreference", chain)
        actor = self.entities.actor(start, end)
        if lower.startswith("the ") and lower[4:] in self.issuer_words and self.out.issuer:  # "The Force regrets ..."
            return replace(self.out.issuer[2], basis="coreference")
        if actor is None or actor.entity_id is None:
            antecedent = self._last_speaker(i)
            words = lower.split()
            if (
                antecedent
                and words[0] in ("the", "these")
                and self.words.speech.nouns.get(printed.split()[-1]) == "tally"
            ):
                return replace(antecedent, basis="coreference", chain=chain)  # "the data show": whose data they are
            if (
                antecedent
                and words[0] == "the"
                and words[-1] in ("report", "message")
                and (frame.kind == "according" or frame.lemma == "read")
            ):
                return replace(antecedent, basis="coreference", chain=chain)  # "the report", "the message"
            if antecedent and (words[0] in ("the", "its", "their") and (words[-1] in self.words.speech.nouns)):
                return Speaker(printed, antecedent.entity_id, "coreference", chain, antecedent.entity_type)
            if words[0] in ("its", "their", "his", "her"):
                return Speaker(printed, antecedent.entity_id if antecedent else None, "coreference", chain)
            same = self._same_head(lower)
            if same:
                return Speaker(printed, same.entity_id, "coreference", chain, same.entity_type)
            return Speaker(printed, None, "explicit", chain, actor.entity_type if actor else None)
        return Speaker(printed, actor.entity_id, actor.basis, chain, actor.entity_type)

    def _relay(self, start: int, end: int) -> str:
        actor = self.entities.actor(start, end)
        return actor.entity_id if actor and actor.entity_id else self.text[start:end]

    def _last_speaker(self, i: int, pronoun: str = "") -> Speaker | None:
        for index, speaker in reversed(self.found):
            if i - index > 6:
                return None
            if speaker.text and plain(speaker.text) not in _PRONOUNS and _agrees(pronoun, speaker.text, self.words):
                return speaker
        return None

    def _subject_before(self, i: int, start: int, pronoun: str) -> Speaker | None:
        """Return the silent subject that "they" stands for in "The militants fled. They say ..."."""
        opens = start - self.sentences[i].start < 4
        for j in range(i - 1 if opens else i, i - 5, -1):
            if j < i - 1 and not self.sentences[j + 1].text.startswith(("He ", "She ", "They ", "It ")):
                return None  # only over sentences with the same subject
            if j < 0 or self.sentences[j].para != self.sentences[i].para or any(k == j for k, _ in self.found[-4:]):
                return None
            subject = self._subject_of(j, pronoun)
            if subject:
                return subject
        return None

    def _subject_of(self, j: int, pronoun: str) -> Speaker | None:
        """Return who opens sentence ``j``, if the pronoun can stand for them."""
        text, begin = self.sentences[j].text, self.sentences[j].start
        if pronoun in ("he", "she"):
            role = self.words.person.match(text)
            acts = _ACTS.match(text, role.end()) if role else None
            if role and acts:
                name = text[: acts.end()].rpartition(" ")[0].partition(", ")[0].removesuffix(",")
                return Speaker(name.removesuffix(","), None, "coreference")
            person = _PERSON_ACTS.match(text)
            if person is None or _NUMBER_WORD.match(person.group(1)):
                return None
            known = self.entities.found_in(begin, begin + person.end(1))
            return None if any(f.kind != "person" for f in known) else Speaker(person.group(1), None, "coreference")
        match = self.words.actor.match(text)
        if not match or not _agrees(pronoun, match.group(), self.words):
            return None
        actor = self.entities.actor(begin, begin + match.end())
        entity_id, entity_type = (actor.entity_id, actor.entity_type) if actor else (None, None)
        return Speaker(match.group(), entity_id, "coreference", (), entity_type)

    def _own_subject(self, i: int, start: int, pronoun: str) -> Speaker | None:
        """Return the subject of the sentence in "State TV is showing what it says is a drone"."""
        begin = self.sentences[i].start
        clock = _CLOCK.match(self.text, begin, start)
        begin = clock.end() if clock else begin
        relative = self.text[begin:start].endswith(("what ", "which "))
        subject = _SUBJECT.match(self.text, begin, start) if relative and pronoun in ("it", "they") else None
        if subject is None or not self.words.speaker_noun.search(subject.group("head")):
            known = self.entities.found_in(begin, subject.end("head")) if subject else []
            if subject is None or not known or known[-1].kind not in ("entity", "body"):
                return None
        if not _agrees(pronoun, subject.group("name"), self.words):
            return None
        actor = self.entities.actor(begin, subject.end("name"))
        entity_id, entity_type = (actor.entity_id, actor.entity_type) if actor else (None, None)
        return Speaker(subject.group("name"), entity_id, "coreference", (), entity_type)

    def _same_head(self, lower: str) -> Speaker | None:
        """Return the earlier speaker that "the ministry", "the army", "Bello" shortens."""
        if not lower.startswith("the ") and " " in lower:
            return None
        head = lower.removeprefix("the ").split()[-1]
        for _, speaker in reversed(self.found):
            if speaker.text and head in plain(speaker.text).split() and plain(speaker.text) != lower:
                return speaker
        return None

    def _name_before(self, start: int, entity_id: str) -> str | None:
        names = [m.surface for m in self.entities.mentions if m.entity_id == entity_id and m.end <= start]
        return names[-1] if names else None
