"""What is done once the visitor has the answer."""

from django.http import HttpResponse
from django.test import RequestFactory

from core.afterwards import AfterwardsMiddleware, after_the_answer


def test_what_any_code_leaves_for_after_the_answer_is_done_then_and_once(caplog):
    done = []

    def fail() -> None:
        raise OSError

    def work() -> None:
        done.append("work")

    def page(request) -> HttpResponse:
        assert [after_the_answer(each) for each in (fail, work, work)] == [True] * 3
        return HttpResponse()

    response = AfterwardsMiddleware(page)(RequestFactory().get("/"))
    assert done == []
    response.close()
    assert done == ["work"]
    assert [record.message for record in caplog.records] == ["Not done after the answer"]


def test_where_no_page_is_made_nothing_is_left_for_later():
    assert not after_the_answer(lambda: None)
