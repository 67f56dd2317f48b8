app_name = "artisans"
urlpatterns = []
