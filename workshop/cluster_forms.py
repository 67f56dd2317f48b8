"""What a cluster's committee writes on its page, a section at a time."""

from typing import ClassVar

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from clusters.actions.page import plain_answers
from clusters.choices import Benefit, ClusterKind
from clusters.models import Cluster, ClusterNews
from core.versions import Answers, VersionedForm, plain


class PageForm(VersionedForm):
    """One section of the page. Subclasses say how it is called, where it is, and which icon stands beside it."""

    title: ClassVar[str]
    url_name: ClassVar[str]
    icon: ClassVar[str]

    @classmethod
    def names(cls) -> list[str]:
        """The questions of this section."""
        return [name for name in cls.base_fields if name not in ("seen", "theirs")]

    @classmethod
    def about(cls, cluster: Cluster, *args) -> "PageForm":
        """The form with what the page says now, to be changed."""
        names = cls.names()
        return cls(
            *args,
            initial={name: getattr(cluster, name) for name in names},
            stored=plain_answers(cluster, names),
        )

    def answers(self) -> Answers:
        """The valid answers in plain form."""
        return {name: plain(self.cleaned_data[name]) for name in self.names()}

    @property
    def missing(self) -> list[str]:
        """The questions that nobody has answered yet."""
        return [str(self.fields[name].label) for name in self.names() if not self.initial[name]]


class StoryForm(PageForm):
    """Who the cluster is, and how one joins."""

    title, url_name, icon = _("Story and how to join"), "committee:story", "edit"

    description = forms.CharField(
        label=capfirst(_("story")),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 8, "autocapitalize": "sentences"}),
        help_text=_("Since when, what you make and from what, what is special. An empty line begins a new paragraph."),
    )
    how_to_join = forms.CharField(
        label=capfirst(_("how to join")),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "autocapitalize": "sentences"}),
        help_text=_("Who may join, and what you look at before you answer."),
    )


class BenefitsForm(PageForm):
    """What members get, and what it costs."""

    title, url_name, icon = _("What members get and pay"), "committee:benefits", "check-circle"

    benefits = forms.MultipleChoiceField(
        label=capfirst(_("benefits")), choices=Benefit, required=False, widget=forms.CheckboxSelectMultiple
    )
    fees = forms.CharField(
        label=capfirst(_("what membership costs")),
        required=False,
        max_length=300,
        help_text=_("Such as: Rp 10,000 a month; nothing in the first year."),
    )


class VisitorsForm(PageForm):
    """When visitors are welcome."""

    title, url_name, icon = _("Hours for visitors"), "committee:visitors", "clock"

    visitor_hours = forms.CharField(
        label=capfirst(_("open for visitors")),
        required=False,
        max_length=200,
        help_text=_("Such as: Monday to Saturday, 9 to 15. Or: by appointment; write to us first."),
    )


SECTIONS: dict[str, type[PageForm]] = {"story": StoryForm, "benefits": BenefitsForm, "visitors": VisitorsForm}


def sections_of(cluster: Cluster) -> list[PageForm]:
    """Every section of the page, with what is missing."""
    return [form.about(cluster) for form in SECTIONS.values()]


class NewsForm(VersionedForm):
    """A word to everybody; two people may be putting it right at the same time."""

    title = forms.CharField(
        label=capfirst(_("title")), max_length=120, help_text=_("Such as: Batik training on 12 December.")
    )
    text = forms.CharField(
        label=capfirst(_("text")),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 8, "autocapitalize": "sentences"}),
        help_text=_("What, when, where, for whom. An empty line begins a new paragraph. Everybody can read it."),
    )

    @classmethod
    def about(cls, news: ClusterNews, *args) -> "NewsForm":
        """The form with what the news says now."""
        said = {"title": news.title, "text": plain(news.text)}
        return cls(*args, initial=said, stored=said)

    def answers(self) -> Answers:
        return {name: plain(self.cleaned_data[name]) for name in ("title", "text")}


class KindForm(forms.Form):
    """A step on the ladder, and why, where the checklist is not complete or the step leads down."""

    kind = forms.ChoiceField(label=capfirst(_("kind")), choices=ClusterKind, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=capfirst(_("reason")),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed where something is still missing, and for a step down. The committee reads it."),
    )
