"""Requests of any number for benchmarks, made up: `python tests/benchmarks/asked.py [--seed S] [--show N]`.

Groups of "the same question put to several forces" are planted among requests that belong to none, so that the
precision and recall of a grouping can be counted. Members of a group differ as real ones do: another force, other
years, other words, questions dropped or added, another numbering, other letters around them. What belongs to no group
often looks like a group all the same: the same topic with other questions, the same questions on another topic, the
same title, reference or letter.

A question is an *atom*: a subject (a topic and up to two circumstances) and an aspect of it. No atom is in two intents,
so two intents never ask the same; what they differ in is never only the force, the dates or a breakdown. All members of
a group keep the same half of its questions at least. Equal seeds give equal requests: no clock, no hash().
"""

from __future__ import annotations

import argparse
import re
import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Final

_Tokens = tuple[str | tuple[str, ...], ...]  # a sentence; a tuple is a place where one of several wordings stands

HARD_SHARE: Final = 0.4  # of the unrelated requests: those made to look like a planted group
_FIRST_YEAR, _LAST_YEAR = 2013, 2026

_FORCES: Final = """
Norchester Constabulary
West Calder Police
Ashmouth Police
Brackenshire Constabulary
Dunford and Elmshire Police
Hartborough Police
Langshire Police
Falmere Constabulary
Wexcombe Police
Eastmoor Constabulary
Thornwick Police
Castleby Police
Severnside Police
Ridgeshire Constabulary
Copperdale Police
Millbrook and Fenshire Constabulary
North Arden Police
Greater Holmbridge Police
Saltmarsh Constabulary
Kingsmere Police
Oxley Vale Police
Pennshire Police
Ravensdale Constabulary
Stourborough Police
Tamarshire Police
Underhill Constabulary
Westhaven Police
Yarborough Police
Aldershaw Constabulary
Beaconshire Police
Carrick and Lorne Constabulary
Derwentside Police
Eskdale Constabulary
Fosseway Police
Glenmoor Constabulary
Highcliffe Police
Inverbrae Constabulary
Jurassic Coast Police
Knollshire Police
Lindale Constabulary
Marlshire Police
Nethershire Constabulary
Ouseborough Police
Priorsford Police
Quarryshire Constabulary
Rothermouth Police
Shawbridge Police
Trentham Constabulary
Uskbridge Police
Vale of Loxley Police
Wyreborough Police
Canalside Transport Police
Harbours Police
Airfields Constabulary
City of Merebank Police
Dyffryn Hafren Police = Heddlu Dyffryn Hafren
Glannau Teifi Police = Heddlu Glannau Teifi
Bro Elan Police = Heddlu Bro Elan
Mynydd Mawr Police = Heddlu Mynydd Mawr
Cwm Rheidol Police = Heddlu Cwm Rheidol
"""

