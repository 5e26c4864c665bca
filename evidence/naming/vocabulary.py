"""The words by which a name is told from what is no name. Pure data, the same on a server and on a device."""

from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


KIN: Final = _words(
    "mum mums mam mom mummy mother mothers dad dads daddy father fathers brother brothers sister sisters sibling "
    "siblings son sons daughter daughters baby child boy girl grandmother grandma granny gran nan nana nanny "
    "grandfather grandad granddad grandpa grandparent aunt auntie aunty uncle cousin cousins niece nephew stepfather "
    "stepdad stepmother stepmum stepbrother stepsister partner husband wife boyfriend girlfriend carer carers twin "
    "twins toddler teenager infant halfbrother halfsister godmother godfather grandson granddaughter exhusband "
    "exwife expartner fostercarer parent"
)
CALLED: Final = _words("called named")
HONORIFICS: Final = _words(
    "mr mrs ms miss mx dr prof professor sir dame lord lady judge justice hhj dj rev reverend pc dc ds sgt sergeant "
    "constable councillor cllr"
)
# How a role is written, in plain words without capitals, and how evidence describes whoever holds it (EVID-25).
ROLES: Final = {
    "fca": "family court adviser",
    "family court adviser": "family court adviser",
    "family court advisor": "family court adviser",
    "guardian": "children's guardian",
    "childrens guardian": "children's guardian",
    "social worker": "social worker",
    "sw": "social worker",
    "iro": "independent reviewing officer",
    "independent reviewing officer": "independent reviewing officer",
    "service manager": "service manager",
    "team manager": "team manager",
    "practice manager": "practice manager",
    "practice supervisor": "practice supervisor",
    "supervisor": "supervisor",
    "manager": "manager",
    "head of practice": "head of practice",
    "head of service": "head of service",
    "head teacher": "head teacher",
    "headteacher": "head teacher",
    "assistant director": "assistant director",
    "operational director": "operational director",
    "director": "director",
    "chief executive": "chief executive",
    "business support": "business support officer",
    "business support officer": "business support officer",
    "administrator": "administrator",
    "family support worker": "family support worker",
    "support worker": "support worker",
    "youth worker": "youth worker",
    "health visitor": "health visitor",
    "teacher": "teacher",
    "solicitor": "solicitor",
    "barrister": "barrister",
    "magistrate": "magistrate",
    "legal adviser": "legal adviser",
    "advocate": "advocate",
    "midwife": "midwife",
    "practitioner": "practitioner",
    "police officer": "police officer",
    "psychologist": "psychologist",
    "mentor": "mentor",
    "deputy": "deputy",
    "inspector": "inspector",
    "early help worker": "early help worker",
    "contact supervisor": "contact supervisor",
    "key worker": "key worker",
    "keyworker": "key worker",
    "link worker": "link worker",
    "duty manager": "duty manager",
    "quality lead": "quality lead",
    "practice lead": "practice lead",
    "mediator": "mediator",
    "interpreter": "interpreter",
    "therapist": "therapist",
    "nurse": "nurse",
}
SPEECH: Final = _words(
    "said says say told tells tell asked asks explained explains described describes reported reports felt feels "
    "wanted wants thought thinks replied added agreed disagreed disclosed wrote writes cried cries smiled lives lived "
    "remembered recalled stated states confirmed insisted admitted hopes hoped wished wishes likes liked loves loved "
    "knew knows spoke speaks talked hates hated enjoys enjoyed"
)
# Before a name: whoever is met, asked, told; and the words that talk is with, to or from.
MET: Final = _words(
    "met meet interviewed interviewing phoned rang emailed asked told thanked visited texted telephoned shadowed"
)
TALK: Final = _words(
    "spoke spoken speaking talked talking interview interviews meeting met conversation conversations discussion call "
    "called email emails emailed letter written wrote said signed completed undertaken led chaired reported accompanied"
)
TALKED_WITH: Final = _words("with to from by")
# After "'s": what belongs to somebody rather than to something.
OWN: Final = _words(
    "mum mother mam dad father parents parent brother brothers sister sisters siblings grandmother gran nan nana "
    "grandfather family aunt uncle partner stepfather stepdad stepmother school teacher nursery bedroom room birthday "
    "wishes voice views feelings solicitor guardian carer carers foster social home file placement behaviour needs "
    "safety welfare case records record drawing drawings words letter statement"
)
# Never a name by itself, however it is written: what begins sentences, what the work is about, times.
NO_NAMES: Final = (
    _words(
        "a an the this that these those it its he she they we you i his her hers their theirs our your my mine one two "
        "three four five six seven eight nine ten both all each every some any no none not nobody everybody somebody "
        "anybody everyone someone anyone nothing everything something there here when while where who whom whose which "
        "what why how if unless until because although though however therefore also but and or nor so yet then than "
        "as at by for from in into of off on onto out over to under up with within without after before since during "
        "between through about above below across against among around behind beyond despite down except inside like "
        "near per plus toward towards via is are was were be been being am has have had do does did done can could "
        "shall should would might must let lets yes only just still even again already always never often usually "
        "sometimes soon now today yesterday tomorrow later earlier first second third last next previous other others "
        "another such same own more most many much few fewer less least several enough too very quite rather almost "
        "nearly more once twice overall"
    )
    | _words(
        "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun january "
        "february march june july august september october november december jan feb mar apr jun jul aug sep sept oct "
        "nov dec easter christmas"
    )
    | _words(
        "cafcass ofsted cymru inspector inspectors inspection inspections lead deputy team teams court courts tribunal "
        "judge judges justice magistrates magistrate family families child children childs childrens young person "
        "people youth baby babies boy boys girl girls adult adults parent parents carer carers practitioner "
        "practitioners manager managers management leader leaders leadership staff worker workers social adviser "
        "advisers advisor advisors guardian guardians officer officers fca fcas sw iro director directors executive "
        "chief head heads service services supervisor supervision supervisors solicitor solicitors barrister police "
        "school schools teacher nursery college university hospital health nhs camhs mash laspo gp council councils "
        "borough county city authority authorities local national north south east west northern southern eastern "
        "western central england english wales welsh scotland british britain uk london government department ministry "
        "minister board boards panel office offices house centre center hub room building street road lane avenue "
        "close drive square park hall hotel station unit ward wing floor library church trust charity association "
        "committee group forum network partnership alliance agency bureau society union institute foundation company "
        "ltd limited plc private public law act acts order orders section schedule rule rules regulation regulations "
        "directive direction directions practice policy procedure procedures guidance framework standard standards "
        "statutory protocol programme project pilot strategy plan plans planning report reports reporting letter "
        "letters safeguarding welfare safety risk risks assessment assessments assessed screening hearing hearings "
        "arrangements arrangement contact care proceedings application applications applicant respondent case cases "
        "file files record records recording note notes audit audits review reviews evidence summary summaries "
        "analysis judgement judgements grade grades outstanding good requires improvement inadequate strength "
        "strengths area areas quality assurance performance data figures item annex table page paragraph appendix "
        "form forms checklist template tool tools toolkit system systems eclipse teams zoom excel word outlook "
        "sharepoint email mail phone telephone call calls meeting meetings interview interviews visit visits "
        "conversation discussion together working early help intervention domestic abuse violence neglect parental "
        "alienation adoption fostering foster special guardianship interim final supervision emergency protection "
        "public secure accommodation looked disabled disability send ehcp pupil premium black asian white mixed "
        "muslim christian jewish hindu sikh polish romanian urdu bengali punjabi polish arabic french"
    )
    | _words(
        "spoke speak speaking said saw seen see met meet heard hear asked ask told tell read reading observed observe "
        "interviewed discussed visited rang phoned called checked looked found find noted noting listened listening "
        "sampled tracked reviewed reviewing followed following shared sharing agreed received sent wrote written "
        "typed confirmed compared counted considered concerned strong weak poor clear unclear timely late delay delays "
        "delayed prompt regular missing need needs given despite according further evidence impact outcome outcomes "
        "experience experiences progress learning development training induction workload caseload caseloads morale "
        "culture workforce partner partners agencies allocated unallocated duty intake mum mother mums dad father dads "
        "brother sister siblings sibling son daughter grandmother nan nana gran granny grandfather grandad uncle "
        "aunt auntie cousin stepfather stepmother stepdad stepmum husband wife boyfriend girlfriend nobody twins twin "
        "mr mrs ms miss mx dr prof sir dame lord lady hhj dj rev pc dc ds sgt ok re versus ref pr prv pub id am pm "
        "covid wifi pdf ict it hr qa ce ceo cg rcpv nyas fjypb fjb dfj lfjb pso poda dols ict eu english equality "
        "diversity inclusion cafcasss ofsteds barnardos nspcc women aid womens refuge samaritans coram dear kind "
        "regards sincerely thanks thank please sorry hello internet facebook whatsapp snapchat instagram tiktok "
        "youtube xbox playstation minecraft roblox lego disney"
    )
)
# Also names of people, and words or places besides: alone they say little.
ALSO_WORDS: Final = _words(
    "will may mark rose grace hope faith joy grant bill frank art drew chase hunter dean summer autumn april june "
    "august robin jay angel destiny harmony charity patience prudence constance victoria chelsea paris london brooklyn "
    "florence sydney lincoln carlisle preston chester kent devon bradford derby jordan georgia israel chad asia india "
    "china kenya savannah sky skye river poppy daisy ivy holly lily olive hazel heather violet iris jasmine fern "
    "ruby amber pearl crystal jade gene guy jack rich miles ray rob sue pat penny carol dawn eve sandy rusty "
    "young short long green brown black white gray grey field fields house street lane court park hall hill wood woods "
    "stone bridge banks bond price best cross day days law page read reading good strong wise case bell ball bush "
    "carpenter cook baker taylor smith mason potter fisher hunt shepherd parker porter turner walker wright king "
    "prince knight bishop pope abbott church parish north south east west england wales french english holland "
    "ireland scott welsh winter summers snow frost rain storm flood brook brooks ford marsh moor pool lake rivers "
    "sharp swift little large small power powers penn bird swan wolf fox lamb bull drake crow finch star christian "
    "royal major sargent steward marshall butler page cooper gardener spencer barber dyer glover harper piper singer "
    "sterling ash rowan willow bay barry basil clay cliff dale glen heath lee max nick norm reed rock rod tony trent "
    "wade ward warren wells york leigh trinity honor honour blessing precious favour favor treasure mercy justice "
    "serenity melody cadence journey genesis nova storm bear blue true"
)
# Parts of what organisations and places are called: a name does not go on with one.
OF_PLACES: Final = _words(
    "court courts house road street lane avenue close drive square park hall hotel station centre center hub building "
    "office offices school academy college university hospital clinic surgery nursery church council borough county "
    "city town village team service services trust charity association committee board forum network partnership "
    "group unit ward panel agency programme project pilot strategy plan order act report review framework standards "
    "standard guidance policy protocol tool pathway model checklist register letter form system theatre library "
    "stadium airport justice chambers solicitors law crown magistrates combined green primary secondary junior infant "
    "street estate bay bridge gate quay wharf tower towers valley hill hills moor shire riding midlands coast wood "
    "region area district foundation institute initiative review inquiry award day week month conference"
)
PLACES: Final = _words(
    "london birmingham manchester leeds liverpool sheffield bristol newcastle nottingham leicester coventry bradford "
    "hull stoke wolverhampton plymouth derby southampton portsmouth brighton luton reading bolton bournemouth norwich "
    "swindon sunderland warrington york peterborough cambridge oxford gloucester ipswich slough blackpool exeter "
    "middlesbrough telford cheltenham chester blackburn burnley preston lancaster carlisle durham darlington "
    "hartlepool stockton gateshead wakefield huddersfield halifax doncaster rotherham barnsley lincoln grimsby "
    "scunthorpe northampton milton keynes bedford watford stevenage hertford essex kent sussex surrey hampshire "
    "dorset devon cornwall somerset wiltshire berkshire oxfordshire buckinghamshire hertfordshire bedfordshire "
    "cambridgeshire norfolk suffolk northamptonshire leicestershire rutland lincolnshire nottinghamshire derbyshire "
    "staffordshire shropshire cheshire lancashire cumbria northumberland yorkshire merseyside warwickshire "
    "worcestershire herefordshire gloucestershire wight medway croydon hackney lambeth southwark camden islington "
    "haringey enfield barnet brent ealing hounslow hillingdon harrow richmond kingston merton sutton wandsworth "
    "bromley lewisham greenwich bexley barking dagenham havering redbridge newham tyne wear tees humber solent avon "
    "severn thames mersey canterbury maidstone guildford crawley basingstoke taunton truro salford stockport oldham "
    "rochdale bury wigan tameside trafford dudley walsall sandwell solihull bath wells ripon ely salisbury winchester "
    "chichester worcester hereford lichfield scarborough harrogate skipton hastings eastbourne dover margate "
    "colchester chelmsford southend basildon ireland scotland wales poland romania pakistan india bangladesh nigeria "
    "france spain europe america africa birkenhead wirral sefton knowsley"
)
# What begins so and ends so at the start of a sentence is rather a word than a name.
WORD_ENDINGS: Final = ("ed", "ing", "ly", "tion", "sion", "ment", "ments", "ness", "ity", "ism", "ance", "ence", "ful")
