"""A news page of an invented outlet, with all that real pages put around their text."""

HEADLINE = "Report warned of cracks before Sorrel Bridge fell"
STANDFIRST = "Inspectors asked for repairs two years ago. The authority says they were planned."
LINES = (
    HEADLINE,
    "By Oda Fenn and Piet Larsson, chief reporters",
    "Published 15:30, updated 19:45, 3 March 2026",
    "Inspectors warned two years ago that hangers of the Sorrel Bridge were cracked, according to "
    "a report seen by the Velmouth Courier. The report lists “visible cracks at "
    "hangers 7, 9 and 12”.",
    "The Roads Authority said the hangers had been checked last autumn and “repairs were planned "
    "for May”. Its director, Helen Marsh, said lorries had been banned since January.",
    "READ MORE: How to cross the Aske this week",
    "Transport minister Tomas Verrel told Continental Wire that a barge had struck the middle "
    "pier. Aske Navigation, which runs the barge, denied this and asked why hanger 9 had been on a "
    "repair list since 2024.",
    "The Sorrel Bridge on Tuesday (Photo: Courier / T. Holm)",
    "“We heard it creak for minutes before it went,” said a woman who had stopped at the east "
    "ramp. Another driver said he had seen nothing unusual.",
    "Sign up for the Courier’s morning letter",
    "The first ambulance reached the quay at 07:51, its driver said.",
    "“There was no siren, only people calling from the water,” he told the Courier.",
)
BODY = " ".join([*LINES[3:], "The council meets on Thursday. " * 60])
PAGE = f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<title>{HEADLINE} | Velmouth Courier</title>
<meta property="og:title" content="{HEADLINE} | Velmouth Courier">
<meta property="og:site_name" content="Velmouth Courier">
<meta property="og:description" content="{STANDFIRST}">
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{HEADLINE}",
"datePublished": "2026-03-03T15:30:00+00:00", "inLanguage": "en", "articleBody": "{BODY}"}}</script>
</head><body><nav><a href="/">News</a> <a href="/s">Sport</a> <a href="/t">Tides</a></nav>
<header><h1>{HEADLINE}</h1><h2 class="standfirst">{STANDFIRST}</h2></header>
<article>{"".join(f"<p>{line}</p>" for line in LINES)}</article>
<footer>© 2026 Velmouth Courier</footer></body></html>
"""