# Topics: tags of the circumstances they go with | wordings, by "/" | Welsh as it stands after "o", for some.
# A line that begins with blanks goes on from the one before, here and below.
_OFFENCES: Final = """
pvsm | burglaries / burglary offences / break-ins | fwrgleriaeth
pvsm | robberies / robbery offences / offences of robbery | ladrad trwy drais
pvsm | stalking offences / offences of stalking / cases of stalking | stelcio
pvsm | harassment offences / offences of harassment / cases of harassment | aflonyddu
pvsm | rapes / rape offences / offences of rape | drais rhywiol
pvsm | sexual assaults / offences of sexual assault | ymosod rhywiol
pvsm | drink spikings / incidents of drinks being spiked / spiking of drinks offences | sbeicio diodydd
pvsm | needle spikings / injection spiking incidents / incidents of spiking by needle
pvsm | knife crimes / offences with a knife / knife-related offences | droseddau cyllyll
pvsm | acid attacks / attacks with a corrosive substance / corrosive substance attacks | ymosodiadau asid
pvsm | hate crimes / hate-motivated crimes / crimes with a hate element | droseddau casineb
pvsm | common assaults / offences of common assault
pvsm | grievous bodily harm offences / GBH offences / offences of grievous bodily harm
pvsm | indecent exposures / offences of indecent exposure / flashing incidents
pvsm | upskirting offences / voyeurism under skirts offences / cases of upskirting | uwchsgertio
pvsm | kidnappings / kidnap offences / offences of kidnap | herwgipio
pvsm | blackmail offences / offences of blackmail / cases of blackmail | flacmel
psm | shop thefts / shoplifting offences / thefts from shops | ddwyn o siopau
pvsm | mobile phone thefts / thefts of mobile phones / stolen mobile phone cases
pvsm | bicycle thefts / thefts of bikes / cycle thefts | ddwyn beiciau
psm | catalytic converter thefts / thefts of catalytic converters | ddwyn trawsnewidyddion catalytig
psm | lead thefts / thefts of lead / thefts of lead from roofs | ddwyn plwm
psm | cable thefts / thefts of metal cable / thefts of copper wire
psm | keyless car thefts / relay thefts of cars / thefts of cars by relay device
pvsm | dog thefts / thefts of dogs / stolen dog reports | ddwyn cŵn
pvsm | dog attacks / attacks by dogs / incidents of a dog out of control | ymosodiadau gan gŵn
psm | sheep thefts / thefts of sheep / sheep rustling offences | ddwyn defaid
psm | tractor thefts / thefts of tractors / stolen tractors | ddwyn tractorau
psm | quad bike thefts / thefts of quad bikes / stolen quad bikes
psm | caravan thefts / thefts of caravans / stolen caravans
psm | tool thefts from vans / thefts of tools from vans / van tool thefts
pvsm | pickpocketing offences / thefts from the person by pickpockets / offences by pickpockets
psm | fuel thefts / thefts of fuel / thefts of petrol or diesel | ddwyn tanwydd
psm | heating oil thefts / thefts of heating oil / domestic oil thefts
psm | boat engine thefts / thefts of outboard motors / stolen outboard engines
psm | cash machine raids / attacks on cash machines / ATM raids
psm | arson attacks / arsons / offences of arson | losgi bwriadol
psm | graffiti offences / incidents of graffiti / criminal damage by graffiti | graffiti
psm | vandalism of war memorials / incidents of damage to war memorials / offences of war memorial damage
psm | fly-tipping incidents / fly tipping cases / incidents of illegal dumping | dipio anghyfreithlon
psm | firework incidents / incidents of misuse of fireworks / firework misuse reports | gamddefnyddio tân gwyllt
psm | laser pen incidents / incidents of laser pointers being shone / laser pointer incidents
psm | begging offences / offences of begging / cases of begging
psm | noise nuisance incidents / reports of noise nuisance / incidents of excessive noise
pvsm | road rage incidents / incidents of road rage / altercations between road users
psm | trespass offences / aggravated trespass cases / offences of aggravated trespass
psm | squatting offences / cases of squatting / offences of squatting in a building
psm | illegal raves / unlicensed music events / unlawful raves | reifiau anghyfreithlon
psm | unauthorised encampments / illegal encampments / encampments without permission
psm | hare coursing incidents / incidents of hare coursing / reports of hare coursing | gwrsio ysgyfarnogod
psm | badger baiting incidents / incidents of badger persecution / badger persecution cases
psm | raptor poisonings / poisonings of birds of prey / birds of prey found poisoned | wenwyno adar ysglyfaethus
psm | illegal fishing incidents / fish poaching incidents / incidents of fish poaching
psm | deer poaching incidents / incidents of deer poaching / cases of deer poaching
psm | egg collecting offences / thefts of wild birds' eggs / offences of taking wild birds' eggs
psm | cannabis farms / cannabis factories / cannabis cultivations | dyfu canabis
psm | drug driving offences / offences of driving on drugs / drug-drive offences | yrru ar gyffuriau
psm | nitrous oxide offences / laughing gas offences / offences with nitrous oxide
psm | ketamine seizures / seizures of ketamine
psm | heroin seizures / seizures of heroin
psm | fentanyl seizures / seizures of fentanyl and like opioids
psm | county lines cases / cases of county lines dealing / county lines investigations | linellau sirol
psm | cuckooing cases / cases of cuckooing / takeovers of a home by drug dealers | feddiannu cartrefi
pvsm | modern slavery offences / modern slavery crimes / offences under the Modern Slavery Act | gaethwasiaeth fodern
pvsm | human trafficking cases / cases of people trafficking / trafficking offences
pvsm | forced marriages / cases of forced marriage / forced marriage offences | briodas dan orfod
pvsm | female genital mutilation cases / FGM cases / cases of FGM
pvsm | honour-based abuse crimes / so-called honour crimes / offences of honour-based abuse
pvsm | coercive control offences / offences of controlling or coercive behaviour / cases of coercive control |
  reolaeth gymhellol
pvsm | domestic abuse crimes / crimes of domestic abuse / domestic abuse offences | gam-drin domestig
pvsm | non-fatal strangulations / offences of non-fatal strangulation / strangulation offences
pvsm | sextortion cases / cases of sextortion / reports of sexual extortion online
pvsm | cyberflashing offences / offences of cyberflashing / unsolicited nude image reports
pvsm | deepfake image offences / intimate deepfake cases / offences with deepfaked intimate images
psvm | romance frauds / romance scams / dating frauds | dwyll rhamant
pvsm | courier frauds / courier scams / cases of courier fraud | dwyll negesydd
pvsm | cryptocurrency scams / crypto frauds / frauds involving cryptocurrency
pvsm | ticket frauds / ticket scams / frauds over concert or match tickets
pvsm | rogue trader incidents / doorstep crimes / incidents of rogue trading
pvsm | holiday frauds / holiday booking scams / holiday booking frauds
pvsm | identity thefts / cases of identity theft / identity fraud cases
pvsm | computer hacking offences / Computer Misuse Act offences / offences of computer hacking
pvsm | ransomware attacks / attacks with ransomware / ransomware cases
psm | counterfeit goods seizures / seizures of fake goods / seizures of counterfeit goods
psm | illegal tobacco seizures / seizures of illicit cigarettes / illicit tobacco seizures
rs | speeding offences / offences of speeding / drivers caught speeding | oryrru
rs | drink driving offences / offences of drink driving / drink-drive offences | yfed a gyrru
rs | handheld phone offences by drivers / offences of using a mobile phone at the wheel / phone at the wheel offences
rs | seat belt offences / offences of not wearing a seat belt / failures to wear a seat belt
rs | hit and run collisions / collisions where a driver failed to stop / fail-to-stop collisions
rs | fatal collisions / fatal road crashes / road deaths
rs | red light offences / offences of driving through a red light / red-light jumping offences
rs | close passes of cyclists / close pass incidents with cyclists / reports of cyclists being passed too closely
rs | wrong-way driving incidents / incidents of driving the wrong way / wrong-way drivers
rs | uninsured driving offences / offences of driving without insurance / drivers found without insurance | yrru heb
  yswiriant
rs | vehicles with cloned plates / cloned number plate cases / cases of number plate cloning
rs | street races / illegal street racing incidents / car cruising incidents
rs | tyre and brake defect offences / offences of driving with defective tyres or brakes / defective tyre or brake
  cases
rs | dangerous parking offences / offences of causing an obstruction by parking / obstructive parking reports
pr | e-scooter offences / electric scooter offences / offences with e-scooters | droseddau e-sgwteri
pr | illegal e-bike cases / cases of illegally modified electric bikes / offences with modified e-bikes
rs | off-road motorbike incidents / nuisance off-road bike incidents / incidents of off-road motorcycling
psm | crossbow incidents / incidents with a crossbow / crossbow offences
psm | air gun attacks / air rifle offences / attacks with air weapons
psm | imitation firearm offences / offences with an imitation firearm / fake gun incidents
psm | shootings / incidents of shots being fired / firearm discharges
pvsm | machete attacks / attacks with a machete / offences with a machete
psm | bomb hoaxes / hoax bomb threats / hoax bomb calls
psm | suspicious package incidents / reports of suspect packages / suspicious parcel reports
psm | drone misuse incidents / reports of drones flown illegally / incidents of illegal drone flying
psm | thefts of vapes / vape thefts / stolen vape cases
psm | underage vape sales / sales of vapes to under 18s / vapes sold to children
psm | knife sales to children / sales of knives to under 18s / underage knife sales
psm | football disorder incidents / incidents of football-related disorder / football violence incidents
psm | missile throwing incidents / incidents of objects being thrown at vehicles
  / attacks on vehicles with thrown objects
psm | UFO sightings / sightings of unidentified flying objects / reports of UFOs | weld UFO
psm | big cat sightings / sightings of big cats / reports of large wild cats | weld cathod mawr
psm | ghost reports / reports of ghosts or the paranormal / paranormal reports
psm | exotic animal escapes / escapes of exotic animals / reports of escaped exotic pets
psm | swan attacks / attacks on swans / incidents of harm to swans
psm | nuisance peacock reports / reports of peacocks causing a nuisance
"""
_EQUIPMENT: Final = """
uw | tasers / Taser devices / conducted energy devices
u | drones / unmanned aerial vehicles / UAVs
u | body worn video cameras / body cameras / body-worn cameras
uw | spit guards / spit hoods / spit and bite guards
u | live facial recognition cameras / live facial recognition systems / live facial recognition units
u | retrospective facial recognition tools / facial matching tools for stored images
uw | police dogs / dogs of the dog section
u | drug detection dogs / drugs sniffer dogs / sniffer dogs trained to find drugs
u | police horses / horses of the mounted branch / mounted section horses
u | police helicopters / helicopters / police air support helicopters
uw | batons / extendable batons / baton devices
uw | handcuffs / rigid handcuffs / sets of handcuffs
uw | leg restraints / limb restraints / leg restraint straps
uw | PAVA sprays / incapacitant sprays / PAVA spray canisters
u | baton rounds / attenuating energy projectiles / AEP rounds
u | riot shields / public order shields / long and short shields
u | knife arches / metal detecting arches / knife detection arches
u | metal detection wands / hand-held metal detectors / search wands
u | stingers / tyre deflation devices / spike strips
u | mobile speed cameras / speed camera vans / mobile speed enforcement vans
u | ANPR cameras / automatic number plate recognition cameras / number plate cameras
u | average speed cameras / average speed enforcement systems
u | breathalysers / roadside breath test devices / breath alcohol screening devices
u | drug wipes / roadside saliva drug tests / drug swab kits
u | mobile fingerprint scanners / handheld fingerprint readers / portable fingerprint devices
u | phone extraction kiosks / mobile phone data extraction kiosks / digital forensic kiosks
u | lie detectors / polygraph machines
u | naloxone kits / naloxone nasal sprays / doses of naloxone
u | defibrillators / AED units / heart defibrillators
u | ligature cutters / anti-ligature knives / fish knives for ligatures
u | SmartWater kits / forensic property marking kits / forensic marking liquids
u | GPS tags / satellite tracking tags / location monitoring tags
u | unmarked cars / unmarked police vehicles / plain cars
u | electric patrol cars / battery electric police cars / electric police vehicles
u | police motorcycles / police motorbikes / marked motorcycles
u | police e-bikes / electric bicycles for officers / electric patrol bicycles
u | police boats / launches of the marine unit / marine unit vessels
u | water cannon / water cannon vehicles
u | thermal imaging cameras / heat-seeking cameras / infrared thermal cameras
u | night vision goggles / night vision devices
u | IMSI catchers / mobile phone base station simulators / covert phone interception devices
u | gait analysis tools / gait recognition tools
u | predictive policing tools / algorithms that predict crime / crime forecasting software tools
u | chatbots / automated web chat assistants / AI chat assistants
u | voice stress tools / emotion detection tools / voice emotion analysis tools
u | decoy vehicles / bait cars / trap cars
u | dashcam upload portals / dash cam submission portals
u | noise cameras / acoustic cameras / vehicle noise cameras
u | panic alarms for victims / personal attack alarms for victims / TecSOS alarms
u | video doorbells / doorbell cameras given to residents
"""
_STAFFING: Final = """
g | resignations / voluntary resignations / people who resigned
g | suspensions / suspensions from duty / people suspended from duty
g | misconduct hearings / gross misconduct hearings / hearings for gross misconduct
g | misconduct meetings / lower level misconduct meetings
g | dismissals without notice / sackings / summary dismissals
g | written warnings / final written warnings
g | vetting failures / failed vetting checks / vetting refusals
g | vetting withdrawals / removals of vetting clearance
g | overdue vetting renewals / vetting clearances past their date
g | sickness absences / spells of sick leave / periods of sickness absence
g | absences for stress / stress-related sick leave cases / sickness absences due to stress
g | long Covid absences / absences because of long Covid
g | ill-health retirements / retirements on grounds of ill health / medical retirements
g | injury on duty awards / injury on duty pensions / awards for injury on duty
g | grievances / internal grievances / formal grievances
g | bullying complaints / complaints of bullying / bullying allegations
g | sexual harassment complaints / complaints of sexual harassment at work
g | racism complaints / complaints of racist conduct at work
g | employment tribunal claims / claims to an employment tribunal
g | whistleblowing reports / reports under the whistleblowing scheme / protected disclosures
g | second job declarations / registered business interests / declared second jobs
g | refused second jobs / business interest applications turned down
g | criminal convictions / convictions in a criminal court
g | arrests of members of the workforce / arrests within the workforce
g | abuse of position for a sexual purpose cases / cases of abuse of position for sexual gain
g | unlawful searches of police systems / misuses of police databases
g | positive drug tests / failed drug tests / drug test failures
g | failed fitness tests / fitness test failures / bleep test failures
g | inappropriate relationships declared / notifiable associations declared
g | lost warrant cards / missing warrant cards / warrant cards lost or stolen
g | lost radios / missing radios / radios lost or stolen
g | lost laptops and phones / missing laptops or phones / laptops or phones lost or stolen
g | social media misconduct cases / misconduct cases over social media posts
g | drink or drug driving cases in the workforce / workforce members caught drink or drug driving
g | transfers to other forces / officers lost to other forces / moves to another force
g | rejoiners / people who came back after leaving / re-hired leavers
g | secondments / external secondments / postings on secondment
g | flexible working requests / requests for flexible working
g | career breaks / unpaid career breaks
g | maternity leaves / periods of maternity leave
g | promotions / promotions to a higher rank or grade
g | failed probations / probation failures / probationary dismissals
g | restricted duty cases / people on restricted duties
g | cancelled rest days / rest days cancelled
g | crashes in police vehicles / collisions in force vehicles / police vehicle accidents
g | suicides / deaths by suicide
g | exit interviews / leavers' interviews
g | counselling referrals / referrals to counselling / referrals for psychological support
g | beard or tattoo exemptions / exemptions from appearance rules
g | reasonable adjustments / workplace adjustments for a disability
g | gifts and hospitality entries / gifts or hospitality declared
"""
_SPENDING: Final = """
b | overtime / overtime payments / paid overtime
b | translators and interpreters / interpreting services / interpretation and translation
b | uniforms / uniform and clothing / uniform items
b | hotel stays / hotel accommodation / overnight hotel rooms
b | taxis / taxi journeys / taxi fares
b | train travel / rail fares / rail tickets
b | flights / air travel / air fares
b | first class travel / premium class travel
b | vehicle hire / hire cars / hired vehicles
b | vehicle repairs / repairs to vehicles / vehicle repair bills
b | fuel / petrol and diesel / vehicle fuel
b | agency workers / temporary agency staff / agency staff
b | management consultants / external consultants / consultancy
b | legal fees / external lawyers / outside legal advice
b | compensation payouts / settlement payouts / compensation settlements
b | settlement agreements with staff / staff settlement agreements / exit payments with confidentiality clauses
b | public relations / PR and communications / external PR
b | social media advertising / paid adverts on social media / online social media adverts
b | recruitment advertising / adverts for recruitment / recruitment adverts
b | catering / food and refreshments / refreshments and catering
b | bottled water / water coolers and bottled water
b | tea and coffee / hot drinks
b | Christmas parties / festive events for staff
b | award ceremonies / staff award events / commendation ceremonies
b | conferences / conference attendance / conference fees
b | diversity training / equality and diversity courses / EDI training
b | rainbow liveries / pride-themed items / Pride branding
b | private healthcare / private medical treatment
b | gym equipment / fitness equipment / gym kit
b | informants / covert human intelligence sources / payments to informants
b | rewards for information / rewards to the public
b | mutual aid / officers lent by other forces
b | interpreters of sign language / British Sign Language interpreters
b | forensic laboratories / outsourced forensic testing / external forensic testing
b | pathologists / forensic post mortems
b | kennels / kennelling of seized dogs / dog kennelling
b | vet bills / veterinary treatment / veterinary fees
b | stabling / livery and stabling of horses / horse stabling
b | vehicle recovery / recovery of vehicles / tow trucks
b | custody meals / meals for detainees / food for people in custody
b | custody nurses / healthcare in custody / custody healthcare
b | boarding up of doors / repairs to doors forced by officers / doors broken in raids
b | electricity and gas / energy bills / gas and electricity
b | police station repairs / building maintenance / maintenance of police stations
b | temporary buildings / portable cabins
b | software licences / software licensing
b | mobile phone bills / mobile telephone bills
b | printing and paper / printing, paper and toner
b | postage / postage and couriers / mail and courier services
b | office furniture / desks and chairs / office furnishings
b | stationery / pens and office stationery
b | membership subscriptions / professional memberships / subscriptions to outside bodies
b | trade union facility time / union facility time
b | chief officers' expenses / expenses of chief officers / senior officer expenses
"""
_DEMAND: Final = """
d | 101 calls / calls to 101 / non-emergency calls
d | abandoned 101 calls / 101 calls given up before an answer / 101 calls where the caller hung up
d | 999 calls / emergency calls / calls to 999
d | silent 999 calls / 999 calls with no one speaking
d | hoax calls / hoax emergency calls / prank calls
d | web chat contacts / contacts by web chat / live chat contacts
d | online crime reports / crime reports made online / crimes reported on the website
d | welfare checks / concern for safety checks / concern for welfare calls
d | missing person reports / reports of missing people / missing persons cases
d | Section 136 detentions / detentions under the Mental Health Act / section 136 cases
d | hospital bed watches / bed watches at hospital
d | Clare's Law applications / domestic violence disclosure scheme requests / requests under Clare's Law
d | Sarah's Law applications / child sex offender disclosure requests / requests under Sarah's Law
d | stop and searches / stop-searches / people stopped and searched
d | strip searches / searches exposing intimate parts / more thorough searches with clothes removed
d | Section 60 authorisations / section 60 orders / Section 60 stop and search authorisations
d | voluntary interviews / voluntary attendance interviews / interviews under caution without arrest
d | releases under investigation / people released under investigation / RUI cases
d | pre-charge bail cases / people on police bail / suspects on pre-charge bail
d | breaches of bail / bail breaches
d | search warrants / warrants to search premises / premises search warrants
d | custody detentions / people held in custody / detentions in police cells
d | overnight cell detentions / overnight stays in cells
d | deaths in custody / custody deaths / deaths in police custody
d | uses of force / use of force incidents / incidents where force was used
d | vehicle pursuits / police pursuits / police car chases
d | firearm certificate applications / applications for a firearm certificate / gun licence applications
d | shotgun certificate renewals / renewals of shotgun certificates
d | firearm certificate revocations / gun licences revoked / revoked firearm licences
d | FOI requests / Freedom of Information requests / requests under the Freedom of Information Act
d | subject access requests / requests for one's own data / right of access requests
d | internal reviews of FOI answers / FOI internal reviews
d | complaints from the public / public complaints / complaints by members of the public
d | enhanced DBS checks / enhanced disclosure checks
d | lost property reports / reports of lost property / lost items reported
d | found property items / items handed in / items of found property
d | vehicle seizures for no insurance / uninsured vehicles seized / cars seized for no insurance
d | speed awareness courses / places on speed awareness courses / speed awareness course attendances
d | dispersal orders / section 35 dispersal directions / dispersal powers uses
d | community protection notices / CPNs issued
d | criminal behaviour orders / CBOs
d | stalking protection orders / SPOs for stalking
d | domestic violence protection notices / DVPNs
d | sexual harm prevention orders / SHPOs
d | closure orders / premises closure orders / orders to close premises
d | community resolutions / informal community resolutions
d | out of court disposals / disposals out of court
d | community triggers / anti-social behaviour case reviews / ASB case reviews
d | non-crime hate incidents / NCHIs / hate incidents not amounting to a crime
d | referrals to Prevent / Prevent referrals
d | National Referral Mechanism referrals / NRM referrals
d | safeguarding referrals / referrals to social services / referrals to children's services
d | victim right to review requests / requests under the victims' right to review
d | property seizures / items seized from suspects / seized items
d | fingerprint examinations / crime scene fingerprint examinations
d | crime scene visits / visits by crime scene investigators / CSI attendances
d | rape kit examinations / forensic medical examinations after rape
d | digital device examinations / phones and computers examined / digital forensic examinations
d | DNA samples taken / DNA swabs taken
d | ride-along requests / public ride-alongs
d | front counter visits / visits to the front counter / station enquiry desk visits
d | abnormal load notifications / abnormal load notices
d | event policing bookings / special police services bookings / paid-for event policing
d | protests policed / demonstrations policed / police operations at protests
"""
_PRODUCTS: Final = """
c | CCTV maintenance / upkeep of CCTV
c | access control systems / door access control
c | telephony / fixed line telephones / telephone system
c | wide area network / WAN / WAN links
c | local area network switches / LAN switches
c | Wi-Fi / wireless network
c | internet connection / broadband and internet
c | firewalls / network firewalls
c | anti-virus software / endpoint protection
c | email filtering / email security gateway
c | security operations centre / SOC monitoring
c | penetration testing / security testing
c | backup software / data backup
c | server hardware / servers
c | storage arrays / SAN storage
c | cloud hosting / public cloud services
c | data centre space / data centre hosting
c | desktop computers and laptops / end user devices
c | scanning and digitisation / document scanning
c | records storage / off-site paper storage
c | confidential waste / shredding of confidential waste
c | general waste collection / refuse collection
c | cleaning / office cleaning
c | window cleaning
c | grounds maintenance / gardening and grounds care
c | pest control
c | lift maintenance / maintenance of lifts
c | fire alarms / fire alarm servicing
c | fire extinguishers / fire extinguisher servicing
c | generators / standby generator servicing
c | boilers and heating / heating maintenance
c | air conditioning / air conditioning servicing
c | water supply / water and sewerage
c | solar panels / photovoltaic panels
c | electric vehicle charging points / EV chargers
c | fleet vehicles / vehicle purchase
c | vehicle leasing / leased vehicles
c | tyres / vehicle tyres
c | vehicle telematics / telematics boxes
c | vehicle livery / vehicle markings
c | body armour / stab vests
c | footwear / boots
c | laundry / laundry and dry cleaning
c | vending machines
c | payroll software / payroll system
c | HR software / human resources system
c | finance system / ERP finance software
c | duty management software / rostering system
c | e-learning platform / learning management system
c | recruitment software / applicant tracking system
c | occupational health / occupational health service
c | employee assistance programme / EAP
c | insurance / insurance cover
c | internal audit
c | banking services / banking
c | debt recovery / debt collection
c | toxicology testing / toxicology
c | digital forensics software / mobile phone examination software
c | DNA kits / DNA sampling kits
c | custody software / custody system
c | crime recording system / records management system
c | command and control system / control room dispatch system
c | digital evidence management / digital evidence system
c | ANPR back office / ANPR software
c | speed camera processing / speed camera back office
c | interview recording / interview recording equipment
c | transcription / audio transcription
c | redaction software
c | FOI case management / FOI tracking software
c | intranet / staff intranet
c | website hosting / public website
c | social media management / social media management tool
c | media monitoring / press cuttings
c | text messaging service / SMS gateway
c | contact centre software / contact centre platform
c | webchat software / live chat software
c | video conferencing
c | Microsoft licences / Microsoft licensing
c | Oracle licences / Oracle licensing
c | mapping software / GIS software
c | business intelligence / data dashboards
c | robotic process automation / RPA software
c | AI assistants / generative AI tools
c | dog food / food for police dogs
c | ammunition / supply of ammunition
c | drug testing / workplace drug tests
c | radio handsets / Airwave handsets
c | satellite phones
c | asset tracking / asset tags
c | lone worker alarms / lone worker devices
c | ID cards / warrant card printing
c | locker systems / smart lockers
c | security guards / manned guarding
c | building surveying / building surveyors
c | asbestos removal / removal of asbestos
c | demolition / demolition works
c | roofing / roof repairs
c | painting and decorating
c | carpets / flooring
c | signage / signs
c | first aid supplies / first aid kits
c | language training / language lessons
c | leadership training / leadership courses
c | survey software / public satisfaction surveys
"""

