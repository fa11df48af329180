"""What a CFPackage of CASE 1.1 is made of, with the names of the specification (chapter 7, Data Model)."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, StrictFloat, StrictInt, StrictStr, StringConstraints

UUID = Annotated[
    StrictStr,
    StringConstraints(pattern=r"^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-8][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}$"),
]  # fmt: skip
Association = Annotated[
    StrictStr,
    StringConstraints(
        pattern=r"^(isChildOf|isPeerOf|isPartOf|exactMatchOf|precedes|isRelatedTo|replacedBy|exemplar|hasSkillLevel|"
        r"isTranslationOf|ext:[a-zA-Z0-9.\-_]+)$"
    ),
]
Day = Annotated[StrictStr, StringConstraints(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
Moment = Annotated[
    StrictStr,
    StringConstraints(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9:.,]{4,20}([Zz]|[+-][0-9:]{2,5})?)?$"),
]
Number = StrictInt | StrictFloat
Words = StrictStr | None
WordList = tuple[StrictStr, ...] | None
Extensions = dict[str, Any] | None


class Part(BaseModel):
    """Anything in a package; what the specification does not know is told apart, see `reading`."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class LinkURI(Part):
    """A reference to another part."""

    title: StrictStr
    identifier: UUID
    uri: StrictStr


class LinkGenURI(Part):
    """A reference to anything, also outside of CASE."""

    title: StrictStr
    identifier: StrictStr
    uri: StrictStr
    targetType: Words = None


class Identified(Part):
    """A part with a name of its own in the world."""

    identifier: UUID
    uri: StrictStr
    lastChangeDateTime: Moment
    extensions: Extensions = None


class CFPckgDocument(Identified):
    """The framework itself."""

    creator: StrictStr
    title: StrictStr
    frameworkType: Words = None
    caseVersion: Words = None
    officialSourceURL: Words = None
    publisher: Words = None
    description: Words = None
    subject: WordList = None
    subjectURI: tuple[LinkURI, ...] | None = None
    language: Words = None
    version: Words = None
    adoptionStatus: Words = None
    statusStartDate: Day | None = None
    statusEndDate: Day | None = None
    licenseURI: LinkURI | None = None
    notes: Words = None


class CFPckgItem(Identified):
    """A competency, or a group of them."""

    fullStatement: StrictStr
    alternativeLabel: Words = None
    CFItemType: Words = None
    humanCodingScheme: Words = None
    listEnumeration: Words = None
    abbreviatedStatement: Words = None
    conceptKeywords: WordList = None
    conceptKeywordsURI: LinkURI | None = None
    notes: Words = None
    subject: WordList = None
    subjectURI: tuple[LinkURI, ...] | None = None
    language: Words = None
    educationLevel: WordList = None
    CFItemTypeURI: LinkURI | None = None
    licenseURI: LinkURI | None = None
    statusStartDate: Day | None = None
    statusEndDate: Day | None = None


class CFPckgAssociation(Identified):
    """How two parts belong together."""

    associationType: Association
    originNodeURI: LinkGenURI
    destinationNodeURI: LinkGenURI
    sequenceNumber: StrictInt | None = None
    CFAssociationGroupingURI: LinkURI | None = None
    notes: Words = None


class Definition(Identified):
    """A concept, a subject, a licence, a kind of item or of association."""

    title: StrictStr
    description: Words = None


class Ordered(Definition):
    """A definition with a place among others."""

    hierarchyCode: StrictStr


class CFConcept(Ordered):
    """A concept."""

    keywords: Words = None


class CFItemType(Ordered):
    """A kind of item."""

    description: StrictStr
    typeCode: Words = None


class CFLicense(Definition):
    """A licence."""

    licenseText: StrictStr


class CFDefinition(Part):
    """What parts of the package refer to."""

    CFConcepts: tuple[CFConcept, ...] | None = None
    CFSubjects: tuple[Ordered, ...] | None = None
    CFLicenses: tuple[CFLicense, ...] | None = None
    CFItemTypes: tuple[CFItemType, ...] | None = None
    CFAssociationGroupings: tuple[Definition, ...] | None = None
    extensions: Extensions = None


class CFRubricCriterionLevel(Part):
    """One level of what can be held; its extensions are a list in the binding of the specification."""

    identifier: UUID
    uri: StrictStr
    lastChangeDateTime: Moment
    description: Words = None
    quality: Words = None
    score: Number | None = None
    feedback: Words = None
    position: StrictInt | None = None
    rubricCriterionId: UUID | None = None
    extensions: tuple[dict[str, Any], ...] | dict[str, Any] | None = None


class CFRubricCriterion(Identified):
    """What is rated."""

    category: Words = None
    description: Words = None
    CFItemURI: LinkURI | None = None
    weight: Number | None = None
    position: StrictInt | None = None
    rubricId: UUID | None = None
    CFRubricCriterionLevels: tuple[CFRubricCriterionLevel, ...] | None = None


class CFRubric(Identified):
    """A table of criteria by levels."""

    title: Words = None
    description: Words = None
    CFRubricCriteria: tuple[CFRubricCriterion, ...] | None = None


class CFPackage(Part):
    """All of a framework."""

    CFDocument: CFPckgDocument
    CFItems: tuple[CFPckgItem, ...] | None = None
    CFAssociations: tuple[CFPckgAssociation, ...] | None = None
    CFDefinitions: CFDefinition | None = None
    CFRubrics: tuple[CFRubric, ...] | None = None
    extensions: Extensions = None
