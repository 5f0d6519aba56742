"""What an NHS trust reports by year, and what harm costs it: each declared once."""

from culture_sim.outcomes import MONEY_OUTCOMES, MoneyLine, Outcome, rate, state

OUTCOMES: tuple[Outcome, ...] = (
    Outcome("turnover_percent", "Staff turnover", "% of staff a year", "lower", 1, "People who leave in a year, as a share of those in post.", "Evidence 1.1 (leaver rates), C1", "leavers", "percent of staff", "headlines", headline=True, observed="leaver_rate_percent", expected="chance_of_leaving", scaled=("leaving_anyway_per_year", "leaving_culture_per_year")),
    rate("complaints", "Complaints", "lower", "Written complaints. They may rise first, where people are invited to speak.", "Evidence 1.3, C7", "headlines", headline=True, observed=True, expected="chance_of_complaint", scaled=("dissatisfaction_per_staff_year",)),
    rate("grievances", "Grievances", "lower", "Formal grievances between colleagues.", "Evidence 1.4 (no national figure)", "headlines", headline=True, observed=True, expected="chance_of_grievance", scaled=("grievance_share",)),
    rate("disciplinaries", "Disciplinaries", "lower", "Formal disciplinary investigations opened.", "Evidence 1.4, C9 (three published points)", "staff", observed=True, expected="chance_of_disciplinary", scaled=("disciplinary_after_blame", "other_disciplinaries_per_year")),
    Outcome("sickness_percent", "Sickness absence", "% of staff time", "lower", 2, "Share of staff weeks lost to sickness.", "Evidence 1.1, C2", "sick", "percent of staff weeks", "staff", observed="sickness_percent", scaled=("sickness_share",)),
    Outcome("vacancy_percent", "Vacancies", "% of posts", "lower", 1, "Share of posts that stand empty.", "Evidence 1.1", "vacant", "percent of posts", "staff", observed="vacancy_percent"),
    rate("claims", "Claims", "lower", "Claims for negligence that arrive; they lag harm by a year or two.", "Evidence 1.5, C12", "events", observed=True, expected="chance_of_claim", scaled=("claim_share",)),
    rate("harms", "Harm to patients", "lower", "Incidents with moderate harm or worse, known or not.", "Evidence 1.5 (degree of harm)", "events"),
    rate("incidents", "Incidents", "lower", "Everything that goes wrong, near misses included, spoken of or not.", "Model 2.10 (inc)", "events"),
    rate("reported_incidents", "Reported incidents", "higher", "Incidents that somebody reports: more of them can mean more openness, not more harm.", "Evidence 1.5", "events", observed=True, expected="chance_of_report", scaled=("incidents_per_staff_year",)),
    state("psychological_safety", "Psychological safety", "higher", "Safe to speak up, ask and admit."),
    state("trust", "Trust", "higher", "Trust of staff that the organisation responds fairly."),
    state("burnout", "Burnout", "lower", "Emotional exhaustion of staff."),
    state("practice", "Restorative practice", "higher", "Skill times use: what colleagues see of each other."),
    state("leadership_modelling", "Leadership modelling", "higher", "How far team leaders practise restoratively."),
    state("patient_trust", "Patients' and families' trust", "higher", "Trust of those in care in the team that cares for them."),
    Outcome("workload", "Workload", "demand / capacity", "lower", 3, "What is asked of teams against what they can do; 1 is the baseline.", "Model eq. 1", "workload", "mean", "states"),
    Outcome("burnt_out_percent", "Often or always burnt out", "% of staff", "lower", 0, "Staff whose burnout is above the cut that matches the staff survey.", "Evidence 1.2, C4", "burnt_out", "percent", "survey", observed="burnt_out_share_percent"),
    Outcome("treated_fairly_percent", "Staff involved in an error are treated fairly", "% agree", "higher", 0, "What a staff survey of everyone would say.", "Evidence 1.2, C5", "treated_fairly", "percent", "survey", observed="treated_fairly_percent"),
    Outcome("safe_to_speak_up_percent", "Safe to speak up", "% agree", "higher", 0, "What a staff survey of everyone would say.", "Evidence 1.2, C6", "safe_to_speak_up", "percent", "survey", observed="safe_to_speak_up_percent"),
    state("commitment", "Sponsor's commitment", "higher", "How far the executive sponsor still stands behind the programme; 0 where there is none."),
    *MONEY_OUTCOMES,
)  # fmt: skip

HARM_LINES = (
    MoneyLine("leavers", "cost_per_leaver", "Leavers"),
    MoneyLine("sick", "cost_per_sick_week", "Sickness absence"),
    MoneyLine("vacant", "cost_per_vacant_week", "Vacancies"),
    MoneyLine("complaints", "cost_per_complaint", "Complaints"),
    MoneyLine("grievances", "cost_per_grievance", "Grievances"),
    MoneyLine("disciplinaries", "cost_per_disciplinary", "Disciplinaries"),
    MoneyLine("claims", "cost_per_claim", "Claims"),
    MoneyLine("harms", "cost_per_harm", "Harm"),
    MoneyLine("restorative_processes", "facilitated_process", "Facilitated processes"),
)