# Circumstances: a tag, then one a line; wordings by "/", each to be read after a topic.
_CIRCUMSTANCES: Final = """
=p
at farms / on agricultural land
at schools / on school premises
on university campuses / on the campus of a university
at hospitals / on hospital premises / on NHS hospital sites
at places of worship / at churches, mosques and other places of worship
at railway stations / on railway station premises
on buses / aboard buses
in car parks / in public car parks
in parks / in public parks
on beaches / at the beach
at football grounds / at football stadiums
in pubs / in public houses
in nightclubs / in night clubs
at supermarkets / in supermarket premises
at petrol stations / on filling station forecourts
in hotels / on hotel premises
in care homes / in residential homes for the elderly
on building sites / on construction sites
on allotments / at allotment sites
on canal towpaths / along canals
in cemeteries / in graveyards
at airports / on airport premises
in shopping centres / in shopping malls
in libraries / in public libraries
in gyms / in leisure centres and gyms
on golf courses / at golf clubs
in museums / in museums and galleries
at music festivals / at outdoor music festivals
on holiday parks / on caravan parks
in children's homes / in residential homes for children
in prisons / within prison walls
at GP surgeries / at doctors' surgeries
in pharmacies / in chemists' shops
in court buildings / in courts
at food banks / on food bank premises
in charity shops / at charity shop premises
in bank branches / in high street banks
in betting shops / at bookmakers
in fast food outlets / in takeaways
in cinemas / on cinema premises
in village halls / in community centres
on industrial estates / on trading estates
in student halls / in halls of residence
at polling stations / at places of polling
at heritage sites / at ancient monuments
in marinas / in harbours and marinas
at motorway services / at motorway service areas
at taxi ranks / at taxi stands
in homeless hostels / in hostels for homeless people
in asylum hotels / in hotels housing asylum seekers
at recycling centres / at council tips
on trams / aboard trams
in nurseries / in nurseries and pre-schools
in lay-bys / at roadside lay-bys
in high-rise flats / in tower blocks
on houseboats / aboard residential boats
in swimming pools / at public swimming baths
in data centres / on data centre premises
at solar farms / on solar panel sites
in garden centres / on garden centre premises
=v
where the victim was a taxi driver / with a taxi driver as victim / in which a cab driver was the victim
where the victim was a nurse / with a nurse as victim
where the victim was a teacher / with a teacher as victim
where the victim was a postal worker / with a postman or postwoman as victim
where the victim was a shop worker / with retail staff as victims
where the victim was a paramedic / with ambulance crew as victims
where the victim was a bus driver / with a bus driver as victim
where the victim was a food delivery rider / with takeaway couriers as victims
where the victim was a student / with university students as victims
where the victim was a tourist / with overseas visitors as victims
where the victim was a farmer / with farmers as victims
where the victim was an MP / with a Member of Parliament as victim
where the victim was a councillor / with local councillors as victims
where the victim was a traffic warden / with parking wardens as victims
where the victim was over 75 / with a victim older than 75
where the victim was under 13 / with a child under 13 as victim
where the victim used a wheelchair / with wheelchair users as victims
where the victim had dementia / with people with dementia as victims
where the victim was homeless / with rough sleepers as victims
where the victim was a sex worker / with sex workers as victims
where the victim was a prison officer / with prison officers as victims
where the victim was a firefighter / with fire crew as victims
where the victim was a referee / with sports referees as victims
where the victim was a journalist / with journalists as victims
where the victim was a social worker / with social workers as victims
where the victim was pregnant / with a pregnant woman as victim
where the victim had a learning disability / with learning disabled victims
where the victim was blind / with blind or partially sighted victims
where the victim was a door supervisor / with nightclub door staff as victims
where the victim was a police officer / with police officers as victims
where the victim was an estate agent / with estate agents as victims
where the victim was a runner / with joggers as victims
where the victim was a cyclist / with cyclists as victims
where the victim was a GP / with family doctors as victims
where the victim was transgender / with transgender victims
where the victim was Jewish / with Jewish victims
where the victim was Muslim / with Muslim victims
where the victim was an asylum seeker / with asylum seekers as victims
where the victim was a landlord / with landlords as victims
where the victim was a veteran / with former armed forces members as victims
where the victim was deaf / with deaf victims
where the victim was a celebrity / with well-known public figures as victims
=s
where the suspect was a prisoner on licence / by people released from prison on licence
where the suspect was on bail / by people on bail
where the suspect was a registered sex offender / by registered sex offenders
where the suspect was under 14 / by children under 14
where the suspect was over 70 / by people older than 70
where the suspect was a delivery rider / by food delivery riders
where the suspect was a landlord / by landlords
where the suspect was a teacher / by teachers
where the suspect was a health worker / by NHS staff
where the suspect was a carer / by carers
where the suspect was a former partner / by former partners
where the suspect was a neighbour / by neighbours
where the suspect was a soldier / by members of the armed forces
where the suspect was a councillor / by elected councillors
where the suspect was a clergyman / by members of the clergy
where the suspect was a security guard / by security guards
where the suspect was a university student / by university students
where the suspect was a bus driver / by bus drivers
where the suspect was a looked-after child / by children in care
where the suspect was a diplomat / by people with diplomatic immunity
where the suspect was a sports coach / by sports coaches
=m
linked to alcohol / with alcohol as a factor
linked to social media / with a social media element
linked to dating apps / arranged through dating apps
with a mental health marker / flagged as related to mental health
linked to organised crime groups / with an organised crime link
involving a dog / in which a dog was used
linked to gambling / with gambling as a factor
linked to street gangs / flagged as gang-related
involving an e-scooter / in which an e-scooter was used
linked to drug debts / arising from drug debts
filmed on a doorbell camera / caught on video doorbells
during power cuts / while the electricity was off
on Christmas Day / on 25 December
on Halloween / on 31 October
during England football matches / while England were playing football
linked to online gaming / arising from online games
involving fake police identity / with someone posing as police
during heatwaves / in spells of extreme heat
linked to a house party / arising at house parties
linked to short-term lets / at short-term holiday lets
=r
involving motorcycles / with a motorbike involved
involving HGVs / with a heavy goods vehicle involved
involving taxis / with a taxi or minicab involved
involving buses / with a bus or coach involved
involving drivers over 80 / with a driver older than 80
involving newly qualified drivers / with a driver in their first two years
involving foreign-registered vehicles / with a vehicle registered abroad
involving hire cars / with a rental car involved
involving police vehicles / with a police car involved
involving ambulances / with an ambulance involved
involving delivery vans / with a delivery van involved
involving tractors / with a farm vehicle involved
involving horses / with a ridden horse involved
involving cyclists / with a cyclist involved
involving learner drivers / with a learner at the wheel
involving stolen vehicles / with a stolen vehicle involved
involving diplomatic plates / with vehicles on diplomatic plates
involving company cars / with a company car involved
involving vehicles with no MOT / with a vehicle that had no MOT
involving mobility scooters / with a mobility scooter involved
involving disqualified drivers / with a disqualified driver
on motorways / on the motorway network
on smart motorways / on motorways without a hard shoulder
in 20mph zones / where the limit was 20mph
outside schools / near school gates
in roadworks / at roadworks
on rural single carriageways / on country single carriageways
in tunnels / in road tunnels
at level crossings / on level crossings
in bus lanes / within bus lanes
on roundabouts / at roundabouts
in fog / in foggy conditions
after dark / in the hours of darkness
in snow or ice / in icy or snowy conditions
=u
at protests / during demonstrations
in custody suites / within police custody
in schools / on school grounds
at football matches / on football match days
in hospitals / on hospital wards
at festivals / at music festivals
on public transport / on trains and buses
in rural areas / in the countryside
during traffic stops / when stopping vehicles
in domestic abuse cases / at domestic incidents
in searches for missing people / when looking for missing persons
during house searches / when searching homes
in prisons / inside prisons
at evictions / during evictions
at royal visits / during visits by the Royal Family
at political events / at party conferences and rallies
at nightclubs / in the night-time economy
on immigration operations / when helping immigration enforcement
in wildlife crime cases / against wildlife crime
at Christmas markets / at seasonal markets
=w
on children under 18 / against under 18s
on people over 65 / against pensioners
in mental health incidents / on people in mental health crisis
on pregnant women / against women who were pregnant
on people with a disability / against disabled people
=g
among detectives / in the detective ranks
among special constables / in the Special Constabulary
among PCSOs / for police community support officers
among student officers / for officers in their first two years
among firearms officers / for authorised firearms officers
among dog handlers / in the dog section
among custody staff / for those working in custody
among control room staff / for call handlers and dispatchers
among police staff / for civilian employees
among response officers / on response teams
among neighbourhood officers / on neighbourhood policing teams
among roads policing officers / in the traffic department
among inspectors and above / at the rank of inspector or higher
among sergeants / at sergeant rank
among chief officers / at assistant chief constable rank and above
among cadets and volunteers / for volunteers and cadets
among female officers / for women officers
among ethnic minority officers / for officers from ethnic minorities
among officers with a disability / for disabled officers
among LGBT officers / for gay, lesbian, bisexual and trans officers
among child abuse investigators / on child protection teams
among rape investigators / in rape investigation units
among counter-terrorism officers / in counter-terrorism posts
among undercover officers / in covert posts
among schools officers / for officers posted to schools
among forensic staff / in the scientific support department
among IT staff / in the ICT department
among public protection staff / in the public protection unit
among offender managers / for those managing sex offenders
among degree entry recruits / for graduate entrants
among officers over 55 / for officers aged above 55
among family liaison officers / for FLOs
among mounted officers / in the mounted section
among marine officers / in the marine unit
among wildlife officers / for wildlife crime officers
among professional standards staff / in the professional standards department
=b
for the control room / in the control room
for the roads policing unit / in roads policing
for chief officers / for the chief officer team
for professional standards / in the professional standards department
for firearms units / for armed officers
for the dog section / in the dog unit
for the mounted section / in the mounted branch
for major crime teams / in murder investigations
for counter-terrorism work / in counter-terrorism
for football policing / at football matches
for protest policing / at protests
for royal visits / on royal visits
for custody suites / in custody
for neighbourhood teams / in neighbourhood policing
for the marine unit / in the marine section
for special constables / in the Special Constabulary
for witnesses and victims / on behalf of witnesses and victims
for the press office / in the communications department
for the Police and Crime Commissioner's office / in the office of the PCC
for training / at the training school
for undercover operations / in covert operations
for staff networks / by staff associations and networks
for political party conferences / on policing party conferences
for wildlife crime work / in rural and wildlife crime
=d
involving children under 10 / concerning under 10s
involving teenagers / concerning 13 to 17 year olds
involving people over 75 / concerning those older than 75
from care homes / coming from residential homes
from hospitals / coming from hospital staff
involving pregnant women / concerning women who were pregnant
involving people with dementia / concerning dementia sufferers
involving autistic people / concerning people with autism
involving deaf people / concerning deaf or hard of hearing people
involving non-English speakers / concerning people who do not speak English
involving students / concerning university students
involving serving police officers / concerning police personnel
involving homeless people / concerning rough sleepers
involving foreign nationals / concerning people without British nationality
involving celebrities / concerning well-known people
involving farmers / concerning the farming community
involving veterans / concerning former members of the forces
involving Gypsies and Travellers / concerning the Travelling community
involving transgender people / concerning trans people
involving sex workers / concerning people who sell sex
involving MPs / concerning Members of Parliament
involving journalists / concerning members of the press
at night / between midnight and 6am
at weekends / on Saturdays and Sundays
on bank holidays / on public holidays
related to schools / connected with schools
related to football / connected with football matches
related to protests / connected with demonstrations
related to domestic abuse / connected with domestic violence
related to drugs / connected with controlled drugs
related to mental health / connected with mental ill health
related to licensed premises / connected with pubs and clubs
=c
for custody suites / serving the custody suites
for the control room / serving the control room
for the training centre / serving the training school
for the fleet workshops / serving the vehicle workshops
for the headquarters site / serving headquarters
for the firearms range / serving the firing range
for the commissioner's office / serving the office of the Police and Crime Commissioner
for the dog and mounted units / serving the dogs and horses units
for the regional organised crime unit / serving the ROCU
for the forensic unit / serving the scientific support unit
"""

