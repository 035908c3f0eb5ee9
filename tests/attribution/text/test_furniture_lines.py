"""Lines that are no prose are told by their look; prose that resembles them is left alone."""

import pytest

from webapp.attribution import Engine
from webapp.attribution.text.furniture import Strike, places_of, proposed, separate
from webapp.attribution.text.furniture_lines import FurnitureKind, kind_of
from webapp.attribution.text.passages import read
from webapp.attribution.text.spans import TextSpan

FURNITURE = [
    ("byline", "By Oda Fenn and Piet Larsson, chief reporters"),
    ("byline", "By J. T. van der Holm | Velmouth Courier"),
    ("byline", "By AFP"),
    ("byline", "Oda Fenn March 3, 2026 3:36 pm"),
    ("byline", "By Oda Fenn in Port Ellery"),
    ("date_line", "Published 15:30, updated 19:45, 3 March 2026"),
    ("date_line", "Updated 10:45 GMT, 6 May 2024"),
    ("date_line", "Last updated 2 hours ago"),
    ("date_line", "Tuesday, 3 March 2026"),
    ("link", "READ MORE: How to cross the Aske this week"),
    ("link", "READ MORE How to cross the Aske this week"),
    ("link", "MORE: Ten things the mayor said last week"),
    ("link", "RELATED: Ten things the mayor said last week"),
    ("link", "Read also: who pays for the bridge"),
    ("link", "Watch the full interview with Helen Marsh above."),
    ("link", "VIDEO: the bridge falls"),
    ("sign_up", "Sign up for the Courier’s morning letter"),
    ("sign_up", "Sign up for our newsletter to get what experts say every morning."),
    ("sign_up", "Subscribe to our podcast here."),
    ("sign_up", "Get the day’s headlines in your inbox"),
    ("sign_up", "Follow Oda Fenn on Twitter @odafenn."),
    ("sign_up", "Already a subscriber? Log in"),
    ("sign_up", "Register for a free account"),
    ("sign_up", "Subscribe now for unlimited access."),
    ("sign_up", "Follow the Courier on Facebook, on Twitter and on Instagram"),
    ("sign_up", "Join our WhatsApp community"),
    ("sign_up", "Get our free app"),
    ("sign_up", "Support independent journalism today."),
    ("caption", "The Sorrel Bridge on Tuesday (Photo: Courier / T. Holm)"),
    ("caption", "Divers at the pier, Tuesday, March 3, 2026. (AP Photo/T. Holm)"),
    ("caption", "Image caption, The bridge before it fell"),
    ("caption", "Photo by T. Holm"),
    ("post", "— Helen Marsh (@helenmarsh) March 3, 2026"),
    ("post", "— Helen Marsh (@helenmarsh)"),
    ("post", "— Helen Marsh (@helenmarsh) 3 March 2026"),
    ("post", "pic.twitter.com/a1B2c3"),
    ("editing", "(Reporting by Oda Fenn in Velmouth; Editing by Piet Larsson)"),
    ("editing", "Additional reporting by Oda Fenn and Piet Larsson."),
    ("editing", "This article was updated to include comments of the ministry."),
    ("copyright", "© 2026 Velmouth Courier. All rights reserved."),
    ("agency", "VELMOUTH, March 3 (Continental Wire) -"),
    ("table", "2024\t12m\tmayor claims"),
    ("page_number", "Page 3 of 12"),
    ("page_number", "page 7"),
    ("button", "Facebook | Twitter | Email"),
]
PROSE = [
    "By Tuesday the water had fallen, the ministry said.",
    "By Helen Marsh’s account, the hangers were sound.",
    "By train and by boat, hundreds left the town, officials said",
    "Page 3 of the report names the contractor.",
    "Published reports of cracks are wrong, the authority said.",
    "The report was updated in 2024, Marsh said.",
    "On 3 March 2026, Marsh said, the hangers were sound.",
    "More: that is what they want, he said.",
    "MORE THAN 100 HURT AS BRIDGE FALLS, POLICE SAY",
    "RELATED DEATHS RISE TO 12, MINISTRY SAYS",
    "Listen: nobody told us, she said.",
    "Register offices said on Monday that letters and e-mails were lost.",
    "Subscribers said their letter never came.",
    "Follow the money, he said on Twitter.",
    "Get out of the house, he told his daughter by e-mail.",
    "Photos by the agency showed cracks, Marsh said.",
    "Reporting by the Courier found that nobody had asked, Marsh said.",
    "Image source and date are unknown, police said.",
    "Copyright information was stolen, the ministry said.",
    "“We heard it creak” (Marsh denies this)",
    "The bridge fell (photo evidence shows this), he said.",
    "THE BRIDGE (Sorrel)",
    "Watch out, they cried.",
    "- Helen Marsh, head of the board (@helenmarsh) denied it on Monday",
    "Join a queue any day in Velmouth and you will hear the same complaint.",
    "Join the dots: an account in Sorrel, a yacht, an e-mail from the minister.",
    "Register as a voter at a community centre before Friday, campaigners urge.",
    "Log in to the site and the account of the dead woman is still there.",
    "Sign up to the plan and every day costs the town £40, argues Marsh.",
    "Subscribe to that theory and everything falls into place.",
    "Follow the debate on Twitter and you would think that there was war.",
    "Follow us, the soldiers shouted.",
    "Get more nurses, not another app, unions demand.",
    "Support independent journalism, the president urged on Monday.",
    "Already a member of the union, Marsh joined the strike.",
    "Become a member of the party and you get a job, Fenn argues.",
    "Download the new app and the police can hear you, activists warn.",
    "Video: that is what he saw, he said.",
    "Oda Fenn March 3, 2026, wrote that the bridge was safe",
]


