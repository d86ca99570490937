"""What requests of all kinds say, and what is said in several words: lists, put together by reading requests."""

from __future__ import annotations

from typing import Final


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


EMPTY: Final = frozenset(
    _words(
        """
    a about above across after again against ago all also although am an and any anything are area around as ask asked
    asking at available away back based be because been before being below between both but by came can cannot come
    could did do does doing done down during each either else end ended ending even ever every everything few find
    first for from full further gave get getting give given giving go going got had has have having he held hello help
    her here hi hold holding how however i if in include included includes including inform information inclusive into
    is it its itself just keep kept kindly know last latest least let like likewise list listed made make many may me
    mean means might mine more most much must my name near need neither new no nor not note now of off often on once one
    only onwards or other others our out outcome over own part past per please possible possibly present previous
    provide provided provides providing put question questions regard regarding regards relate related relating
    relation release respect respectively request requested requesting requests said same say see send sent set shall
    she should show showing since sir madam so some still such supply supplied take taken taking tell than that the
    their them then there these they thing things this those through throughout till time times to today together
    too total totals totalling two three four five six seven eight nine ten twelve twenty until up upon us use used
    using via want wanted was way we well went were what whatever when where whether which while who whom whose why
    will wish with within without would write yes yet you your yours
    number numbers figure figures amount count quantity overall sum
    date dates day days week weeks month months year years yearly annual annually monthly quarter quarterly calendar
    financial period periods january february march april june july august september october november december
    jan feb mar apr jun jul aug sept sep oct nov dec monday tuesday wednesday thursday friday
    police policing constabulary constabularies force forces foi foia act freedom data detail details detailed
    break broken breakdown split divided divide grouped group category categories
    i ii iii iv v vi vii viii ix x xi xii etc eg ie re ref reference q nb fy ytd
    dear thank thanks sincerely faithfully
    incident incidents offence offences crime crimes case cases occasion occasions event events record recorded records
    recording report reported reports reporting log logged register registered notified currently current involve
    involved involving carry carried among amongst occur occurred occurring happen happened receive received deal dealt
    dealing respond responded handle handled handling local copy copies document documents state confirm describe
    explain identify connect connected connection concern concerned concerning final nil recent recently common level
    rate approximate approximately roughly exact exactly minimum volume account breakdowns table
    cover covered covers covering content contents arising arise arose thought behind drawn assigned fully mention
    mentions mentioned matter matters sort sorts particular regularly normally usually actually approx
    owned possess exist existing ongoing moment answer reply caused cause found seen saw coming gone turn turned run
    ran runs set sets settle contact names title job various several available
    dw a ac ar bod bu bydd chi drwy dros ei eich ein er fod fel ddim gan gyda gyfer gwybodaeth heddlu hyn i mae mewn
    neu nifer o oedd oes pa pob pwy rhwng rhowch sawl sydd sy sut trwy un unrhyw wedi wrth y ydych yn yr ym faint fesul
    flwyddyn blwyddyn bob
    """
    )
)

LETTERS: Final = frozenset(
    _words(
        """
        acknowledge acknowledgement aggregate aggregation clarification clarify csv dear entitled entitlement exceed
        exceeds excel faithfully grateful madam pdf redact redacted redaction redactions refine refined refining
        sincerely spreadsheet statutory thank thanks whom
        """
    )
)
"""A sentence that has one of them is about the request, or a greeting; it asks nothing."""

SIGNS: Final = frozenset(
    _words(
        """
        act advance advice assist assistance copy cost days duty electronic email exemption exemptions foi foia forward
        information interest internal limit machine narrow narrowed narrowing regards request reserve threshold write
        writing
        """
    )
)
"""Words of sentences that may be about the request."""

NUMBERS: Final = frozenset({"101", "111", "999"})
"""Numbers that say what is asked."""

COMMON_NAMES: Final = frozenset(
    _words("airport atomic british city civil defence energy ministry national nuclear port ports rail transport")
)
"""Words of forces' names that requests use for other things."""

LIGHT: Final = _words(
    """
    officer officers staff employee employees member members personnel people person persons individual individuals
    public average type types kind nature lead led issue issued location locations place places station stations
    ward wards district districts borough boroughs postcode area areas region age aged gender sex ethnicity rank role
    victim victims suspect suspects offender offenders identify identified separately follow followed following
    conduct conducted department unit team operate operation use usage work working responsible
    """
)

