"""What requests of all kinds say, and what is said in several words: lists, put together by reading requests."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from typing import Final


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


EMPTY: Final = frozenset(
    _words(
        """
        a about above across after again against ago all also although am an and any anything are area around as
        ask asked asking at available away back based be because been before being below between both but by
        came can cannot come could did do does doing done down during each either else end ended ending even
        ever every everything few find first for from full further gave get getting give given giving go going
        got had has have having he held hello help her here hi hold holding how however i if in include included
        includes including inform information inclusive into is it its itself just keep kept kindly know last
        latest least let like likewise list listed made make many may me mean means might mine more most much
        must my name near need neither new no nor not note now of off often on once one only onwards or other
        others our out over own part past per please possible possibly present previous provide provided
        provides providing put question questions regard regarding regards relate related relating relation
        release respect respectively request requested requesting requests said same say see send sent set shall
        she should show showing since sir madam so some still such supply supplied take taken taking tell than
        that the their them then there these they thing things this those through throughout till time times to
        today together too total totals totalling two three four five six seven eight nine ten twelve twenty
        until up upon us use used using via want wanted was way we well went were what whatever when where
        whether which while who whom whose why will wish with within without would write yes yet you your yours
        number numbers figure figures amount count quantity overall sum date dates day days week weeks month
        months year years yearly annual annually monthly quarter quarterly calendar financial period periods
        january february march april june july august september october november december jan feb mar apr jun
        jul aug sept sep oct nov dec monday tuesday wednesday thursday friday psni gmp btp police policing
        constabulary constabularies force forces foi foia act freedom data detail details detailed break broken
        breakdown split divided divide grouped group category categories ii iii iv v vi vii viii ix x xi xii etc
        eg ie re ref reference q nb fy ytd dear thank thanks sincerely faithfully incident incidents offence
        offences crime crimes case cases occasion occasions event events record recorded records recording
        report reported reports reporting log logged register registered notified currently current involve
        involved involving carry carried among amongst occur occurred occurring happen happened receive received
        deal dealt dealing respond responded handle handled handling local copy copies document documents state
        confirm describe explain identify connect connected connection concern concerned concerning final nil
        recent recently common level rate approximate approximately roughly exact exactly minimum volume account
        breakdowns table cover covered covers covering content contents arising arise arose thought behind drawn
        assigned fully mention mentions mentioned matter matters sort sorts particular regularly normally
        usually actually approx owned possess exist existing moment answer reply caused cause found seen saw
        coming gone turn turned run ran runs sets settle contact names title job various several another anybody
        anyone anyway anywhere elsewhere everybody everyone everywhere somebody someone something somehow
        somewhere somewhat nobody none nothing nowhere myself ourselves yourself yourselves themselves himself
        herself oneself him his hers ours theirs whomever whichever whatsoever wherever whenever whereas whereby
        wherein whereupon whilst albeit though unless amid alongside aside apart besides beyond despite onto
        toward towards versus vs rather quite really very almost nearly barely already always perhaps maybe
        indeed thus hence therefore thereby thereof thereafter thereto therefrom hereby herein hereafter
        hitherto moreover furthermore additionally addition plus nevertheless nonetheless otherwise namely viz
        accordingly according accordance pursuant regardless irrespective due owing conjunction behalf less
        lesser fewer dont didnt doesnt isnt arent wasnt werent hasnt havent hadnt wont wouldnt couldnt cant
        shouldnt mustnt im ive youve youre youd youll theyre theyve theyd weve thats whats hows wheres wonder
        wondered wondering wonders interested interesting hope hopeful hopefully hopes hoped hoping wishes
        wished wishing wants wanting needed requiring seek seeking seeks sought enquire enquiring inquire
        inquiring query queries aware unaware understand understands understood believe believed believes assume
        assumed assumes assuming assumption suppose supposed supposedly presume presumed presumably guess
        guessing think thinking thinks knowledge appreciate appreciated appreciates appreciative glad happy
        pleased keen curious eager obliged sorry afraid willing able ought ideally preferably prefer preferable
        hey greetings mr mrs cheers pls plz asap asks gives tells told telling informed informing informs info
        infomation confirmed confirming confirms confirmation advise explained explaining explains described
        describes describing outline outlined outlines outlining summarise summarised summarize summarized
        summaries overview elaborate elaborating illustrate indicate indicated indicates indicating indication
        indications disclose disclosing furnish furnished specify specified specifies specifying specific
        specifically specifics stated stating detailing mentioning referenced referencing requester requestor
        dissertation thesis researching convenience feasible practicable easily easy easier readily helpful fact
        facts clearly obviously apparently seemingly evidently tally tallies tallied statistic statistics
        statistical statistically stat stats metric metrics numerical numeric numerically numbered numbering qty
        counted counting counts quantities quantify quantified quantitative totalled totaled totaling tot
        amounts amounted amounting accounted frequencies frequent frequently prevalence prevalent extent
        magnitude volumes levels rates circa approximation incidence incidences cumulative cumulatively
        collectively collective altogether aggregated aggregating incurred datum dataset datasets itemise
        itemised itemising itemize itemized enumerate enumerated subdivided subdivide segmented disaggregate
        disaggregated splits splitting divides dividing grouping groupings categorised categorises categorising
        categorize categorized categorisation classed classify classifying subcategory subcategories tabulate
        tabulated tabular listing listings lists bracket brackets compare compared comparing comparison
        comparable separately seperately individually respective apiece distinct unique entire entirety entirely
        whole wholly partly partially solely sole mainly primarily principally mostly merely simply purely
        exclusively numerous plenty certain different differing variety especially essentially basically precise
        precisely accurately ordinarily normal usual generally sometimes occasionally occasional sufficient
        enough necessary necessarily relevant relevance applicable pertinent corresponding correspond
        corresponds equivalent aforementioned abovementioned particularly particulars whatsover bring brings
        bringing brought comes becoming became become becomes noticed noticing noted noting logging logs
        registering registers documented documenting documentation lodge lodged filed flagged notify notifying
        notifies reportedly receives receiving receipted submit submits submitted submitting identifying
        identifies discovered discovering uncovered encounter encountered encountering surfaced transpired
        occurs occurrence occurrences occured occuring happens happening happenings existed exists existence
        arises arisen instance instances example examples episode episodes situation situations scenario
        scenarios contacted commit commits committing perpetrated perpetrate element elements respects
        respecting aspect aspects nature basis manner fashion ways context scope topic topics subject subjected
        regarded pertain pertained pertaining pertains relates concerns connections connecting connects
        associated associate contain contained containing comprise comprised comprises comprising consist
        consisted consisting consists constitute constituted constitutes constituting encompass encompassed
        encompassing deemed considered considering consider considers termed labelled labeled attributable
        attributed attribute link linked linking links replies remit jurisdiction forcewide geographic
        geographical geographically vicinity situated located sited daily weekly fortnight fortnightly decade
        decades century biannual biannually annum yrs mth mths fiscal dated timeframe timeframes timespan span
        spanned spanning spans beginning commencing preceding precede preceded prior previously earlier lately
        later latterly subsequent subsequently afterwards afterward eventually ultimately finally meanwhile
        nowadays presently yesterday tomorrow onward ends interval intervals inception consecutive successive
        meantime simultaneously newest uptodate update updated elapsed febuary whereafter undertake undertaken
        undertakes undertaking undertook undergo undergoes undergoing undergone underwent perform performed
        performing performs carries placing takes makes puts putting culminated culminating conducted conducting
        goes gets keeps keeping holds sends sending gather gathered gathering compile compiled compiling collate
        collated collating collation utilise utilised utilises utilising utilize utilized utilizing utilisation
        seem seemed seems appears tend tends tended look looked looks looking ensure ensured ensures ensuring
        belong belonged belonging belongs owns owning causing handles deals occasioned following deriving
        derived sees seeing ranging format formats formatted spreadsheets worksheet xls xlsx hyperlink url
        attach attached attaching attachment enclose enclosed appendix annex chart charts graph graphs column
        columns electronically extract extracts excerpt excerpts pdfs wybodaeth hefyd gwelwch cael gael chael
        cafodd gafodd cafwyd gafwyd wneud gwneud wnaed wnaeth rhoi manylion fanylion cyfanswm gyfanswm
        blynyddoedd flynyddoedd mlynedd misoedd ionawr chwefror mawrth ebrill mehefin gorffennaf awst hydref
        tachwedd rhagfyr cofnodwyd gofnodwyd cofnodi gofnodi digwyddiad digwyddiadau ddigwyddiad ddigwyddiadau
        achosion darparu ddarparu darparwch dywedwch pryd ble beth hwn hon hynny rhain wnewch allwch gallwch
        allech gallech ydyn maen roedd dyddiad ddyddiad blynyddol ariannol oddi cyfnod regularity responds
        eleven latter outset thenceforth wording worded queried broadly rounded chronological chronologically
        alphabetical alphabetically descending ascending ones vary varied varies varying lot commonly main
        actual initially originally ensuing resultant stemmed stemming involves involvement featured featuring
        entail entails entailed surrounding reflect reflects reflected incl pertinently policed dw ac ar bod bu
        bydd chi drwy dros ei eich ein er fod fel ddim gan gyda gyfer gwybodaeth heddlu hyn mae mewn neu nifer o
        oedd oes pa pob pwy rhwng rhowch sawl sydd sy sut trwy un unrhyw wedi wrth y ydych yn yr ym faint fesul
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
    age aged gender sex ethnicity rank role victim victims suspect suspects offender offenders work working location
    locations officer officers member members people person persons individual individuals staff employee employees
    personnel public average type types kind nature lead led issue issued place places station stations ward wards
    district districts borough boroughs postcode area areas region identify identified separately follow followed
    following conduct conducted department unit team operate operation use usage responsible
    """
)

ASPECTS: Final = _words(
    """
    cost budget save invoice forecast policy training complaint contract supplier bidder expiry renew start value
    arrest charge convict caution prosecution unsolved investigate audit reason duration injury death fault buy sell
    model appeal meeting email letter vacancy recruit resign dismiss discipline misconduct withdraw recover seize
    damage compensation claim target plan campaign survey map street repeat hour percentage arrive outcome support
    attend refund subcontract criteria sign bill system feedback backlog youngest oldest largest separate prevent
    press hotspot weekday drop lost limit strength dedicated specialist qualification user licence pledge
    specification
    """
)
"""In these, a question about the same topic is another: its cost, the training, complaints about it."""


def _synonyms() -> Iterator[tuple[str, ...]]:
    lines = (files(__package__) / "synonyms.txt").read_text(encoding="utf-8").splitlines()
    return (tuple(map(str.strip, line.split("|"))) for line in lines if line and not line.startswith("#"))


SYNONYMS: Final = tuple(_synonyms())
"""Words and phrases that count as the first of their line; a line that begins as an earlier one adds to it."""
