"""What children's services report by year, and what harm and a programme cost: each declared once."""

from dataclasses import replace

from culture_sim.outcomes import MONEY_OUTCOMES, MoneyLine, Outcome, SavingGroup, rate, state

STAFF = SavingGroup("staff, complaints and harm", "the staff side")
CARE = SavingGroup(
    "children in care and in court",
    "the care side",
    "Never read the care side alone: its prices and how long a child stays are assumed, and fewer children in care is not"
    " in itself success.",
)

MOSTLY_CARE = (
    "Most of what is saved may be on children in care and in court: read it with that side and without it, and with the"
    " harm to children."
)

OUTCOMES: tuple[Outcome, ...] = (
    Outcome("turnover_percent", "Staff turnover", "% of staff a year", "lower", 1, "People who leave in a year, as a share of those in post.", "Children's social work workforce, England, 2017 to 2022", "leavers", "percent of staff", "headlines", headline=True, observed="leaver_rate_percent", scaled=("leave_other", "leave_culture")),
    rate("complaints", "Complaints", "lower", "Complaints at the first stage. They may rise first, where families are invited to challenge.", "Social work, (12). No national series", "headlines", headline=True, observed=True, scaled=("complaint_cause",)),
    Outcome(
        "care_entries_per_1000_children", "Entries to care", "per 1,000 children a year", "lower", 2,
        "Children who come into care, for each 1,000 who live in the area.",
        "Children looked after, England: 2.4 to 2.6", "care_entries", "per 1000 of", "headlines",
        headline=True, of=("area_children",),
        caution="The model does not know the effect on entries to care, and fewer is not in itself success: read serious harms to children and the risk that is known beside them.",
        beside=("child_harms_per_1000_staff", "disclosure_share"),
    ),
    rate("child_harms", "Serious harms to children", "lower", "Serious harms to children whose case is open, for each 1,000 staff.", "Social work, (6). No data", "headlines"),
    Outcome("disclosure_share", "Risk that is known", "share of the risk", "higher", 2, "Share of the real risk of harm to children that the service knows of.", "Social work, (4); source text, section 9. No data", "known_risk", "ratio", "headlines", of=("real_risk",)),
    Outcome("family_participation", "Decisions made with families", "share of decisions", "higher", 2, "Decisions at reviews and conferences that were made with the family, not to it or for it.", "Social work, (2); source text, section 9. No data", "decisions_with", "ratio", "events", of=("decisions",)),
    Outcome("family_led_plan_share", "Plans that families lead", "share of plans", "higher", 2, "Families with a plan that is mostly their own.", "Social work, (9); source text, section 9. No data", "family_led_plans", "ratio", "events", of=("plan_families",)),
    Outcome("family_trust", "Families' trust in their worker", "index 0-1", "higher", 3, "Mean trust of families whose case is open in their own worker.", "An index of the model, not a survey score (social work, (3)).", "family_trust", "ratio", "states", of=("open_families",)),
    Outcome("re_referral_percent", "Re-referrals", "% of referrals", "lower", 1, "Referrals within a year of the last one.", "Children in need, England: 21.5 to 22.7 %", "re_referrals", "percent of", "events", of=("referrals",), observed="re_referral_percent", scaled=("return_hazard",)),
    Outcome("second_plan_percent", "Second protection plans", "% of plans that begin", "lower", 1, "Protection plans that begin for children who had one before.", "Child protection plans, England: 18.7 to 22.7 %", "second_plans", "percent of", "events", of=("protection_plans",), observed="second_plan_percent", scaled=("earlier_plan",)),
    Outcome("proceedings_issued_share", "Pre-proceedings that go to court", "share of pre-proceedings", "lower", 2, "Pre-proceedings that end with care proceedings.", "Social work, section 3", "proceedings", "ratio", "events", of=("pre_proceedings",)),
    Outcome("workers_per_child_a_year", "Workers a child a year", "workers a child", "lower", 2, "Key workers whom a child with an open case has in a year.", "Social work, (8); 27 % of children in care had three or more in 2024", "child_workers", "ratio", "events", of=("open_children",)),
    Outcome("not_in_need_percent", "Assessments that find no need", "% of assessments", "lower", 1, "Assessments after which a family is found not to be in need.", "Children in need, England: 27.8 to 30.5 %", "not_in_need", "percent of", "events", of=("assessments",)),
    Outcome("no_further_action_percent", "Referrals without further action", "% of referrals", "lower", 1, "Referrals that end at the front door.", "Children in need, England: 6.0 to 10.2 %", "no_further_action", "percent of", "events", of=("referrals",)),
    Outcome("promises_kept_percent", "Promises kept", "% of promises", "higher", 0, "Promises of meetings that were kept.", "Social work, (9). No data", "promises_kept", "percent of", "events", of=("promises_kept", "promises_broken")),
    Outcome("caseload", "Caseload", "children a worker", "lower", 1, "Children whose case is open, for each person in a post that holds cases.", "Children's social work workforce, England, 2017 to 2022", "open_children", "ratio", "staff", of=("case_holders",), observed="caseload", scaled=("referrals",), divided=("workload_scale",)),
    Outcome("agency_share_percent", "Agency workers", "% of social workers", "lower", 1, "Agency workers as a share of all social workers, those of an agency among them.", "Children's social work workforce, England: 15.4 to 17.6 %", "agency", "percent of", "staff", of=("social_workers",), observed="agency_share_percent", scaled=("agency_cover",)),
    Outcome("vacancy_percent", "Vacancies", "% of posts", "lower", 1, "Share of posts that stand empty.", "Children's social work workforce, England: 16.1 to 20.0 %", "vacant", "percent of posts", "staff", observed="vacancy_percent", scaled=("weeks_to_fill",)),
    Outcome("sickness_percent", "Sickness absence", "% of staff time", "lower", 2, "Share of staff weeks lost to sickness.", "Children's social work workforce, England: 2.9 to 3.5 %", "sick", "percent of staff weeks", "staff", observed="sickness_percent", scaled=("absence_begins",)),
    rate("grievances", "Grievances", "lower", "Formal grievances between colleagues.", "Model 2, (19)", "staff", observed=True, scaled=("grievance_hazard",)),
    Outcome("speak_up_index_percent", "Speak-up index", "% positive", "higher", 1, "Mean share of positive answers to the four questions of the Freedom to Speak Up index.", "Model 2, (28)", "index", "percent", "survey"),
    Outcome("voice_percent", "Concerns that are said", "% of concerns", "higher", 0, "Worries and ideas that somebody says, of all that people notice.", "Model 2, (8, 28)", "said", "percent of", "staff", of=("said", "kept")),
    Outcome("in_conflict_percent", "Staff in an open conflict", "% of staff", "lower", 1, "Staff who are in a conflict that is not settled.", "Model 2, (17)", "in_conflict", "percent", "staff"),
    rate("disciplinaries", "Disciplinaries", "lower", "Formal disciplinary investigations opened.", "Model 2, (16)", "staff"),
    Outcome("agency_cost_gbp", "Cost of agency workers", "GBP a year", "lower", 0, "What agency workers cost more than employed ones.", "Social work, section 6: 26,000 a year each, range 15,000 to 35,000", "agency_premium", "ratio", "staff", of=("years",)),
    state("psychological_safety", "Psychological safety", "higher", "Safe to speak up, ask and admit."),
    state("trust", "Trust", "higher", "Trust of staff that the organisation responds fairly."),
    state("burnout", "Burnout", "lower", "Emotional exhaustion of staff."),
    state("practice", "Restorative practice", "higher", "Skill times use: what colleagues see of each other."),
    state("cohesion", "Cohesion", "higher", "How few are in an open conflict, and how restoratively people treat each other."),
    state("leadership_modelling", "Leadership modelling", "higher", "How far team managers practise restoratively."),
    Outcome("workload", "Workload", "demand / capacity", "lower", 3, "What families ask of teams against what they can do; 1 is the baseline.", "Social work, (1)", "workload", "mean", "states"),
    state("commitment", "Director's commitment", "higher", "How far the director still stands behind the programme; 0 where there is none."),
    *(replace(each, caution=MOSTLY_CARE if each.key != "programme_cost_gbp" else "") for each in MONEY_OUTCOMES),
)  # fmt: skip

HARM_LINES = (
    MoneyLine("leavers", "cost_per_leaver", "Leavers", group=STAFF),
    MoneyLine("sick", "cost_per_sick_week", "Sickness absence", group=STAFF),
    MoneyLine("agency", "cost_per_agency_week", "Agency workers", group=STAFF),
    MoneyLine("project_years", "relief_cost", "Project teams beyond the establishment", group=STAFF),
    MoneyLine("complaints", "cost_per_first_stage", "Complaints, first stage", group=STAFF),
    MoneyLine("complaints_second", "cost_per_second_stage", "Complaints, second stage", group=STAFF),
    MoneyLine("complaints_third", "cost_per_third_stage", "Complaints, third stage", group=STAFF),
    MoneyLine("ombudsman", "cost_per_ombudsman", "Complaints, ombudsman", group=STAFF),
    MoneyLine("grievances", "cost_per_grievance", "Grievances", group=STAFF),
    MoneyLine("child_harms", "cost_per_child_harm", "Serious harm to children", group=STAFF),
    MoneyLine("in_care", "cost_per_child_in_care_week", "Children in care", group=CARE),
    MoneyLine("court_children", "cost_per_child_in_court", "Proceedings", group=CARE),
)
