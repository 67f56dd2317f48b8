"""A cluster's photos as an album: what the photo pages need, whosever the photos are."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from PIL.Image import Image

from accounts.models import User
from clusters.actions import photos
from clusters.models import MAX_PHOTOS, Cluster, ClusterPhoto


@dataclass(frozen=True)
class ClusterAlbum:
    """The photos of a cluster, as this person may change them. Refuses with TooManyPhotos, PhotoOfAnother."""

    cluster: Cluster
    by: User
    most = MAX_PHOTOS

    @property
    def shelf(self) -> str:
        return shelf_of(self.cluster.pk)

    @property
    def photos(self) -> list[ClusterPhoto]:
        return list(self.cluster.photos.order_by("position", "pk"))

    def check_room(self, upload: UUID) -> None:
        photos.check_room(cluster=self.cluster, upload=upload)

    def made_of(self, upload: UUID) -> ClusterPhoto | None:
        return self.cluster.photos.filter(upload_uuid=upload).first()

    def add(self, image: Image, upload: UUID | None = None) -> ClusterPhoto:
        return photos.add_photo(cluster=self.cluster, by=self.by, image=image, upload=upload)

    def describe(self, alts: Mapping[int, str], seen: Mapping[int, str]) -> None:
        photos.describe_photos(cluster=self.cluster, by=self.by, alts=alts, seen=seen)

    def move(self, photo_id: int, places: int) -> None:
        photos.move_photo(cluster=self.cluster, by=self.by, photo_id=photo_id, places=places)

    def order(self, photo_ids: list[int]) -> None:
        photos.order_photos(cluster=self.cluster, by=self.by, photo_ids=photo_ids)

    def remove(self, photo_id: int) -> bool:
        return photos.remove_photo(cluster=self.cluster, by=self.by, photo_id=photo_id)


def shelf_of(cluster_id: int) -> str:
    """The folder of what has come so far of a cluster's photos."""
    return f"cluster-{cluster_id}"


def needed_photos() -> Iterator[str]:
    """The keys of the stored photos that clusters need."""
    return ClusterPhoto.objects.values_list("key", flat=True).iterator()
