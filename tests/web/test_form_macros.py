"""One macro draws every field; what a form carries along unseen is not drawn."""

import re

from flask import Flask, get_template_attribute
from wtforms import IntegerField, StringField
from wtforms.validators import Optional
from wtforms.widgets import HiddenInput

from webapp.web.forms import ActionForm


class UnseenForm(ActionForm):
    """A line that people type, and a number that they do not see."""

    words = StringField("Words")
    number = IntegerField("Number", [Optional()], widget=HiddenInput())


def drawn(form: ActionForm) -> str:
    """The whole form as its macro draws it."""
    return str(get_template_attribute("components/form.html", "form")(form, "/there", "Save"))


def test_a_field_with_a_hidden_widget_is_drawn_without_a_label(app: Flask) -> None:
    # when
    with app.test_request_context():
        html = drawn(UnseenForm(data={"words": "Minsk", "number": 3}))

    # then
    assert re.search(r'<input[^>]* name="number" type="hidden" value="3">', html)
    assert '<label for="words">' in html
    assert 'for="number"' not in html
    assert "Number" not in html


def test_what_is_wrong_with_a_hidden_field_is_said_above_the_others(app: Flask) -> None:
    # when
    with app.test_request_context(method="POST", data={"words": "Minsk", "number": "x"}):
        form = UnseenForm()
        form.was_sent_well()
        html = drawn(form)

    # then
    alert, _, rest = html.partition('<label for="words">')
    assert "Not a valid integer value." in alert
    assert 'role="alert"' in alert
    assert "Not a valid integer value." not in rest
