"""Documents of a few lines in a raw zone, as intake writes them."""

from datetime import date
from pathlib import Path

from tests.ingest.deliveries import House
from warehouse.home import Home

SOURCE = "policy_document"
AS_OF = date(2022, 7, 1)


class Office(House):
    """A house whose documents are searched."""

    @property
    def home(self) -> Home:
        return Home(self.root)

    def deliver(self, **texts: str) -> None:
        """Texts under their names, taken in together with what lies there already."""
        for name, text in texts.items():
            self.put(f"documents/{name}.txt", text)
        self.take_in(SOURCE)

    def withdraw(self, name: str) -> None:
        (self.landing / "documents" / f"{name}.txt").unlink()
        self.take_in(SOURCE)


def notice(title: str, *paragraphs: str, number: str = "", day: str = "2022年5月18日") -> str:
    """A notice in the form of GB/T 9704 that its fields can be read from."""
    head = ["衢州市人民政府办公室文件", number] if number else ["衢州市人民政府办公室文件"]
    return "\n".join((*head, title, "各县（市、区）人民政府：", *paragraphs, "衢州市人民政府办公室", day))


def real_pages(office: Office, shared_data: Path) -> int:
    """The real policy pages delivered; how many."""
    pages = sorted((shared_data / "policy_html" / "html").glob("*.html"))
    for page in pages:
        office.put(f"documents/{page.name}", page.read_bytes())
    office.take_in(SOURCE)
    return len(pages)
