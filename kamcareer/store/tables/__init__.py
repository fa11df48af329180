"""The tables, one file a noun. Private to the store."""

from kamcareer.store.tables.accounts import (
    AccountRow,
    CardRow,
    ChallengeRow,
    IdentityRow,
    OneTimeLinkRow,
    PasskeyRow,
    RecoveryCodeRow,
    SecondFactorRow,
    SignInRow,
)
from kamcareer.store.tables.ambition import AmbitionRow
from kamcareer.store.tables.assessments import AnswerRow, AssessmentRow, FrequencyRow, SaveRow, SituationAnswerRow
from kamcareer.store.tables.audit import AuditRow
from kamcareer.store.tables.background_jobs import BackgroundJobRow
from kamcareer.store.tables.calibration_sessions import (
    CalibratedLevelRow,
    CalibrationPersonRow,
    CalibrationSeatRow,
    CalibrationSessionRow,
)
from kamcareer.store.tables.clients import ClientAnswerRow, ClientRow, PresentationRequestRow, PresentationRow
from kamcareer.store.tables.company_rounds import (
    AgreedLevelRow,
    CompanyRoundPersonRow,
    CompanyRoundRow,
    PeerMeanRow,
    RoundPeerRow,
    SealedPeersRow,
)
from kamcareer.store.tables.contests import ContestAmendmentRow, ContestRow, ShownPlanRow
from kamcareer.store.tables.demographics import DemographicsRow
from kamcareer.store.tables.earlier_scores import EarlierScoreRow
from kamcareer.store.tables.evidence import EvidenceRow
from kamcareer.store.tables.expert_readings import ExpertAnswerRow, ExpertReadingRow, ExpertRemarkRow, ExpertRow
from kamcareer.store.tables.fairness import FairnessCountRow
from kamcareer.store.tables.feedback import FeedbackRow, InquiryRow
from kamcareer.store.tables.framework_drafts import (
    DraftEditorRow,
    FrameworkDraftRow,
    FrameworkPublicationRow,
    FrameworkReleaseRow,
    FrameworkReviewRow,
)
from kamcareer.store.tables.frameworks import FrameworkRow
from kamcareer.store.tables.instant import Instant
from kamcareer.store.tables.legal import LegalBasisRow, LegalHoldRow, LegalTextRow
from kamcareer.store.tables.links import LinkRow, OpeningRow
from kamcareer.store.tables.mail import MailRow
from kamcareer.store.tables.nominations import NominationEntryRow, NominationRow
from kamcareer.store.tables.offers import OfferRow, OfferTopicRow, PlaceRequestRow
from kamcareer.store.tables.people import PersonRow, UnitRow
from kamcareer.store.tables.plan_feeds import PlanFeedRow
from kamcareer.store.tables.plan_reminders import PlanReminderRow
from kamcareer.store.tables.plans import (
    KeptPlanRow,
    KeptPlanStepRow,
    PlanCheckInRow,
    PlanDecisionRow,
    PlanLimitsRow,
)
from kamcareer.store.tables.rating_requests import GivenRatingRow, RatingRequestRow
from kamcareer.store.tables.vacancies import (
    AgreedMarkRow,
    ApplicationRow,
    DecisionRow,
    InterviewKitRow,
    InterviewMarkRow,
    PanelRow,
    PostingRow,
    ScorecardRow,
    ScreeningRow,
    ScreeningTopicRow,
    VacancyCellRow,
    VacancyChangeRow,
    VacancyRow,
)
from kamcareer.store.tables.waiting_files import ColumnMappingRow, WaitingFileRow

__all__ = [
    "AccountRow",
    "AgreedLevelRow",
    "AgreedMarkRow",
    "AmbitionRow",
    "AnswerRow",
    "ApplicationRow",
    "AssessmentRow",
    "AuditRow",
    "BackgroundJobRow",
    "CalibratedLevelRow",
    "CalibrationPersonRow",
    "CalibrationSeatRow",
    "CalibrationSessionRow",
    "CardRow",
    "ChallengeRow",
    "ClientAnswerRow",
    "ClientRow",
    "ColumnMappingRow",
    "CompanyRoundPersonRow",
    "CompanyRoundRow",
    "ContestAmendmentRow",
    "ContestRow",
    "DecisionRow",
    "DemographicsRow",
    "DraftEditorRow",
    "EarlierScoreRow",
    "EvidenceRow",
    "ExpertAnswerRow",
    "ExpertReadingRow",
    "ExpertRemarkRow",
    "ExpertRow",
    "FairnessCountRow",
    "FeedbackRow",
    "FrameworkDraftRow",
    "FrameworkPublicationRow",
    "FrameworkReleaseRow",
    "FrameworkReviewRow",
    "FrameworkRow",
    "FrequencyRow",
    "GivenRatingRow",
    "IdentityRow",
    "InquiryRow",
    "Instant",
    "InterviewKitRow",
    "InterviewMarkRow",
    "KeptPlanRow",
    "KeptPlanStepRow",
    "LegalBasisRow",
    "LegalHoldRow",
    "LegalTextRow",
    "LinkRow",
    "MailRow",
    "NominationEntryRow",
    "NominationRow",
    "OfferRow",
    "OfferTopicRow",
    "OneTimeLinkRow",
    "OpeningRow",
    "PanelRow",
    "PasskeyRow",
    "PeerMeanRow",
    "PersonRow",
    "PlaceRequestRow",
    "PlanCheckInRow",
    "PlanDecisionRow",
    "PlanFeedRow",
    "PlanLimitsRow",
    "PlanReminderRow",
    "PostingRow",
    "PresentationRequestRow",
    "PresentationRow",
    "RatingRequestRow",
    "RecoveryCodeRow",
    "RoundPeerRow",
    "SaveRow",
    "ScorecardRow",
    "ScreeningRow",
    "ScreeningTopicRow",
    "SealedPeersRow",
    "SecondFactorRow",
    "ShownPlanRow",
    "SignInRow",
    "SituationAnswerRow",
    "UnitRow",
    "VacancyCellRow",
    "VacancyChangeRow",
    "VacancyRow",
    "WaitingFileRow",
]