# Aspects of each kind of topic: "=name" and its sentences, in which [a|b] is one of several wordings. {x} is the topic,
# {these} points back to it ("~" before a sentence: not as the first question), {f} is the force, {area} its area,
# {when} the years, {by} a breakdown. "=name!" is asked of topics without a circumstance only, "=name+" never
# alone: it asks for details of a number.
_OFFENCE_ASPECTS: Final = """
=recorded
How many {x} [were recorded|were logged|did {f} record|has {f} recorded|were reported] {area}{when}{by}?
[The|Please give the|I would like the|Please supply the] [number|total number|total] of {x} [recorded|you
  recorded|logged|reported] {area}{when}{by}.
[Please state|Please confirm|Kindly say|Tell me] how many {x} [there were|came to the attention of {f}|were recorded
  by {f}] {area}{when}{by}.
[What was|What is] the [number|total|annual total] of {x} [recorded|on record|notified to {f}] {area}{when}{by}?
[Figures|Numbers|Recorded totals] for {x} {area}{when}{by}.
=arrested
How many [people|individuals|suspects] were arrested [in connection with|over|for] {x}{when}?
~How many of {these} [led to|resulted in|ended in] [an arrest|at least one arrest]?
[The|Please provide the] number of arrests [made for|made in connection with|that followed] {x}{when}{by}.
~The number of arrests [made as a result|that followed].
[Please state|Please tell me] [how many arrests {f} made|the total of arrests] [over|for] {x}{when}.
=charged
~How many of {these} [led to|resulted in|ended in] [a charge|a charge or summons|someone being charged]?
[How many|What number of] [charges were brought|people were charged] [for|over|in connection with] {x}{when}{by}?
[The|Please give the] number of [suspects|persons] [charged|charged or summonsed] [over|for|in relation to] {x}{when}.
~In how many [of them|of the cases] was a suspect charged?
[Please state|I would like to know] [the charge rate for|what share of cases ended in a charge for] {x}{when}.
=nosuspect
~How many of {these} were closed [with no suspect found|without a suspect being identified]?
[How many|What number of] {x}{when} [were closed because no suspect was identified|were filed with no suspect found]?
[The|Please give the] number of {x} [where the investigation ended with no suspect|in which nobody was ever
  identified as a suspect]{when}.
[What proportion|What percentage] of {x} [ended with no suspect identified|were closed without naming a
  suspect]{when}?
=screened
How many {x} were [screened out|closed without any investigation]{when}?
~How many of {these} were [never allocated to an officer|closed on the day they came in, uninvestigated]?
The number of {x}{when} that were [not allocated for investigation|filed at first contact without further work].
[Please state|Please say] [how many|what number of] {x} {f} [decided not to investigate|screened out]{when}.
=attended
~How many of {these} [were attended by an officer|did an officer attend in person]?
[How many|What number of] {x}{when} [did an officer attend|received a visit from an officer]?
The [number|percentage] of {x} [at which officers attended the scene|where police went to the scene]{when}.
[Please tell me|Please state] [how often officers went to the scene of|how often a patrol was sent to] {x}{when}.
=response
What was the [average|mean|typical] [time for officers to arrive|response time|time taken to reach the scene]
  [at|for] {x}{when}?
The [average|mean] [wait|delay] [between the report and an officer's arrival|before an officer came] for {x}{when}.
[How long did it take|How long, on average, did it take] [officers|a patrol] to [get to|reach] {x}{when}?
=length
[How long, on average, did it take|What was the average number of days taken] to [close|finalise|conclude]
  [investigations into|cases of] {x}{when}?
The [mean|average] [length in days|duration] of [an investigation|investigations] into {x}{when}.
[Please state|Please give] the [average|median] time [from report to outcome|between recording and final outcome]
  for {x}{when}.
=open
How many [investigations into {x}|cases of {x}] are [still open|still being investigated|not yet finalised]?
~How many of {these} [remain open|have no outcome yet|are still under investigation]?
The number of [live|current|ongoing] investigations into {x} [at today's date|as of now|on the day you answer].
=withdrew
~In how many of {these} did the [victim|complainant] [no longer support the case|withdraw support]?
[How many|What number of] {x}{when} [were dropped because the complainant pulled out|ended because the victim
  withdrew]?
The [number|share] of {x}{when} [where the victim did not support a prosecution|closed for want of the victim's
  support].
=resolution
How many {x}{when} [were dealt with by|ended in] [a community resolution|a caution or community resolution]?
~How many of {these} were [settled out of court|dealt with out of court, by caution or community resolution]?
The number of [cautions and community resolutions|out-of-court disposals] [given|issued] for {x}{when}.
=youngest
What was the age of the [youngest|very youngest] [suspect|person suspected] in {x}{when}?
~How old was the youngest suspect in [any of {these}|{these}]?
[Please give|I would like] the age of the youngest [suspect|person suspected] [linked to|in] {x}{when}.
[How old|Of what age] was the [youngest suspect|youngest person thought to be behind] {x}{when}?
=suspects+
[What was|Please give] the [sex and ethnicity|ethnicity and gender] of [suspects|those suspected] in {x}{when}?
~The [sex and ethnic background|ethnicity and gender] of the suspects in {these}.
[How many|What number of] suspects in {x}{when} were [male and how many were female|men and how many women], and of
  which ethnicity?
=repeat
How many [people|addresses or people] [were victims|were targeted] more than once in {x}{when}?
~How many of {these} [involved a repeat victim|were against someone targeted before]?
The number of repeat [victims|targets] [of|in] {x}{when}.
=injuries
[How many|What number of] people were [injured|hurt|taken to hospital] [as a result of|in] {x}{when}?
~In how many of {these} was [someone injured|anyone hurt]?
The number of [injuries|casualties] [recorded in|arising from] {x}{when}, and how severe they were.
=forensics
[How many|What number of] {x}{when} [were examined by crime scene investigators|had a forensic examination]?
~In how many of {these} [was there a forensic examination|did crime scene investigators examine the scene]?
The [number|share] of {x}{when} [attended by forensic staff|where the scene was forensically examined].
[How often|On how many occasions] [were crime scene investigators sent to|did forensic staff examine the scene of]
  {x}{when}?
=cctv
[How many|What number of] {x}{when} [involved CCTV being collected|had CCTV footage seized]?
~In how many of {these} was CCTV [footage obtained|viewed by an officer]?
The [number|proportion] of {x}{when} [where camera footage was collected|in which CCTV was seized and watched].
=team
How many officers [work full time on|are dedicated to|are assigned to] {x}?
Does {f} have a [dedicated team|specialist unit] for {x}, and [how many officers are in it|what is its strength]?
[The|Please give the] [number of officers and staff|strength in FTE of the team] [whose role is|assigned] to
  [tackle|deal with] {x}.
=spent
[How much has {f} spent|What has {f} spent|How much was spent] [on tackling|on operations against|on work to reduce]
  {x}{when}?
[The|Please give the] [total cost of operations against|amount spent on efforts to reduce|sum spent on tackling]
  {x}{when}.
[What did it cost|How much did it cost] [{f}|the force] to [tackle|combat|deal with] {x}{when}?
=policy
[A copy of|Please supply|Please send me] [the policy|the force policy|any guidance] [on|about|for officers dealing
  with] {x}.
What [is|does] {f}'s policy [on|about] [responding to|investigating] {x} [say|set out]?
[Please provide|I would like] [the written procedure|any policy document] [that officers follow for|which covers] {x}.
=training
What training [do officers receive|is given to officers|have officers had] [on|about|in dealing with] {x}?
[Please describe|Please say what is covered by|The content of] the training [given to officers|that officers
  receive] [on|about] {x}.
[How are officers trained|In what way are officers trained] to [deal with|respond to] {x}?
=trainednumber
[How many|What number of] officers [have been trained|have had training] [on how to handle|in dealing with] {x}{when}?
[The|Please give the] number of officers [who have done a course|who completed training] [on|in dealing with]
  {x}{when}.
[Please state|I would like to know] how many officers [went through training|were put through a course] [on|about]
  {x}{when}.
=complaints
[How many|What number of] complaints [were made|did {f} receive] about [the way it dealt with|its handling of]
  {x}{when}?
[The|Please give the] number of complaints [from the public|received] [over|about] [the handling of|the response to]
  {x}{when}.
~How many complaints [were made about the handling of {these}|about this did {f} receive]?
=campaign
[What|Which] [publicity campaigns|awareness campaigns] [has {f} run|did {f} run] [about|on|to prevent] {x}{when}?
[Details of|A list of] [prevention|publicity|awareness] campaigns [on|about|aimed at] {x}{when}.
[Has {f} run|Did {f} run] any [campaign|publicity campaign] [to warn the public of|about] {x}{when}, and [what was
  it|which]?
=profile
[A copy of|Please send] [the latest|the most recent] [problem profile|intelligence assessment|analytical report]
  [on|about] {x}.
Has {f} [written|produced] [a problem profile|an assessment] of {x}, and may I [have a copy|see it]?
[Please provide|I ask for] any [strategic assessment|analytical product] [on|concerning] {x} {area}.
=minutes
[Minutes|The minutes] of [meetings|internal meetings] at which {x} [were discussed|were on the agenda]{when}.
[Copies of|Please send] [all meeting minutes|any minutes] [that mention|in which the subject is] {x}{when}.
[Please provide|I would like] the minutes of [every meeting|meetings of senior officers] [where {x} came up|about
  {x}]{when}.
=reclassed
[How many|What number of] {x}{when} were later [reclassified|changed to another crime or cancelled]?
~How many of {these} were [cancelled|reclassified as something else] [afterwards|later]?
The number of {x}{when} [whose crime record was cancelled or changed|cancelled as no crime].
=support
[How many|What number of] people [in|affected by] {x}{when} were [referred to|put in touch with] victim support?
~In how many of {these} was the victim [offered support|referred to a support service]?
The number of referrals to [victim services|victim support] [that followed|arising from] {x}{when}.
=online
[How many|What number of] {x}{when} were [reported online|reported through the website]?
~How many of {these} came in [online rather than by telephone|by phone and how many online]?
The [share|number] of {x}{when} [reported by telephone, online and at a counter|by way of report (phone, web, in
  person)].
=locations+
[Which|What] [streets|locations|places] {area} [saw the most|had the largest number of] {x}{when}?
[A list of|Please list] the [ten|five] [worst-hit|most affected] [places|streets] for {x}{when}.
~Where did [most of {these} happen|{these} happen most often]?
=time+
[At what|What] [time of day|hours and days of the week] [were|did] {x} most often [recorded|happen]{when}?
~[Please give|What was] the [day and hour|time of day] of each?
The [hour and weekday|time and day] of {x}{when}.
=seized
What [items|property or items] did officers [seize|recover] in [connection with|the course of dealing with] {x}{when}?
~What was [seized or recovered|recovered by officers] in {these}?
[A list of|Please list] [everything seized|property recovered] [by officers over|in connection with] {x}{when}.
=partners
Which [outside bodies|partner agencies|other organisations] does {f} [work with|work together with] on {x}?
[Please name|A list of] the [councils, charities or firms|partners|agencies] {f} [works with to prevent|joins with
  in tackling] {x}.
[Who are|Please say who are] the [partners|outside agencies] [with which {f} tackles|that help {f} with] {x}?
"""
_EQUIPMENT_ASPECTS: Final = """
=owned!
How many {x} does {f} [own|have|possess|own or lease]?
[The|Please give the] [number|total number] of {x} [you hold|held by {f}|in the force's possession] [at
  present|today|now].
[Please state|Please say] how many {x} [are in service|there are in the force] [now|at the date of this request].
=models!
[What|Which] make and model are the {x} [in use|used by {f}]?
[Please list|A list of] [the makes and models|every make and model] of {x} [held|in use].
[Who makes|Who is the manufacturer of] the {x} [{f} uses|in service], and [which model is it|what model are they]?
=bought!
[How much has {f} spent|What has {f} paid|How much was spent] [on buying|to buy|on the purchase of] {x}{when}?
[The|Please give the] [purchase cost of|sum spent on buying|money paid for] {x}{when}.
What did {x} cost [to buy|when they were bought]{when}, [in total and each|per unit and in all]?
=upkeep!
[What does it cost|How much is paid] [each year|a year] to [run|maintain|keep up] {x}?
[The|Please give the] [running costs|maintenance costs|upkeep cost] of {x}{when}.
How much [did {f} spend|was spent] on [maintaining and repairing|the upkeep of] {x}{when}?
=trained!
How many officers are [trained|authorised|qualified] to use {x}?
[The|Please give the] number of [officers|staff] [with a current qualification|who have been trained] [for|in
  using|in the use of] {x}.
[Please state|Please confirm] [how many members of the force|what number of officers] [may use|are permitted to work
  with] {x}.
=course!
What [does the training|does the course] [for|in the use of] {x} [consist of|cover], and how long [does it last|is
  it]?
[Please describe|Please set out] the [training|course] [that officers must pass|given] before they use {x}, and [its
  length|how many days it takes].
[What training|Which course] [must an officer have|is required] [to be allowed to use|for] {x}, and [of what
  length|how many hours is it]?
=lost!
How many {x} [have been lost or stolen|went missing]{when}?
[The|Please give the] number of {x} [lost, stolen or unaccounted for|that have gone missing]{when}.
Has {f} [lost any|had any thefts of] {x}{when}? If [so|yes], how many?
=faults!
[How many|How often have] {x} [been found faulty|failed or malfunctioned]{when}?
[The|Please give the] number of [faults|malfunctions|failures] [reported with|recorded for] {x}{when}.
[On how many occasions|How many times] did {x} [fail to work|break down]{when}?
=dpia!
[A copy of|Please provide] [the data protection impact assessment|the DPIA] for {x}.
Has a [data protection|privacy] impact assessment been [done|carried out] for {x}? If so [may I see it|please send
  it].
[Please send|I would like] any [impact assessment on privacy|DPIA] [that covers|written for] {x}.
=plans!
[Does {f} plan|Is there a plan|Are there plans] to [buy more|get more|order more] {x}[, and when|, and by what date|]?
[What plans does {f} have|What are the plans] for [buying further|buying more|the purchase of new] {x} [over the
  next two years|in the next financial year]?
[Please state|Please say] [whether|if] [more|further] {x} [will be bought|are to be bought], and [when|how many].
=based!
[Where|At which stations] are {x} [kept|based|stored]?
[A list of|Please list] the [stations or bases|places] [at which {x} are kept|where there are {x}], with the number
  at each.
How are {x} [shared out|distributed] between [stations|districts and departments]?
=firstuse!
[When did {f} first|In which year did {f} first] [use|bring in|introduce] {x}?
[The date on which|Please give the date when] {x} [first came into service|were first used] [in the force|by {f}].
[For how long has {f} had|Since when has {f} had] {x}?
=used
[How many times|How often|On how many occasions] [were {x} used|did officers use {x}]{when}{by}?
[The|Please give the] number of [times|occasions on which] {x} were [used|deployed]{when}{by}.
[Please state|Please tell me] [the number of uses of|how many deployments there were of] {x}{when}{by}.
[Uses|Deployments] of {x}{when}{by}.
=injured
[How many|What number of] people were [injured|hurt] [when {x} were used|through the use of {x}]{when}?
[Details of any|The number of] [injuries|casualties] [caused by|connected with] [the use of {x}|{x}]{when}.
~[How many injuries resulted|How many people were hurt]?
=userspolicy
[A copy of|Please send] [the policy|the guidance|any procedure] [on|for] the use of {x}.
What [does force policy|do the rules] say about [when officers may use|using] {x}?
[Under what rules|By what criteria] [may officers use|is it decided to use] {x}? [A copy please.|Please send the
  policy.]
=complained
How many complaints [have been made|did {f} receive] about [the use of|officers using] {x}{when}?
[The|Please give the] number of [complaints|objections from the public] [over|about] [the use of {x}|{x}]{when}.
~How many [complaints followed|of {these} led to a complaint]?
=who+
What was the [age, sex and ethnicity|age, gender and ethnic background] of [the people concerned in|those subjected
  to] [uses|the use] of {x}{when}?
~[Please give|What were] the [age, sex and ethnicity|age, gender and ethnic background] of [the people
  concerned|each person].
[By age, gender and ethnicity|In terms of age, sex and ethnicity], who [was affected by|came up against] the use of
  {x}{when}?
=arrestsmade
[How many arrests|What number of arrests] [came from|were made thanks to|resulted from] [the use of {x}|{x}]{when}?
~How many of {these} [led to|ended in] an arrest?
[The number|The total] of [arrests|people arrested] [after|following] the use of {x}{when}.
=authorised
[Who must|What rank must] [authorise|approve] the use of {x}?
[The rank of|Please give the rank of] the officer who [authorises|gives permission for] the use of {x}.
[By whom|At what rank] is the use of {x} [authorised|approved|signed off]?
=evaluated
[Any evaluation|A copy of any evaluation|Any review] of [how well {x} worked|the use of {x}]{when}.
Has {f} [measured|evaluated|assessed] [the effect of|the results of] [using {x}|{x}]? Please send [the report|any
  report].
[What did|What have] [reviews|evaluations] of the use of {x} [find|found]?
"""
_STAFFING_ASPECTS: Final = """
=number
How many {x} [were there|did {f} record|has {f} had]{when}{by}?
[The|Please give the|I would like the] [number|total number|total] of {x}{when}{by}.
[Please state|Please confirm|Tell me] [how many|what number of] {x} [there have been|were recorded]{when}{by}.
[What was|What is] the [number|annual total] of {x}{when}{by}?
=people+
What were the [rank, sex and length of service|rank, gender and years of service] of [those concerned|the people
  concerned] in {x}{when}?
~[The|Please give the] [rank or grade, sex and length of service|rank, gender and years of service] of [each|each
  person].
[Please set out|I would like] {x}{when} [by rank, gender and length of service|by grade, sex and years in the job].
=reasons
[What were the reasons|What was the reason] [for|given for|behind] {x}{when}?
~[What was the reason|Please state the reason] [in each case|for each].
[A summary of|Please summarise] the [reasons|causes] [recorded for|behind] {x}{when}.
=outcome
[What was the outcome|What came] of {x}{when}?
~[The|Please state the] [outcome|result] [of each|in each case].
[How did|With what result did] {x}{when} [end|conclude]?
=cost
[How much did|What did] {x} [cost the force|cost]{when}?
[The|Please give the] [total cost|cost to the force|financial cost] of {x}{when}.
[How much money|What sum] has {f} [paid out|spent] [because of|in connection with] {x}{when}?
=average
[How long, on average,|What length of time on average] did {x}{when} [last|take]?
The [average|mean] [length in days|duration] of {x}{when}.
~[How long did these last on average|What was the average duration]?
=longest
What was the longest [time that any of {x} took|duration of any of {x}]{when}?
~[And how long|How long] was the longest?
The [longest single case|single longest duration] among {x}{when}, in days.
=now
How many {x} are [ongoing|open|current] [at present|now|today]?
[The|Please give the] number of {x} [not yet concluded|current] [on the date of this request|at the time of your
  answer].
~How many [are still ongoing|have not yet come to an end]?
=policy
[A copy of|Please send] [the policy|any guidance|the procedure] [on|about|covering] {x}.
[What does the policy|What do the rules] of {f} say [about|on] {x}?
[Please provide|I would like to see] [the written procedure|the current policy] [for|on] {x}.
=prevention
[What has {f} done|What steps has {f} taken] to [reduce|bring down|cut] [the number of {x}|{x}]{when}?
[Any plan|Details of any plan] to [reduce|tackle|limit] {x}.
[Which measures|What measures] [are in place|were introduced] to [prevent|lessen] {x}?
=cover
How many [shifts|working days|days of duty] [were lost|did {f} lose] [through|because of|owing to] {x}{when}?
~How many [working days|shifts] were lost [through|because of] {these}?
[Please state|Please give] the [total of working days|number of shifts] lost [to|through|because of] {x}{when}.
[Working days|Days of duty] lost [through|to|because of] {x}{when}.
=review
Has {f} [reviewed|audited|examined] {x}{when}? [A copy of the report please.|Please send the report.]
[Any report|A copy of any report|Any internal review] [on|about|that examined] {x}{when}.
[Please provide|I ask for] [any review or audit|the report of any review] [of|into] {x}{when}.
=appeals
[How many appeals|What number of appeals] [were made|were lodged] [against decisions on|over] {x}{when}, and how
  many [succeeded|were upheld]?
~How many [appealed|appeals were there], and how many [won|were allowed]?
[The number of|Number of] appeals [concerning|about] {x}{when}, and the result.
=media
[Copies of|Please supply] [press lines|lines for the media|press statements] [drawn up on|about] {x}{when}.
[What did {f} tell|What has {f} said to] the press about {x}{when}? [Please send the statements.|Copies please.]
[Please provide|I would like] [the press statements|any statements to the media] [that {f} made|put out] about
  {x}{when}.
"""
_SPENDING_ASPECTS: Final = """
=spent
[How much did {f} spend|How much has {f} spent|What did {f} spend|How much was spent] on {x}{when}{by}?
[The|Please give the|I would like the] [total spend|sum spent|amount spent|total cost] on {x}{when}{by}.
[What was|What is] the [total cost|bill|annual spend] [to {f} of|for] {x}{when}{by}?
[Please state|Please confirm] [what {f} paid|how much money went] [for|on] {x}{when}{by}.
=suppliers
[Which|What] [suppliers|companies|firms] [were paid|received money|did {f} pay] for {x}{when}?
[A list of|Please list|The names of] [the suppliers|the payees|all firms paid] for {x}{when}.
~[To whom|To which companies] [was it paid|did the money go]?
=largest
[What was|Please give] the [largest|biggest|highest] [single payment|single invoice|individual sum] for {x}{when}?
~[What was the largest single payment|The largest single payment], and [what it was for|what was it for]?
The [ten|five] [largest|dearest] [payments|invoices] for {x}{when}.
=invoices
[Copies of|Please send] [all invoices|every invoice|the invoices] for {x}{when}.
[Please supply|I would like] [invoice copies|an itemised copy of each invoice] [relating to|for] {x}{when}.
=count
[How many|What number of] [separate bookings|orders or bookings|individual purchases] [were made|were there] for
  {x}{when}?
The number of [orders|separate transactions|purchases] [made for|placed for] {x}{when}.
~[How many separate transactions|How many orders] [was that|does this stand for]?
[Please state|Please say] how many [times {f} paid|separate payments {f} made] for {x}{when}.
=budget
What [budget was set|was the budget] for {x}{when}[ and was it overspent|, and by how much was it overspent]?
[The|Please give the] [budget|sum budgeted] for {x}{when}.
[How much was set aside|What allowance was made] in the budget for {x}{when}?
=forecast
[What does {f} expect to spend|How much is {f} likely to spend] on {x} [next year|in the next financial year]?
[The|Please give the] [forecast|expected|projected] [spend on|cost of] {x} [for next year|in the coming financial
  year].
[Please say what is|Please state] the [expected bill|projected outlay] for {x} [next year|for the year ahead].
=policy
[A copy of|Please send] [the policy|the rules|any guidance] on [spending on|paying for|claiming for] {x}.
[Please provide|I would like to see] the [written rules|policy] [for spending money on|on payments for] {x}.
[What are the rules|What does the policy say] on [spending money on|when the force pays for] {x}?
=savings
[What steps has {f} taken|What has {f} done] to [cut|reduce|bring down] [the cost of|spending on] {x}{when}?
[How much has been saved|What savings were made] on {x}{when}?
[Any plans|Details of plans] to [save money|make savings] on {x}.
=refunds
[How much|What sum] [was recovered|was refunded|did {f} get back] [of its spending on|from outside bodies towards]
  {x}{when}?
[The|Please give the] [amount recovered|refunds received] [for|against spending on] {x}{when}.
=card
[How much of the spend|What part of the spending] on {x}{when} was [put on|paid by] [purchase cards|corporate cards]?
[The|Please list the] [corporate card|purchase card] [transactions|payments] for {x}{when}.
=average
[What was|Please state] the average [cost|price] [per item or booking|of a single order] for {x}{when}?
~What was the average [cost|price] [of each|per transaction]?
The [mean|average] [price paid|cost each time] for {x}{when}.
=audit
[Any audit|A copy of any audit|Any internal audit report] of [spending on|the use of money for] {x}{when}.
Has spending on {x} been [audited|reviewed by auditors]{when}? [Please send the report.|The report please.]
[Please provide|I ask for] any [auditors' report|audit report] [about|on] [the money spent on|payments for] {x}{when}.
=tender
[When did {f} last|In what year did {f} last] [invite tenders|go out to tender] for {x}, and [how many firms bid|who
  bid]?
[How many|What number of] [firms|companies] [bid|tendered] [for|to provide] {x} [at the last tender|when it was last
  put out to tender], and [when was that|in what year]?
[The date of|Please give the date of] the last tender for {x} and the [number of bids|bidders].
"""
_DEMAND_ASPECTS: Final = """
=number
How many {x} [were there|did {f} have|did {f} record|were recorded]{when}{by}?
[The|Please give the|I would like the] [number|total number|total] of {x}{when}{by}.
[Please state|Please confirm|Tell me] how many {x} [there were|{f} dealt with|were logged]{when}{by}.
[What was|What is] the [number|volume|annual total] of {x}{when}{by}?
=wait
[What was|Please give] the [average|mean] [time taken to deal with|waiting time in] {x}{when}?
[How long, on average, did it take|On average how long did it take] to [deal with|complete] {x}{when}?
~The [average|mean] [time|number of days or minutes] [taken|for each].
=longest
[What was|Please give] the longest [time taken|wait] [for any of|in any of] {x}{when}?
~[And the longest|What was the longest time]?
The [longest single wait|single longest time] [recorded for|in] {x}{when}.
=refused
[How many|What number of] {x}{when} [were turned down or ended with no action|led to no action]?
~How many of {these} [were refused or led to no further action|came to nothing]?
The [number|share] of {x}{when} [in which no action was taken|that ended with no action].
=staffed
How many [officers and staff|members of staff] [deal with|work on|are employed on] {x}?
[The|Please give the] [number of staff|FTE staff numbers] [assigned to|who handle] {x}.
[Which team handles|What department deals with] {x}, and how [large is it|many people work there]?
=cost
[How much did|What did] [dealing with {x}|{x}] cost [{f}|the force]{when}?
[The|Please give the] [total cost|cost to the public purse|financial cost] of [handling {x}|{x}]{when}.
[What has {f} spent|How much has {f} spent] on [dealing with|handling] {x}{when}?
=policy
[A copy of|Please send] [the policy|any guidance|the procedure] [on|about|for] {x}.
[What does the policy|What do the rules] of {f} say [about|on] {x}?
[Please provide|I would like to see] [the written procedure|the current policy] [for|on] {x}.
=training
What training [do staff receive|is given to staff|have staff had] [on|about] {x}?
[Please describe|The content of|Please say what is covered by] the training [given to staff|that staff receive]
  [on|about] {x}.
[How are staff trained|In what way are staff trained] to [deal with|handle] {x}?
=trainednumber
[How many|What number of] [staff|officers and staff] [have been trained|completed training] [on how to handle|to
  deal with] {x}{when}?
[The|Please give the] number of [staff|officers and staff] [who did a course|who had training] [on|about] {x}{when}.
[Please state|I would like to know] how many [people in the force|members of staff] [were trained|went on a course]
  [to deal with|about] {x}{when}.
=backlog
[Is there a backlog|How large is the backlog] of {x}, and [how has it changed|what was it at the end of each
  month]{when}?
How many {x} are [outstanding|waiting to be dealt with] [now|today|at present]?
~How many [are still outstanding|remain to be dealt with]?
=complaints
[How many|What number of] complaints [were made|did {f} get] about {x}{when}?
[The|Please give the] number of complaints [from the public|received] [over|about] {x}{when}.
~How many [gave rise to a complaint|complaints did {these} cause]?
=people+
[What was|Please give] the [age, sex and ethnicity|age, gender and ethnic group] of [people|those] [in|concerned in]
  {x}{when}?
~[The|Please give the] [age, sex and ethnicity|age, gender and ethnic group] of [the people concerned|each person].
[Who, by age, gender and ethnicity, was|In terms of age, sex and ethnicity, who was] [concerned in|behind] {x}{when}?
=repeats
[How many|What number of] {x}{when} [concerned the same person|came from or concerned the same person] more than once?
~How many of {these} were [repeats|about the same person]?
The number of {x}{when} [that were repeats|in which the same person came up again].
=software
[Which|What] [software|computer system] [is used for|does {f} use for|is used to record] {x}?
[The name of|Please name] the [system|software] [in which {x} are recorded|used to handle {x}].
[On which system|In what software] are {x} [logged|kept|recorded]?
=target
[Is there a target|What target is there] for [dealing with|the handling of] {x}, and [how often was it met|was it
  met]{when}?
[How often|In what percentage of cases] did {f} [meet|keep to] its [target|own time limit] for {x}{when}?
=survey
What did surveys [of satisfaction with|of how satisfied people were with] {x} [show|find]{when}?
[The results|Please send the results] of any [satisfaction survey|feedback exercise] [on|about] {x}{when}.
[How satisfied|How content] were people with {x}{when}[, according to surveys|, by your surveys]?
=audit
[Any audit|A copy of any audit|Any internal review] of {x}{when}.
Has {f} [audited|reviewed] [how it handles|its handling of] {x}{when}? [Please send the report.|The report please.]
[Please provide|I ask for] [any audit report|the report of any review] [on|about] {x}{when}.
=busiest
[Which|What] [day|month] [had|saw] the [most|largest number of] {x}{when}, and how many?
~On which [day|date] were there most, and how many?
The [busiest|peak] [day and hour|day] for {x}{when}.
"""
_PRODUCT_ASPECTS: Final = """
=supplier
[Who is|What is the name of] [the current supplier|the supplier|your present provider] of {x}?
[Current supplier|Name of the supplier|Incumbent provider] [for|of] {x}.
[Please name|Please give the name of] the [company|firm] that [provides|supplies] {x}.
~[Who is the supplier|Name of the supplier]?
=value
[What is|Please state] the [annual value|yearly cost|annual contract value] of [the contract for {x}|your {x}
  contract]?
[Annual contract value|Contract value per year|Average yearly contract value] for {x}.
~[What is the annual value of the contract|Annual contract value]?
How much [do you pay|is paid] [each year|a year] under the contract for {x}?
=expiry
[When does|On what date does] [the contract for {x}|the {x} contract] [expire|end|come to an end]?
[Contract end date|Expiry date of the contract] for {x}.
~[What is the expiry date|Contract expiry date|When does it end]?
=start
[When did|On what date did] the contract for {x} [start|begin]?
[Contract start date|Date of commencement], {x}.
~[What was the start date|Contract start date]?
=renewal
[When will|By when will] the contract for {x} be [reviewed|up for renewal]?
[Renewal or review date|Contract review date] for {x}.
~[When is it up for renewal|Contract review date|Renewal date]?
[On what date|When] do you [review|intend to renew] the contract for {x}?
=officer
Who is [the officer responsible|the person in charge|the contact officer] for [the contract for {x}|{x}]? [Name, job
  title and email please.|Please give name, post, telephone and email.]
[Name and contact details|Name, job title and email address] of the [person responsible|contract owner] for {x}.
~[Who is the responsible officer|Contact officer, with job title, telephone and email].
=description
[A short description|A brief description|A description] of [what is covered by|the services under] the contract for
  {x}.
[What does|What services does] the contract for {x} [cover|include]?
~[What does the contract cover|Brief description of the contract].
=brand
[What|Which] [brand|make and version|product] of {x} [do you use|is in use]?
[Make, model and version|Brand and version] of {x}.
~[Which brand is used|Brand and version].
=users
How many [users|items or users|sites or users] [are covered by|does the contract cover for] [the contract for
  {x}|{x}]?
[Number of|Total number of] [users or units|users, licences or sites] for {x}.
~[How many users or sites are there|Number of users or sites].
=framework
[Which|What] [procurement framework|framework agreement], if any, was [used|the contract let under] for {x}?
Was the contract for {x} [let through a framework|bought under a framework], and which?
~[Was a framework used|Framework used, if any].
=bidders
[Which companies|Who] [bid for|tendered for] the contract for {x}, and [what were their scores|how were they scored]?
[The names|A list] of [unsuccessful bidders|all bidders] [for|in the last tender for] {x}.
~[How many firms bid|Names of all bidders].
=performance
[How often has|How many times has] the supplier of {x} [failed to meet its service level|missed its targets]{when}?
[The number of times|Number of occasions when] the supplier of {x} [missed its targets|fell short of the agreed
  service]{when}.
[In how many months|How often] [did the supplier of {x} fall short of|was the supplier of {x} below] the agreed
  service level{when}?
=plans
[Do you plan|Are there plans] to [replace|change|retender] {x} [in the next two years|within 24 months]?
[What are your plans|Future plans] for {x}, [including any new tender|with any tender date].
[When do you intend|When do you expect] to [go to market|invite tenders] for {x}?
=inhouse
Is {x} [run in-house or outsourced|provided by your own staff or bought in]?
[Please state|Say] whether {x} [is outsourced|is done by your own staff or by a contractor].
[Do you|Does {f}] [provide {x} in-house|run {x} with your own staff], or [is it outsourced|by a contractor]?
=outages
[How many|What number of] [outages|failures or interruptions] [of {x} were there|in {x} has {f} had]{when}?
[The number of|A count of] [service failures|outages] [affecting|in] {x}{when}.
[How often|How many times] [did {x} fail|was {x} interrupted]{when}?
=satisfaction
[Have staff been asked|Has any survey asked staff] [what they think of|how satisfied they are with] {x}? [Results
  please.|Please share the results.]
[Any staff feedback|User feedback|Results of any staff survey] [gathered on|about|on] {x}{when}.
[How satisfied|How content] are [users|staff] with {x}? [Please send any survey.|Survey results please.]
=contractcopy
[A copy of|Please send] [the contract|the signed contract] for {x}, [redacted if need be|with prices taken out if
  you must].
[Please supply|I would like] the [full contract document|contract itself] for {x}.
[Please provide|I ask for] the [terms and conditions|signed agreement] [under which {x} is supplied|for {x}].
=specification
[The|A copy of the] [tender specification|statement of requirements] [issued|drawn up] for {x}.
[What requirements|Which requirements] did the [last tender|last specification] for {x} set out?
[Please supply|I would like] the [specification|requirements document] [on which firms bid for|for] {x}.
=social
[What social value|Which social value] commitments [did the supplier of {x} make|are in the contract for {x}]?
[Social value|Community benefit] [terms|promises] in the contract for {x}.
[Please state|Please list] any [social value pledges|community benefits] [promised by the supplier of|agreed for] {x}.
=subcontract
Does the supplier of {x} [use subcontractors|subcontract any of the work], and [which|to whom]?
[Names of any|List any] subcontractors [used for|working on] {x}.
[Which subcontractors|Which other firms], if any, [carry out part of|are used by the supplier for] {x}?
"""
_NAMED_ASPECTS: Final = """
=calls
How many [calls|calls for service] has {f} [had|received] about {x}{when}? [Date and reason of each please.|Please
  give the reason for each.]
[The|Please give the] number of [calls|reports] [to police about|concerning] {x}{when}.
[How often|How many times] [were police called to|was {f} called about] {x}{when}?
=spent
[What has|How much has] policing of {x} cost[ so far|]{when}?
[The|Please give the] [total cost|cost to the force] of [policing|police work on] {x}.
=emails
[All emails|All correspondence|Any messages] [between {f} and the council|to or from chief officers] [about|that
  mention] {x}{when}.
[Copies of|Please supply] [letters and emails|correspondence] [between {f} and the local authority|exchanged with
  outside bodies] [on|about] {x}{when}.
=arrests
How many [people were arrested|arrests were made] [in connection with|over] {x}{when}?
[The|Please give the] number of [arrests|people arrested] [linked to|in relation to] {x}{when}.
=report
[A copy of|Please send] [the closing report|any debrief report|the review report] [on|about] {x}.
Was a [debrief|review] [held after|written about] {x}? [If so a copy please.|Please send it.]
=officers
How many officers [were deployed to|worked on] {x}{when}?
[The|Please give the] number of [officers|police personnel] [assigned to|sent to] {x}{when}.
=licence
[What representations|Which representations] has {f} made [to the licensing committee|on licensing]
  [about|concerning] {x}{when}?
[Copies of|Please send] any [licensing objection|objection on licensing grounds] [to|about] {x}{when}.
=footage
[Any CCTV or body worn footage|All footage held] of {x}{when}.
[What footage|Which recordings] does {f} [hold|still hold] of {x}{when}?
"""

