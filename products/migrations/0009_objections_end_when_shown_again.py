"""What was taken off after an objection waits for an officer once, not for ever."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("products", "0008_slugs_are_fixed")]

    operations = [
        migrations.AddField(
            model_name="productreport",
            name="lifted_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="shown again by an officer"),
        ),
        migrations.AddConstraint(
            model_name="productreport",
            constraint=models.CheckConstraint(
                condition=models.Q(lifted_at=None) | models.Q(took_off=True),
                name="product_report_lifted_after_taking_off",
            ),
        ),
    ]
