"""What an NHS trust reports by year, and what harm and its events cost: each declared once."""

from culture_sim.outcomes import MONEY_OUTCOMES, EventCost, MoneyLine, Outcome, SavingGroup, rate, state
from culture_sim.settings.nhs_trust.tables import Event, OwnCause, Response

ALL = SavingGroup("harm, complaints, absence and turnover")

OUTCOMES: tuple[Outcome, ...] = (
    Outcome("turnover_percent", "Staff turnover", "% of staff a year", "lower", 1, "People who leave in a year, as a share of those in post.", "Evidence 1.1 (leaver rates), C1", "leavers", "percent of staff", "headlines", headline=True, observed="leaver_rate_percent", scaled=("leave_other", "leave_culture")),
    rate("complaints", "Complaints", "lower", "Written complaints. They may rise first, where people are invited to speak.", "Evidence 1.3, C7", "headlines", headline=True, observed=True, scaled=("dissatisfied",)),
    rate("grievances", "Grievances", "lower", "Formal grievances between colleagues.", "Evidence 1.4 (no national figure)", "headlines", headline=True, observed=True, scaled=("grievance_hazard",)),
    Outcome("speak_up_index_percent", "Speak-up index", "% positive", "higher", 1, "Mean share of positive answers to the four questions of the Freedom to Speak Up index.", "Model 2, (28); national staff survey", "index", "percent", "survey"),
    Outcome("voice_percent", "Concerns that are said", "% of concerns", "higher", 0, "Incidents, worries and ideas that somebody says, of all that people notice.", "Model 2, (8, 28)", "said", "percent of", "events", of=("said", "kept")),
    Outcome("incidents_reported_percent", "Incidents that are reported", "% of incidents", "higher", 0, "Incidents and harms that become known, of all that happen.", "Evidence 1.5, C8", "reported_incidents", "percent of", "events", of=("incidents",)),
    Outcome("needs_met_percent", "Needs met after harm", "% of what was needed", "higher", 0, "How far known harm was put right: understood, said, repaired, learned from.", "Model 2, (13-15)", "need_met", "percent of", "events", of=("needs",)),
    Outcome("promises_kept_percent", "Promises kept", "% of agreed actions", "higher", 0, "Actions agreed with harmed families that were carried out in time.", "Model 2, (14)", "promises_kept", "percent of", "events", of=("promises_kept", "promises_broken")),
    Outcome("hurt_by_colleagues_percent", "Staff hurt by colleagues", "% of staff", "lower", 1, "Incivility: staff who were in a severe conflict with a colleague within the last year; compare with harassment, bullying or abuse by colleagues in the staff survey.", "Evidence 1.2, C11", "hurt_by_colleague", "percent", "staff"),
    Outcome("hurt_by_leader_percent", "Staff hurt by their leader", "% of staff", "lower", 1, "Incivility: staff who were in a severe conflict with their leader within the last year; compare with harassment, bullying or abuse by managers in the staff survey.", "Evidence 1.2, C11", "hurt_by_leader", "percent", "staff"),
    Outcome("in_conflict_percent", "Staff in an open conflict", "% of staff", "lower", 1, "Staff who are in a conflict that is not settled.", "Model 2, (17), C11", "in_conflict", "percent", "staff"),
    rate("hardened", "Conflicts that hardened", "lower", "Conflicts between colleagues, or with the leader, that became severe.", "Model 2, (17)", "staff"),
    Outcome("settled_percent", "Conflicts that are settled", "% of conflicts that ended", "higher", 0, "Conflicts that ended because they were talked through, not because they faded, turned formal or somebody left.", "Model 2, (18, 19)", "resolved", "percent of", "staff", of=("conflicts_ended",)),
    rate("disciplinaries", "Disciplinaries", "lower", "Formal disciplinary investigations opened.", "Evidence 1.4, C9 (three published points)", "staff", observed=True, scaled=("investigated_after_blame", "investigated_other")),
    Outcome("suspension_weeks_per_1000_staff", "Suspension", "weeks per 1,000 staff a year", "lower", 1, "Working weeks for which staff are suspended while they are investigated.", "Model 2, (3, 16): one day in five; evidence 1.4", "suspended", "per 1000 staff", "staff"),
    Outcome("sickness_percent", "Sickness absence", "% of staff time", "lower", 2, "Share of staff weeks lost to sickness.", "Evidence 1.1, C2", "sick", "percent of staff weeks", "staff", observed="sickness_percent", scaled=("physical_sickness", "stress_sickness")),
    Outcome("vacancy_percent", "Vacancies", "% of posts", "lower", 1, "Share of posts that stand empty.", "Evidence 1.1", "vacant", "percent of posts", "staff", observed="vacancy_percent", scaled=("weeks_to_fill",)),
    rate("claims", "Claims", "lower", "Claims for negligence that arrive; they lag harm by a year or two.", "Evidence 1.5, C12", "events", observed=True, scaled=("claim",)),
    rate("harms", "Harm to patients", "lower", "Incidents with moderate harm or worse, known or not.", "Evidence 1.5 (degree of harm)", "events"),
    rate("incidents", "Incidents", "lower", "Everything that goes wrong, near misses included, spoken of or not.", "Model 2, (8)", "events"),
    rate("reported_incidents", "Reported incidents", "higher", "Incidents that somebody reports: more of them can mean more openness, not more harm.", "Evidence 1.5", "events", observed=True, scaled=("incidents",)),
    rate("restorative_processes", "Restorative processes", "higher", "Meetings after harm in which those affected were heard.", "Model 2, (13)", "events"),
    state("psychological_safety", "Psychological safety", "higher", "Safe to speak up, ask and admit."),
    state("trust", "Trust", "higher", "Trust of staff that the organisation responds fairly."),
    state("burnout", "Burnout", "lower", "Emotional exhaustion of staff."),
    state("practice", "Restorative practice", "higher", "Skill times use: what colleagues see of each other."),
    state("cohesion", "Cohesion", "higher", "How few are in an open conflict, and how restoratively people treat each other."),
    state("leadership_modelling", "Leadership modelling", "higher", "How far team leaders practise restoratively."),
    Outcome("patient_trust", "Patients' and families' trust", "index 0-1", "higher", 3, "Trust of those in care in the team that cares for them.", "An index of the model, not a survey score (model 2, (20)).", "served_trust", "mean", "states"),
    Outcome("workload", "Workload", "demand / capacity", "lower", 3, "What is asked of teams against what they can do; 1 is the baseline.", "Model 2, (3)", "workload", "mean", "states"),
    Outcome("burnt_out_percent", "Often or always burnt out", "% of staff", "lower", 0, "Staff whose burnout is above the cut that matches the staff survey.", "Evidence 1.2, C4", "burnt_out", "percent", "survey", observed="burnt_out_share_percent"),
    Outcome("treated_fairly_percent", "Staff involved in an error are treated fairly", "% agree", "higher", 0, "What a staff survey of everyone would say.", "Evidence 1.2, C5", "treated_fairly", "percent", "survey", observed="treated_fairly_percent"),
    Outcome("safe_to_speak_up_percent", "Safe to speak up", "% agree", "higher", 0, "What a staff survey of everyone would say.", "Evidence 1.2, C6", "safe_to_speak_up", "percent", "survey", observed="safe_to_speak_up_percent"),
    state("commitment", "Sponsor's commitment", "higher", "How far the executive sponsor still stands behind the programme; 0 where there is none."),
    *MONEY_OUTCOMES,
)  # fmt: skip

