"""The verbs and nouns of saying, compiled, and the frame they make: who says what stretch of a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick

from pipelines.extract.inflection import pluralize
from pipelines.extract.lexicon import Lexicon
from pipelines.extract.text import Sentence, Token

_BEAR_OUT = frozenset({"bear", "bears", "bore"})


def word_set(text: str) -> frozenset[str]:
    """Return the words of ``text`` as a set."""
    return frozenset(text.split())


@dataclass(frozen=True, slots=True)
class Verb:
    """One form of a verb of saying: lemma, kind and the words it cannot speak without (see reporting_verbs.csv)."""

    lemma: str
    kind: str
    ambiguous: bool
    needs: frozenset[str] = frozenset()
    within: int = 0


@dataclass(frozen=True, slots=True)
class Frame:
    """One speech frame. All offsets are document offsets."""

    form: str  # pre ("X said that"), post ("..., X said"), noun ("X's tally of"), back (speaks of what was said before)
    kind: str  # of the verb or noun; "according", "hedge", "evidence"
    lemma: str | None
    speaker: tuple[int, int] | None  # None: nobody is named
    at: int  # start of the verb
    until: int  # end of the verb
    start: int  # what it covers
    end: int
    relays: tuple[tuple[int, int], ...] = ()
    shared: bool = False  # the speaker is the one of the frame before ("and rejected ...")


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence while its frames are read; ``frames`` grows from left to right."""

    tokens: Sequence[Token]
    sentence: Sentence
    words: SpeechWords
    frames: list[Frame]

    def frame(
        self,
        form: str,
        kind: str,
        lemma: str,
        speaker: tuple[int, int] | None,
        i: int,
        *,
        shared: bool = False,
    ) -> Frame:
        """Return the frame of the verb or noun at token ``i``, which covers the sentence from there on."""
        token = self.tokens[i]
        return Frame(form, kind, lemma, speaker, token.start, token.end, token.start, self.sentence.end, shared=shared)


class SpeechWords:
    """The verbs and nouns of saying, compiled."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.verbs: dict[str, Verb] = {}
        for row in lexicon.table("reporting_verbs"):
            ambiguous = set(row["ambiguous"].split())
            for form in row["forms"].split():
                needs = frozenset(row["needs"].split() if form in ambiguous or not ambiguous else ())
                within = int(row["within"] or 0)
                self.verbs[form] = Verb(row["lemma"], row["kind"], form in ambiguous, needs, within)
        self.nouns = {row["noun"]: row["kind"] for row in lexicon.table("speech_nouns")}
        self.relays = frozenset(row["name"].lower() for row in lexicon.table("relays"))
        self.speakers = frozenset(
            form for row in lexicon.table("speaker_nouns") for form in noun_forms(row["noun"])
        )  # singular and plural; of phrases the whole
        self.hedges = tuple(row["phrase"] for row in lexicon.table("hedges"))
        self.cues = frozenset({*self.verbs, *self.nouns, "according", "per", "by", "in", "on", "as", "if"} | _BEAR_OUT)
        words = {cue for form, verb in self.verbs.items() for cue in _cues(form, verb)}
        words |= {"according to", "quoted", "citing", "per ", " put it", *self.hedges}
        words |= {"to be believed", "is right", "are right", "is correct", "are correct", "is accurate", "are accurate"}
        words |= {noun + mark for noun in self.nouns for mark in " ,:."} | {"bear out", "bears out", "bore out"}
        self._automaton = AhoCorasick(sorted(words))

    def may_speak(self, text: str) -> bool:
        """Tell cheaply whether a lower-cased sentence can hold a speech frame at all."""
        return bool(self._automaton.find_matches_as_indexes(text))


def noun_forms(noun: str) -> tuple[str, str]:
    """Return singular and plural: "army" and "armies", "fisherman" and "fishermen"."""
    return noun, f"{noun[:-3]}men" if noun.endswith("man") else pluralize(noun)


def _cues(form: str, verb: Verb) -> list[str]:
    """Return the strings without which ``form`` does not speak: "has it that" and not every "has"."""
    if verb.within != 1 or not verb.ambiguous or verb.needs & {".", ":"}:
        return [form]
    return [f"{form} {need.replace('_', ' ')}" for need in sorted(verb.needs)]
