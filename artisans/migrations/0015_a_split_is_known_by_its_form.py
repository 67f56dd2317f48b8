"""A form that splits a record is known by its own number when it comes twice, not by the second maker's name."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("artisans", "0014_names_and_history_by_statement"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="split",
            name="form_uuid",
            field=models.UUIDField(blank=True, editable=False, null=True, verbose_name="form"),
        ),
        migrations.AddConstraint(
            model_name="split",
            constraint=models.UniqueConstraint(fields=("by", "form_uuid"), name="split_of_a_form_once"),
        ),
    ]
