import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("artisans", "0004_history_keeps_no_sealed_nik"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Split",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("before", models.JSONField(default=dict, editable=False, verbose_name="before")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="at")),
                (
                    "artisan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="splits",
                        to="artisans.artisan",
                        verbose_name="record that was split",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "part",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="split_from",
                        to="artisans.artisan",
                        verbose_name="new record",
                    ),
                ),
            ],
            options={
                "verbose_name": "split",
                "verbose_name_plural": "splits",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("artisan", models.F("part")), _negated=True),
                        name="split_makes_two_records",
                    )
                ],
            },
        ),
    ]
