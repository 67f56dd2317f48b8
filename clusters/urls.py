"""/klaster/: clusters as the public sees them."""

from django.urls import path

from clusters import views

app_name = "clusters"
urlpatterns = [
    path("", views.list, name="list"),
    path("<code:code>/", views.detail, name="detail"),
    path("<code:code>/<slug:slug>/", views.detail, name="detail"),
]
