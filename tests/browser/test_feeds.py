"""What programs read of the public pages: a feed, a calendar, and where robots may go."""

import csv
import io
import json
import re
from datetime import datetime, timedelta
from xml.etree import ElementTree

import pytest
import requests
from asnkit.settings import Settings
from asnkit.wib import WIB
from icalendar import Calendar

from .story import DONE, LIAISONS, LONG_UNIT, OPEN

pytestmark = [pytest.mark.browser, pytest.mark.servers]

ATOM = "{http://www.w3.org/2005/Atom}"


def read(town, path, media_type, host=None):
    answer = requests.get(town.url + path, headers={"Host": host} if host else {}, timeout=10)
    assert answer.status_code == 200 and answer.headers["Content-Type"].startswith(media_type)
    return answer


def test_the_feed_tells_every_announcement_and_every_change_of_a_line_newest_first(town):
    feed = ElementTree.fromstring(read(town, "/pengumuman.atom", "application/atom+xml").content)
    told = town.people["siti"].get("registration", "/v1/announcements")["items"]
    [line] = town.people["siti"].get("registration", "/v1/vacancies/changed")["items"]
    everything = feed.findall(f"{ATOM}entry")
    [changed] = [one for one in everything if one.find(f"{ATOM}id").text.startswith("http")]
    assert changed.find(f"{ATOM}id").text.endswith(f"/formasi/{line['id']}#perubahan-1")
    assert changed.find(f"{ATOM}updated").text == line["changes"][0]["at"]
    moments = [one.find(f"{ATOM}updated").text for one in everything]
    assert moments == sorted(moments, reverse=True)
    entries = [one for one in everything if one is not changed]
    at = {one["id"]: one["changes"][-1]["at"] if one["changes"] else one["published_at"] for one in told}
    told.sort(key=lambda one: at[one["id"]], reverse=True)
    assert [one.find(f"{ATOM}id").text for one in entries] == [f"urn:uuid:{one['id']}" for one in told]
    assert [one.find(f"{ATOM}title").text for one in entries] == [one["title"] for one in told]
    assert feed.find(f"{ATOM}updated").text == max(at.values())
    [corrected] = [one for one in told if one["changes"]]
    [about] = [
        one.find(f"{ATOM}summary").text for one in entries if one.find(f"{ATOM}id").text.endswith(corrected["id"])
    ]
    was = corrected["changes"][0]["before"]["number"]
    assert about.endswith(f"Versi 2 menurut surat 800/44/BKPSDM/2024; dahulu tertulis: {was}")


def test_addresses_in_the_feed_are_the_portal_s_whatever_a_request_calls_it(town):
    for path in ("/pengumuman.atom", "/tanggal.ics"):
        assert "elsewhere" not in read(town, path, "", host="elsewhere.example").text


def test_the_calendar_has_what_is_still_to_come_and_keeps_its_numbers(town):
    calendar = Calendar.from_ical(read(town, "/tanggal.ics", "text/calendar").text)
    events = {str(one["UID"]): one for one in calendar.walk("VEVENT")}
    period = town.people["siti"].get("registration", f"/v1/periods/{OPEN}")
    closes = events[f"{OPEN}-closes@asn-tanjungbalai"]
    exactly = datetime.fromisoformat(period["registration_closes"])
    assert closes.decoded("DTSTART") == exactly.replace(microsecond=0), "a calendar counts whole seconds"
    assert period["name"] in str(closes["SUMMARY"]) and closes.decoded("DTSTART").utcoffset() == timedelta(0)
    assert all(one.decoded("DTSTART") > town.clock.now() for one in events.values())
    told = town.people["siti"].get("registration", "/v1/announcements")["items"]
    again = {f"{one['id']}-next@asn-tanjungbalai" for one in told if one["stage"] == "administrasi"}
    assert {uid for uid in events if "-next@" in uid} <= again, "only the file check is announced again"


def test_a_session_is_a_calendar_of_its_days_with_numbers_that_stay(town):
    address = f"/pelatihan/sesi/{town.session}.ics"
    session = town.people["siti"].get("training", f"/v1/sessions/{town.session}")
    events = Calendar.from_ical(read(town, address, "text/calendar").text).walk("VEVENT")
    hours = [[day["date"], day["begins"], day["ends"]] for day in session["days"]]
    told = [[one.decoded(name).astimezone(WIB) for name in ("DTSTART", "DTEND")] for one in events]
    assert [[f"{first:%Y-%m-%d}", f"{first:%H:%M}", f"{last:%H:%M}"] for first, last in told] == hours
    assert [str(one["UID"]) for one in events] == [f"{town.session}-{n}@asn-tanjungbalai" for n in (1, 2, 3)]
    assert {(str(one["STATUS"]), one["SEQUENCE"]) for one in events} == {("CONFIRMED", session["version"])}
    assert "elsewhere" not in read(town, address, "", host="elsewhere.example").text