_NAMES: Final = """
Oakfield Rosewood Ashgrove Tregarth Larkspur Kestrel Merlin Bramblewick Copperfield Daleham Elmhurst Foxglove
  Glenholme
Hazeldene Ivybridge Juniper Kilnwood Lavenham Mapleton Northgate Orchard Pinewood Queensferry Redcliffe Sandpiper
Thistledown Underwood Valerian Westbrook Yarrow Amberley Beechcroft Chestnut Drayhorse Eastlea Fernbank Goldcrest
Harbourside Inglewood Jubilee Kingfisher Lyndhurst Moorhen Nightjar Osprey Primrose Quarrybank Ravenscourt Sycamore
Tamarisk Uplands Violet Willowbrook Yewtree Alderney Birchwood Cloverfield Dovecote Edenhall Farthing
"""
_NAMED_THINGS: Final = """
Operation {n}
the {n} care home
the {n} Hotel
the {n} nightclub
the {n} estate
{n} Academy
{n} Retail Park
the {n} festival
{n} Hospital
the {n} by-election count
the {n} quarry protest
the {n} carnival
the {n} football derby
the {n} caravan site
the {n} children's home
the {n} train crash
the {n} warehouse fire
the {n} wind farm protest
the {n} airshow
the {n} bypass
"""
_BREAKDOWNS: Final = """
ward: , broken down by ward/, split by ward/, with a ward by ward breakdown/ in each ward/, by ward
month: , broken down by month/, month by month/, with monthly figures/ in each month/, by month
year: , broken down by year/, year by year/, for each year separately/, with a total for each year/, by year
station: , broken down by station/, split by police station/, station by station/, with a figure for each station
district: , broken down by district/, split by district/, for each district separately/, by borough or district
age: , broken down by age group/, split by age band/, with the age groups shown/, by age
department: , broken down by department/, split by department/, for each department/, by department
"""
_BREAKDOWNS_OF: Final = {
    "offence": ("ward", "month", "year", "station", "district", "age"),
    "equipment": ("month", "year", "station", "district"),
    "staffing": ("year", "department", "station"),
    "spending": ("year", "month", "department"),
    "demand": ("month", "year", "station", "district"),
    "product": ("year",),
    "named": ("year", "month"),
}  # fmt: skip

