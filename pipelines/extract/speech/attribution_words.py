"""The word tables of attribution, compiled: denials, hedges, who speaks for others, what carries speech on."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ahocorasick_rs import AhoCorasick

from pipelines.extract.lexicon import Lexicon
from pipelines.extract.speech.speech_words import SpeechWords, noun_forms
from pipelines.extract.text import any_of, plain

_ANAPHOR = re.compile(
    r"^\s*(?:off |aside |out )?(?:,|;|:|\.|$|on \w+day"
    r"|it\b(?! (?:ha[sd]|was|were|is|ever|lost|did|would)\b)|this\b|that\s*[.,;]|them\b|both\b|all\b"
    r"|any (?:such )?(?:loss|losses|casualties|damage)\b|any such|having suffered any such|such\b"
    r"|that (?:it|they|he|she|this) (?:ha[ds] been|have been|was|were) (?:\w+ed|shot|hit|sunk|lost|brought|blown)\b"
    r"|as\b|by\b|(?:the|these|those|its|their|his|her|[\w’'-]+['’]s?) (?:[\w’'-]+ ){0,2}(?:{nouns})\b)",
    re.IGNORECASE,
)
_SUBJECT_ANAPHOR = (
    r"^\W*(?:the|this|that|these|those|such|all|it|its|their) ?(?:[\w-]+ ){{0,2}}(?:{nouns}|is|are|was)\b"
)
_STATEMENT_KINDS = ("withdrawal", "loss", "territorial")  # the first of them that has a cue wins
_MONTH_NAMES = "january|february|march|april|may|june|july|august|september|october|november|december"
_DAY_NAMES = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_COUNT = (
    "(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[a-z]+teen|[a-z]+ty|several|dozens|both|most|all)"
)
_OTHER_TIME = (  # the narrator turns to another day: "In July ...", "By Tuesday ...", "Monday's assault", "Since 2009"
    rf"(?:(?:\w+ )?(?:hours|days|weeks|months|years) (?:later|earlier|ago|before)"
    r"|(?:a|one) (?:day|week|month|year) (?:later|earlier|ago|before))\b|[^,;.]{3,40} (?:has|have) [^;.]{3,50} since\b|"
    rf"(?:in|since|by|until) (?:{_MONTH_NAMES}|{_DAY_NAMES}|\d{{4}})\b|(?:{_DAY_NAMES}|{_MONTH_NAMES})['’]s\b"
    rf"|on (?:{_DAY_NAMES}), "
)


class AttributionWords:
    """The word tables of attribution, compiled."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.speech = SpeechWords(lexicon)
        nouns = "|".join(sorted(self.speech.nouns, key=lambda n: (-len(n), n)))
        self.anaphor = re.compile(_ANAPHOR.pattern.replace("{nouns}", nouns), re.IGNORECASE)
        self.subject_anaphor = re.compile(_SUBJECT_ANAPHOR.format(nouns=nouns), re.IGNORECASE)
        rows = lexicon.table("denial_words")
        judgements = [r["phrase"] for r in rows if r["kind"] == "false"]
        self.false = _word_of(judgements)
        rejecting = (form for form, verb in self.speech.verbs.items() if verb.kind in ("deny", "call"))
        self.falsehoods = AhoCorasick(sorted(judgements))
        false = any_of(judgements)
        said = "reports?|claims?|allegations?|rumou?rs?|suggestions?|talk|story|stories|information|assertions?|posts?"
        self.only_false = re.compile(rf"^[“\"‘'](?:[\w'’-]+ ){{0,4}}?(?:{false})\b[\w ]{{0,20}}[,.!]?[”\"’']")
        self.about = re.compile(rf"\b(?:{said})\b[^.;]{{0,60}}?\b(?:about|that|of) ", re.IGNORECASE)
        self.judged_reports = re.compile(
            rf"\b(?P<noun>{said})\b(?: in [\w ]+?)? (?:that|of|about|on|to|claiming|alleging|saying)"
            r" (?P<what>[^.;]+?)[”\"']?,?"
            rf"(?: (?:is|are|was|were|as|to be) (?:\w+ly )?[“\"‘']?(?:an? )?(?:\w+ )?| [“\"‘](?:an? )?)(?:{false})\b"
        )
        evidence = (
            r"(?:(?:satellite|drone|aerial|geolocated|independent|open-source|video|visual) )+"
            r"(?:images?|imagery|photos?|photographs?|pictures?|footage|evidence|videos?|analysis|analysts|monitors)"
            r"(?: (?:seen|reviewed|analysed|analyzed|verified|obtained|taken|published) by [\w ’']{2,30}?)?"
        )
        sees = r"(?: \w+)? (?:confirms?|confirmed|bears? out|bore out|verif(?:y|ies|ied)|corroborates?|corroborated)"
        what = (
            r"(?:(?: (?:it|this|that|them|both)|(?: (?:the|this|that|its|their|these|those)) "
            r"(?:[\w-]+ )?(?:strike|hit|loss|losses|sinking|destruction|claims?|damage|attack|figures?|account))\b)"
        )
        self.what_was_claimed = re.compile(what)
        self.borne_out = re.compile(rf"\b{evidence}{sees}(?:{what}|(?=[.,;]|$))|, (?:which|as) {evidence}{sees}\b")
        self.denial = AhoCorasick(sorted({*judgements, *rejecting}))
        self.not_loss = re.compile(
            r"^\s*(?:any |all |its |their )?(?:the (?:allegation|accusation|charge|claim|suggestion)s? of )?(?:"
            + "|".join(re.escape(r["phrase"]) for r in rows if r["kind"] == "not_loss")
            + r")\b"
        )
        kinds: dict[str, list[str]] = {}
        for row in lexicon.table("statement_kinds"):
            kinds.setdefault(row["kind"], []).append(row["cue"])
        self._cues = [(cue, kind) for kind in _STATEMENT_KINDS for cue in kinds[kind]]
        self._cue_automaton = AhoCorasick([cue for cue, _ in self._cues])
        self.hedge = _word_of(self.speech.hedges)
        rows = lexicon.table("speaker_nouns")
        nouns = any_of(form for row in rows for form in noun_forms(row["noun"]))
        persons = any_of(row["noun"] for row in rows if row["kind"] == "person")
        self.persons, self.bodies = (
            frozenset(row["noun"] for row in rows if row["kind"] == kind) - {"monitor", "source"}
            for kind in ("person", "body")
        )
        self.speaker_noun = re.compile(rf"\b{nouns}$", re.IGNORECASE)
        self.officer = re.compile(rf"\b(?i:{nouns})(?: [A-Z][\w’'-]+){{1,3}}$")
        self.actor = re.compile(rf"(?:The|Its|Their) (?:[\w’'-]+ ){{0,3}}?{nouns}\b")
        self.person = re.compile(rf"(?:(?:The|An?|Its|Their|One) |[\w-]+['’]s )?(?:[\w’'-]+ ){{0,3}}?{persons}\b")
        cues = lexicon.table("discourse")
        goes_on = "|".join(re.escape(r["cue"]) for r in cues if r["kind"] == "goes_on")
        self.goes_on = re.compile(
            rf"(?:{goes_on}|another (?:\d+|{_COUNT})|of (?:the|its|their) \d+"
            rf"|(?:\d+|{_COUNT}) of (?:them|those|the dead))\b"
            r"|(?:\w+ ){1,2}of (?:its|their|his) own\b"
        )
        breaks = "|".join(re.escape(r["cue"]) for r in cues if r["kind"] == "breaks")
        self.breaks = re.compile(rf"(?:(?:{breaks})\b(?!:)|{_OTHER_TIME})")

    def kind_of(self, text: str) -> str:
        """Return loss, withdrawal, territorial or other."""
        kinds = self._kinds_in(text)
        return next((kind for kind in _STATEMENT_KINDS if kind in kinds), "other")

    def states_loss(self, text: str) -> bool:
        """Tell whether a text has a word of loss."""
        return "loss" in self._kinds_in(text)

    def _kinds_in(self, text: str) -> set[str]:
        """Return the kinds of statement that have a cue in ``text``; a cue begins a word but need not end one."""
        lower = plain(text)
        found = self._cue_automaton.find_matches_as_indexes(lower, overlapping=True)
        return {self._cues[cue][1] for cue, start, _ in found if not (start and lower[start - 1].isalnum())}


def _word_of(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"\b{any_of(phrases)}\b", re.IGNORECASE)
