"""A formation line that takes applications, as search engines read it: a JobPosting of schema.org, in JSON-LD.

It stands in the line's page as a block of data, which no browser runs, and is a document of its own (decision 165).
"""

from asnkit.web import current
from flask import url_for
from flask_babel import gettext as _

from .. import words

CITY = {
    "@type": "PostalAddress",
    "addressLocality": "Tanjungbalai",
    "addressRegion": "Sumatera Utara",
    "addressCountry": "ID",
}


def posting(line: dict, period: dict) -> dict:
    education = ", ".join(words.education(line))
    told = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": line["job_name"],
        "description": _("%(job)s di %(unit)s. Pendidikan: %(education)s.", job=line["job_name"], unit=line["unit"],
                         education=education),
        "identifier": {"@type": "PropertyValue", "name": period["code"], "value": line["id"]},
        "url": current().settings.urls["portal"] + url_for("vacancies.show", id=line["id"]),
        "datePosted": line["published_at"],
        "validThrough": period["registration_closes"],
        "totalJobOpenings": line["quota"],
        "employmentType": "FULL_TIME",
        "directApply": True,
        "qualifications": education,
        "hiringOrganization": {"@type": "GovernmentOrganization", "name": _("Pemerintah Kota Tanjungbalai")},
        "jobLocation": {"@type": "Place", "name": line["unit"], "address": CITY},
    }  # fmt: skip
    if line["salary_range"]:
        pay = {"@type": "QuantitativeValue", "unitText": "MONTH"}
        pay |= {"minValue": line["salary_range"]["min"], "maxValue": line["salary_range"]["max"]}
        told["baseSalary"] = {"@type": "MonetaryAmount", "currency": "IDR", "value": pay}
    return told
