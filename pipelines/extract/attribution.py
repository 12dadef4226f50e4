"""Who says it: statements with their claimants, relays and denials, and the claimant of any claim span.

``speech`` reads the frames of single sentences; here they become the speakers of a document: pronouns and nominal
speakers are resolved, speech is carried on into sentences that plainly continue it, denials find what they deny.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ahocorasick_rs import AhoCorasick

from pipelines.extract.entities import Entities
from pipelines.extract.issuers import Issuer, find_issuer
from pipelines.extract.lexicon import Lexicon
from pipelines.extract.model import Document, Statement
from pipelines.extract.speech import Frame, SpeechWords, read_frames, word_set
from pipelines.extract.text import Sentence, plain

_PRONOUNS = frozenset({"it", "they", "he", "she", "this", "we", "i", "him", "her", "them", "their", "his", "its"})
_MEDIA = word_set(
    "correspondent correspondents media agencies agency radio newspaper newspapers daily outlet outlets website tv"
    " television press"
)
_OWN_COUNT = word_set("show count tally verify document identify calculate geolocate")  # who counts is no mere relay
_DETAILS = re.compile(
    r"[^.;,]{0,30}\b(?:details|figures|results|summary|statement|report|update|progress|bulletin|communiqu[ée]|data)\b",
    re.IGNORECASE,
)
_REPORTED = re.compile(
    r"(?:this|that|it|the information) (?:was|were|is|has been) (?:\w+ly )?"
    r"(?:reported|announced|stated|confirmed|published|said) (?:by|in|at|on) (?:the )?(?P<who>[^,;.]+)",
    re.IGNORECASE,
)
_BODIES = word_set("ministry army military group statement command agency force office service navy")
_CAPITALISED = re.compile(r"[A-Z][\w’']+")
_ITS_FALSE = re.compile(
    r"\s*(?:that )?(?:it|this|that|they|these|(?:the|such|these) \w+) (?:is|was|are|were|had been) ", re.IGNORECASE
)
_EMPTY = word_set(
    "the that this which from have has had been was were are and not its their his about loss lost one two"
)
_NO_VIEW = re.compile(r"\b(?:not|unable to) (?:\w+ )?(?:confirm|verify|bear|corroborate|comment)\b|\bno comment\b")
_NUMBER_WORD = re.compile(
    r"(?:\d|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty|hundred|thousand|dozen|scores"
    r"|several|some|many|most|all|both|another|at|about|over|nearly|almost)\b",
    re.IGNORECASE,
)
_PERSON_ACTS = re.compile(r"([A-Z][\w’-]+(?: [A-Z][\w’-]+){0,2}) \w+ed\b")
_CLAUSE = re.compile(r"\b(?:that|had|has|have|was|were|is|are|been|to have)\b")
_HEADLINE_FIRST = re.compile(r"(?:(?:BREAKING|UPDATE|JUST IN): )?([^:,;.]{2,60})[:,] ")
_HEADLINE_LAST = re.compile(r"(?: [—–-]|(?:\S+ ){4}\S+:) ([^—–:,;.\d]{2,50})(, [^—–:;.]{3,60})?\.?$")
_OPENING = re.compile(r"\s*[“\"«„]")
_QUOTE_MARK = re.compile(r"[“”\"]")
_CONFIRMED = re.compile(
    r"\b(?:visually|independently|photographically|geolocated and)[ -](?:confirmed|verified|documented)\b"
    r"|\bconfirmed by (?:name|satellite|photo|video|independent)",
    re.IGNORECASE,
)
_NOT_CONFIRMED = re.compile(r"\b(?:not|neither|nor|never|cannot|unable)\b[^.;]*$", re.IGNORECASE)
_PART_OF_SAME = re.compile(
    r"^(?:of (?:these|them|those|the total|that)\b|.*\bof (?:the total|these|them)\b|[^:–]{2,50} ?[:–] ?\d)",
    re.IGNORECASE,
)
_ANAPHOR = re.compile(
    r"^\s*(?:off |aside |out )?(?:,|;|\.|$|on \w+day|it\b|this\b|that\s*[.,;]|them\b|both\b|all\b"
    r"|any such|having suffered any such|such\b"
    r"|that (?:it|they|he|she|this) (?:ha[ds] been|have been|was|were) (?:\w+ed|shot|hit|sunk|lost|brought|blown)\b"
    r"|as\b|by\b|(?:the|these|those|its|their|his|her|[\w’'-]+['’]s?) (?:[\w’'-]+ ){0,2}(?:{nouns})\b)",
    re.IGNORECASE,
)
_SUBJECT_ANAPHOR = (
    r"^\W*(?:the|this|that|these|those|such|all|it|its|their) ?(?:[\w-]+ ){{0,2}}(?:{nouns}|is|are|was)\b"
)
_OFFICIAL_NEGATION = re.compile(r"\b(?:not|never|neither|nor|n['’]t|refused to|declined to|confirm or)\s*$")
_MONTH_NAMES = "january|february|march|april|may|june|july|august|september|october|november|december"
_DAY_NAMES = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_OTHER_TIME = (  # the narrator turns to another day: "In July ...", "By Tuesday ...", "Monday's assault", "Since 2009"
    rf"(?:(?:\w+ )?(?:hours|days|weeks|months|years) (?:later|earlier|ago|before)"
    r"|(?:a|one) (?:day|week|month|year) (?:later|earlier|ago|before))\b|[^,;.]{3,40} (?:has|have) [^;.]{3,50} since\b|"
    rf"(?:in|since|by|until) (?:{_MONTH_NAMES}|{_DAY_NAMES}|\d{{4}})\b|(?:{_DAY_NAMES}|{_MONTH_NAMES})['’]s\b"
)
_BEFORE, _AFTER = 7, 3  # sentences before and after a claim that can bear on who says it
_MAX_CARRY = 3  # sentences between two frames of one speaker that still count as that speaker's


@dataclass(frozen=True, slots=True)
class Claimant:
    """Whom the text credits with a stretch of it."""

    text: str | None  # as printed; a pronoun is replaced by the name it stands for, if the text has one
    entity_id: str | None
    basis: str  # explicit, coreference, unattributed, narrator
    chain: tuple[str, ...]  # relays outward in: entity ids, or names as printed
    status: str  # asserted, denied, confirmed
    verb: str | None  # lemma
    statement: int  # index into Attribution.statements


@dataclass(frozen=True, slots=True)
class _Speaker:
    text: str | None
    entity_id: str | None
    basis: str
    chain: tuple[str, ...] = ()
    entity_type: str | None = None


_NARRATOR = _Speaker(None, None, "narrator")
_NOBODY = _Speaker(None, None, "unattributed")


@dataclass(slots=True)
class _Said:
    """A frame with its speaker: one statement in the making."""

    frame: Frame | None  # None: the sentence carries on what an earlier frame began, or nobody speaks
    speaker: _Speaker
    start: int
    end: int
    status: str = "asserted"
    denies: int | None = None
    kind: str | None = None
    goes_on: bool = False  # a report laid out in paragraphs: speech is carried past their ends


def _same(first: _Speaker, second: _Speaker) -> bool:
    """Tell whether two speakers are one: the same id, or a capitalised word in common."""
    if first.entity_id and second.entity_id:
        return first.entity_id == second.entity_id
    if first.text == second.text:
        return True
    one, other = (
        [w for w in _CAPITALISED.findall(s.text or "") if w not in ("The", "A", "An")] for s in (first, second)
    )
    initials = {"".join(w[0] for w in words) for words in (one, other)}
    return bool(set(one) & set(other) or initials & {*one, *other})


def _agrees(pronoun: str, text: str) -> bool:
    """Tell whether a pronoun can stand for a speaker: "he" for no ministry, "it" for no sources."""
    last = text.rsplit(maxsplit=1)[-1]
    head = plain(last)
    plural = last[:1].islower() and (
        (head.endswith("s") and head not in ("forces", "headquarters", "affairs")) or head in ("police", "people")
    )
    if pronoun in ("he", "she", "him", "her", "his"):
        return not plural and head not in _BODIES
    return not (plural and pronoun == "it" and text[:1].islower())


class Attribution:
    """The statements of one document."""

    def __init__(self, document: Document, sentences: Sequence[Sentence], words: _Words) -> None:
        self._text = document.text
        self._sentences = sentences
        self._starts = [s.start for s in sentences]
        self._words = words
        self.said: list[_Said] = []
        self.by_sentence: dict[int, list[int]] = {}
        self.denied: list[tuple[int, int]] = []
        self.issuer: tuple[int, int, _Speaker] | None = None  # who speaks in this stretch when nobody else is named
        self.partly_denied: dict[int, set[str]] = {}  # statement -> content words of what is denied of it

    @property
    def statements(self) -> list[Statement]:
        """All statements so far; ``claimant_at`` adds one for narrator text when it is first asked about."""
        return [
            Statement(
                s.start,
                s.end,
                s.kind or self._words.kind_of(self._text[s.start : s.end]),
                s.status,
                s.speaker.text,
                s.speaker.entity_id,
                s.speaker.basis,
                s.speaker.chain,
                s.frame.lemma if s.frame else None,
                s.denies,
            )
            for s in self.said
        ]

    def claimant_at(self, start: int, end: int) -> Claimant:
        """Return the claimant of the words ``start:end`` (document offsets); narrator when nobody is credited."""
        i = max(0, bisect_right(self._starts, start) - 1)
        sentence = self._sentences[i]
        index = self._covering(i, start)
        if index is None:
            speaker = _NARRATOR
            if self.issuer and self.issuer[0] <= start < self.issuer[1]:
                speaker = self.issuer[2]
            index = self.add(i, _Said(None, speaker, sentence.start, sentence.end))
        said = self.said[index]
        verb = said.frame.lemma if said.frame else None
        speaker = said.speaker
        status = self._status(said, index, i, start, end)
        return Claimant(speaker.text, speaker.entity_id, speaker.basis, speaker.chain, status, verb, index)

    def add(self, sentence: int, said: _Said) -> int:
        """Add a statement; return its index."""
        self.said.append(said)
        self.by_sentence.setdefault(sentence, []).append(len(self.said) - 1)
        return len(self.said) - 1

    def _covering(self, sentence: int, position: int) -> int | None:
        best: int | None = None
        for index in self.by_sentence.get(sentence, ()):
            said = self.said[index]
            frame = said.frame
            if frame and frame.speaker and frame.form != "noun" and frame.speaker[0] <= position < frame.speaker[1]:
                continue
            inside = frame.start <= position < frame.end if frame else said.start <= position < said.end
            if inside and (best is None or self._begin(said) >= self._begin(self.said[best])):
                best = index
        return best

    @staticmethod
    def _begin(said: _Said) -> int:
        return said.frame.start if said.frame else said.start

    def _status(self, said: _Said, index: int, sentence: int, position: int, end: int) -> str:
        if said.status == "denied" or any(a <= position < b for a, b in self.denied):
            return "denied"
        words = self.partly_denied.get(index)
        if words and words & _content(self._text[position:end]):
            return "denied"
        if said.frame and said.frame.kind == "evidence":
            return "confirmed"
        if self._is_confirmed(said, sentence, position):
            return "confirmed"
        return "asserted"

    def _is_confirmed(self, said: _Said, index: int, position: int) -> bool:
        sentence = self._sentences[index]
        before = self._text[sentence.start : position]
        match = _CONFIRMED.search(before)
        if match and not _NOT_CONFIRMED.search(before[: match.start()]):
            return True
        frame = said.frame
        if frame and frame.lemma in ("confirm", "verify") and said.speaker.entity_type == "osint_project":
            return True
        if index and _PART_OF_SAME.match(sentence.text) and self._sentences[index - 1].para == sentence.para:
            earlier = self._sentences[index - 1]
            return bool(_CONFIRMED.search(earlier.text)) or (
                bool(_PART_OF_SAME.match(earlier.text)) and self._is_confirmed(said, index - 1, earlier.end)
            )
        return False


def _content(text: str) -> set[str]:
    """Return the content words of a phrase without plural endings: "two helicopters" -> {"helicopter"}."""
    words = (w.removesuffix("s") for w in re.findall(r"[a-z][\w-]{2,}", plain(text)))
    return {w for w in words if w not in _EMPTY}


class _Words:
    """The word tables of attribution, compiled."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.speech = SpeechWords(lexicon)
        nouns = "|".join(sorted(self.speech.nouns, key=lambda n: (-len(n), n)))
        self.anaphor = re.compile(_ANAPHOR.pattern.replace("{nouns}", nouns), re.IGNORECASE)
        self.subject_anaphor = re.compile(_SUBJECT_ANAPHOR.format(nouns=nouns), re.IGNORECASE)
        rows = lexicon.table("denial_words")
        judgements = [r["phrase"] for r in rows if r["kind"] == "false"]
        self.false = _any_of(judgements)
        rejecting = (form for form, verb in self.speech.verbs.items() if verb.kind in ("deny", "call"))
        self.denial = AhoCorasick(sorted({*judgements, *rejecting}))
        self.not_loss = re.compile(
            r"^\s*(?:any |all |its |their )?(?:the (?:allegation|accusation|charge|claim|suggestion)s? of )?(?:"
            + "|".join(re.escape(r["phrase"]) for r in rows if r["kind"] == "not_loss")
            + r")\b"
        )
        kinds: dict[str, list[str]] = {}
        for row in lexicon.table("statement_kinds"):
            kinds.setdefault(row["kind"], []).append(row["cue"])
        self.kinds = {
            kind: re.compile(r"\b(?:" + "|".join(map(re.escape, kinds[kind])) + ")", re.IGNORECASE)
            for kind in ("withdrawal", "loss", "territorial")
        }
        self.hedge = _any_of(self.speech.hedges)
        nouns = "|".join(re.escape(row["noun"]) for row in lexicon.table("speaker_nouns"))
        self.speaker_noun = re.compile(rf"\b(?:{nouns.replace('authority', 'authorit(?:y|ie)')})e?s?$", re.IGNORECASE)
        self.officer = re.compile(rf"\b(?:{nouns})(?: [A-Z][\w’'-]+){{1,3}}$")
        self.actor = re.compile(rf"(?:The|Its|Their) (?:[\w’'-]+ ){{0,3}}?(?:{nouns})e?s?\b")
        cues = lexicon.table("discourse")
        goes_on = "|".join(re.escape(r["cue"]) for r in cues if r["kind"] == "goes_on")
        self.goes_on = re.compile(
            rf"(?:{goes_on}|another \d+|of (?:the|its|their) \d+)\b|(?:\w+ ){{1,2}}of (?:its|their|his) own\b"
        )
        breaks = "|".join(re.escape(r["cue"]) for r in cues if r["kind"] == "breaks")
        self.breaks = re.compile(rf"(?:(?:{breaks})\b(?!:)|{_OTHER_TIME})")

    def kind_of(self, text: str) -> str:
        """Return loss, withdrawal, territorial or other."""
        for kind, pattern in self.kinds.items():
            if pattern.search(text):
                return kind
        return "other"