def test_an_open_formation_is_told_to_search_engines_and_a_closed_one_is_not(town):
    page = read(town, f"/formasi/{town.lines[OPEN]}", "text/html").text
    [address] = re.findall(r'<link rel="alternate" type="application/ld\+json" href="([^"]+)">', page)
    assert 'content="Perawat Ahli Pertama, UPTD Puskesmas Datuk Bandar: 3 kursi.' in page
    posting = read(town, address, "application/ld+json").json()
    period = town.people["siti"].get("registration", f"/v1/periods/{OPEN}")
    assert (posting["@type"], posting["title"]) == ("JobPosting", "Perawat Ahli Pertama")
    assert posting["validThrough"] == period["registration_closes"] and posting["totalJobOpenings"] == 3
    assert posting["baseSalary"]["value"]["minValue"] == 2785700
    [inside] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
    assert json.loads(inside) == posting, "the same stands in the page"
    assert "ld+json" not in read(town, f"/formasi/{town.lines[DONE]}", "text/html").text
    assert requests.get(f"{town.url}/formasi/{town.lines[DONE]}.jsonld", timeout=10).status_code == 404


REQUIRED = ("title", "description", "datePosted", "validThrough", "hiringOrganization", "jobLocation")
"""Of a JobPosting, what search engines want (schema.org, Google's structured data for jobs)."""


def test_every_open_formation_has_all_that_a_job_posting_needs(town):
    lines = town.people["siti"].get("registration", "/v1/vacancies", open="true", limit=100)["items"]
    assert lines
    for line in lines:
        posting = read(town, f"/formasi/{line['id']}.jsonld", "application/ld+json").json()
        assert (posting["@context"], posting["@type"]) == ("https://schema.org", "JobPosting")
        assert all(posting[name] for name in REQUIRED) and line["unit"] in posting["description"]
        posted, through = (datetime.fromisoformat(posting[name]) for name in ("datePosted", "validThrough"))
        assert posted.utcoffset() == through.utcoffset() == timedelta(0) and posted < through
        organization, place = posting["hiringOrganization"], posting["jobLocation"]
        assert organization["@type"] == "GovernmentOrganization" and "Tanjungbalai" in organization["name"]
        assert (place["@type"], place["name"], place["address"]["@type"]) == ("Place", line["unit"], "PostalAddress")
        assert place["address"]["addressLocality"] == "Tanjungbalai" and place["address"]["addressCountry"] == "ID"


def test_nothing_that_a_formation_says_ends_the_block_of_data_in_its_page(town):
    with town.apps["portal"].app_context():
        made = town.apps["portal"].jinja_env.from_string("{{ one|tojson }}").render(one={"title": "</script><b>&"})
    assert "<" not in made and json.loads(made) == {"title": "</script><b>&"}


def test_whoever_finds_a_weakness_reads_where_to_tell_it(town):
    text = read(town, "/.well-known/security.txt", "text/plain", host="elsewhere.example").text
    fields = [line.split(": ", 1) for line in text.splitlines()]
    contacts = [value for name, value in fields if name == "Contact"]
    assert contacts and "elsewhere" not in text
    for address in contacts:
        assert read(town, "/" + address.split("/", 3)[3], "text/html")
    expires = datetime.fromisoformat(dict(fields)["Expires"])
    assert timedelta(days=30) < expires - town.clock.now() < timedelta(days=365)


def test_robots_stay_out_of_what_is_somebody_s_own(town):
    lines = read(town, "/robots.txt", "text/plain").text.splitlines()
    assert lines[0] == "User-agent: *" and {"Disallow: /saya", "Disallow: /kerja"} <= set(lines)


def test_the_contracts_are_downloaded_as_they_are_and_nothing_else(town):
    for name in ("bundle.json", "asyncapi.yaml", "registration/account.created.v1.json"):
        answer = requests.get(f"{town.url}/kontrak/berkas/{name}", timeout=10)
        assert answer.content == (Settings.contracts / name).read_bytes()
        assert answer.headers["Content-Disposition"].startswith("attachment")
    assert requests.get(f"{town.url}/kontrak/berkas/%2e%2e/pyproject.toml", timeout=10).status_code == 404


