"""Where a maker is spoken of beside the record: in notices, reasons, the admin's journal and on clusters' pages."""

import json
import re
from collections.abc import Collection
from dataclasses import dataclass

import pgtrigger
from django.contrib.admin.models import LogEntry
from django.db.models import Model, Q, TextField
from django.db.models.functions import Cast

from accounts.models import Notice
from artisans.models import Artisan, PersonIdentity, PrivateRead
from clusters.models import Cluster, ClusterNews, ClusterPhoto, KindChange

# What stands where somebody had typed a name that is forgotten now.
BLANK = "…"
# Names of fewer letters may mean anything.
SHORTEST = 3
# What committees and officers write on clusters' pages.
CLUSTER_TEXTS: dict[type[Model], tuple[str, ...]] = {
    Cluster: ("description", "how_to_join", "fees", "visitor_hours"),
    ClusterNews: ("title", "text"),
    ClusterPhoto: ("alt",),
    KindChange: ("reason",),
}


@dataclass(frozen=True)
class Mentions:
    """The words by which some makers are known: names they bear or bore, telephone numbers, NIB; and their codes."""

    artisan_ids: list[int]
    codes: list[str]
    words: list[str]

    @classmethod
    def of(cls, artisans: Collection[Artisan]) -> "Mentions":
        """Found before the records and their history are deleted."""
        keys = [artisan.pk for artisan in artisans]
        past = Artisan.pgh_event_model.objects.filter(pgh_obj_id__in=keys).values_list("public_name")
        people = PersonIdentity.objects.filter(artisan__in=keys).values_list("legal_name", "phone", "nib")
        past_people = PersonIdentity.pgh_event_model.objects.filter(artisan__in=keys)
        rows = [*past, *people, *past_people.values_list("legal_name", "phone", "nib")]
        words = {artisan.public_name for artisan in artisans} | {word for row in rows for word in row}
        words |= {f"0{word[3:]}" for word in words if word.startswith("+62")}
        long_first = sorted((word for word in words if len(word) >= SHORTEST), key=len, reverse=True)
        return cls(keys, [artisan.code for artisan in artisans], long_first)

    def blanked(self, text: str, *, as_written: bool = False) -> str:
        """The text with every such word taken out, however it was written; or only as the maker's name is written."""
        known, flags = "|".join(map(re.escape, self.words)), 0 if as_written else re.IGNORECASE
        return re.sub(rf"(?<!\w)(?:{known})(?!\w)", BLANK, text, flags=flags) if known else text

    def forget(self) -> None:
        """Takes them out of what stays: notices go; the notes of who looked and the admin's journal lose the words."""
        self._forget_notices()
        for entry in LogEntry.objects.filter(self._named_in("object_repr") | self._named_in("change_message")):
            self._blank(entry, "object_repr", "change_message")
        with pgtrigger.ignore("artisans.PrivateRead:private_read_is_kept"):
            for read in PrivateRead.objects.filter(code__in=self.codes).exclude(why=""):
                self._blank(read, "why")
        self._forget_on_clusters_pages()

    def _forget_on_clusters_pages(self) -> None:
        """Where a maker is called Batik Tulis, other people's words about batik tulis stay."""
        for model, names in CLUSTER_TEXTS.items():
            # The rows first: their change is kept in the history, which forgets after them.
            for table in filter(None, (model, getattr(model, "pgh_event_model", None))):
                named = Q(pk__in=[])
                for name in names:
                    named |= self._named_in(name)
                for row in table.objects.filter(named):
                    self._blank(row, *names, as_written=True)

    def _forget_notices(self) -> None:
        about = Q(pk__in=[])
        for word in self.words:
            about |= Q(said__contains=json.dumps(word, ensure_ascii=False))
        for code in self.codes:
            about |= Q(url__contains=f"/{code}/")
        Notice.objects.annotate(said=Cast("params", TextField())).filter(about).delete()

    def _named_in(self, column: str) -> Q:
        """Rows in which one of the words stands."""
        found = Q(pk__in=[])
        for word in self.words:
            found |= Q(**{f"{column}__icontains": word})
        return found

    def _blank(self, row: Model, *names: str, as_written: bool = False) -> None:
        changed = {name: self.blanked(getattr(row, name), as_written=as_written) for name in names}
        if any(text != getattr(row, name) for name, text in changed.items()):
            type(row).objects.filter(pk=row.pk).update(**changed)
