"""What a hand does on a page, by the words that stand there; the page that it leads to has arrived whole.

Nothing else in these tests presses: a locator's own `click` comes back when the next page has begun, and what is
counted on it then is counted too early.
"""


def click(target):
    target.click()
    target.page.wait_for_load_state()


def press(page, name):
    click(page.locator("main").get_by_role("button", name=name, exact=True).last)


def follow(page, name):
    click(page.locator("main").get_by_role("link", name=name, exact=True).first)


def fill_day(page, name, day):
    """The three boxes of a day, which is a date or YYYY-MM-DD."""
    year, month, number = str(day).split("-")
    for box, value in ((name, number), (f"{name}-bulan", month), (f"{name}-tahun", year)):
        page.fill(f"#{box}", value)


def said(page):
    """The sentences of the error summary, or of the notice."""
    return page.locator(".summary, .notice").first.inner_text()
