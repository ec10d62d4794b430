"""Two integrity reports by somebody unknown: one that the Inspektorat answers and closes, one that nobody opens."""

from .city import City

TEXTS = ("Seseorang menawarkan kursi dengan harga tertentu.", "Pengawas ruang tiga menerima amplop.")


def report(city: City) -> None:
    inspector = city.staff["inspektorat"]
    with city.stages.stage("integrity reports", len(TEXTS)) as advance:
        sent = []
        for text in TEXTS:
            sent.append(city.public.post("feedback", "/v1/complaints", {"class": "integrity", "text": text}).body)
            advance()
        path, told = f"/v1/integrity-reports/{sent[0]['id']}", sent[0]["extra"]
        inspector.get("feedback", path)
        inspector.post("feedback", f"{path}/answer", {"text": "Kapan, dan siapa lagi yang mendengarnya?"})
        tracked = "/v1/complaints/tracked/{number}/{code}".format(**told)
        city.public.post("feedback", f"{tracked}/replies", {"text": "Hari Jumat, di kantin."})
        inspector.get("feedback", path)
        inspector.post("feedback", f"{path}/closing", {"outcome": "referred", "text": "Diteruskan kepada polisi."})
