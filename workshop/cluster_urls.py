"""Below /klaster/kelola/: a cluster's page, run by its committee."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from workshop.views import cluster, cluster_ladder, cluster_news, cluster_photos

app_name = "committee"
urlpatterns = [
    path(_("run/"), cluster.clusters, name="clusters"),
    path(_("run/<code:code>/"), cluster.home, name="home"),
    path(_("run/<code:code>/story/"), cluster.section, {"name": "story"}, name="story"),
    path(_("run/<code:code>/benefits/"), cluster.section, {"name": "benefits"}, name="benefits"),
    path(_("run/<code:code>/visitors/"), cluster.section, {"name": "visitors"}, name="visitors"),
    path(_("run/<code:code>/confirm/"), cluster.confirm_page, name="confirm"),
    path(_("run/<code:code>/history/"), cluster.history, name="history"),
    path(_("run/<code:code>/photos/"), cluster_photos.photos, name="photos"),
    path(_("run/<code:code>/photos/order/"), cluster_photos.order_photos, name="order_photos"),
    path(_("run/<code:code>/photos/upload/"), cluster_photos.upload, name="upload"),
    path(_("run/<code:code>/news/"), cluster_news.news, name="news"),
    path(_("run/<code:code>/news/write/"), cluster_news.add_news, name="add_news"),
    path(_("run/<code:code>/news/<int:pk>/"), cluster_news.change_news, name="change_news"),
    path(_("run/<code:code>/news/<int:pk>/take-down/"), cluster_news.take_news_down, name="take_news_down"),
    path(_("run/<code:code>/next-step/"), cluster_ladder.ladder, name="ladder"),
    path(_("run/<code:code>/next-step/kind/"), cluster_ladder.change_kind, name="change_kind"),
    path(_("run/<code:code>/next-step/<slug:told>/tick/"), cluster_ladder.tick_item, name="tick"),
    path(_("run/<code:code>/next-step/<slug:told>/untick/"), cluster_ladder.untick_item, name="untick"),
]