_GREETINGS: Final = """
Dear Sir or Madam,
Dear FOI team,
Dear {f},
Hello,
To whom it may concern,
Good morning,
Dear Information Access Officer,
Dear Freedom of Information Officer
Hi,
"""
_OPENINGS: Final = """
I am writing to make a request under the Freedom of Information Act 2000.
Under the Freedom of Information Act please could you answer the following:
I would be grateful if you would send me the following information under the FOI Act.
This is a request for information which I make under the Act of 2000.
Please treat this email as a formal request for recorded information held by {f}.
I am a journalist and am putting the same questions to every force in the country.
As a student I am gathering data for my dissertation and would be glad of your help.
I wish to obtain the following information from {f}:
My request is as follows.
I ask for the following, to which I believe I am entitled under the Act.
We are a company that works with public bodies and we keep our records of contracts up to date through requests like
  this one.
I write on behalf of a charity which campaigns for victims.
Could you please help me with the questions below, all of which concern {f} only?
The following is asked under section 1 of the Freedom of Information Act, which gives everyone a right to know
  whether information is held and to receive it.
"""
_CLOSINGS: Final = """
Under the Act I am entitled to an answer within 20 working days of your receiving this.
I look forward to a reply within twenty working days, as the law lays down.
Please send the data as an Excel file or a CSV file rather than as a PDF.
A spreadsheet (.xlsx or .csv) would be the most useful form for the answer.
If this exceeds the cost limit, please give me the answer to the first question only.
Should the request be too wide, please tell me how I may narrow it so that it falls within the limit.
If it is not possible to cover every year within the limit, please give the most recent years that can be covered.
If some of this is exempt, please release the rest and say which exemption covers what is left out.
Should you refuse any part of this, I would ask you to set out the public interest arguments on both sides.
If the information is already published, a link to the page will do.
Please acknowledge that this has reached you.
I would rather be answered by email than by post.
If you need anything to be made clearer, please get in touch as soon as you can, under your duty to advise and
  assist in section 16.
I understand that I need not say why I want this information.
Where figures are below five, please say "fewer than five" rather than refuse the whole.
I do not ask for names or for anything else from which a person could be identified.
Please note that I may publish your answer.
If you do not hold the information, please tell me who does.
Please do not merge this with earlier requests of mine.
Please answer each point under its own number, even where the answer is nil.
If your systems count offences differently from this wording, use whichever count is the nearest and explain it.
Where a manual search would be needed, please leave that part out and answer the others.
If calendar years are a difficulty, financial years are quite acceptable.
I am aware of the 18 hours that the regulations allow and believe that this falls well within them.
If there is a charge for any of this, please tell me before you begin.
I reserve the right to ask for an internal review should the answer be incomplete.
Thank you in advance for your help with this.
Many thanks for the time you put into this.
Please confirm the date by which I can expect to hear from you.
By "held" I mean held on any system, by the force or by another on its behalf.
Please include a note of any change in recording practice which affects the figures.
Information about the Act may be found on the Information Commissioner's pages, which also say what an authority
  must do when a request comes in.
"""
_SIGNATURES: Final = """
Yours faithfully
Kind regards
Many thanks
Yours sincerely
Best wishes
Regards,
[name removed]
"""
_BARE_TITLES: Final = (
    *("Freedom of Information request", "FOI request", "Request for information", "Information request"),
    *("FOI enquiry", "Request under the Act"),
)

_WELSH_ASPECTS: Final = """
=recorded
Faint o achosion o {x} a gofnodwyd gan {f}{when}?
Nifer yr achosion o {x} a gofnodwyd{when}.
Rhowch gyfanswm yr achosion o {x} a gofnodwyd gan yr heddlu{when}.
=arrested
Faint o bobl a arestiwyd mewn cysylltiad ag achosion o {x}{when}?
Nifer yr arestiadau mewn achosion o {x}{when}.
=charged
Faint o bobl a gyhuddwyd mewn achosion o {x}{when}?
Mewn faint o achosion o {x} y cyhuddwyd rhywun{when}?
=nosuspect
Faint o achosion o {x} a gaewyd heb ddod o hyd i neb dan amheuaeth{when}?
=attended
Faint o achosion o {x} y bu swyddog yn bresennol ynddynt{when}?
=length
Beth oedd hyd cyfartalog ymchwiliad i achos o {x}{when}?
=team
Faint o swyddogion sy'n gweithio'n llawn amser ar achosion o {x}?
=spent
Faint a wariwyd gan {f} ar fynd i'r afael ag achosion o {x}{when}?
=policy
Copi o'ch polisi neu ganllawiau ar achosion o {x}.
=training
Pa hyfforddiant a roddir i swyddogion ar ymdrin ag achosion o {x}?
=complaints
Faint o gwynion a gafwyd am y ffordd yr ymdriniwyd ag achosion o {x}{when}?
"""
_WELSH_OPENINGS: Final = (
    "Hoffwn wneud cais o dan Ddeddf Rhyddid Gwybodaeth 2000 am y canlynol:",
    "O dan y Ddeddf Rhyddid Gwybodaeth, a fyddech cystal ag ateb y cwestiynau isod?",
    "Ysgrifennaf atoch i ofyn am yr wybodaeth ganlynol.",
)
_WELSH_CLOSINGS: Final = (
    "Edrychaf ymlaen at gael ateb o fewn 20 diwrnod gwaith.",
    "Anfonwch yr ateb fel taenlen os gwelwch yn dda.",
    "Diolch yn fawr am eich cymorth.",
    "Os yw'r cais yn rhy eang, rhowch wybod i mi sut i'w gyfyngu.",
)

# How the years are said; {n} is their number.
_WHENS: Final = (
    *(" in {last}", " in each year from {first} to {last}", " between 1 January {first} and 31 December {last}"),
    *(
        " since {first}",
        " in the calendar years {first} to {last}",
        " over the past {n} years",
        " from {first} to date",
    ),
    *(" in the financial years {first}/{next} to {last}/{after}", " in each of the last {n} calendar years"),
    *(" from 1 April {first} to 31 March {last}", " in {listed}", " in the last {n} financial years"),
)
_WHENS_AGAIN: Final = (" in the same period", " over the same years", " in that time", "", "", "")
_WELSH_WHENS: Final = (" yn {last}", " rhwng {first} a {last}", " ers {first}")
_COUNTS: Final = ("no", "one", "two", "three", "four", "five", "six", "seven")

