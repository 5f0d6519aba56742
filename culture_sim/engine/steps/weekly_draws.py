"""Before step 1: what this week has in store for everyone, two hands of luck a post.

A hand holds four draws, so the draws that everyone needs every week are made together.
"""

from culture_sim.engine.compile import compiled
from culture_sim.engine.rng import Stream, draw_blocks, to_normal, to_uniform


@compiled
def draw_week(staff, seed, week):
    """The week's luck of every post, vacant or not."""
    fate = draw_blocks(seed, week, Stream.FATE, 0, staff.size)
    noise = draw_blocks(seed, week, Stream.NOISE, 0, staff.size)
    for post in range(staff.size):
        staff.sickness_draw[post] = to_uniform(fate[0, post])
        staff.recovery_draw[post] = to_uniform(fate[1, post])
        staff.conflict_draw[post] = to_uniform(fate[2, post])
        staff.leaving_draw[post] = to_uniform(fate[3, post])
        staff.burnout_noise[post] = to_normal(noise[0, post])
        staff.safety_noise[post] = to_normal(noise[1, post])
        staff.fairness_noise[post] = to_normal(noise[2, post])
        staff.training_draw[post] = to_uniform(noise[3, post])
