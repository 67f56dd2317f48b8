"""/pesan/: what buyers ask, and the answers."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from orders.views import answering, asking, buyer, chat

app_name = "orders"
urlpatterns = [
    path(_("to-maker/<code:code>/"), asking.ask_maker, name="ask_maker"),
    path(_("to-maker/<code:code>/chat/"), chat.chat, name="chat"),
    path(_("to-cluster/<code:code>/"), asking.ask_cluster, name="ask_cluster"),
    path(_("open/"), buyer.open_by_word, name="open"),
    path(_("leave/"), buyer.leave, name="leave"),
    path(_("mine/<int:pk>/"), buyer.thread, name="thread"),
    path(_("mine/<int:pk>/kept/"), buyer.kept, name="kept"),
    path(_("mine/<int:pk>/close/"), buyer.close, name="close"),
    path(_("of-cluster/<code:code>/"), answering.of_cluster, name="of_cluster"),
    path(_("answers/<int:pk>/"), answering.answer, name="answer"),
    path(_("answers/<int:pk>/close/"), answering.settle, name="settle"),
]
