"""Lines that ask readers to subscribe, sign in or follow; they tell no story."""

from __future__ import annotations

import re

LONGEST_SIGN_UP = 220
_NETWORK = r"(?:twitter|facebook|instagram|x|telegram|threads|bluesky|youtube|tiktok|linkedin)"
_ENDS = r"(?:[.:!/,]?\s*$|[.!?] )"
"""The line ends, or another sentence of the kind follows."""
_GOES_ON = rf"(?:{_ENDS}| (?:today|now|here|for|to|with|from|by|below|on|at|and|or|in)\b)"
_IS_OFFERED = (
    r"(?:newsletters?|letter|briefing|inbox|e-?mails?|alerts?|channel|podcast|unlimited|premium"
    r"|subscribers?|to (?:continue|read|comment))"
)
_IS_OURS = (
    r"(?:(?:our|your|my|free|an?|the)(?: [\w’'-]+){0,2}"
    r" (?:updates?|offers?|account|community|trial|app|newsroom))|(?:for|register) free"
)
_ASKS = re.compile(
    rf"(?:please )?(?:subscribe|sign up|sign in|log in|register)\b[^\n]*?\b{_IS_OFFERED}\b"
    rf"|(?:please )?(?:subscribe|sign up|sign in|log in|register|join)\b[^\n]{{0,80}}?"
    rf"(?<!\w)(?:{_IS_OURS})\b[^\n,]{{0,30}}$"
    rf"|join [^\n]*?\b(?:our|your|us|thousands|millions)\b[^\n]*?\b(?:{_IS_OFFERED}|whatsapp"
    r"|community|readers|free)\b"
    rf"|subscribe(?:{_ENDS}| (?:now|here|today)\b| to (?:our\b|(?-i:[A-Z]))| for [£$€]\d)"
    r"|get (?=(?:the|our|all the|more|breaking)\b)[^\n,]*\b(?:inbox|newsletters?|alerts?|by e-?mail"
    rf"|(?:our|the)(?: [\w’'-]+){{0,3}} app)\b"
    rf"|follow us(?:{_ENDS}| (?:on|at|for|@))|follow @\w"
    rf"|follow [^\n]{{3,80}} on {_NETWORK}(?:{_ENDS}|[,:]? (?:and |or |& )?(?:@\w|{_NETWORK}\b)"
    r"| at\b| for\b| here\b)"
    rf"|download (?:the|our)[^\n]* app(?:{_ENDS}| (?:today|now|here|for|to|from|on)\b)"
    rf"|already a (?:subscriber|member)(?:\?|{_ENDS}|[:,]? (?:log|sign) in\b)"
    r"|this (?:article|story) is (?:only )?(?:for|available to)(?: our)? (?:subscribers|members)"
    rf"(?: only)?{_ENDS}"
    rf"|enter your e-?mail(?: address)?{_GOES_ON}|support (?:our|independent) journalism{_GOES_ON}"
    rf"|become a (?:member|subscriber)(?:{_ENDS}| (?:today|now|here|for|to|and (?:get|read|enjoy"
    r"|support))\b)"
    rf"|click here to (?:subscribe|sign up){_GOES_ON}"
    rf"|thank you for signing up(?:{_ENDS}| (?:to|for)\b)|like us on facebook(?:{_ENDS}| (?:and|for"
    r"|@))",
    re.IGNORECASE,
)
_TELLS = re.compile(
    r"\b(?:said|told|according|says|tells|(?:argu|urg|announc|not|promis|declar|describ)(?:es|ed)"
    r"|(?:claim|warn|demand|ask|insist|add|explain|shout|want|report|recall|order|admit|answer"
    r"|suggest|hope|complain)(?:s|ed)|cr(?:ies|ied)|den(?:ies|ied)|writes|wrote|thinks|thought"
    r"|he|she|they|his|her|their|them|would)\b",
    re.IGNORECASE,
)
"""Somebody's words are told, or somebody is spoken of: that is prose."""


def asks_readers(line: str) -> bool:
    """The line is made for readers of the page, and tells nothing."""
    return len(line) <= LONGEST_SIGN_UP and bool(_ASKS.match(line)) and not _TELLS.search(line)
