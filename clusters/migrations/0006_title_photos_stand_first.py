from django.db import migrations
from django.db.models import F


def stand_first(apps, schema_editor):
    """A title photo was kept by itself; now it is the first of the cluster's photos."""
    Cluster, Photo = apps.get_model("clusters", "Cluster"), apps.get_model("clusters", "ClusterPhoto")
    known = Photo.objects.values("key")
    for cluster in Cluster.objects.exclude(photo="").exclude(photo__in=known).order_by("pk"):
        Photo.objects.filter(cluster=cluster).update(position=F("position") + 1)
        Photo.objects.create(cluster=cluster, key=cluster.photo, position=0)


class Migration(migrations.Migration):

    dependencies = [
        ("clusters", "0005_fees_photos_in_order_checklists_and_no_circles"),
    ]

    operations = [
        migrations.RunPython(stand_first, migrations.RunPython.noop),
    ]
