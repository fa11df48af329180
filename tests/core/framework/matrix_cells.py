"""The cells of the model as agreed: level/weight, * for a must-have, - where a competency is not asked."""

# fmt: off
COMPETENCIES = (
    "communication partnership negotiation presenting stakeholders selling client_insight product market "
    "account_strategy finance logistics execution documents activation analysis results resilience teamwork "
    "leadership self_development integrity "
).split()

# One row for each role, its cells in the order of COMPETENCIES.
ROLES = {
    "merchandiser":                   "1/1 1/1 1/1 - - - 1/1 1/2 1/1 - - 1/2 1/1 1/2 2/3* 1/1 2/3* 1/1 1/1 - 1/2 1/2",
    "sales_representative":           "2/3* 2/3 2/3* 2/2 1/1 2/3* 2/2 2/3* 1/1 1/1 1/2 2/1 1/1 2/2 2/2 1/1 2/3* 2/2 1/1 - 2/2 2/2",
    "supervisor":                     "2/2 2/2 2/2 2/1 1/1 3/2 2/1 2/2 2/2 2/1 2/2 2/2 2/2 2/2 3/2 2/2 3/3* 2/2 2/2 2/3* 2/2 2/2",
    "sales_manager":                  "3/3* 3/3* 3/3* 3/2 2/2 3/3* 2/3 3/2 2/2 2/2 2/3 2/2 2/2 2/2 2/1 2/2 3/3 2/2 2/2 2/2 2/2 3/2",
    "key_account_specialist_retail":  "2/3* 2/2 1/1 1/1 1/1 1/1 2/2 2/2 1/1 1/2 2/2 3/3* 2/3* 3/3* 1/1 2/2 2/3* 2/2 2/2 - 2/2 2/2",
    "key_account_manager_retail":     "3/3 4/3* 4/3* 3/2 3/3 3/2 4/3* 3/3 3/3 4/3* 3/3* 3/3 3/2 2/1 2/2 4/3* 3/3 3/2 3/3 3/3* 3/3* 3/3",
    "commercial_director":            "4/2 4/2 4/3 3/2 4/3* 3/1 4/2 3/1 4/3* 4/3* 4/3* 3/2 3/1 2/1 2/1 4/3* 4/2 3/1 4/2 4/3* 3/2 4/3*",
    "medical_representative":         "2/3* 2/3* 2/2 2/3* 1/2 2/3* 2/2 3/3* 1/1 1/1 1/1 - 1/1 2/2 2/2 1/1 2/3 2/2 1/2 - 2/3 3/3*",
    "senior_medical_representative":  "3/3* 3/3 2/2 3/3 2/3 3/3* 2/2 3/3* 2/1 2/1 1/1 1/1 2/2 2/2 2/2 2/2 3/3* 2/2 2/2 1/2 3/3* 3/3*",
    "regional_manager":               "3/2 3/2 3/2 3/2 3/2 3/3 2/2 3/2 3/2 3/3* 3/2 2/1 3/2 2/2 3/2 3/3 3/3 3/2 3/2 3/3* 3/2 3/3*",
    "key_account_specialist_pharma":  "3/3* 3/3* 3/2 3/3 3/3* 3/2 3/3 3/2 2/2 2/3 2/2 2/1 3/2 2/2 3/3* 2/2 3/3* 2/2 3/3 2/1 3/3* 3/3*",
    "key_account_manager_pharma":     "4/3 4/3* 4/3* 4/2 4/3* 3/3 4/3 3/2 3/3 4/3* 3/3* 2/2 3/2 3/2 3/3 3/3 4/3* 3/2 3/2 2/2 3/3* 4/3*",
    "account_manager":                "3/3* 3/3* 3/3* 3/3 2/2 1/1 3/3* 2/2 2/2 2/2 2/3 2/2 3/3* 3/3 2/2 3/3 2/2 3/3* 3/3* 2/1 2/2 3/3*",
    "junior_account_manager":         "2/3* 2/3 1/2 2/2 1/1 - 1/2 1/2 1/1 1/1 1/2 1/1 2/3* 2/3* 1/1 1/2 2/2 2/3 2/3* - 2/2 2/2",
    "account_director":               "4/3 4/3* 4/3* 4/2 3/3 2/2 4/3* 3/1 3/2 3/3 3/3 3/1 4/3 2/1 3/1 4/2 3/2 3/2 4/3* 3/3* 3/1 3/3*",
}

# What a variant changes in the role it is based on.
OVERLAYS = {
    "kas_own_accounts": ("key_account_specialist_retail", "partnership=3/3* client_insight=3/3* negotiation=2/2 presenting=2/2 stakeholders=2/2 selling=2/2 market=2/2 account_strategy=2/3 analysis=3/2 finance=2/3 leadership=1/1"),
    "kam_hunter": ("key_account_manager_retail", "selling=4/3* presenting=4/3 stakeholders=4/3 logistics=1/1 activation=1/1 leadership=2/2"),
    "kam_solo": ("key_account_manager_retail", "leadership=2/2 documents=3/2"),
}

CLUSTERS = {
    "A": "communication partnership negotiation presenting stakeholders",
    "B": "selling client_insight product market account_strategy",
    "C": "finance logistics execution documents activation",
    "D": "analysis results resilience",
    "E": "teamwork leadership self_development integrity",
}

EDGES = (
    ("merchandiser", "sales_representative"),
    ("sales_representative", "supervisor"),
    ("supervisor", "sales_manager"),
    ("sales_manager", "key_account_manager_retail"),
    ("key_account_manager_retail", "commercial_director"),
    ("sales_representative", "key_account_specialist_retail"),
    ("key_account_specialist_retail", "key_account_manager_retail"),
    ("sales_manager", "key_account_specialist_retail"),
    ("medical_representative", "senior_medical_representative"),
    ("senior_medical_representative", "regional_manager"),
    ("medical_representative", "key_account_specialist_pharma"),
    ("senior_medical_representative", "key_account_specialist_pharma"),
    ("key_account_specialist_pharma", "key_account_manager_pharma"),
    ("key_account_manager_pharma", "commercial_director"),
    ("account_manager", "key_account_manager_retail"),
    ("junior_account_manager", "account_manager"),
    ("account_manager", "account_director"),
)
# fmt: on
