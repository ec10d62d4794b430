"""States and sealed values that several tests start from."""

PERSON = "0192f0c4-7a11-7c3e-9b1d-2f6a5c8e0001"
OTHER = "0192f0c4-7a11-7c3e-9b1d-2f6a5c8e0009"
VACANCY_ID = "0192f0c4-7a12-7c3e-9b1d-2f6a5c8e0002"
APPLICATION_ID = "0192f0c4-7a14-7c3e-9b1d-2f6a5c8e0004"
ANNOUNCEMENT_ID = "0192f0c4-7a15-7c3e-9b1d-2f6a5c8e0005"
DOCUMENT_ID = "0192f0c4-7a13-7c3e-9b1d-2f6a5c8e0003"
SHA = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"
SEALED = {"sealed": "v1", "kid": PERSON, "nonce": "q83vEjRWeJCrze8S", "ciphertext": "c2VhbGVk"}

PERIOD = {
    "code": "CPNS-2024",
    "name": "Seleksi CPNS Kota Tanjungbalai Tahun 2024",
    "procurement_type": "PNS",
    "budget_year": 2024,
    "mode": "nasional",
    "registration_opens": "2024-08-19T17:00:00.000Z",
    "registration_closes": "2024-09-10T16:59:59.000Z",
    "age_counted_on": "submission",
    "objection_days": 3,
    "answer_days": 7,
    "decree": "KepmenPANRB 320/2024",
}

LINE = {
    "job_code": "JF-0412",
    "job_name": "Pranata Komputer Ahli Pertama",
    "job_kind": "FUNCTIONAL",
    "unit": "Dinas Komunikasi dan Informatika",
    "education": [{"level": "S1", "programme": "Teknik Informatika"}],
    "need_type": "UMUM",
    "quota": 2,
    "age_min": 18,
    "age_max": 35,
    "gpa_min": "2.75",
    "documents": ["id_card", "diploma"],
    "salary_range": {"min": 2785700, "max": 5180700},
    "decree_no": "KepmenPANRB 293/2024",
}
VACANCY = {"period": "CPNS-2024", **LINE, "origin": None}
