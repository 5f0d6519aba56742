"""Before step 1: the draws of the week that every post needs, two blocks of four a post."""

from culture_sim.engine.compile import compiled
from culture_sim.engine.rng import Stream, draw_blocks, to_normal, to_uniform


@compiled
def draw_week(staff, teams, words, seed, week, team):
    """The week's draws of every post of a team, vacant or not; `words` is room for two blocks of them."""
    first = teams.first_post[team]
    posts = teams.end_post[team] - first
    fate, noise = words[0], words[1]
    draw_blocks(fate, seed, week, Stream.FATE, first, posts)
    draw_blocks(noise, seed, week, Stream.NOISE, first, posts)
    for place in range(posts):
        post = first + place
        staff.sickness_draw[post] = to_uniform(fate[0, place])
        staff.recovery_draw[post] = to_uniform(fate[1, place])
        staff.conflict_draw[post] = to_uniform(fate[2, place])
        staff.leaving_draw[post] = to_uniform(fate[3, place])
        staff.burnout_noise[post] = to_normal(noise[0, place])
        staff.safety_noise[post] = to_normal(noise[1, place])
        staff.fairness_noise[post] = to_normal(noise[2, place])
        staff.training_draw[post] = to_uniform(noise[3, place])
