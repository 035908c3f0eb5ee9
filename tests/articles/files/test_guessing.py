"""Texts that do not say how they are written: the guess shows them as they were."""

import pytest

from webapp.articles.files.character_sets import encoding_of

TEXTS = {
    "English": ("The café is closed, he said.", ["windows-1252", "mac-roman"]),
    "English with marks": ("“We never did,” the mayor’s office said – twice.", ["windows-1252"]),
    "English with a price": ("The works cost £12m. It’s a lot.", ["windows-1252", "mac-roman"]),
    "French": (
        "Le président a déclaré lundi que l’affaire était close, et le préfet n’a rien dit.",
        ["windows-1252", "mac-roman"],
    ),
    "German": ("Der Bürgermeister sagte, die Brücke bleibe „für immer“ zu.", ["windows-1252"]),
    "Spanish": ("El señor Peña negó más daños: «¿Por qué?», preguntó.", ["windows-1252"]),
    "Portuguese": ("O prefeito disse que a situação não é tão má.", ["windows-1252"]),
    "Italian": ("Il sindaco ha detto che il ponte è chiuso. «Perché?»", ["windows-1252"]),
    "Swedish": ("Statsministern sade på måndagen att förslaget är dött.", ["windows-1252"]),
    "Dutch": ("De burgemeester zei maandag dat één brug dicht blijft.", ["windows-1252"]),
    "Polish": (
        "Burmistrz powiedział w poniedziałek, że most będzie zamknięty.",
        ["windows-1250", "iso-8859-2"],
    ),
    "Czech": ("Starosta řekl, že most zůstane uzavřen tři týdny.", ["windows-1250", "iso-8859-2"]),
    "Hungarian": ("A polgármester azt mondta, hogy őszintén szólva nem örül.", ["windows-1250"]),
    "Turkish": (
        "Belediye başkanı köprünün kapalı kalacağını söyledi.",
        ["windows-1254", "iso-8859-9"],
    ),
    "Lithuanian": ("Meras pareiškė, kad žmonės šaukė įžūliai.", ["windows-1257"]),
    "Russian": (
        "Президент заявил в воскресенье, что мост закрыт.",
        ["windows-1251", "koi8-r", "iso-8859-5"],
    ),
    "Ukrainian": ("Міський голова заявив, що міст закрито.", ["windows-1251", "iso-8859-5"]),
    "Greek": ("Άλλο ένα όχι είπε ο δήμαρχος Νίκος Παπάς.", ["windows-1253", "iso-8859-7"]),
    "Hebrew": ("ראש העיר אמר ביום שני כי הגשר סגור למשך שלושה שבועות.", ["windows-1255"]),
    "Arabic": ("قال رئيس البلدية يوم الاثنين إن الجسر مغلق.", ["windows-1256"]),
    "Chinese": ("市长星期一表示，大桥将关闭三周。“我们别无选择。”", ["gb18030"]),
    "Chinese in Taiwan": ("市長星期一表示，大橋將關閉三週。「我們別無選擇。」", ["big5"]),
    "Japanese": ("市長は月曜日、橋は三週間閉鎖されると述べた。", ["shift_jis", "euc-jp"]),
    "Korean": ("시장은 월요일 다리가 폐쇄될 것이라고 말했다.", ["euc-kr"]),
}


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        pytest.param(text, encoding, id=f"{language} in {encoding}")
        for language, (text, encodings) in TEXTS.items()
        for encoding in encodings
    ],
)
def test_a_guess_shows_the_text_as_it_was(text: str, encoding: str) -> None:
    # when
    guess = encoding_of(text.encode(encoding))

    # then
    assert guess is not None
    assert guess.is_guessed
    assert text.encode(encoding).decode(guess.name) == text


def test_a_guess_is_made_where_the_first_letters_are() -> None:
    # given
    text = "He said so. " * 20_000 + "\n" + TEXTS["Greek"][0]

    # when
    guess = encoding_of(text.encode("iso-8859-7"))

    # then
    assert guess is not None
    assert guess.name == "iso-8859-7"


@pytest.mark.parametrize(
    ("declared", "words", "found"),
    [
        ("iso-8859-1", "“café”".encode("windows-1252"), "windows-1252"),
        ("GB2312", "联通".encode("gbk"), "gb18030"),
        ("iso-2022-jp", "市長".encode("iso-2022-jp"), "iso-2022-jp"),
        ("windows-1252", "café".encode(), "utf-8"),
        ("ascii", "café".encode(), "utf-8"),
        ("no-such", "café".encode(), "utf-8"),
        ("utf-8", TEXTS["Greek"][0].encode("iso-8859-7"), "iso-8859-7"),
        ("windows-1252", b"\xef\xbb\xbfcaf\xc3\xa9", "utf-8"),
    ],
)
def test_what_a_file_declares_is_believed_where_it_can_be_true(
    declared: str, words: bytes, found: str
) -> None:
    # when
    encoding = encoding_of(words, declared=declared)

    # then
    assert encoding is not None
    assert encoding.name == found
