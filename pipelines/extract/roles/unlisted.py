"""Names of armed groups that no list holds, by the words around them or in them.

"Tamil Tiger rebels", "the Sinaloa cartel", "Mahdi Army", "the Cobra Column, a resistance unit".
"""

from __future__ import annotations

import re

from pipelines.extract.roles.camps import Camps

_NAME = r"(?:[A-Z][\w’'-]+)(?: (?:(?:of|al|ul) )?[A-Z][\w’'-]+){0,4}"
_REBELS = (
    r"(?:rebels?|militants?|insurgents?|guerrillas?|separatists?|secessionists?|jihadists?|terrorists?|cadres?"
    r"|fighters?(?! (?:jets?|planes?|aircraft|bombers?|wings?|squadrons?)\b)"
    r"|gunm[ae]n|militiam[ae]n|militias?|raiders?|loyalists?|partisans?|mercenar(?:y|ies)|extremists?)"
)
#: "Tamil Tiger rebels", "the rebel Tamil Tigers", "the militant group Ansaru", "rebels of the Lord's Resistance Army",
#: "the Sinaloa cartel": names of groups that no list holds.
_NAMED_BEFORE = re.compile(rf"(?<![\w’'-])({_NAME})(?: \([A-Z/-]+\))? (?={_REBELS}\b)")
_NAMED_AFTER = re.compile(
    rf"(?<![\w-])(?:[Rr]ebel|(?:armed|militant|rebel|insurgent|guerrilla|jihadist|terrorist|separatist|Islamist) group"
    rf"|{_REBELS} (?:of|from|belonging to|loyal to) the)(?: (?:group|movement))? ({_NAME})"
)
_NAMED_GANG = re.compile(rf"(?<![\w’'-])({_NAME}) (?=(?:[Cc]artel|gang|clan|militia)\b)")
#: Names that say by themselves that their bearer fights: "West Papua National Liberation Army", "Mahdi Army".
_NAMED_FIGHTING = re.compile(
    r"(?<![\w’'-])((?:[A-Z][\w’'-]+ (?:of |for )?){0,5}(?:Liberation|Resistance|Revolutionary|Patriotic|Mujahideen"
    r"|Free|Popular|United|Democratic|Volunteer"
    r"|Mahdi|Independence|Salvation|Freedom|Islamic|Insurgent|Guerrilla|National|People[’']s)"
    r"(?: [A-Z][\w’'-]+)? (?:Army|Front|Movement|Militia|Tigers|Brigades?|Fighters|Union|Cartel))\b"
)
#: "The Cobra Column, a Karen resistance unit", "the Zahra Brigade, a little-known group".
_NAMED_BY_KIND = re.compile(
    rf"(?<![\w’'-])({_NAME})(?: \([A-Z/-]+\))?, (?:an?|the|another) (?:[\w-]+ ){{0,4}}?"
    r"(?:rebel|armed|militant|resistance|insurgent|jihadist|separatist|paramilitary|guerrilla|Islamist|extremist"
    r"|little-known|shadowy|breakaway|splinter)(?: [\w-]+){0,2}? "
    r"(?:group|militia|unit|force|faction|movement|outfit|alliance|coalition|organi[sz]ation|army|wing)\b"
)
_NAMED_FACTION = re.compile(rf"(?<![\w’'-])({_NAME}) (?=(?:faction|outfit|insurgency|rebellion)\b)")
#: "Colonel Daro's men": armed men by their leader
_NAMED_LEADER = re.compile(
    r"(?<![\w’'-])((?:General|Gen\.?|Colonel|Col\.?|Commander|Sheikh|Warlord) [A-Z][a-z]\w+(?: [A-Z]\w+)?)[’']s?"
    r" (?=(?:own |loyal )?(?:men|fighters|gunmen|militia(?:men)?|loyalists|followers|rebels|bandits|forces|troops)\b)"
)
#: "captured a post from the Zanbar Front", "the Kuku Boys attacked": a body of armed men by its last word, where
#: it acts or is acted on.
_ACTING_BEFORE = re.compile(
    r"\b(?:against|with|from|by|between|and|fought|battled?|attack(?:ed)?|ambushed|accused|hit|struck|defeated|clashed"
    r"|said|belonging to|(?:men|spokes\w+|leader|commander|members?|fighters?|bases?|positions?|camps?) (?:of|for)|on)"
    r" [Tt]he $"
)
_ACTING_AFTER = re.compile(
    r"(?:[’']s)?(?:, (?:which|who|whose))? (?:also |later |now |once |again )?"
    r"(?:sa(?:id|ys)|claim|admit|acknowledg|conced|report|den[iy]|announc"
    r"|vow|attack|ambush|storm|raid|kill|captur|seiz|destroy|shot|sank|burn|took|lost|los[es]|buri|fought|clash|advanc"
    r"|retreat|fled|fir|overr[au]n|abandon|repel|suffer|put|blew|fighter|men\b|gunm|milit|base|camp|position|convoy"
    r"|post|patrol|commander|leader|had|has|casualties|dead)"
)
#: Names are everywhere, so a text is looked through for them only if it has the word that makes them a group's.
_NAMED = (
    (re.compile(rf" {_REBELS}\b"), _NAMED_BEFORE),
    (re.compile(rf"[Rr]ebel|group |{_REBELS} (?:of|from|belonging|loyal)"), _NAMED_AFTER),
    (re.compile(r" (?:[Cc]artel|gang|clan|militia)\b"), _NAMED_GANG),
    (re.compile(r" (?:Army|Front|Movement|Militia|Tigers|Brigades?|Fighters|Union|Cartel)\b"), _NAMED_FIGHTING),
    (re.compile(r", (?:an?|the|another) [^,.;]{0,60}(?:group|militia|unit|f|movement|o|a|wing)"), _NAMED_BY_KIND),
    (re.compile(r"[’']s? (?:own |loyal )?(?:men|f|gun|mil|loyal|reb|band|troops)"), _NAMED_LEADER),
    (re.compile(r" (?:faction|outfit|insurgency|rebellion)\b"), _NAMED_FACTION),
)
#: "Liberation Tigers of Tamil Eelam (LTTE)": a name that says it fights, with its acronym.
DEFINED = re.compile(
    r"((?:[A-Z][\w’'-]+)(?: (?:(?:of|for|the|al|ul) ){0,2}[A-Z][\w’'-]+){1,6}) \(([A-Z][A-Za-z/-]{1,9})[,)]"
)
_LANDS = frozenset(
    {"Delta", "Valley", "Mountains", "Mountain", "Province", "State", "Region", "Hills", "Sea", "Island", "Islands"}
    | {"District", "Peninsula", "Desert", "Forest", "River", "Lake", "Strip", "Heights", "Coast", "Plateau", "Basin"}
)
_NEXT = re.compile(r"(?:[’']s)? ([a-z-]+)")
_TYPE = re.compile(r"\b[A-Z][A-Za-z]{0,2}-\d+\w*$")  # "Su-27", "F-16"