@pytest.mark.parametrize(("kind", "line"), FURNITURE, ids=[line[:40] for _, line in FURNITURE])
def test_a_line_of_furniture_is_told_by_its_look(kind: str, line: str) -> None:
    assert kind_of(line) == FurnitureKind(kind)


@pytest.mark.parametrize("line", PROSE, ids=[line[:40] for line in PROSE])
def test_prose_that_resembles_furniture_is_prose(line: str) -> None:
    assert kind_of(line) is None


def test_menus_and_the_headline_stand_above_the_first_sentence_only() -> None:
    # given
    text = (
        "Velmouth Courier | News | Sport | Tides\nReport warned of cracks\nNews\n"
        "Inspectors warned two years ago that hangers were cracked, a report says.\n"
        "News\nReport warned of cracks\n"
    )

    # when
    found = [
        (text[start:end], kind) for start, end, kind in proposed(text, "Report warned of cracks")
    ]

    # then
    assert found == [
        ("Velmouth Courier | News | Sport | Tides", FurnitureKind.MENU),
        ("Report warned of cracks", FurnitureKind.HEADLINE),
        ("News", FurnitureKind.MENU),
    ]


@pytest.mark.parametrize(
    "title", ["Report warned of cracks.", "REPORT WARNED OF CRACKS | Velmouth Courier"]
)
def test_the_headline_is_known_without_its_outlet_and_its_full_stop(title: str) -> None:
    # given
    text = "Report warned of cracks\nInspectors warned two years ago of cracks, a report says.\n"

    # then
    assert proposed(text, title) == (Strike(0, 23, FurnitureKind.HEADLINE),)


@pytest.mark.parametrize("rest", ["", "\n\nBy Oda Fenn\n"], ids=["alone", "with furniture"])
def test_a_title_without_prose_below_it_is_the_text(rest: str) -> None:
    # given
    title = "Helen Marsh said the hangers were sound."

    # then
    assert FurnitureKind.HEADLINE not in {strike.kind for strike in proposed(title + rest, title)}


def test_without_a_title_the_first_line_stays() -> None:
    assert proposed("Report warned of cracks\nInspectors warned of them, a report says.\n") == ()


def test_a_credit_behind_prose_is_struck_alone() -> None:
    # given
    text = "“We knew it,” the council said. Photo: T. Holm/Courier"

    # then
    assert [text[start:end] for start, end, _ in proposed(text)] == ["Photo: T. Holm/Courier"]


def test_strikes_never_overlap() -> None:
    # given
    strikes = [
        Strike(5, 9, FurnitureKind.MENU),
        Strike(0, 6, FurnitureKind.BYLINE),
        Strike(2, 4, FurnitureKind.LINK),
    ]

    # then
    assert separate(strikes) == (
        Strike(0, 6, FurnitureKind.BYLINE),
        Strike(6, 9, FurnitureKind.MENU),
    )


def test_the_engine_reads_what_is_not_skipped() -> None:
    # given
    text = "Helen Marsh said the hangers were sound.\n\nPiet Larsson said the bridge was closed.\n"
    first = (Strike(0, 40, FurnitureKind.BY_HAND),)

    # when
    split = Engine().split(text, places_of(first))

    # then
    assert [one.source_name for one in Engine().split(text).attributions] == [
        "Helen Marsh",
        "Piet Larsson",
    ]
    assert [one.source_name for one in split.attributions] == ["Piet Larsson"]
    assert all(start >= 40 for one in split.attributions for start, _ in one.content)


def test_what_is_kept_is_read_though_it_looks_like_furniture() -> None:
    # given
    text = "READ MORE: Helen Marsh said the hangers were sound.\n"

    # then
    assert len(read(text).tokens) == 0
    assert len(read(text, ()).tokens) > 0


def test_what_is_skipped_is_found_again_where_invisible_characters_stand_before_it() -> None:
    # given
    unseen = "Up\u00ad\u00ad\u00addated\u200b.\n\n"
    text = f"{unseen}Helen Marsh said so.\n\nPiet Larsson said the bridge was closed.\n"
    start = text.index("Helen")

    # when
    split = Engine().split(text, (TextSpan(start, text.index("\n\nPiet")),))

    # then
    assert [one.source_name for one in split.attributions] == ["Piet Larsson"]
    assert [text[a:b] for one in split.attributions for a, b in one.source] == ["Piet Larsson"]
