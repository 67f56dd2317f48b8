"""Which admin site the project uses."""

from django.contrib.admin.apps import AdminConfig


class RegistryAdminConfig(AdminConfig):
    default_site = "accounts.admin_site.RegistrySite"
