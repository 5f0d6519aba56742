"""Before step 1: what this week has in store for everyone, two hands of luck a post.

A hand holds four draws, so the draws that everyone needs every week are made together.
"""

from culture_sim.chance import Decision, hands, quantile, share
from culture_sim.compiled import compiled


@compiled
def draw_luck(staff, seed, week):
    """The week's luck of every post, vacant or not."""
    fate = hands(seed, week, Decision.FATE, 0, staff.size)
    noise = hands(seed, week, Decision.NOISE, 0, staff.size)
    for post in range(staff.size):
        staff.luck_of_sickness[post] = share(fate[0, post])
        staff.luck_of_recovery[post] = share(fate[1, post])
        staff.luck_of_conflict[post] = share(fate[2, post])
        staff.luck_of_leaving[post] = share(fate[3, post])
        staff.burnout_noise[post] = quantile(noise[0, post])
        staff.safety_noise[post] = quantile(noise[1, post])
        staff.fairness_noise[post] = quantile(noise[2, post])
        staff.luck_of_training[post] = share(noise[3, post])
