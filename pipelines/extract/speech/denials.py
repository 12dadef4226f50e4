"""What is denied: each denial finds the statement that it rejects, or is itself the only mention of it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from ahocorasick_rs import AhoCorasick

from pipelines.extract.speech.attribution_words import AttributionWords
from pipelines.extract.speech.retractions import OF_FIGURE, Retractions, RetractionWords
from pipelines.extract.speech.said import NARRATOR, NOBODY, Attribution, Said, content, same_speaker
from pipelines.extract.speech.speech_words import Frame
from pipelines.extract.text import Sentence, plain

_ITS_FALSE = re.compile(
    r"\s*(?:that )?(?:it|this|that|they|these|(?:the|such|these) \w+) (?:is|was|are|were|had been) ", re.IGNORECASE
)
_A_PART = re.compile(  # "that its troops had taken part in the raid, which killed 9"
    r"\s*(?:[\w'-]+ ){0,6}?"
    r"(?:taken part|taking part|took part|a role|any role|a part|any part|involved|behind|responsible)\b"
)
_AT_FIRST = re.compile(r"\b(?:at first|initially|originally|first|long)\b")
_OWNED_UP = re.compile(r"\b(?:admitt|acknowledg|conced|confirm|confess|owned up|retract|recant|chang)")
_ABOUT = re.compile(
    r"\s*(?:the|its|their|these|those) (?:\w+ )?(?:figures?|numbers?|claims?|count) (?:for|of|on|about)"
    r" (?P<whose>[A-Z]\w+) "
)
_ALL_OF_IT = re.compile(
    r"\s*(?:the|its|their|these|those|all|both|such|[\w’'-]+['’]s?) (?:[\w’'-]+ ){0,2}?"
    r"(?:figures|claims|numbers|reports|allegations|statements|tolls|losses)\b"
)
_SCENE = re.compile(r",? (?:where|in which|during which|after which)\b|, which\b")
_NO_VIEW = re.compile(r"\b(?:not|unable to) (?:\w+ )?(?:confirm|verify|bear|corroborate|comment)\b|\bno comment\b")
_LOST = (
    r"(?:lost|missing|shot down|downed|hit|sunk|destroyed|killed|captured|damaged|brought down|harmed|hurt|wounded"
    r"|injured|struck)"
)
_OWN = r"(?:of (?:its|their|our|his|her|the) (?:own )?(?:[\w-]+ )?(?P<noun>[\w-]+)|of (?:them|us))"
_ALL_SAFE = re.compile(
    r"\b(?:all (?:of )?(?:its|their|our|his|her|the)|every|each) (?:[\w-]+ )?(?P<noun>(?!ha[ds]\b|have\b)[\w-]+)"
    r" (?:had |have |has )?(?:safely )?"
    r"(?:returned|came (?:home|back)|come (?:home|back)|landed|made it|got back|survived"
    r"|(?:are|is|were|was) (?:safe|intact|unharmed|undamaged|accounted for|back))\b"
)
_NONE_LOST = re.compile(
    rf"\bnothing of the (?:sort|kind)\b|\bno such (?:loss|losses|incident|thing|event)\b"
    rf"|\b(?:none|not one|not a single one|no one) {_OWN}[^.;]{{0,40}}\b(?:was|were|is|are|had been|has been|have been)"
    rf" (?:\w+ )?{_LOST}\b"
    rf"|\b(?:no|not a single|not one) (?:[\w-]+ )?(?P<n2>[\w-]+)"
    rf" (?:was|were|is|are|had been|has been|have been) {_LOST}\b"
    r"|\b(?:did not lose|had not lost|has not lost|have not lost|lost (?:nothing|none|no one|not a single))\b"
    r"|\b(?:none|nobody|no one) (?:was|were|had been|has been) (?:lost|hurt|hit|harmed|killed|downed|shot down|sunk)\b"
)
_ANY_LOST = re.compile(
    rf"\s*(?:that )?(?:any|one|a single|the|its|their) (?:[\w-]+ ){{0,2}}?(?P<noun>[\w-]+)(?: of (?:its|their) own)?"
    rf" (?:had been|has been|have been|was|were) {_LOST}\b"
    r"|\s*(?:losing|having lost|(?:the|any) loss of"
    r"|that (?:it|he|she|they|we|[\w’'-]+ [\w’'-]+) (?:ha[ds] |have )?lost)"
    r" (?:(?:any|the|its|their|a|single|of) )*(?:[\w-]+ )??(?P<n2>(?!single|such|of)[\w-]+)\b(?! of\b)"
)
_AIRCRAFT = frozenset("aircraft plane jet fighter bomber helicopter aeroplane warplane airplane drone".split())  # noqa: SIM905
_MODEL = re.compile(r"\b[a-z]{1,4}-\d{1,3}\w*")  # "su-34"
_THINGS = frozenset({"loss", "losse", "thing", "equipment", "vehicle", "ship", "vessel"})
_WITHDRAWN = re.compile(
    r"\b(?:earlier|previous|first|initial|original)(?:ly)? (?:[\w-]+ ){0,2}"
    r"(?:figures?|numbers?|toll|count|reports?|version|estimates?|statement|tally|claim)\b[^.;]{0,40}"
    r"\b(?:in error|wrong|mistaken|a mistake|incorrect|inaccurate|erroneous|withdrawn|retracted|an error|misprint"
    r"|overstated|too high)\b|\b(?:withdrew|retracted|took back) (?:its|the|his|that|their) "
    r"(?:[\w-]+ )?(?:figures?|claim|toll|number|statement|report)\b"
)
# Substrings without which the expressions above cannot match: looked for first, because they are cheap.
_CUES = {
    "all": ("all ", "every ", "each "),
    "none": ("none ", "no ", "not one", "not a single", "nobody", "nothing", "not lose", "not lost", "lost n"),
    "wrong": ("error", "wrong", "mistak", "correct", "accurate", "erroneous", "withdr", "retract", "overstated",
              "too high", "misprint", "took back"),
    "evidence": ("confirm", "bear", "bore", "verif", "corroborat"),
}  # fmt: skip
_CUE_KINDS = [kind for kind, cues in _CUES.items() for _ in cues]
_CUE_AUTOMATON = AhoCorasick([cue for cues in _CUES.values() for cue in cues])
_CHECKS = frozenset({"verify", "authenticate", "geolocate", "corroborate"})
_CHECKERS = re.compile(
    r"\b(?:open-source|osint|investigat\w+|fact-check\w*|analysts?|researchers?|independent|monitors?|bellingcat|journalists?)\b"
)
_NEW_FIGURE = re.compile(r"\b(?:correction|corrected|now (?:speaks|says|puts|gives|counts))\b", re.IGNORECASE)
_OFFICIAL_NEGATION = re.compile(r"\b(?:not|never|neither|nor|n['’]t|no longer|refused to|declined to|confirm or)\s*$")


class Denials:
    """Attaches the denials of one document."""

    def __init__(
        self,
        text: str,
        sentences: Sequence[Sentence],
        words: AttributionWords,
        retraction_words: RetractionWords,
        out: Attribution,
    ) -> None:
        self.text = text
        self.sentences = sentences
        self.words = words
        self.out = out
        self.retractions = Retractions(text, sentences, retraction_words, out)

    def deny(self, i: int, frame: Frame, index: int) -> None:
        """Find what the denial in ``frame`` (statement ``index``, sentence ``i``) rejects, and mark it."""
        said = self.out.said[index]
        sentence = self.sentences[i]
        rest = self.text[frame.until : sentence.end]
        negated = _OFFICIAL_NEGATION.search(plain(self.text[max(sentence.start, frame.at - 30) : frame.at]))
        if _AT_FIRST.search(self.text[max(0, frame.at - 30) : frame.at]) and _OWNED_UP.search(plain(rest)):
            negated = _OWNED_UP.search(plain(rest))  # "at first denied killing 17 men, then admitted it"
        if negated or self.words.not_loss.match(plain(rest)) or _A_PART.match(plain(rest)):
            said.kind = "other"
            said.frame = replace(frame, start=frame.at, end=frame.until)  # what follows is the article's own
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
        figure = OF_FIGURE.match(plain(rest))
        if figure:  # "rejected the number of 200 as absurd"
            self.retractions.deny_figure(i, figure["n"])
            said.denies = self._unclaimed(i, replace(frame, form="pre"), frame.until, sentence.end)
            return
        if self.words.anaphor.match(rest) or frame.kind == "call" or self.text[frame.at : frame.until].find(" by ") > 0:
            self._mark_back(i, frame, index, rest)
            return
        # What follows is itself denied: "denied that the tank had been lost". Nobody claims it here.
        scene = _SCENE.search(rest)  # "that its missile had struck the clinic | where 30 died"
        end = frame.until + scene.start() if scene else sentence.end
        said.denies = self._unclaimed(i, replace(frame, form="pre"), frame.until, end)
        if scene:
            self.out.add(i, Said(None, NARRATOR, end, sentence.end))
        lost = _ANY_LOST.search(rest)
        if lost:  # "denied that any aircraft had been lost": somebody has said so before
            self._reject(i, index, _noun_of(lost))

    def _unclaimed(self, i: int, frame: Frame | None, start: int, end: int) -> int:
        """Add a statement that is only mentioned to be denied; return its index."""
        self.out.denied.append((start, end))
        frame = replace(frame, start=start, end=end) if frame else None
        return self.out.add(i, Said(frame, NOBODY, start, end, "denied"))

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
            if own.endswith(", which ") and any(self.out.said[k].end > frame.until + 20 for k in earlier):
                said.denies = earlier[-1]  # "claimed a ship, which X called untrue, and a drone": only the ship
                self.out.denied.append((self.sentences[i].start, begin))
            else:
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
            if others and (named := self._about(others[-1], rest)):
                others = named
            elif others and _ALL_OF_IT.match(rest):  # "rejected the figures": all that was said in that paragraph
                others = self._same_paragraph(j, others)
            if others:
                self._mark(index, others)
                return

    def _same_paragraph(self, j: int, told: list[int]) -> list[int]:
        """Return what the speaker of ``told``, in sentence ``j``, said in that paragraph before."""
        found = list(told)
        speaker = self.out.said[told[-1]].speaker
        for n in range(j - 1, max(-1, j - 4), -1):
            if self.sentences[n].para != self.sentences[j].para:
                break
            found += [
                k
                for k in self.out.by_sentence.get(n, ())
                if self.out.said[k].kind != "denial" and same_speaker(self.out.said[k].speaker, speaker)
            ]
        return sorted(found)

    def _about(self, k: int, rest: str) -> list[int]:
        """Return what the speaker of ``k`` said of "Russian losses", if ``rest`` says "the figures for" them."""
        about = _ABOUT.match(rest)
        if about is None:
            return []
        speaker = self.out.said[k].speaker
        return [
            n
            for n, said in enumerate(self.out.said[: k + 1])
            if said.kind != "denial"
            and same_speaker(said.speaker, speaker)
            and about["whose"] in self.text[said.start : said.end]
        ]

    def _mark_same(self, i: int, denial: int, target: int) -> None:
        """What is denied may have been said before: the matching items of the nearest earlier statement are denied."""
        named = self.out.said[target].speaker
        words = content(self.text[self.out.said[target].start : self.out.said[target].end])
        for k in range(min(denial, target) - 1, -1, -1):
            said = self.out.said[k]
            if said.kind == "denial" or not said.speaker.text or not self._differs(k, self.out.said[denial]):
                continue
            if named.text and not same_speaker(said.speaker, named):
                continue
            if words & content(self.text[said.start : said.end]):
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

    def _differs(self, k: int, said: Said) -> bool:
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

    def judge(self, wanted: Sequence[int]) -> None:
        """Read the denials that no verb makes: "is not true", "all its jets came home", "was given in error"."""
        for i in wanted:
            sentence = self.sentences[i]
            if sentence.silent:
                continue
            indexes = self.out.by_sentence.get(i, [])
            text = plain(sentence.text)
            cues = {_CUE_KINDS[cue] for cue, _, _ in _CUE_AUTOMATON.find_matches_as_indexes(text, overlapping=True)}
            self._contradicted(i, text, cues)
            self.retractions.read(i, text)
            withdrawn = "wrong" in cues and _WITHDRAWN.search(text) is not None
            if withdrawn:
                self._corrected(i, text)
            self._borne_out(i, text, cues)
            if withdrawn:
                continue
            if self.words.falsehoods.find_matches_as_indexes(text) and self.words.false.search(text):
                self._judged_reports(i, sentence, text)
                if indexes:
                    self._flat(i, sentence, indexes)

    def _flat(self, i: int, sentence: Sentence, indexes: list[int]) -> None:
        """Read "The published information is not true": what the same or another speaker brought up before."""
        judged = self._judged(i, indexes)
        if judged is not None:
            self.out.said[judged].kind = "denial"
            frame = self.out.said[judged].frame
            if frame:
                self._mark_back(i, frame, judged, "")
            return
        said = self.out.said[indexes[0]]
        judges = self.words.subject_anaphor.match(sentence.text) or self.words.only_false.match(plain(sentence.text))
        if said.kind == "denial" or not said.speaker.text or not judges:
            return
        for j in range(i - 1, max(-1, i - 4), -1):
            earlier = [k for k in self.out.by_sentence.get(j, ()) if self.out.said[k].kind != "denial"]
            if not earlier:
                continue
            said.kind = "denial"
            target = self.out.said[earlier[-1]]
            if self._differs(earlier[-1], said):
                self._mark(indexes[0], earlier[-1:])
            else:  # he himself brings up what he denies: it is nobody's claim
                about = self.words.about.search(self.text, target.start, target.end)
                said.denies = self._unclaimed(j, None, about.end() if about else target.start, target.end)
            return

    def _judged_reports(self, i: int, sentence: Sentence, text: str) -> None:
        """Read "reports that two jets were lost are false": what is reported is denied, and not the denier's."""
        match = self.words.judged_reports.search(text)
        if not match:
            return
        start, end = sentence.start + match.start("what"), sentence.start + match.end("what")
        self.out.denied.append((start, end))
        noun = sentence.start + match.start("noun")
        owned = any(
            (f := self.out.said[k].frame) and f.form == "noun" and f.at == noun and f.speaker
            for k in self.out.by_sentence.get(i, ())
        )
        if not owned:
            self._unclaimed(i, None, start, end)

    def _contradicted(self, i: int, text: str, cues: set[str]) -> None:
        """Read "all its jets came home", "none of its ships was hit" after somebody claimed a loss."""
        match = _ALL_SAFE.search(text) if "all" in cues else None
        if match is None and "none" in cues:
            match = _NONE_LOST.search(text)
        if not match:
            return
        position = self.sentences[i].start + match.start()
        speaking = [k for k in self.out.by_sentence.get(i, ()) if self.out.said[k].start <= position]
        if speaking and self.out.said[speaking[-1]].speaker.text:
            self._reject(i, speaking[-1], _noun_of(match))

    def _reject(self, i: int, denial: int, noun: str) -> None:
        """Mark what somebody else claimed just before; only the items that ``noun`` names, if it names a kind."""
        said = self.out.said[denial]
        noun = noun.lower().removesuffix("s")
        for j in range(i, max(-1, i - 3), -1):
            for k in reversed(self.out.by_sentence.get(j, ())):
                target = self.out.said[k]
                what = self.text[target.start : target.end]
                known = target.speaker.text or target.speaker.basis == "unattributed"
                if k == denial or self._begins(k) >= self._begins(denial) or not known or not self._differs(k, said):
                    continue
                named = {noun} & content(what)
                if target.kind == "denial" or not (named or self.words.states_loss(what)):
                    continue
                if not named and noun in _AIRCRAFT:
                    models = {w.removesuffix("s") for w in _MODEL.findall(what.lower())}
                    named = (set(_AIRCRAFT) & content(what)) or (models if len(models) == 1 else set())
                if named:
                    self.out.partly_denied.setdefault(k, set()).update(named)
                elif noun and noun not in _THINGS:
                    continue
                else:
                    target.status = "denied"
                said.denies = k
                return

    def _borne_out(self, i: int, text: str, cues: set[str]) -> None:
        """Read "satellite images confirm it", "was confirmed by Oryx": an independent eye bears out a claim."""
        match = self.words.borne_out.search(text) if "evidence" in cues else None
        if match and not _NO_VIEW.search(text) and "n't" not in match.group() and " not " not in match.group():
            self._confirm(i, self.sentences[i].start + match.start(), None)
        for k in self.out.by_sentence.get(i, ()):
            said = self.out.said[k]
            frame = said.frame
            if frame is not None and frame.lemma in _CHECKS and frame.form == "post" and self._is_independent(said):
                said.status = "confirmed"  # "a video of nine bodies, authenticated by the BBC"
            if frame is None or frame.kind != "confirm" or said.speaker.entity_type != "osint_project":
                continue
            rest = self.text[frame.until : self.sentences[i].end]
            if frame.form == "post" or self.words.anaphor.match(rest) or self.words.what_was_claimed.match(rest):
                self._confirm(i, frame.at, said)

    def _is_independent(self, said: Said) -> bool:
        """Tell those who check what others claim: open-source analysts, investigators, news media."""
        speaker = said.speaker
        return bool(
            speaker.entity_type == "osint_project" or speaker.chain or _CHECKERS.search(plain(speaker.text or ""))
        )

    def _confirm(self, i: int, position: int, by: Said | None) -> None:
        """Mark what was claimed last before ``position``, by another than who confirms it."""
        for j in (i, i - 1):
            told = [
                k
                for k in (self.out.by_sentence.get(j, ()) if j >= 0 else ())
                if self._begins(k) < position
                and self.out.said[k].speaker.text
                and (by is None or self._differs(k, by))
                and self.words.states_loss(self.text[self.out.said[k].start : self.out.said[k].end])
            ]
            if told:
                self.out.said[told[-1]].status = "confirmed"
                return

    def _corrected(self, i: int, text: str) -> None:
        """Read "The earlier figure was given in error": the numbers that its speaker gave before are withdrawn."""
        speakers = [self.out.said[k].speaker for j in (i, i - 1) for k in self.out.by_sentence.get(j, ()) if j >= 0]
        speaker = next((s for s in speakers if s.text), None)
        if speaker is None:
            return
        for j in range(i - 1, max(-1, i - 9), -1):
            told = [k for k in self.out.by_sentence.get(j, ()) if same_speaker(self.out.said[k].speaker, speaker)]
            if told and not text.startswith(("correct", "clarif")) and not _NEW_FIGURE.search(self.sentences[j].text):
                for k in told:
                    self.out.withdrawn.add(k)
                return


def _noun_of(match: re.Match[str]) -> str:
    """Return what is said to be safe: "jets"; empty if the denial names nothing."""
    named = match.groupdict()
    return named.get("noun") or named.get("n2") or ""
