"""What a browser reads of a page's forms: fields as they would be sent, where they go, and the buttons."""

from html.parser import HTMLParser
from typing import NamedTuple


class Field(NamedTuple):
    name: str
    value: str


class Shown:
    """A form as it stands in a page."""

    def __init__(self, method, action):
        self.method, self.action = method, action
        self.fields: list[Field] = []
        self.buttons: list[Field] = []

    def value(self, name):
        return next((field.value for field in self.fields if field.name == name), None)


class Page(HTMLParser):
    """`forms` of a page, and the addresses it links to."""

    def __init__(self, text):
        super().__init__()
        self.forms: list[Shown] = []
        self.links: list[str] = []
        self._form = self._select = self._area = None
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        told = dict(attributes)
        if tag == "form":
            self._form = Shown(told.get("method", "get"), told.get("action") or "")
            self.forms.append(self._form)
        elif tag == "a":
            self.links.append(told.get("href") or "")
        elif self._form is not None:
            self._control(tag, told)

    def _control(self, tag, told):
        name, value = told.get("name"), told.get("value")
        if tag == "select":
            self._select = (name, [])
        elif tag == "option" and self._select:
            self._select[1].append((value or "", "selected" in told))
        elif tag == "textarea":
            self._area = [name, ""]
        elif tag == "button" and name:
            self._form.buttons.append(Field(name, value or ""))
        elif tag == "input" and name and _is_sent(told):
            self._form.fields.append(Field(name, value or ""))

    def handle_data(self, data):
        if self._area:
            self._area[1] += data

    def handle_endtag(self, tag):
        if tag == "form":
            self._form = None
        elif tag == "select" and self._select:
            name, options = self._select
            chosen = [value for value, selected in options if selected] or [options[0][0]] if options else []
            self._form.fields += [Field(name, value) for value in chosen[:1]]
            self._select = None
        elif tag == "textarea" and self._area:
            self._form.fields.append(Field(self._area[0], self._area[1].removeprefix("\n")))
            self._area = None


def _is_sent(told):
    """Whether a browser sends this field, which nobody has touched."""
    kind = told.get("type")
    return kind not in ("file", "submit") and (kind not in ("checkbox", "radio") or "checked" in told)
