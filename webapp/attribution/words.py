"""Closed classes of English words that the rules count on, lower case, straight apostrophes."""

from __future__ import annotations

SUBJECT_PRONOUNS = frozenset("i he she it we they you".split())
OTHER_PRONOUNS = frozenset(
    "one some many most few several others another everyone everybody someone somebody nobody"
    " no-one all both neither none this these those".split()
)
RELATIVES = frozenset("who which that".split())
DETERMINERS = frozenset(
    "the a an his her their its my our your this these those some any no every each another"
    " many several most few both all".split()
)
POSSESSIVES = frozenset("his her their its my our your whose".split())
AUXILIARIES = frozenset(
    "has have had is are was were be been being do does did will would can could may might must"
    " should shall ought 've 'd 'll 're 'm".split()
)
NEGATIONS = frozenset(
    "not never n't didn't doesn't don't hasn't haven't hadn't isn't aren't wasn't weren't won't"
    " wouldn't can't cannot couldn't shouldn't".split()
)
ADVERBS = frozenset(
    "also then later earlier now still once again already just even ever first long often soon"
    " always further instead too perhaps maybe only yet meanwhile however therefore thus so"
    " quickly twice all has".split()
) - {"has", "all", "so"}
DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tonight tomorrow".split()
)
MONTHS = frozenset(
    "january february march april may june july august september october november december jan."
    " feb. aug. sept. oct. nov. dec. jan feb aug sept oct nov dec".split()
)
PERIODS = frozenset("week month year morning afternoon evening night day weekend summer".split())
PREPOSITIONS = frozenset(
    "in on at of for with by from to into about over under against between through during before"
    " after since until without within among across toward towards upon near via per amid despite"
    " following behind beyond outside inside around off out up down like".split()
)
SUBORDINATORS = frozenset(
    "that as after before while when if because since although though whether what where which"
    " who whom whose how why unless until once than whereas so lest amid despite following".split()
)
COORDINATORS = frozenset("and but or nor yet".split())
PAUSES = frozenset(", ; : — – - -- ( ) [ ] “ ” \" '' `` ‘ ― | • … ... . ? !".split())
OPENING_QUOTES = frozenset("“ \" `` ‘ « „ ''".split())
CLOSING_QUOTES = frozenset("” \" '' ’ » '".split())
SENTENCE_ENDS = frozenset(". ? !".split())
TITLES = frozenset(
    "mr mr. mrs mrs. ms ms. dr dr. sir lady lord dame sen sen. rep rep. gov gov. gen gen. lt lt."
    " col col. sgt sgt. prof prof. rev rev. hon hon. capt capt. judge justice president senator"
    " representative governor general minister secretary chancellor premier mayor congressman"
    " congresswoman vice prime deputy foreign interior defence defense finance chief chairman"
    " chairwoman chair director spokesman spokeswoman spokesperson leader king queen prince"
    " princess pope bishop cardinal officer sheriff attorney professor doctor detective inspector"
    " superintendent captain colonel sergeant lieutenant admiral ambassador commissioner former"
    " then-president republican democrat democratic candidate nominee author journalist lawyer"
    " campaign manager strategist analyst reporter editor host ex-president first lady speaker"
    " coach".split()
)
"""Words that stand before a personal name and are no part of it."""