def _acts(text: str, at: int, camps: Camps) -> bool:
    """Tell whether the name that ends at ``at`` fights, speaks or owns: "the Zanbar Front seized", "Front tanks"."""
    word = _NEXT.match(text, at)
    owned = word is not None and camps.is_thing(word.group(1))
    return owned or _ACTING_AFTER.match(text, at) is not None or camps.strikes.match(text, at) is not None


def unlisted_groups(text: str, camps: Camps) -> dict[str, tuple[int, str]]:
    """Names of groups that no list holds: name -> offset and whole name."""
    found: dict[str, tuple[int, str]] = {}
    for match in DEFINED.finditer(text):
        if camps.cues["fights"].search(match.group(1)):
            found |= {match.group(k): (match.start(k), match.group(1)) for k in (1, 2)}
    for cue, pattern in _NAMED:
        for match in pattern.finditer(text) if cue.search(text) else ():
            name = camps.name(match.group(1)).removesuffix("s")
            army = pattern is _NAMED_FIGHTING and re.search(r"(?:National|People[’']s) Army$", name)
            if not name or army or camps.of_word(name) or name in camps.peoples:
                continue
            if name.split()[-1] in _LANDS or name.split()[-1] in camps.models or _TYPE.search(name):
                continue  # "a Su-27 fighter"
            words = {w.removesuffix("s") for w in name.split() if len(w) > 3}
            kin = (full for _, full in found.values() if words & {w.removesuffix("s") for w in full.split()})
            found.setdefault(name, (match.end(1) - len(name), next(kin, name)))
    for match in camps.bodies.finditer(text) if camps.body_nouns.search(text) else ():
        name = camps.name(match.group(1))
        before = _ACTING_BEFORE.search(text, max(0, match.start() - 40), match.start())
        if " " in name and (before or _acts(text, match.end(), camps)) and not camps.of_word(name):
            if name.removesuffix("s") in found:
                continue
            whole = next((full for _, full in found.values() if name in full), name)
            found.setdefault(name, (match.end() - len(name), whole))
    return found
