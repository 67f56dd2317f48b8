"""How many examples a property is shown: few in the suite, a hundred times as many in `make drill`."""

from hypothesis import HealthCheck, settings

LONG = "long"
settings.register_profile(LONG, deadline=None)


def examples(number: int) -> settings:
    """Settings for a property on the tables, whose fixtures are made once for all its examples."""
    factor = 100 if settings.get_current_profile_name() == LONG else 1
    return settings(
        max_examples=number * factor, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