def test_the_sheet_of_complaints_holds_back_what_the_page_holds_back(town):
    answer = read(town, "/aduan/angka.csv", "text/csv")
    [titles, *rows] = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";")
    told = {row[0]: dict(zip(titles[1:], row[1:], strict=True)) for row in rows}
    totals = [told[name]["Jumlah"] for name in (LIAISONS, LONG_UNIT, "Semua")]
    assert totals[0] == "" and totals.count("") >= 2, "two complaints are not told, nor what would tell them"
    assert all(int(number) == 0 or int(number) >= 5 for row in told.values() for number in row.values() if number)


def test_figures_are_the_same_in_the_json_and_on_the_paper_as_on_the_page(town):
    told = read(town, "/aduan/angka.json", "application/json").json()
    assert [one["total"] for one in told["units"] if one["unit"] == LIAISONS] == [None], "held back here, too"
    done = town.surveys["done"]
    index = read(town, f"/ikm/{done}.json", "application/json").json()["ikm"]
    [_titles, *rows] = csv.reader(io.StringIO(read(town, f"/ikm/{done}.csv", "text/csv").text), delimiter=";")
    assert [row[1].replace(",", ".") for row in rows] == [one["shown"] for one in index["elements"]]
    trend = read(town, f"/ikm/{done}.json", "application/json").json()["trend"]
    sheet = read(town, f"/ikm/{done}/tren.csv", "text/csv").content.decode("utf-8-sig")
    [_titles, *rows] = csv.reader(io.StringIO(sheet), delimiter=";")
    assert [row[1].replace(",", ".") for row in rows] == [one["shown"] for one in trend]
    for address in ("/aduan/angka.pdf", f"/ikm/{done}.pdf", f"/transparansi/{OPEN}.pdf"):
        assert read(town, address, "application/pdf").content.startswith(b"%PDF")
    assert requests.get(f"{town.url}/ikm/{town.surveys['open']}.pdf", timeout=10).status_code == 404


def test_the_board_counts_comments_that_nobody_reads_yet(town):
    told = read(town, f"/transparansi/{OPEN}.json", "application/json").json()["comments"]
    sheet = read(town, f"/transparansi/{OPEN}/tanggapan.csv", "text/csv").content.decode("utf-8-sig")
    [_titles, row] = csv.reader(io.StringIO(sheet), delimiter=";")
    [stage] = told
    assert row[1:] == [str(stage[name]) for name in ("given", "shown", "withheld")] == ["4", "2", "1"]
    page = read(town, f"/transparansi/{OPEN}/tanggapan", "text/html").text
    assert "Petunjuk pas foto membingungkan." in page
    assert "Ratna" not in page and "joki" not in page and "diurutkan" not in page


def test_topics_are_a_feed(town):
    feed = ElementTree.fromstring(read(town, "/aduan/pokok.atom", "application/atom+xml").content)
    [entry] = feed.findall(f"{ATOM}entry")
    assert entry.find(f"{ATOM}title").text == "Antrean di loket pendaftaran setiap hari Senin"


def test_what_units_promised_is_a_feed(town):
    feed = ElementTree.fromstring(read(town, "/perbaikan.atom", "application/atom+xml").content)
    titles = {entry.find(f"{ATOM}title").text for entry in feed.findall(f"{ATOM}entry")}
    assert {"Kursi ruang tunggu ditambah.", "Loket kedua dibuka setiap Senin dan Kamis."} <= titles


def test_the_front_page_says_until_when_each_open_period_takes_applications_and_how_one_applies(town):
    page = read(town, "/", "text/html").text
    period = town.people["siti"].get("registration", f"/v1/periods/{OPEN}")
    assert f'href="/formasi?periode={OPEN}">{period["name"]}</a>' in page
    assert "Cara melamar" in page and f'href="/formasi?periode={DONE}">' not in page


def test_a_line_says_whether_it_takes_applications_and_a_closed_one_leads_to_its_results(town):
    assert "Dibuka</span>" in read(town, f"/formasi?periode={OPEN}", "text/html").text
    assert "Ditutup</span>" in read(town, f"/formasi?periode={DONE}", "text/html").text
    closed = read(town, f"/formasi/{town.lines[DONE]}", "text/html").text
    assert f'href="/pengumuman?periode={DONE}"' in closed and "masuk untuk melamar" not in closed
    assert "masuk untuk melamar" in read(town, f"/formasi/{town.lines[OPEN]}", "text/html").text
    results = read(town, f"/pengumuman?periode={DONE}", "text/html").text
    told = town.people["siti"].get("registration", "/v1/announcements")["items"]
    assert {one["id"] for one in told if f"/pengumuman/{one['id']}" in results} == {
        one["id"] for one in told if one["period"] == DONE
    }
