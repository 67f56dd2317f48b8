"""Words about regions that the code chooses from."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.IntegerChoices):
    """The four levels of Indonesia's administration, told by the number of parts of the code."""

    PROVINCE = 1, _("province")
    REGENCY = 2, _("regency or city")
    DISTRICT = 3, _("district")
    VILLAGE = 4, _("village")


# How many characters the codes of each level have, dots counted: "33", "33.27", "33.27.13", "33.27.13.2003".
CODE_LENGTHS = {Level.PROVINCE: 2, Level.REGENCY: 5, Level.DISTRICT: 8, Level.VILLAGE: 13}
