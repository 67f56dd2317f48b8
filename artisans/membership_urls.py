"""Below /klaster/: joining a cluster, and its committee's decisions."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from artisans.views import joining

app_name = "memberships"
urlpatterns = [
    path(_("join/<code:code>/"), joining.ask, name="ask"),
    path(_("requests/<code:code>/"), joining.queue, name="queue"),
    path(_("requests/<int:pk>/accept/"), joining.accept, name="accept"),
    path(_("requests/<int:pk>/decline/"), joining.decline, name="decline"),
    path(_("memberships/<int:pk>/leave/"), joining.leave, name="leave"),
]
