from django.db import migrations


def tell_apart(apps, schema_editor):
    """Those who took a request back never were members: until now both were kept as having left."""
    memberships = apps.get_model("artisans", "Membership").objects
    memberships.filter(state="LEFT", started_on=None).update(state="WITHDRAWN")


def unite(apps, schema_editor):
    apps.get_model("artisans", "Membership").objects.filter(state="WITHDRAWN").update(state="LEFT")


class Migration(migrations.Migration):
    dependencies = [("artisans", "0011_invitations_and_who_is_to_act")]

    operations = [migrations.RunPython(tell_apart, unite)]