def _any_of(phrases: object) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(re.escape(str(p)) for p in phrases) + r")\b", re.IGNORECASE)  # type: ignore[attr-defined]


class AttributionReader:
    """Reads speech frames. Build one per lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._words = _Words(lexicon)

    def denying(self, document: Document, sentences: Sequence[Sentence]) -> set[int]:
        """Return the indexes of the sentences with a word of denial ("denied", "is not true")."""
        starts = [s.start for s in sentences]
        found = self._words.denial.find_matches_as_indexes(plain(document.text))
        return {bisect_right(starts, start) - 1 for _, start, _ in found}

    def read(
        self,
        document: Document,
        sentences: Sequence[Sentence],
        entities: Entities,
        near: Iterable[int] | None = None,
    ) -> Attribution:
        """Find who says what in ``document``.

        ``near``: indexes of the sentences that matter; only they and the sentences that can bear on them are read.
        """
        wanted: Iterable[int] = range(len(sentences))
        if near is not None:
            around = {j for i in near for j in range(i - _BEFORE, i + _AFTER + 1)}
            wanted = sorted(j for j in around if 0 <= j < len(sentences))
        return _Reading(document, sentences, entities, self._words).run(wanted)


class _Reading:
    """One pass over one document."""

    def __init__(self, document: Document, sentences: Sequence[Sentence], entities: Entities, words: _Words) -> None:
        self.text = document.text
        self.sentences = sentences
        self.entities = entities
        self.words = words
        self.out = Attribution(document, sentences, words)
        self.speakers: list[tuple[int, _Speaker]] = []  # sentence index and speaker, in text order
        self.issuer_words: frozenset[str] = frozenset()
        self.denials: list[tuple[int, Frame, int]] = []  # sentence index, frame, statement index

    def run(self, wanted: Iterable[int]) -> Attribution:
        """Read the frames of the wanted sentences, carry speech on, attach denials."""
        issuer = find_issuer(self.sentences, self._makes_statements)
        if issuer:
            self._issue(issuer)
        for i in wanted:
            sentence = self.sentences[i]
            if sentence.silent:
                continue
            lower = plain(sentence.text)
            frames: list[Frame] = []
            reported = _REPORTED.match(sentence.text)
            if reported:
                self._reported(i, sentence, reported)
                continue
            if self.words.speech.may_speak(lower):
                frames = read_frames(sentence, self.words.speech)
                for frame in frames:
                    self._say(i, sentence, frame)
                if not frames and self.words.hedge.search(lower):
                    self.out.add(i, _Said(None, _NOBODY, sentence.start, sentence.end))
            if not frames:
                headline = self._headline(sentence)
                if headline:
                    self._say(i, sentence, headline)
        self._carry_on()
        for i, frame, index in self.denials:
            self._deny(i, frame, index)
        self._flat_denials()
        return self.out

    def _issue(self, issuer: Issuer) -> None:
        """The whole text is the issuer's, but for what others are said to say in it."""
        start, end = issuer.name
        actor = self.entities.actor(start, end)
        known = (actor.entity_id, actor.entity_type) if actor else (None, None)
        speaker = _Speaker(self.text[start:end], known[0], "explicit", (), known[1])
        self.out.issuer = (issuer.start, issuer.end, speaker)
        self.issuer_words = frozenset(plain(issuer.header).split()) - _EMPTY
        self.speakers.append((0, speaker))

    def _makes_statements(self, start: int, end: int) -> bool:
        """Tell "The Ministry of Defence", "ISPR", "Hanoi radio" from a topic or a town."""
        printed = self.text[start:end]
        head = re.split(r" (?:of|for|in) ", printed, maxsplit=1)[0]
        return bool(self.words.speaker_noun.search(head)) or (
            self._is_speaker(start, end) and not any(f.kind == "place" for f in self.entities.found_in(start, end))
        )

    def _say(self, i: int, sentence: Sentence, frame: Frame) -> None:
        if frame.kind == "call" and not self.words.false.search(plain(self.text[frame.at : sentence.end])):
            return  # "called the Holodomor by Ukrainians": a name, no judgement
        speaker = self._resolve(i, frame)
        if speaker.text:
            self.speakers.append((i, speaker))
        begin = frame.start
        if frame.form == "pre" and frame.speaker and not frame.shared:
            begin = min(begin, frame.speaker[0])
        if frame.kind == "hedge":
            begin = sentence.start
        end = frame.end if frame.form in ("pre", "noun") else max(frame.end, frame.until)
        said = _Said(frame, speaker, begin, end)
        if frame.form == "back":
            said.kind = "denial"
            said.start = min(frame.at, frame.speaker[0] if frame.speaker else frame.at)
            index = self.out.add(i, said)
            self.denials.append((i, frame, index))
            return
        if frame.kind == "confirm":
            said.kind = "confirmation"
        self.out.add(i, said)

    # --- speakers -----------------------------------------------------------------------------------------

    def _resolve(self, i: int, frame: Frame) -> _Speaker:
        if frame.kind == "hedge":
            return _NOBODY
        if frame.speaker is None:
            return _NARRATOR
        start, end = frame.speaker
        printed = self.text[start:end].strip(" \n…'")
        lower = plain(printed)
        if not lower.strip("'\" "):
            return _NARRATOR
        chain = tuple(self._relay(a, b) for a, b in frame.relays)
        bare = (
            lower.removeprefix("the ").removesuffix(" news agency").removesuffix(" newspaper").removesuffix(" agency")
        )
        counts = frame.kind == "tally" or frame.lemma in _OWN_COUNT
        if not counts and (bare in self.words.speech.relays or lower in self.words.speech.relays):
            return _Speaker(None, None, "narrator", (self._relay(start, end),))
        head = lower.split()[-1]
        relays = head in _MEDIA if frame.lemma == "report" else head == "media" and frame.kind == "say"
        if relays and "state" not in lower.split():
            return _Speaker(None, None, "narrator", (printed,))
        if lower in _PRONOUNS:
            antecedent = self._subject_before(i, start, lower) if frame.lemma != "add" else None
            antecedent = antecedent or self._last_speaker(i, lower)
            if antecedent:
                return replace(antecedent, basis="coreference", chain=chain)
            actor = self.entities.actor(start, end)
            if actor and actor.entity_id:
                name = self._name_before(start, actor.entity_id)
                return _Speaker(name or printed, actor.entity_id, "coreference", chain, actor.entity_type)
            return _Speaker(printed, None, "coreference", chain)
        actor = self.entities.actor(start, end)
        if lower.startswith("the ") and lower[4:] in self.issuer_words and self.out.issuer:  # "The Force regrets ..."
            return replace(self.out.issuer[2], basis="coreference")
        if actor is None or actor.entity_id is None:
            antecedent = self._last_speaker(i)
            words = lower.split()
            if antecedent and (words[0] in ("the", "its", "their") and (words[-1] in self.words.speech.nouns)):
                return _Speaker(printed, antecedent.entity_id, "coreference", chain, antecedent.entity_type)
            if words[0] in ("its", "their", "his", "her"):
                return _Speaker(printed, antecedent.entity_id if antecedent else None, "coreference", chain)
            same = self._same_head(lower)
            if same:
                return _Speaker(printed, same.entity_id, "coreference", chain, same.entity_type)
            return _Speaker(printed, None, "explicit", chain, actor.entity_type if actor else None)
        return _Speaker(printed, actor.entity_id, actor.basis, chain, actor.entity_type)

    def _relay(self, start: int, end: int) -> str:
        actor = self.entities.actor(start, end)
        return actor.entity_id if actor and actor.entity_id else self.text[start:end]

    def _last_speaker(self, i: int, pronoun: str = "") -> _Speaker | None:
        for index, speaker in reversed(self.speakers):
            if i - index > 6:
                return None
            if speaker.text and plain(speaker.text) not in _PRONOUNS and _agrees(pronoun, speaker.text):
                return speaker
        return None

    def _subject_before(self, i: int, start: int, pronoun: str) -> _Speaker | None:
        """Return the silent subject that "they" stands for in "The militants fled. They say ..."."""
        opens = start - self.sentences[i].start < 4
        j = i - 1 if opens else i
        if j < 0 or self.sentences[j].para != self.sentences[i].para or any(k == j for k, _ in self.speakers[-4:]):
            return None
        person = _PERSON_ACTS.match(self.sentences[j].text) if j == i and pronoun in ("he", "she") else None
        if person and _NUMBER_WORD.match(person.group(1)):
            person = None
        if person and not self.entities.found_in(self.sentences[j].start, self.sentences[j].start + person.end(1)):
            return _Speaker(person.group(1), None, "coreference")
        match = self.words.actor.match(self.sentences[j].text)
        if not match or not _agrees(pronoun, match.group()):
            return None
        begin = self.sentences[j].start
        actor = self.entities.actor(begin, begin + match.end())
        entity_id, entity_type = (actor.entity_id, actor.entity_type) if actor else (None, None)
        return _Speaker(match.group(), entity_id, "coreference", (), entity_type)

    def _same_head(self, lower: str) -> _Speaker | None:
        """Return the earlier speaker that "the ministry", "the army", "Bello" shortens."""
        if not lower.startswith("the ") and " " in lower:
            return None
        head = lower.removeprefix("the ").split()[-1]
        for _, speaker in reversed(self.speakers):
            if speaker.text and head in plain(speaker.text).split() and plain(speaker.text) != lower:
                return speaker
        return None

    def _name_before(self, start: int, entity_id: str) -> str | None:
        names = [m.surface for m in self.entities.mentions if m.entity_id == entity_id and m.end <= start]
        return names[-1] if names else None

    def _headline(self, sentence: Sentence) -> Frame | None:
        """Read "DHQ: ...", "... — DHQ", "Oryx, confirmed losses to date: ..." in lines without a verb of saying."""
        text = sentence.text
        match = _HEADLINE_FIRST.match(text)
        if match:
            span = (sentence.start, sentence.start + match.end(1))
            colon, rest = text[match.end(1)] == ":", text[match.end() :]
            if (colon or re.match(r"[\w ]*(?:losses|confirmed|count)", rest)) and (
                self._is_speaker(*span) or (colon and self._may_speak(match.group(1), rest, *span))
            ):
                return Frame("pre", "tally", None, span, span[1], span[1], span[1], sentence.end)
        match = _HEADLINE_LAST.search(text)
        if match and sentence.index <= 2:
            span = (sentence.start + match.start(1), sentence.start + match.end(1))
            name, office = match.group(1), match.group(2)
            known = self._is_speaker(*span) or name.isupper() or self.words.speaker_noun.search(name)
            if known or (office and self.words.speaker_noun.search(office)):
                return Frame("post", "tally", None, span, span[0], span[1], sentence.start, sentence.end)
        return None

    def _may_speak(self, name: str, rest: str, start: int, end: int) -> bool:
        """Tell "Officials: two dead" and "Kyiv: “...”" from "Sudan: two dead", where the article speaks."""
        if self.words.speaker_noun.search(name) or self.words.officer.search(name):
            return True
        return bool(_OPENING.match(rest) or rest.startswith(("we ", "our "))) and bool(
            self.entities.found_in(start, end)
        )

    def _reported(self, i: int, sentence: Sentence, match: re.Match[str]) -> None:
        """Read "This was reported by X": the sentences before it in its paragraph, else the paragraph after."""
        span = (sentence.start + match.start("who"), sentence.start + match.end("who"))
        self._say(i, sentence, Frame("post", "say", "report", span, span[0], span[1], sentence.start, sentence.end))
        speaker = self.speakers[-1][1] if self.speakers else _NOBODY
        back = [
            j
            for j in range(max(0, i - 4), i)
            if self.sentences[j].para == sentence.para and not self.out.by_sentence.get(j)
        ]
        ahead = [
            j for j in range(i + 1, min(i + 4, len(self.sentences))) if self.sentences[j].para == sentence.para + 1
        ]
        for j in back or ahead:
            self.out.add(j, _Said(None, speaker, self.sentences[j].start, self.sentences[j].end))

    def _is_speaker(self, start: int, end: int) -> bool:
        found = self.entities.found_in(start, end)
        if not found:
            return False
        last = found[-1]
        known = last.kind in ("entity", "body", "person") and last.mention.entity_type not in ("place",)
        inside = re.search(r"\b(?:by|with|against|for|to|in|of \w+ing)\b", self.text[start : last.mention.start])
        return known and last.mention.end == end and not inside  # "Aid for the UN: ..." is a topic

    # --- speech that goes on ------------------------------------------------------------------------------

    def _carry_on(self) -> None:
        """Give sentences without a frame to the speaker who plainly goes on."""
        quoted = self._quoted()
        for i, sentence in enumerate(self.sentences):
            if sentence.silent or self.out.by_sentence.get(i):
                continue
            index = self._quote_speaker(i) if i in quoted else self._closing_speaker(i)
            if index is None:
                index = self._sandwich(i)
            if index is None:
                index = self._list_speaker(i)
            if index is None:
                index = self._going_on(i)
            if index is not None:
                source = self.out.said[index]
                goes_on = source.goes_on or (source.frame is not None and self._lays_out(source.frame))
                self.out.add(i, _Said(None, source.speaker, sentence.start, sentence.end, goes_on=goes_on))

    def _quoted(self) -> set[int]:
        """Return the sentences that begin inside a quotation."""
        inside: set[int] = set()
        open_ = False
        para = -1
        for i, sentence in enumerate(self.sentences):
            if sentence.para != para:
                para, open_ = sentence.para, False
            if open_ or _OPENING.match(sentence.text):
                inside.add(i)
            for mark in _QUOTE_MARK.findall(sentence.text):
                open_ = mark == "“" if mark in "“”" else not open_
        return inside

    def _framed(self, i: int, forms: tuple[str, ...] = ("pre", "post", "noun")) -> list[int]:
        return [
            index
            for index in self.out.by_sentence.get(i, ())
            if (frame := self.out.said[index].frame) and frame.form in forms and self.out.said[index].speaker.text
        ]

    def _quote_speaker(self, i: int) -> int | None:
        para = self.sentences[i].para
        j = i + 1
        while j < len(self.sentences) and self.sentences[j].para == para and j <= i + _MAX_CARRY:
            framed = self._framed(j, ("post",))
            if framed:
                return framed[0]
            j += 1
        j = i - 1
        while j >= 0 and self.sentences[j].para >= para - 1 and j >= i - _MAX_CARRY - 1:
            said = self.out.by_sentence.get(j)
            if said and not self.sentences[j].silent:
                return said[-1] if self.out.said[said[-1]].speaker.text else None
            j -= 1
        return None

    def _closing_speaker(self, i: int) -> int | None:
        """A paragraph closed by ", - said X" is his from its beginning."""
        for j in range(i + 1, min(i + 1 + _MAX_CARRY, len(self.sentences))):
            if self.sentences[j].para != self.sentences[i].para:
                return None
            for index in self._framed(j, ("post",)):
                frame = self.out.said[index].frame
                if frame and re.search(r",? [-–—] ?$", self.text[max(0, frame.at - 4) : frame.at]):
                    return index
        return None

    def _sandwich(self, i: int) -> int | None:
        """A sentence between two of one speaker, the second of which says "it added" or the like."""
        before = self._last_before(i)
        if before is None:
            return None
        last = self.out.said[before].speaker
        j = i + 1
        while j < len(self.sentences) and j <= i + _MAX_CARRY + 1:
            framed = self._framed(j)
            if framed:
                following = self.out.said[framed[0]]
                first = following.speaker
                same = _same(first, last)
                near = self.sentences[j].para == self.sentences[i].para
                adds = following.frame is not None and following.frame.lemma == "add"
                return before if same and ((first.basis == "coreference" and near) or adds) else None
            if self.out.by_sentence.get(j):
                return None
            j += 1
        return None

    def _last_before(self, i: int) -> int | None:
        j = i - 1
        while j >= 0 and j >= i - _MAX_CARRY - 1:
            said = self.out.by_sentence.get(j)
            if said:
                return said[-1] if self.out.said[said[-1]].speaker.text else None
            j -= 1
        return None

    def _list_speaker(self, i: int) -> int | None:
        """The lines of a list belong to the speaker of the line that introduces it with a colon."""
        j = i - 1
        while j >= 0 and (self.sentences[j].silent or not self.sentences[j].text.rstrip().endswith(":")):
            if self._framed(j) or self.sentences[j].text.rstrip().endswith("."):
                return None
            j -= 1
        framed = self._framed(j) if j >= 0 else []
        return framed[-1] if framed else None

    def _going_on(self, i: int) -> int | None:
        """A report or a tally goes on to the end of its paragraph; so does "X said that ..." for a sentence."""
        previous = self.out.by_sentence.get(i - 1) if i else None
        if not previous:
            return None
        said = self.out.said[previous[-1]]
        if said.speaker.text is None:
            return None
        opening = plain(self.sentences[i].text[:120])
        if self.words.goes_on.match(opening):
            return previous[-1]
        if self.words.breaks.match(opening):
            return None
        frame = said.frame
        if frame is not None and self._lays_out(frame):
            return previous[-1]
        same_para = self.sentences[i - 1].para == self.sentences[i].para
        if frame is None:
            return previous[-1] if same_para or said.goes_on else None
        if not same_para:
            return None
        if self.text[frame.until : frame.until + 16].lstrip().startswith("responsib"):
            return None
        if frame.kind == "tally":
            return previous[-1]
        if frame.form == "pre" and frame.kind in ("say", "claim", "tell", "admit"):
            said_so = frame.kind in ("say", "tell") or _CLAUSE.search(self.text, frame.until, frame.end)
            return previous[-1] if said_so else None
        return None

    def _lays_out(self, frame: Frame) -> bool:
        """Tell "the ministry released details of ...": what follows is its report, to the end."""
        if frame.lemma == "sum up":
            return True
        if frame.lemma not in ("release", "publish", "report", "issue", "present", "give", "provide", "update"):
            return False
        return bool(_DETAILS.match(self.text, frame.until, frame.until + 60))

    # --- denials ------------------------------------------------------------------------------------------

    def _deny(self, i: int, frame: Frame, index: int) -> None:
        said = self.out.said[index]
        sentence = self.sentences[i]
        if _OFFICIAL_NEGATION.search(plain(self.text[max(sentence.start, frame.at - 30) : frame.at])):
            said.kind = "other"
            return
        rest = self.text[frame.until : sentence.end]
        if self.words.not_loss.match(plain(rest)):
            return
        after = [
            k
            for k in self.out.by_sentence.get(i, ())
            if (f := self.out.said[k].frame) and f.at > frame.at and f.form == "noun" and f.at < frame.at + 80
        ]
        if after:
            self._mark(index, after[:1])
            self._mark_same(i, index, after[0])
            return
        if self.words.anaphor.match(rest) or frame.kind == "call" or self.text[frame.at : frame.until].find(" by ") > 0:
            self._mark_back(i, frame, index, rest)
            return
        # What follows is itself denied: "denied that the tank had been lost". Nobody claims it here.
        self.out.denied.append((frame.until, sentence.end))
        said.speaker, denier = _NARRATOR, said.speaker
        content = self.out.add(
            i,
            _Said(
                replace(frame, form="pre", start=frame.until, end=sentence.end),
                _NOBODY,
                frame.until,
                sentence.end,
                "denied",
            ),
        )
        said.speaker = denier
        said.denies = content

    def _mark_back(self, i: int, frame: Frame, index: int, rest: str) -> None:
        """The denial points back: in its sentence, else to the nearest earlier statement of somebody else."""
        said = self.out.said[index]
        begin = min(frame.at, frame.speaker[0]) if frame.speaker else frame.at
        earlier = [
            k
            for k in self.out.by_sentence.get(i, ())
            if k != index
            and self._begins(k) < frame.at
            and not _NO_VIEW.search(self.text, self.out.said[k].start, frame.at)
            and self.out.said[k].kind != "denial"
            and self._differs(k, said)
        ]
        own = self.text[self.sentences[i].start : begin]
        if earlier:
            self._mark(index, earlier)
            return
        if (
            len(own.split()) > 4
            and not _NO_VIEW.search(own)
            and re.search(
                r"[,;—–-]\s*(?:\w+ of )?(?:which|this|that|numbers|figures|claims?|\w+ which|and|but|while)?\s*$", own
            )
        ):
            self.out.denied.append((self.sentences[i].start, begin))
            target = self.out.by_sentence.get(i, [])
            said.denies = target[0] if target and target[0] != index else None
            return
        for j in range(i - 1, max(-1, i - 5), -1):
            if self.sentences[j].silent:
                continue
            others = [
                k
                for k in self.out.by_sentence.get(j, ())
                if self.out.said[k].kind != "denial" and self._differs(k, said)
            ]
            others = [k for k in others if self.out.said[k].speaker.text]
            if others:
                self._mark(index, others)
                return

    def _mark_same(self, i: int, denial: int, target: int) -> None:
        """What is denied may have been said before: the matching items of the nearest earlier statement are denied."""
        named = self.out.said[target].speaker
        words = _content(self.text[self.out.said[target].start : self.out.said[target].end])
        for k in range(min(denial, target) - 1, -1, -1):
            said = self.out.said[k]
            if said.kind == "denial" or not said.speaker.text or not self._differs(k, self.out.said[denial]):
                continue
            if named.text and not _same(said.speaker, named):
                continue
            if words & _content(self.text[said.start : said.end]):
                self.out.partly_denied[k] = words
                if not named.text:
                    self.out.said[target].speaker = replace(said.speaker, basis="coreference")
                if named.text or i - self._sentence_of(k) <= 1:
                    return

    def _sentence_of(self, k: int) -> int:
        return max(0, bisect_right([s.start for s in self.sentences], self.out.said[k].start) - 1)

    def _begins(self, k: int) -> int:
        frame = self.out.said[k].frame
        return frame.at if frame else self.out.said[k].start

    def _differs(self, k: int, said: _Said) -> bool:
        other = self.out.said[k].speaker
        if other.text is None:
            return other.basis == "unattributed"
        if other.entity_id and other.entity_id == said.speaker.entity_id:
            return False
        return other.text != said.speaker.text

    def _mark(self, denial: int, targets: list[int]) -> None:
        self.out.said[denial].denies = targets[-1]
        for k in targets:
            self.out.said[k].status = "denied"

    def _judged(self, i: int, indexes: list[int]) -> int | None:
        """Return the statement in which somebody says "it was fake": a denial of what was said before."""
        for k in indexes:
            frame = self.out.said[k].frame
            if not frame or frame.form != "pre" or not self.out.said[k].speaker.text:
                continue
            judged = _ITS_FALSE.match(self.text, frame.until)
            if judged and self.words.false.search(self.text[frame.until : frame.until + 60].lower()):
                return k
        return None

    def _flat_denials(self) -> None:
        """Read "The published information is not true": what the same or another speaker brought up before."""
        for i, sentence in enumerate(self.sentences):
            indexes = self.out.by_sentence.get(i, [])
            if not indexes or not self.words.false.search(plain(sentence.text)):
                continue
            judged = self._judged(i, indexes)
            if judged is not None:
                self.out.said[judged].kind = "denial"
                frame = self.out.said[judged].frame
                if frame:
                    self._mark_back(i, frame, judged, "")
                continue
            said = self.out.said[indexes[0]]
            if said.kind == "denial" or not said.speaker.text or not self.words.subject_anaphor.match(sentence.text):
                continue
            for j in range(i - 1, max(-1, i - 4), -1):
                earlier = [k for k in self.out.by_sentence.get(j, ()) if self.out.said[k].kind != "denial"]
                if earlier:
                    said.kind = "denial"
                    self._mark(indexes[0], earlier[-1:])
                    break
