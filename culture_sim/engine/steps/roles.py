"""Champions, facilitators and peer facilitators: who holds a role, and who of them is free."""

from culture_sim.engine.compile import compiled
from culture_sim.engine.rules import is_present

CHAMPION, FACILITATOR, PEER = range(3)


@compiled
def holds(staff, post, role):
    """Whether the holder of a post has a role."""
    if role == CHAMPION:
        return staff.champion[post]
    return staff.facilitator[post] if role == FACILITATOR else staff.peer_facilitator[post]


@compiled
def give_role(staff, post, role, held):
    """Give somebody a role, or take it back."""
    if role == CHAMPION:
        staff.champion[post] = held
    elif role == FACILITATOR:
        staff.facilitator[post] = held
    else:
        staff.peer_facilitator[post] = held


@compiled
def find_free(state, role, start):
    """The first free holder of a role from a random post on, through the whole organisation; -1 if there is none."""
    staff, posts = state.staff, state.shown.shape[0]
    if state.roles[role] == 0:
        return -1
    first = int(start * posts)
    for k in range(posts):
        post = (first + k) % posts
        if holds(staff, post, role) and is_present(staff, post) and staff.busy_weeks[post] == 0:
            return post
    return -1
