"""The few pieces of HTML: what a file names a school can never become a tag."""

from __future__ import annotations

from ui.style import Card, Line, card_html, line_html, plain

HOSTILE = '<img src=x onerror="alert(1)">'


def test_a_card_escapes_every_part():
    page = card_html(Card(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, "worse", HOSTILE))
    assert "<img" not in page
    assert page.count("&lt;img") == 6


def test_an_unknown_tone_is_no_class():
    assert 'class=""' in card_html(Card("名", "1", change="▲ 1", tone='"><script>'))


def test_a_line_escapes_its_tag_text_and_link():
    assert "<img" not in line_html(Line(HOSTILE, HOSTILE, HOSTILE, HOSTILE))


def test_a_name_inside_a_label_is_no_markdown():
    assert plain("**粗** [x](http://x) :red[y]") == "\\*\\*粗\\*\\* \\[x\\]\\(http\\://x\\) \\:red\\[y\\]"