_REFERENCES: Final = (
    *("{n}/{yy:02}", "FOI-{y}-{n:05}", "{n}-{yy:02}", "FOI {y}/{n:05}", "01/FOI/{yy:02}/{n:06}", "FOI/{n}/{y}"),
)
_SIZES: Final = (*((n, w) for n, w in zip(range(1, 7), (22, 22, 22, 16, 10, 8), strict=True)),)
_GROUP_SIZES: Final = (
    ((2, 2), 30),
    ((3, 3), 20),
    ((4, 4), 13),
    ((5, 8), 18),
    ((9, 15), 9),
    ((16, 30), 6),
    ((31, 43), 4),
)
_KIND_WEIGHTS: Final = {
    "offence": 52, "equipment": 7, "staffing": 12, "spending": 6, "demand": 14, "product": 6, "named": 3,
}  # fmt: skip
_PLANTED_WEIGHTS: Final = {
    "offence": 34, "equipment": 14, "staffing": 14, "spending": 10, "demand": 16, "product": 12,
}  # fmt: skip
_HARD_WEIGHTS: Final = {"questions": 16, "circumstance": 36, "topic": 36, "both": 6, "title": 6}
_LETTERS: Final = 4_000  # letters in use: what stands around the questions, how they are numbered, how years are said
_WELSH_SHARE: Final = 0.05  # of the groups
_PLACES: Final = 512  # at most so many circumstances, aspects below 64: an atom is one number


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request as an archive would hold it, and the planted group it is of."""

    id: str
    force: str
    force_name: str
    reference: str | None
    language: str | None  # "cy" for the Welsh twin of a request
    title: str
    request_text: str
    questions: tuple[tuple[str | None, str], ...]  # the number as printed, the text
    group: int | None


@dataclass(frozen=True, slots=True)
class _Topic:
    kind: str
    tags: str
    wordings: tuple[str, ...]
    welsh: str | None = None


@dataclass(frozen=True, slots=True)
class _Aspect:
    name: str
    bare: bool  # "!": asked of a topic without a circumstance only
    detail: bool  # "+": says how the number is made up; no intent asks nothing else
    standing: tuple[_Tokens, ...]  # sentences that name the topic
    pointing: tuple[_Tokens, ...]  # sentences that point back to it


@dataclass(frozen=True, slots=True)
class _Force:
    id: str
    name: str
    welsh: str | None


_Subject = tuple[int, int, int]  # a topic and up to two circumstances, -1 for none


@dataclass(frozen=True, slots=True)
class _Intent:
    subject: _Subject
    aspects: tuple[int, ...]
    core: frozenset[int]  # those of the aspects that every member of its group asks
    extras: tuple[int, ...]  # aspects that members may add
    breakdown: str | None
    wording: int  # seed of its words


@dataclass(frozen=True, slots=True)
class _Plan:
    """A request before its text is written."""

    intent: _Intent
    aspects: tuple[int, ...]
    force: int
    year: int
    reference: str | None
    letter: int
    seed: int
    reworded: float  # the chance of a question to be put in other words than the intent's own
    group: int | None = None
    title: _Subject | None = None  # the subject its title names, if it is another's
    language: str | None = None
    hard: bool = False  # made to look like a group it is not of


@dataclass(frozen=True, slots=True)
class _Letter:
    greeting: str
    opening: str
    closings: tuple[str, ...]
    signature: str
    numbering: int
    inline: bool
    when: int
    years: int
    force_form: int
    years_above: bool  # the years stand once, above the questions
    within: bool  # the first closing sentence stands in the last question


def _lines(block: str) -> tuple[str, ...]:
    return tuple(re.sub(r"\n +", " ", block).strip().splitlines())


def _tokens(sentence: str) -> _Tokens:
    parts = re.split(r"\[([^\]]*)\]", sentence)
    return tuple(part if i % 2 == 0 else tuple(part.split("|")) for i, part in enumerate(parts) if i % 2 or part)


def _sections(block: str) -> Iterator[tuple[str, list[str]]]:
    for section in re.split(r"^=", block.strip(), flags=re.M)[1:]:
        name, *lines = _lines(section)
        yield name, lines


def _aspects(block: str) -> tuple[_Aspect, ...]:
    return tuple(
        _Aspect(
            name.rstrip("!+"),
            name.endswith("!"),
            name.endswith("+"),
            tuple(_tokens(line) for line in lines if not line.startswith("~")),
            tuple(_tokens(line[1:]) for line in lines if line.startswith("~")),
        )
        for name, lines in _sections(block)
    )


def _topics() -> Iterator[_Topic]:
    blocks = {
        "offence": _OFFENCES, "equipment": _EQUIPMENT, "staffing": _STAFFING, "spending": _SPENDING,
        "demand": _DEMAND, "product": _PRODUCTS,
    }  # fmt: skip
    for kind, block in blocks.items():
        for line in _lines(block):
            tags, wordings, *welsh = (part.strip() for part in line.split("|"))
            yield _Topic(kind, tags, tuple(wordings.split(" / ")), welsh[0] if welsh else None)
    for thing in _lines(_NAMED_THINGS):
        for name in _NAMES.split():
            yield _Topic("named", "-", (thing.replace("{n}", name),))


def _forces() -> Iterator[_Force]:
    for line in _lines(_FORCES):
        name, _, welsh = line.partition(" = ")
        short = re.sub(r" (?:Transport )?(?:Police|Constabulary)$", "", name)
        yield _Force(short.lower().replace(" ", "-"), name, welsh or None)


_FORCE_LIST: Final = tuple(_forces())
_TOPIC_LIST: Final = tuple(_topics())
_TOPICS_OF: Final = {
    kind: tuple(i for i, topic in enumerate(_TOPIC_LIST) if topic.kind == kind) for kind in _KIND_WEIGHTS
}
_WELSH_TOPICS: Final = tuple(i for i, topic in enumerate(_TOPIC_LIST) if topic.welsh)
_ASPECTS_OF: Final = {
    "offence": _aspects(_OFFENCE_ASPECTS),
    "equipment": _aspects(_EQUIPMENT_ASPECTS),
    "staffing": _aspects(_STAFFING_ASPECTS),
    "spending": _aspects(_SPENDING_ASPECTS),
    "demand": _aspects(_DEMAND_ASPECTS),
    "product": _aspects(_PRODUCT_ASPECTS),
    "named": _aspects(_NAMED_ASPECTS),
}
_WELSH_SENTENCES: Final = {name: tuple(lines) for name, lines in _sections(_WELSH_ASPECTS)}
_CIRCUMSTANCE_LIST: Final = tuple(
    (tag, tuple(line.split(" / "))) for tag, lines in _sections(_CIRCUMSTANCES) for line in lines
)
_WITH_TAG: Final = {
    tag: tuple(i for i, (own, _) in enumerate(_CIRCUMSTANCE_LIST) if own == tag)
    for tag in {tag: None for tag, _ in _CIRCUMSTANCE_LIST}
}
_BREAKDOWN_PHRASES: Final = {
    name: tuple(phrase.rstrip() if phrase.startswith(",") else " " + phrase.strip() for phrase in phrases.split("/"))
    for name, _, phrases in (line.partition(": ") for line in _lines(_BREAKDOWNS))
}


def _words(wordings: Sequence[str]) -> frozenset[str]:
    return frozenset(word.lower()[:6] for text in wordings for word in re.findall(r"[A-Za-z]{5,}", text))


_GENERAL: Final = _words(("where victim victims suspect involving involved people concerning those among with linked",))
_TOPIC_WORDS: Final = tuple(_words(topic.wordings) for topic in _TOPIC_LIST)
_CIRCUMSTANCE_WORDS: Final = tuple(_words(wordings) - _GENERAL for _, wordings in _CIRCUMSTANCE_LIST)


def _weighted(rng: Random, weights: dict[str, int]) -> str:
    return rng.choices(tuple(weights), tuple(weights.values()))[0]


class _Ledger:
    """The atoms that are in use. Every intent is drawn from those that are not."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.taken: set[int] = set()

    @staticmethod
    def _atom(subject: _Subject, aspect: int) -> int:
        topic, first, second = subject
        return ((topic * _PLACES + first + 1) * _PLACES + second + 1) * 64 + aspect

    def is_free(self, subject: _Subject, aspect: int) -> bool:
        return self._atom(subject, aspect) not in self.taken

    def take(self, subject: _Subject, aspects: Sequence[int]) -> None:
        self.taken.update(self._atom(subject, aspect) for aspect in aspects)

    def askable(self, subject: _Subject) -> list[int]:
        """The aspects of a subject that no intent has yet."""
        aspects = _ASPECTS_OF[_TOPIC_LIST[subject[0]].kind]
        return [
            i for i, aspect in enumerate(aspects) if not (aspect.bare and subject[1] >= 0) and self.is_free(subject, i)
        ]

    def subject(self, topic: int, circumstances: int) -> _Subject | None:
        """A subject of this topic with so many circumstances, none of which is in the topic already."""
        rng, tags = self.rng, _TOPIC_LIST[topic].tags
        if not circumstances or tags == "-":
            return topic, -1, -1
        chosen: list[int] = []
        for tag in sorted(rng.sample(tags, min(circumstances, len(tags))), key="pvsmrugbdcw".index):
            place = rng.choice(_WITH_TAG[tag])
            if not _suits(topic, place):
                return None
            chosen.append(place)
        return topic, chosen[0], chosen[1] if len(chosen) > 1 else -1

    def draw(self, subject: _Subject, count: int, *, extras: int = 0, only: Sequence[int] = ()) -> _Intent | None:
        """An intent of so many questions on a subject, or None if too few are left."""
        rng = self.rng
        free = self.askable(subject)
        if only:
            free = [aspect for aspect in free if aspect in only]
        if len(free) < count:
            return None
        if count <= 2 or rng.random() < 0.6:  # what is asked first as a rule: how many there were
            leading = [free[0]] if free[0] == 0 and rng.random() < 0.6 else []
        else:
            leading = free[:1]
        rest = [aspect for aspect in free if aspect not in leading]
        chosen = leading + rng.sample(rest, count - len(leading))
        if rng.random() < 0.8:
            chosen.sort()
        if all(_ASPECTS_OF[_TOPIC_LIST[subject[0]].kind][aspect].detail for aspect in chosen):
            return None
        spare = [aspect for aspect in rest if aspect not in chosen]
        added = tuple(rng.sample(spare, min(extras, len(spare)))) if extras else ()
        return self.enter(subject, tuple(chosen), added, rng.getrandbits(40))

    def enter(
        self, subject: _Subject, aspects: tuple[int, ...], extras: tuple[int, ...], wording: int
    ) -> _Intent | None:
        """The intent of just these questions, or None if one of them is in use."""
        rng = self.rng
        kind = _TOPIC_LIST[subject[0]].kind
        if not all(self.is_free(subject, aspect) for aspect in (*aspects, *extras)):
            return None
        if subject[1] >= 0 and any(_ASPECTS_OF[kind][aspect].bare for aspect in aspects):
            return None
        self.take(subject, (*aspects, *extras))
        core = frozenset(rng.sample(aspects, (len(aspects) + 1) // 2))
        breakdown = rng.choice(_BREAKDOWNS_OF[kind]) if rng.random() < 0.4 else None
        return _Intent(subject, aspects, core, extras, breakdown, wording)


def _suits(topic: int, place: int) -> bool:
    return not (_TOPIC_WORDS[topic] & _CIRCUMSTANCE_WORDS[place])


def _size(rng: Random, kind: str) -> int:
    if kind == "product":
        return rng.choice((3, 4, 4, 5, 6, 6))
    return rng.choices([n for n, _ in _SIZES], [weight for _, weight in _SIZES])[0]


REWORDINGS: Final = {0.0: 60, 0.15: 25, 0.35: 15}
"""Of 100 members, 60 have the questions of one draft (but for names, dates, those dropped, added or put elsewhere), in
25 each question is reworded with a chance of 15 per cent, in 15 with a chance of 35.
"""


class _Planner:
    """Plans the requests: which intent, which force, which year, which letter."""

    def __init__(self, seed: int, groups: int, unrelated: int, rewordings: Mapping[float, int] | None = None) -> None:
        self.rng = Random(seed)
        self.rewordings = rewordings or REWORDINGS
        self.ledger = _Ledger(self.rng)
        self.plans: list[_Plan] = []
        self.references: set[tuple[int, str]] = set()
        self.highest = max(3_000, (groups * 8 + unrelated) // 100)
        self.groups = groups
        self.unrelated = unrelated

    def plan(self) -> list[_Plan]:
        planted = [self._group(number, number < round(self.groups * _WELSH_SHARE)) for number in range(self.groups)]
        members: list[list[_Plan]] = [[] for _ in planted]
        for plan in self.plans:
            if plan.group is not None:
                members[plan.group].append(plan)
        left = self.unrelated
        hard = round(left * HARD_SHARE) if planted else 0
        for i in range(hard * 3):  # some draws are no good
            if left <= self.unrelated - hard:
                break
            number = i % len(planted)
            made = self._hard(planted[number], members[number])
            if made is not None:
                self.plans.append(made)
                left -= 1
        while left:
            made = self._soft()
            if made is not None:
                self.plans.append(made)
                left -= 1
        self.rng.shuffle(self.plans)
        return self.plans

    def _reference(self, force: int, year: int) -> str | None:
        if self.rng.random() < 0.08:
            return None
        while True:
            n = self.rng.randint(1, self.highest)
            reference = _REFERENCES[force % len(_REFERENCES)].format(n=n, y=year, yy=year % 100)
            if (force, reference) not in self.references:
                self.references.add((force, reference))
                return reference

    def _intent(self, weights: dict[str, int], planted: bool) -> _Intent | None:
        rng = self.rng
        kind = _weighted(rng, weights)
        topic = rng.choice(_TOPICS_OF[kind])
        if planted:
            circumstances = int(rng.random() < (0.15 if kind in ("equipment", "product") else 0.5))
        else:
            circumstances = rng.choices((0, 1, 2), (5, 55, 40 if kind == "offence" else 0))[0]
        subject = self.ledger.subject(topic, circumstances)
        if subject is None:
            return None
        return self.ledger.draw(subject, _size(rng, kind), extras=2 if planted else 0)

    def _welsh_intent(self) -> _Intent | None:
        names = [aspect.name for aspect in _ASPECTS_OF["offence"]]
        only = [names.index(name) for name in _WELSH_SENTENCES]
        subject = (self.rng.choice(_WELSH_TOPICS), -1, -1)
        return self.ledger.draw(subject, _size(self.rng, "offence"), only=only)

    def _group(self, number: int, welsh: bool) -> _Intent:
        rng = self.rng
        intent = None
        while intent is None:
            intent = self._welsh_intent() if welsh else self._intent(_PLANTED_WEIGHTS, True)
        low, high = rng.choices([sizes for sizes, _ in _GROUP_SIZES], [weight for _, weight in _GROUP_SIZES])[0]
        size = min(rng.randint(low, high), 43 - welsh)
        if number % 100 == 60:
            size = 43  # a question that went to every force of England and Wales
        letter, year = rng.randrange(_LETTERS), rng.randint(_FIRST_YEAR + 4, _LAST_YEAR - 3)
        forces = rng.sample(range(len(_FORCE_LIST)), size)
        if welsh:
            forces[0] = rng.choice([i for i, force in enumerate(_FORCE_LIST) if force.welsh])
            forces = list(dict.fromkeys(forces))
        asked: set[tuple[int, int]] = set()
        for i, force in enumerate(forces):
            when = year + rng.choice((0, 0, 0, 0, 0, 1, 1, -1))
            if i and rng.random() < 0.1:  # the same force, in a later year
                force, when = forces[i - 1], year + rng.choice((2, 3))
                if (force, when) in asked:
                    continue
            asked.add((force, when))
            plan = _Plan(
                intent=intent,
                aspects=self._varied(intent) if i or rng.random() < 0.3 else intent.aspects,
                force=force,
                year=when,
                reference=self._reference(force, when),
                letter=letter if rng.random() < 0.55 else rng.randrange(_LETTERS),
                seed=rng.getrandbits(40),
                reworded=rng.choices(tuple(self.rewordings), tuple(self.rewordings.values()))[0],
                group=number,
            )
            self.plans.append(plan)
            if welsh and i == 0:
                if plan.reference is None:
                    plan = replace(
                        plan,
                        reference=_REFERENCES[force % 6].format(n=self.highest + number + 1, y=when, yy=when % 100),
                    )
                    self.plans[-1] = plan
                self.plans.append(replace(plan, language="cy", seed=rng.getrandbits(40)))
        return intent

    def _varied(self, intent: _Intent) -> tuple[int, ...]:
        """The questions of one member: some dropped, never those of the core; a few added, a third of them at most."""
        rng = self.rng
        aspects = list(intent.aspects)
        if rng.random() < 0.35:
            aspects = [aspect for aspect in aspects if aspect in intent.core or rng.random() < 0.6]
        if intent.extras and rng.random() < 0.25:
            more = min(len(intent.extras), len(aspects) // 3)
            aspects += rng.sample(intent.extras, rng.randint(0, more))
        if rng.random() < 0.12:
            rng.shuffle(aspects)
        return tuple(aspects)

    def _hard(self, model: _Intent, members: Sequence[_Plan]) -> _Plan | None:
        """A request that is not of the group of this intent and looks as if it were; None if the draw was no good."""
        rng, ledger = self.rng, self.ledger
        topic, first, _ = model.subject
        kind = _TOPIC_LIST[topic].kind
        member = rng.choice(members)
        welsh = member.language == "cy"
        way = "topic" if welsh else _weighted(rng, _HARD_WEIGHTS)
        intent: _Intent | None = None
        title = None
        if way == "questions":
            intent = ledger.draw(model.subject, min(len(model.aspects), len(ledger.askable(model.subject))) or 1)
        elif way in ("circumstance", "both"):
            subject = ledger.subject(topic, 1)
            if subject is not None and subject != model.subject:
                if way == "both":
                    intent = ledger.draw(subject, _size(rng, kind))
                    title = model.subject if rng.random() < 0.3 else None
                else:
                    intent = ledger.enter(subject, model.aspects, (), model.wording)
        else:
            other = rng.choice(_WELSH_TOPICS if welsh else _TOPICS_OF[kind])
            if other == topic:
                return None
            shared = first >= 0 and _CIRCUMSTANCE_LIST[first][0] in _TOPIC_LIST[other].tags and _suits(other, first)
            if way == "title":
                subject = ledger.subject(other, 1)
                intent = ledger.draw(subject, _size(rng, kind)) if subject is not None else None
                title = model.subject
            else:
                subject = (other, first, -1) if shared else ledger.subject(other, 0 if rng.random() < 0.4 else 1)
                if welsh:
                    subject = (other, -1, -1)
                intent = ledger.enter(subject, model.aspects, (), model.wording) if subject is not None else None
        if intent is None:
            return None
        force, year = rng.randrange(len(_FORCE_LIST)), member.year + rng.choice((0, 0, 0, 1, -1))
        reference = self._reference(force, year)
        if member.reference and (force, member.reference) not in self.references and rng.random() < 0.08:
            reference = member.reference  # the same at another force
            self.references.add((force, reference))
        return _Plan(
            intent=replace(intent, breakdown=model.breakdown),
            aspects=intent.aspects,
            force=member.force if welsh else force,
            year=year,
            reference=self._reference(member.force, year) if welsh else reference,
            letter=member.letter if rng.random() < 0.5 else rng.randrange(_LETTERS),
            seed=rng.getrandbits(40),
            reworded=rng.choices(tuple(self.rewordings), tuple(self.rewordings.values()))[0],
            title=title,
            language=member.language,
            hard=True,
        )

    def _soft(self) -> _Plan | None:
        rng = self.rng
        intent = self._intent(_KIND_WEIGHTS, False)
        if intent is None:
            return None
        force, year = rng.randrange(len(_FORCE_LIST)), rng.randint(_FIRST_YEAR, _LAST_YEAR)
        return _Plan(
            intent=intent,
            aspects=intent.aspects,
            force=force,
            year=year,
            reference=self._reference(force, year),
            letter=rng.randrange(_LETTERS),
            seed=rng.getrandbits(40),
            reworded=0.0,
        )


_GREETING_LIST: Final = _lines(_GREETINGS)
_OPENING_LIST: Final = _lines(_OPENINGS)
_CLOSING_LIST: Final = _lines(_CLOSINGS)
_SIGNATURE_LIST: Final = _lines(_SIGNATURES)
_NUMBERINGS: Final = ("1.", "1.", "1)", "(1)", "Q1.", "a)", "a.", "i.", "•", "-", "")
_ROMAN: Final = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")


def _letter(seed: int) -> _Letter:
    rng = Random(seed * 7_919 + 13)
    closings = rng.choices((0, 1, 2, 3, 4, 6), (25, 24, 20, 14, 10, 7))[0]
    return _Letter(
        greeting=rng.choice(_GREETING_LIST) if rng.random() < 0.55 else "",
        opening=rng.choice(_OPENING_LIST) if rng.random() < 0.65 else "",
        closings=tuple(rng.sample(_CLOSING_LIST, closings)),
        signature=rng.choice(_SIGNATURE_LIST) if rng.random() < 0.35 else "",
        numbering=rng.randrange(len(_NUMBERINGS)),
        inline=rng.random() < 0.15,
        when=rng.randrange(len(_WHENS)),
        years=rng.randint(2, 5),
        force_form=rng.choice((0, 1, 2, 2)),
        years_above=rng.random() < 0.1,
        within=rng.random() < 0.12,
    )


_LETTER_LIST: Final = tuple(_letter(seed) for seed in range(_LETTERS))


def _number(style: str, i: int) -> tuple[str | None, str]:
    """The number as it is recorded and as it is printed."""
    if not style:
        return None, ""
    if style in "•-":
        return style, f"{style} "
    number = {"1": str(i + 1), "a": "abcdefghijklmnop"[i], "i": _ROMAN[i % 10]}[re.sub(r"\W|Q", "", style)]
    printed = re.sub(r"[1ai]", number, style, count=1)
    return number, f"{printed} "


def _upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]


def _pick(rng: Random, wordings: Sequence[str]) -> str:
    return wordings[int(rng.random() * len(wordings))]


def _said(subject: _Subject, rng: Random, main: float | None = None) -> str:
    """The topic with its circumstances, in one of their wordings: the main one of a request as a rule."""
    topic, *places = subject
    same = main if rng.random() < 0.65 else None

    def choose(wordings: Sequence[str]) -> str:
        return wordings[int((rng.random() if same is None else same) * len(wordings))]

    text = choose(_TOPIC_LIST[topic].wordings)
    for place in places:
        if place < 0:
            continue
        words = choose(_CIRCUMSTANCE_LIST[place][1])
        start = words.split(" ", 1)[0]
        joined = start in ("where", "with") and f" {start} " in text
        text += f" and {words}" if joined else f" {words}"
    return text


def _years(letter: _Letter, form: str, year: int) -> str:
    first = year - letter.years
    return form.format(
        first=first,
        last=year - 1,
        next=(first + 1) % 100,
        after=year % 100,
        n=_COUNTS[letter.years],
        listed=", ".join(str(y) for y in range(first, year - 1)) + f" and {year - 1}",
    )


def _area(rng: Random, force: _Force) -> str:
    short = re.sub(r" (?:Police|Constabulary)$", "", force.name)
    return _pick(
        rng, ("", "", "", "in your area", "in your force area", f"in the {short} force area", "in the force area")
    )


def _named(rng: Random, letter: _Letter, force: _Force) -> str:
    forms = ("your force", "the force", force.name)
    return forms[letter.force_form] if rng.random() < 0.75 else _pick(rng, forms)


def _question(
    plan: _Plan,
    letter: _Letter,
    aspect: int,
    i: int,
    rng: Random,
    *,
    main: float,
    above: bool,
    counted: bool,
    dated: bool,
) -> str:
    """One question of a request in its words.

    `i` is its place, `main` chooses the topic's wording, `above` says that the years stand above all questions,
    `counted` that a question before it asks for the number it may point back to, `dated` that one names the years.
    """
    intent, force = plan.intent, _FORCE_LIST[plan.force]
    asked = _ASPECTS_OF[_TOPIC_LIST[intent.subject[0]].kind][aspect]
    points = rng.random() < (0.75 if counted else 0.2)
    sentences = asked.standing + asked.pointing if i and points else asked.standing
    tokens = sentences[int(rng.random() * len(sentences))]
    text = "".join(token if isinstance(token, str) else _pick(rng, token) for token in tokens)
    slots = {
        "{x}": _said(intent.subject, rng, main),
        "{these}": _pick(rng, ("these", "those", "these cases", "those incidents", "these", "the above")),
        "{f}": _named(rng, letter, force),
        " {area}": f" {area}" if (area := _area(rng, force)) else "",
    }
    again = _pick(rng, _WHENS_AGAIN) if rng.random() < 0.6 else None
    if above:
        when = ""
    elif dated and again is not None:
        when = again
    else:
        when = _years(letter, _WHENS[letter.when], plan.year)
    by = _pick(rng, _BREAKDOWN_PHRASES[intent.breakdown]) if intent.breakdown and rng.random() < 0.7 else ""
    slots["{when}"], slots["{by}"] = when, by
    for slot, words in slots.items():
        if slot in text:
            text = text.replace(slot, words)
    return _upper_first(text)


def _questions(plan: _Plan, letter: _Letter, rng: Random, above: bool) -> list[str]:
    if plan.language == "cy":
        return [_welsh_question(plan, aspect, letter, rng) for aspect in plan.aspects]
    written: list[str] = []
    for i, aspect in enumerate(plan.aspects):
        own = rng.random() < plan.reworded
        words = rng if own else Random(plan.intent.wording * 64 + aspect)
        main = (plan.seed if own else plan.intent.wording) % 97 / 97
        dated = any(re.search(r"20\d\d| (?:last|past) ", text) for text in written)
        counted = 0 in plan.aspects[:i] or _TOPIC_LIST[plan.intent.subject[0]].kind == "product"
        written.append(_question(plan, letter, aspect, i, words, main=main, above=above, counted=counted, dated=dated))
    return written


def _welsh_question(plan: _Plan, aspect: int, letter: _Letter, rng: Random) -> str:
    sentence = _pick(rng, _WELSH_SENTENCES[_ASPECTS_OF["offence"][aspect].name])
    when = _years(letter, _WELSH_WHENS[letter.when % len(_WELSH_WHENS)], plan.year)
    force = _FORCE_LIST[plan.force].welsh or "yr heddlu"
    welsh = _TOPIC_LIST[plan.intent.subject[0]].welsh or ""
    return sentence.replace("{x}", welsh).replace("{f}", force).replace("{when}", when)


def _title(plan: _Plan, rng: Random) -> str:
    subject = plan.title or plan.intent.subject
    kind = _TOPIC_LIST[subject[0]].kind
    way = rng.random()
    if plan.language == "cy":
        title = _upper_first(f"achosion o {_TOPIC_LIST[subject[0]].welsh}")
    elif way < 0.08 and plan.title is None:
        title = rng.choice(_BARE_TITLES)
    elif way < 0.16 and plan.title is None and plan.reference:
        return f"FOI {plan.reference}".replace("FOI FOI", "FOI")
    elif way < 0.6:
        title = _pick(rng, _TOPIC_LIST[subject[0]].wordings)
        if kind == "product":
            title += _pick(rng, (" contract", " contracts", " - contract information", ""))
        elif rng.random() < 0.2:
            title += _pick(rng, (" statistics", " figures", f" {plan.year - 1}", " - information", " data"))
    else:
        title = _said(subject, rng)
    if plan.reference and plan.force % 3 == 0:
        title += f" - {plan.reference}"
    return _upper_first(title)


def _with_typos(text: str, rng: Random, count: int) -> str:
    """Text in which few long words have two letters swapped."""
    words = text.split(" ")
    long = [i for i, word in enumerate(words) if len(word) > 5 and word.isalpha()]
    for i in rng.sample(long, min(count, len(long))):
        at = rng.randint(1, len(words[i]) - 3)
        words[i] = words[i][:at] + words[i][at + 1] + words[i][at] + words[i][at + 2 :]
    return " ".join(words)


def _wrapped(text: str) -> str:
    return "\n".join("\n".join(textwrap.wrap(line, 72)) if len(line) > 72 else line for line in text.split("\n"))


def _written(plan: _Plan, place: int) -> Asked:
    """A planned request with its text."""
    rng, letter, force = Random(plan.seed), _LETTER_LIST[plan.letter], _FORCE_LIST[plan.force]
    above = letter.years_above and plan.language is None
    texts = _questions(plan, letter, rng, above)
    if len(texts) > 1 and rng.random() < 0.06:  # two questions in one
        at = rng.randrange(len(texts) - 1)
        texts[at : at + 2] = [f"{texts[at]} {texts[at + 1]}"]

    greeting, opening, closings = letter.greeting, letter.opening, letter.closings
    if plan.language == "cy":
        greeting = "Annwyl Syr neu Fadam," if greeting else ""
        opening = _pick(rng, _WELSH_OPENINGS)
        closings = tuple(rng.sample(_WELSH_CLOSINGS, min(len(closings), 3)))
    elif rng.random() < 0.15:
        closings = closings[:1]
    if above:
        years = _years(letter, "My questions concern the years {first} to {last}.", plan.year)
        opening = f"{opening} {years}".strip()

    numbers: list[str | None]
    style = _NUMBERINGS[rng.randrange(len(_NUMBERINGS)) if rng.random() < 0.2 else letter.numbering]
    if len(texts) == 1 and rng.random() < 0.7:
        style = ""
    inline = letter.inline and len(texts) > 1
    if inline:
        body = " ".join(texts)
        if rng.random() < 0.6:
            texts = [body]
        numbers = [None] * len(texts)
    else:
        numbered = [_number(style, i) for i in range(len(texts))]
        numbers = [number for number, _ in numbered]
        if letter.within and closings:
            texts[-1] += f"\n{closings[0]}"
            closings = closings[1:]
        body = "\n".join(f"{printed}{text}" for (_, printed), text in zip(numbered, texts, strict=True))

    if not opening and not closings and len(body) < 150:
        opening = _pick(rng, _OPENING_LIST)
    parts = (greeting, opening, body, " ".join(closings), letter.signature if plan.language is None else "")
    text = ("\n" if rng.random() < 0.25 else "\n\n").join(part for part in parts if part)
    text = text.replace("{f}", force.name)
    if rng.random() < 0.03:
        text = f"{text}\n\n{text}"
        if rng.random() < 0.5:
            texts, numbers = texts * 2, numbers * 2
    if rng.random() < 0.08:
        count, seed = rng.randint(1, 4), rng.getrandbits(30)
        text = _with_typos(text, Random(seed), count)
        texts = [_with_typos(one, Random(seed + i), 1) for i, one in enumerate(texts)]
    title, dressed = _title(plan, rng), rng.random()
    if dressed < 0.35:
        title, text, *texts = (one.replace("'", "’") for one in (title, text, *texts))
        text = re.sub(r'"([^"]*)"', r"“\1”", text)
        texts = [re.sub(r'"([^"]*)"', r"“\1”", one) for one in texts]
    elif dressed < 0.38:
        text, texts = text.lower(), [one.lower() for one in texts]
    elif dressed < 0.39:
        text, texts = text.upper(), [one.upper() for one in texts]
    if rng.random() < 0.12:
        text, texts = _wrapped(text), [_wrapped(one) for one in texts]
    if rng.random() < 0.04:
        title = title.upper()
    return Asked(
        id=f"q{place:07}",
        force=force.id,
        force_name=force.name,
        reference=plan.reference,
        language=plan.language,
        title=title,
        request_text=text,
        questions=tuple(zip(numbers, texts, strict=True)),
        group=plan.group,
    )


def generate(
    seed: int, *, groups: int = 500, unrelated: int = 100_000, rewordings: Mapping[float, int] | None = None
) -> Iterator[Asked]:
    """Requests in a shuffled order: so many planted groups, and so many requests that belong to none.

    `rewordings`: chances of a question to be put in other words, with the weight of each; by default `REWORDINGS`.
    """
    for place, plan in enumerate(_Planner(seed, groups, unrelated, rewordings).plan()):
        yield _written(plan, place)


def _report(seed: int, groups: int, unrelated: int) -> None:
    sizes: Counter[int] = Counter()
    lengths: list[int] = []
    asked = apart = welsh = 0
    plans = _Planner(seed, groups, unrelated).plan()
    hard = sum(plan.hard for plan in plans)
    for request in (_written(plan, place) for place, plan in enumerate(plans)):
        lengths.append(len(request.request_text))
        asked += len(request.questions)
        welsh += request.language == "cy"
        if request.group is None:
            apart += 1
        else:
            sizes[request.group] += 1
    lengths.sort()
    counts = Counter(sizes.values())
    print(f"{len(lengths):,} requests, {asked:,} questions, {len(sizes):,} groups, {welsh} requests in Welsh")
    print(f"{apart:,} unrelated, of which {hard:,} look like a group")
    print("groups by size:", ", ".join(f"{size}: {counts[size]}" for size in sorted(counts)))
    shares = (0, 0.05, 0.25, 0.5, 0.75, 0.95, 1)
    quantiles = ", ".join(
        f"{share:.0%}: {lengths[min(int(share * len(lengths)), len(lengths) - 1)]}" for share in shares
    )
    print(f"characters: {quantiles}; on average {sum(lengths) / len(lengths):.0f}")


def _show(seed: int, groups: int, unrelated: int, number: int) -> None:
    """Print so many groups with all their members, then what was made to look like them."""
    planner = _Planner(seed, groups, unrelated)
    plans = list(enumerate(planner.plan()))
    shown = Random(seed).sample(range(groups), min(number, groups))
    for group in sorted(shown):
        members = [(place, plan) for place, plan in plans if plan.group == group]
        model = members[0][1].intent
        alike = [(place, plan) for place, plan in plans if plan.group is None and _alike(plan.intent, model)]
        print(f"\n{'=' * 100}\nGROUP {group}: {len(members)} members, {len(alike)} look like them")
        for place, plan in members:
            _print(_written(plan, place))
        print("-" * 40, "not of the group")
        for place, plan in alike[:6]:
            _print(_written(plan, place))


def _alike(intent: _Intent, model: _Intent) -> bool:
    return intent.wording == model.wording or intent.subject == model.subject


def _print(asked: Asked) -> None:
    parts = (asked.id, asked.force, asked.reference, asked.language, asked.title, f"{len(asked.questions)} questions")
    print("\n#", " | ".join(str(part) for part in parts))
    print(textwrap.indent(asked.request_text, "    "))


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Count made-up requests, and show some.")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--groups", type=int, default=500)
    parser.add_argument("--unrelated", type=int, default=100_000)
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print N groups with what looks like them")
    given = parser.parse_args(arguments)
    _report(given.seed, given.groups, given.unrelated)
    if given.show:
        _show(given.seed, given.groups, given.unrelated, given.show)


if __name__ == "__main__":
    main()
