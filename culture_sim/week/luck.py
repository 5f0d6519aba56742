"""Before step 1: what this week has in store for everyone, two blocks of luck a post.

One block holds four draws, so the draws that everyone needs every week are made together.
"""

from culture_sim.chance import Decision, noises, uniforms
from culture_sim.compiled import compiled


@compiled
def draw_luck(staff, seed, week):
    """The week's luck of every post, vacant or not."""
    for post in range(staff.size):
        sickness, recovery, conflict, leaving = uniforms(seed, week, Decision.FATE, post)
        staff.luck_of_sickness[post] = sickness
        staff.luck_of_recovery[post] = recovery
        staff.luck_of_conflict[post] = conflict
        staff.luck_of_leaving[post] = leaving
        burnout, safety, fairness, training = noises(seed, week, Decision.NOISE, post)
        staff.burnout_noise[post] = burnout
        staff.safety_noise[post] = safety
        staff.fairness_noise[post] = fairness
        staff.luck_of_training[post] = training
