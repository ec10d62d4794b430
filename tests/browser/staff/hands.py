"""What a hand does on a page, by the words that stand there; the page that it leads to has arrived whole."""


def press(page, name):
    page.locator("main").get_by_role("button", name=name, exact=True).last.click()
    page.wait_for_load_state()


def follow(page, name):
    page.locator("main").get_by_role("link", name=name, exact=True).first.click()
    page.wait_for_load_state()


def said(page):
    """The sentences of the error summary, or of the notice."""
    return page.locator(".summary, .notice").first.inner_text()
