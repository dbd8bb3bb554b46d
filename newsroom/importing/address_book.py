"""Old addresses of an imported blog and the rows that they lead to."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from articles import old_addresses
from articles.models import Article, Author, OldAddress, Topic
from newsroom.importing.import_text import max_length_of
from newsroom.importing.ledger import Ledger
from newsroom.importing.records import AddressRecord

BATCH = 500  # rows
LONGEST = max_length_of(OldAddress, "path")


class Address(NamedTuple):
    field: str  # of OldAddress
    pk: int
    is_public: bool


class AddressBook:
    """A map of sources to primary keys and paths, a few bytes for each row."""

    def __init__(self, ledger: Ledger):
        self.ledger = ledger
        self.of: dict[str, Address] = {}
        self.met: set[str] = set()
        taken = OldAddress.objects.filter(deleted_at=None)
        self.paths = set(taken.values_list("path", flat=True))
        self.waiting: list[OldAddress] = []
        self.hidden: list[tuple[tuple[str, ...], Address]] = []
        moved_in = Article.objects.exclude(source=None).values_list("source", "pk")
        self.in_trash = set(
            Article.objects.in_trash().exclude(source=None).values_list("source", flat=True)
        )
        public = set(Article.objects.published().values_list("pk", flat=True))
        for source, pk in moved_in:
            self.of[source or ""] = Address("article", pk, pk in public)

    def has(self, source: str) -> bool:
        return source in self.of

    def is_repeated(self, source: str) -> bool:
        """Return True if `source` was asked about before, so is in the file twice."""
        doubled = source in self.met
        self.met.add(source)
        return doubled

    def article_pk(self, source: str) -> int | None:
        place = self.of.get(source)
        return place.pk if place and place.field == "article" else None

    def put(self, key: str, thing: Article | Author | Topic):
        self.of[key] = self._place_of(thing)

    def also(self, key: str, source: str):
        """Let `key` lead to the row of `source`, unless it leads to an earlier one."""
        self.of.setdefault(key, self.of[source])

    def remember(self, addresses: tuple[str, ...], thing: Article | Author | Topic):
        """Let `addresses` lead to `thing`, except its own and those already taken."""
        place = self._place_of(thing)
        if place.is_public:
            self._remember(addresses, place, thing.get_absolute_url())
        else:
            self.hidden.append((addresses, place))

    def complete(self, addresses: tuple[str, ...], source: str):
        """Remember the addresses that an interrupted import left out."""
        if not self._are_known(addresses):
            self.remember(addresses, Article.objects.get(pk=self.of[source].pk))

    def _are_known(self, addresses: tuple[str, ...]) -> bool:
        try:
            return {old_addresses.normal(address) for address in addresses} <= self.paths
        except ValueError:
            return False

    def remember_elsewhere(self, record: AddressRecord):
        places = (self.of.get(key) for key in record.leads_to)
        place = next((place for place in places if place and place.is_public), None)
        self._remember(record.addresses, place)

    def close(self):
        """Write the addresses that are still queued.

        Those of hidden rows come last, so that they take none from public ones.
        """
        for addresses, place in self.hidden:
            self._remember(addresses, place)
        self.store()

    def store(self):
        if self.waiting:
            OldAddress.objects.replace(self.waiting)
            self.waiting = []

    @staticmethod
    def _place_of(thing: Article | Author | Topic) -> Address:
        is_public = thing.is_public if isinstance(thing, Article) else True
        return Address(str(thing._meta.model_name), thing.pk, is_public)

    def _remember(self, addresses: tuple[str, ...], place: Address | None, current: str = ""):
        taken = {old_addresses.normal(current), "/"}
        for address in addresses:
            path = self._path(address)
            if path and path not in taken and path not in self.paths:
                self.paths.add(path)
                leads_to = {f"{place.field}_id": place.pk} if place else {}
                self.waiting.append(OldAddress(path=path, **leads_to))
        if len(self.waiting) >= BATCH:
            self.store()

    def _path(self, address: str) -> str:
        """Return the address as a path for look-ups; empty if it is none."""
        try:
            path = old_addresses.normal(address)
        except ValueError:
            self.ledger.notes[_("An old address cannot be read and leads nowhere.")] += 1
            return ""
        if len(path) > LONGEST:
            self.ledger.notes[_("An old address is too long and leads nowhere.")] += 1
            return ""
        return path