ASPECTS: Final = _words(
    """
    cost budget save invoice forecast policy training complaint contract supplier bidder expiry renew start value
    arrest charge convict caution prosecution unsolved investigate audit reason duration injury death fault buy sell
    model appeal meeting email letter vacancy recruit resign dismiss discipline misconduct withdraw recover seize
    damage compensation claim target plan campaign survey map street repeat hour percentage arrive outcome support
    attend refund subcontract criteria sign bill system feedback backlog youngest oldest largest separate prevent press
    hotspot weekday drop lost limit strength dedicated specialist qualification user licence pledge
    specification
    """
)
"""In these, a question about the same topic is another: its cost, the training, complaints about it."""

SYNONYMS: Final = tuple(
    tuple(line.split())
    for line in """
    cost costs costing spend spent spending expenditure expense expenses paid pay payment payments price prices money
        bill bills outlay sum sums
    average mean median
    budget budgets budgeted
    save saved saving savings
    invoice invoices
    forecast forecasts projected projection expected
    policy policies guidance guideline guidelines procedure procedures protocol protocols rules
    training trained train course courses
    complaint complaints complained grievance grievances
    contract contracts contractual agreement
    supplier suppliers provider providers vendor vendors contractor contractors
    bidder bidders bid bids tender tenders tendered tenderer tenderers
    expiry expire expires expired
    renew renewal renewals renewed extension extend
    start starts begin begins began commence commenced
    arrest arrests arrested
    charge charged charges charging
    convict conviction convictions convicted
    caution cautions cautioned
    prosecution prosecute prosecutions prosecuted
    unsolved undetected unresolved
    investigate investigation investigations investigated investigating probe probes inquiry enquiry
    audit audits audited review reviews reviewed evaluation evaluated evaluate assessment assessments
    reason reasons grounds
    duration long longest wait waits waiting length took
    injury injuries injured hurt casualty casualties
    death deaths died fatality fatalities fatal
    fault faults faulty malfunction malfunctions malfunctioned defect defects defective broke
    buy bought buying purchase purchased purchases purchasing procure procured procurement acquire acquired order orders
    sell sold sale sales
    model models brand brands version versions manufacturer manufacturers
    appeal appeals appealed
    meeting meetings minutes
    email emails emailed correspondence
    letter letters
    vacancy vacancies vacant unfilled
    recruit recruited recruitment recruiting hire hired hires
    resign resigned resignation resignations
    dismiss dismissed dismissal dismissals sacked sacking
    discipline disciplined disciplinary
    misconduct wrongdoing
    withdraw withdrew withdrawn withdraws
    recover recovered recovery
    seize seized seizure seizures confiscated confiscate
    damage damages damaged
    compensation settlement settlements compensate payout payouts
    claim claims claimed
    target targets
    plan plans planned
    campaign campaigns
    survey surveys surveyed
    street streets
    repeat repeated repeats
    hour hours
    christmas 25xdecember
    halloween 31xoctober
    weekend weekends saturday saturdays sunday sundays
    gun guns firearm firearms
    vehicle vehicles car cars
    stolen steal theft thefts stole stealing
    child children kid kids juvenile juveniles teenager teenagers youth youths youngster
    burglary burglaries burgled
    robbery robberies robbed
    assault assaults assaulted attack attacks attacked
    fire fired discharge discharged discharges
    sick sickness ill illness absence absent absences
    drug drugs narcotic narcotics substance substances
    motorist motorists driver drivers
    speeding speed
    fine fined fines penalty penalties ticket tickets
    dog dogs canine canines
    murder murders homicide homicides killing killings
    knife knives blade blades bladed
    wage wages salary salaries
    bicycle bicycles cycle cycles
    motorcycle motorcycles motorbike motorbikes
    lorry lorries truck trucks hgv
    phone phones mobile mobiles telephone telephones handset handsets smartphone
    interpreter interpreters translator translators translation interpreting translate
    close closed closure closures shut
    female woman women
    male man men
    percentage proportion share percent
    largest biggest highest maximum most single top
    arrive arrival arrived
    outcome disposal disposals result results concluded conclude finalised finalise
    attend attended attendance
    support supported referral referrals referred refer
    detain detained detention detentions
    """.strip()
    .replace("\n        ", " ")
    .splitlines()
)
"""Words that count as the first of their line."""
