"""What a hand does on a page, by the words that stand there."""


def press(page, name):
    page.locator("main").get_by_role("button", name=name, exact=True).last.click()


def follow(page, name):
    page.locator("main").get_by_role("link", name=name, exact=True).first.click()


def said(page):
    """The sentences of the error summary, or of the notice."""
    return page.locator(".summary, .notice").first.inner_text()
