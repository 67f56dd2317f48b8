"""Below /klaster/: joining a cluster, its members, and its committee's decisions."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from artisans.views import committee, joining, membership

app_name = "memberships"
urlpatterns = [
    path(_("join/<code:code>/"), joining.ask, name="ask"),
    path(_("requests/<code:code>/"), committee.queue, name="queue"),
    path(_("requests/<int:pk>/accept/"), committee.accept, name="accept"),
    path(_("requests/<int:pk>/decline/"), committee.decline, name="decline"),
    path(_("requests/<int:pk>/ask-back/"), membership.ask_back, name="ask_back"),
    path(_("members/<code:code>/"), committee.members, name="members"),
    path(_("invite/<code:code>/"), committee.recruit, name="recruit"),
    path(_("invite/<code:code>/<code:artisan_code>/"), committee.invite, name="invite"),
    path(_("memberships/<int:pk>/"), membership.detail, name="detail"),
    path(_("memberships/<int:pk>/answer/"), membership.write_to_committee, name="answer"),
    path(_("memberships/<int:pk>/say-yes/"), membership.accept_invitation, name="say_yes"),
    path(_("memberships/<int:pk>/say-no/"), membership.decline_invitation, name="say_no"),
    path(_("memberships/<int:pk>/take-invitation-back/"), membership.uninvite, name="uninvite"),
    path(_("memberships/<int:pk>/change/"), membership.change, name="change"),
    path(_("memberships/<int:pk>/leave/"), membership.leave, name="leave"),
    path(_("memberships/<int:pk>/end/"), membership.let_go, name="let_go"),
    path(_("memberships/of/<code:code>/"), membership.of_maker, name="of_maker"),
]
