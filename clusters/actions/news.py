"""What a committee tells everybody: written, put right, taken down."""

from django.utils.translation import gettext as _

from accounts.models import User
from clusters.actions.holding import as_done_by, held
from clusters.models import Cluster, ClusterNews
from core.actions import action
from core.refusals import Refusal
from core.versions import Answers, settle


class NewsGone(Refusal):
    """Somebody else has taken it down meanwhile."""


@action
def write_news(*, cluster: Cluster, title: str, text: str, by: User) -> ClusterNews:
    """Tells everybody. The same words sent twice, as by a double press on a weak line, are told once."""
    locked = held(cluster)
    newest = locked.news.newest_first().first()
    if newest and (newest.title, newest.text) == (title, text):
        return newest
    with as_done_by(locked, by):
        return locked.news.create(title=title, text=text, by=by)


@action
def correct_news(*, news: ClusterNews, answers: Answers, seen: Answers, by: User) -> ClusterNews:
    """Puts title and text right; its day stays. Raises NewsGone, and core.versions.ChangedMeanwhile."""
    locked = _held(news)
    stored = {name: getattr(locked, name) for name in answers}
    for name, value in settle(seen=seen, stored=stored, mine=answers).items():
        setattr(locked, name, value)
    with as_done_by(locked.cluster, by):
        locked.save(update_fields=list(answers))
    return locked


@action
def take_down(*, news: ClusterNews, by: User) -> None:
    """Deletes it; the history keeps what it said. Raises NewsGone."""
    locked = _held(news)
    with as_done_by(locked.cluster, by):
        locked.delete()


def _held(news: ClusterNews) -> ClusterNews:
    cluster = held(news.cluster)
    locked = ClusterNews.objects.select_for_update().filter(pk=news.pk).first()
    if locked is None:
        raise NewsGone(_("Somebody else has taken this news down meanwhile."))
    locked.cluster = cluster
    return locked
