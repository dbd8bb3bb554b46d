"""Letters to commenters and moderators: who gets which, what it says, how to get no more.

Of commenters only proved addresses get any, but for the one that asks for the proof. What a
letter says is put together when it is sent, from what is true then.
"""

from comments.letters.composing import compose
from comments.letters.occasions import answer, ask_for_proof, plan, tell, tell_moderators
from comments.letters.sending import send, send_again
from comments.letters.stopping import Stop, stop_of

__all__ = [
    "Stop",
    "answer",
    "ask_for_proof",
    "compose",
    "plan",
    "send",
    "send_again",
    "stop_of",
    "tell",
    "tell_moderators",
]
