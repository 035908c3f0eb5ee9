"""Kinds of words: the closed classes of English, and what an open word looks like."""

from __future__ import annotations

from functools import lru_cache

_CLASSES = {
    "be": "is are was were be been being am 's 're 'm isn't aren't wasn't weren't",
    "have": "has have had having 've 'd hasn't haven't hadn't",
    "do": "do does did doesn't didn't don't",
    "modal": "will would could should may might must can cannot shall 'll won't wouldn't couldn't "
    "shouldn't can't",
    "not": "not never n't",
    "adverb": "also still just even again once often always then now already further instead "
    "meanwhile however later soon ever",
    "to": "to",
    "he": "i he she they we it you",
    "him": "me him her them us himself herself themselves itself",
    "his": "my his their our its your",
    "who": "who whom whose which what",
    "that": "that",
    "the": "the a an this these those some any no each every another many several most both all",
    "by": "by",
    "in": "of in on at from for with about into over under against between among during through "
    "toward towards across around near upon without within behind amid despite including via",
    "after": "after before as because when while although though if since until where whether "
    "unless whereas once how why",
    "and": "and or nor",
    "but": "but yet so",
    "day": "monday tuesday wednesday thursday friday saturday sunday january february march april "
    "june july august september october november december today yesterday tomorrow tonight",
    "last": "last next earlier ago week month year night morning afternoon evening day recently",
}
_KIND = {word: kind for kind, words in _CLASSES.items() for word in words.split()}
_MARKS = {
    **dict.fromkeys('“”„«»"″', "Q"),
    "''": "Q",
    **dict.fromkeys("‘’'", "q"),
    **dict.fromkeys("-–—―", "-"),
    **dict.fromkeys(".!?…", "."),
    **dict.fromkeys("([{", "("),
    **dict.fromkeys(")]}", ")"),
}
_ENDINGS = ("ing", "ed", "ly", "s")
AUXILIARY = frozenset({"be", "have", "do", "modal", "not"})
OPEN = frozenset({"Cap", "num", "w", *_ENDINGS})


@lru_cache(maxsize=50_000)
def kind_of(word: str) -> str:
    """The word's class; for an open word whether it is a name, a number, or how it ends."""
    lower = word.lower().replace("’", "'")
    known = _KIND.get(lower) or _MARKS.get(word)
    if known:
        return known
    if not word[0].isalnum():
        return word[0] if word[0] in ",;:" else "*"
    if word[0].isdigit():
        return "num"
    if word[0].isupper():
        return "Cap"
    return next((ending for ending in _ENDINGS if lower.endswith(ending)), "w")