HARM_LINES = (
    MoneyLine("leavers", "cost_per_leaver", "Leavers", group=ALL),
    MoneyLine("sick", "cost_per_sick_week", "Sickness absence", group=ALL),
    MoneyLine("vacant", "cost_per_vacant_week", "Vacancies", group=ALL),
    MoneyLine("complaints", "cost_per_complaint", "Complaints", group=ALL),
    MoneyLine("grievances", "cost_per_grievance", "Grievances", group=ALL),
    MoneyLine("disciplinaries", "cost_per_disciplinary", "Disciplinaries", group=ALL),
    MoneyLine("claims", "cost_per_claim", "Claims", group=ALL),
    MoneyLine("harms", "cost_per_harm", "Harm", group=ALL),
)
EVENT_COSTS = (
    EventCost(Event.HELD_A_PROCESS, "restorative_process_hours"),
    EventCost(Event.HELD_A_PROCESS, fee="restorative_process_fee", posts_only=True),
    EventCost(Event.DISSATISFIED, "early_meeting_hours", answer=Response.EARLY_MEETING),
    EventCost(Event.COMPLAINT, "complaint_hours", cause=OwnCause.COMPLAINT),
    EventCost(Event.REDESIGN, "co_production_hours", "co_production_fee"),
)
"""A leader holds a process for no fee. For the complaint of a harmed family the week charges no hours."""
