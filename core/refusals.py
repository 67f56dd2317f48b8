"""How an action says no."""


class Refusal(Exception):
    """An action that was understood and is not done; the text is a whole sentence for the person who asked.

    Each app names its own kinds (artisans.actions: NotFromThisState, AlreadyDecided ...). Views show the sentence.
    """
