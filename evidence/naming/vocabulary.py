"""The words by which a name is told from what is no name. Pure data, the same on a server and on a device."""

from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


KIN: Final = _words(
    "mum mums mam mom mummy mother mothers dad dads daddy father fathers brother brothers sister sisters sibling "
    "siblings son sons daughter daughters baby child boy girl grandmother grandma granny gran nan nana nanny "
    "grandfather grandad granddad grandpa grandparent aunt auntie aunty uncle cousin cousins niece nephew stepfather "
    "stepdad stepmother stepmum stepbrother stepsister partner husband wife boyfriend girlfriend carer carers twin "
    "twins friend friends mate mates neighbour toddler teenager infant halfbrother halfsister godmother godfather "
    "grandson granddaughter exhusband exwife expartner fostercarer parent"
)
CALLED: Final = _words("called named")
HONORIFICS: Final = _words(
    "mr mrs ms miss mx dr prof professor sir dame lord lady judge justice hhj dj rev reverend pc dc ds sgt sergeant "
    "constable councillor cllr recorder"
)
# Before these whatever begins large is somebody's name, though it be a word besides ("Mr Early").
STRICT_TITLES: Final = _words("mr mrs ms miss mx")
# How a role is written, in plain words without capitals, and how evidence describes whoever holds it (EVID-25).
ROLES: Final = {
    "fca": "family court adviser",
    "family court adviser": "family court adviser",
    "family court advisor": "family court adviser",
    "guardian": "children's guardian",
    "childrens guardian": "children's guardian",
    "social worker": "social worker",
    "sw": "social worker",
    "sm": "service manager",
    "ps": "practice supervisor",
    "ta": "teaching assistant",
    "hv": "health visitor",
    "teaching assistant": "teaching assistant",
    "area manager": "area manager",
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
# After a name that is a word besides: what somebody does, and a word does not.
DOES: Final = SPEECH | _words(
    "is was has had isnt wasnt hasnt hadnt does did doesnt didnt will would can could cannot cant wont wouldnt couldnt "
    "needs needed gets got goes went came comes chose picked drew sat refuses refused stays stayed seen"
)
FAMILY: Final = _words("family household siblings twins children brothers sisters")
# Before a word that is no name.
DETERMINERS: Final = _words(
    "the a an this that these those his her their our my your its no some any every each more little much of in with "
    "without by give gave lost losing new false real only"
)
MONTHS: Final = _words("may april june august march will")
# Before a name: whoever is met, asked, told; and the words that talk is with, to or from.
MET: Final = _words(
    "met meet interviewed interviewing phoned rang emailed asked told thanked texted telephoned shadowed"
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
        "youtube xbox playstation minecraft roblox lego disney hmcts commission ombudsman"
    )
)
# Also names of people, and words or places besides: alone they say little.
ALSO_WORDS: Final = _words(
    "abbott ages allow amber amiss angel another apple april arch archer armour arrow art ash asia aspect august "
    "autumn back badger baggage bail baker ball bank banker banks bar barber bark barn baron barry basil bass bate "
    "bay beach bead beam bean bear beard beck bed bee beer begin bell bench bend best bet bible bid bill bind birch "
    "bird bishop bit bite black blade blank blessing bliss block blood bloom blow blue board boat body bold bolt bond "
    "bone book boot border boss bough bowl box boy brace bradford brand brave bread break brew brick bridge brief "
    "bright broad brook brooklyn brooks broom brown brush buck bud build bull burden burn bury bush butler butt "
    "button buy cadence cage cain camp candle cane cape car card care carlisle carol carpenter case cash castle catch "
    "cave chad chance change chapel charge charity charm chase cheer chelsea cherry chester chick child china "
    "christian church city class clay clear clerk cliff close cloud coach coal coat cole comb constance constant cook "
    "cooper cope copper corn corner cost cotton couch count court cover craft crane creed crook cross crouch crow "
    "crown crystal curry daisy dale dare dark daughters dawn day days deal dean dear death deed deer derby destiny "
    "devon dew dial diamond dick dike dock doe dove draft drake dream drew dry duck duke dust dyer eagle early east "
    "elder elm ember end england english eve ever face fair faith faithful farm farmer fast favor favour fear feather "
    "fee fell fennel fern few field fields finch fine fire first fish fisher flag flint flood florence flower force "
    "ford forest fort foster fountain fox frank free french friend frost fry full gain gale gallant game garden "
    "gardener garland garment gates gene genesis gentle georgia gift glen glover gold golden good goodbody goodwill "
    "grace grant gray green grey grove guest guy hall hand handy hard hare harmony harper hart haste hatch hay hazel "
    "head heart heath heather heaven hedge herd hero high hill hobby hold hole holiday holland holly home honor "
    "honour hood hook hope horn horse host house hull hunt hunter hurry inch india innocent ireland iris israel ivy "
    "jack jade jasmine jay jewel joiner jolly jordan journey joy june just justice keen keep kent kenya kettle key "
    "kind king kiss kitchen knight lad lake lamb land lane large lark last late law laws leaf leaves lee leigh lemon "
    "life light lilly lily lincoln line link lion little lock loft london long look loud love luck maiden main major "
    "male mann mark market marsh marshall marvel mason max may meadow meek melody mercy merry miles mill miller minor "
    "mint mist monday money monk month moon moor morning moss mould mount mountain mouse mule nail neat needle nest "
    "newman nice nick night noble noon norm north nova nurse nut oak oats old olive only orange orchard order outlaw "
    "over pack page paradise pardon paris parish park parker partridge pat patch patience paul peace peach peacock "
    "pearl pebble peel pen penn penny people pepper petty pick pickle pike pilgrim pin pine piper pitcher pitt place "
    "plain plant player pleasant plumb pond pool poole poor pope poppy port porter post pot potter pound power powers "
    "pratt precious preston pretty price pride priest prince print proctor proud prudence pye quarrel queen quick "
    "rain raven ray read reader reading ready real reed rice rich ridge ring rise river rivers roads rob robin robins "
    "rock rocks rod roof rook room root rope rose ross rough round row rowan royal ruby rudd rule rush rusty sadler "
    "sage saint sale salmon salt salter sand sands sandy sargent savage savannah savory say scholar school scott seal "
    "sealy self sellers senior serenity set shade sharp shaw sheep sheets shell shepherd shields shine ship shoes "
    "shore short shot side sign silk silver simple singer skill skinner sky skye slack slate slow small smart smith "
    "smoke snell snow song sorrow south space spark speaker spear speed speight spencer spirit spoon spring square "
    "squire stable staff stair stamp stand star starling start stead steel step sterling steward stick still stock "
    "stocks stone storey storm stout strange straw stream street strike stringer strong sue summer summers sun sunday "
    "swan sweeney sweet swift sydney tanner taylor teal tell temple thick thin thistle thorn thrift tidy tiller toll "
    "toner tong tony top towers town trace travel treasure tree trent trinity trip trout true truman tuck turn "
    "turnbull turner twin twist underwood vale vest vicar victoria vine violet virtue wade wait wake wales walk "
    "walker wall want ward warden ware warm warren wash watch water waterman waters way weaver weeks weight weir "
    "welcome wells welsh west wheat wheel white whitehead wild wilder will willow wine wing winner winter wise wish "
    "wit wolf wonder wood woods wool worker world worth worthy wren wright yard yates year york young younger"
)
# Given names that many people have, in our own words: whoever bears one is found at the beginning of a sentence, where
# a capital says nothing, and though it ends as a word does ("Emily", "Ahmed"). No name is looked for by this alone.
GIVEN: Final = _words(
    "aaliyah aaron abdul abdullah abigail abraham adam adele adrian agnes ahmed aidan aisha alan alana alastair "
    "albert alec alejandro alex alexander alexandra alfie alfred ali alice alicia alison alistair allan amanda amelia "
    "amina amir amy anastasia andrea andrew andrzej angela angus anita anna annabel anne annette annie anthony "
    "antonia antonio archie arjun arthur ashley ashraf audrey ava ayesha barbara beatrice becky belinda ben benjamin "
    "bernadette bernard bethan bethany beverley beverly billy bogdan brenda brian bridget bronwen bryan bryony callum "
    "cameron camilla carl carla carly caroline carolyn catherine catrin ceri charles charlie charlotte chloe chris "
    "christina christine christopher ciara claire clara clare clarence claudia colin connor conor corinne courtney "
    "craig cynthia daniel daniella danielle danny darren daryl dave david dawid debbie deborah declan deirdre demi "
    "denise dennis derek diana diane dominic donald donna doreen doris dorota dorothy douglas duncan dylan "
    "eamonn edith edward edwin eileen elaine eleanor elena eli elijah eliza elizabeth ella ellen ellie elliot elsie "
    "emilia emily emma emmanuel eric erica erin esme esther ethan eva evelyn evie ewan farah fatima felicity fergus "
    "finlay fiona fran frances francesca francis frankie fred freddie freya gabriel gareth gary gavin gemma geoff "
    "geoffrey george georgina gerald geraldine gerard gillian gladys glenn gloria gordon graham greg gregory gwen "
    "hamish hamza hannah harriet harry hassan hayley helen helena henry hilary howard hugh hussain ian ibrahim imogen "
    "imran irene isaac isabel isabella isla ismail ivan jackie jacob jacqueline jake james jamie jane janet "
    "janice janine jared jason javed jean jeanette jeff jeffrey jemma jenna jennifer jenny jeremy jessica jessie jill "
    "jim jimmy joan joanna joanne jodie joe joel john johnny jonathan jonathon joseph josephine josh joshua joyce "
    "judith judy julia julian julie justin kamil karen karl kate katherine kathleen kathryn kathy katie katy kayleigh "
    "keely keith kelly kenneth kerry kevin khadija kieran kimberley kimberly kirsty krzysztof kyle lara laura lauren "
    "lawrence leah leanne lena leo leon leona leonard leroy lesley leslie lewis liam lilly lily linda lindsay lindsey "
    "lisa lloyd logan lorna lorraine louis louisa louise lucas lucy luke lydia lynn lynne lynsey maciej maddie "
    "madeleine magdalena maisie malcolm mandy marcin marcus marek margaret maria mariam marian marie marilyn marion "
    "marjorie martha martin mary maryam matilda matthew maureen maurice megan melanie melissa mia michael michaela "
    "michelle mike milan mildred millie miriam mohamed mohammad mohammed moira molly monica monika morgan morwenna "
    "muhammad muriel mustafa nadia nancy naomi natalia natalie natasha nathan neil niall nicholas nicky nicola nicole "
    "nigel nikita nina noah nora norma norman olga oliver olivia oscar owen pamela patricia patrick paula pauline "
    "pawel peggy penelope pete peter phil philip philippa phillip phillipa phoebe piotr polly priya rachael rachel "
    "rafal rahul ralph raymond rebecca reece reggie rhian rhiannon rhys richard ricky rita robert roberta roger "
    "ronald ronnie rory rosalind rosemary rosie roy rupert russell ruth ryan sabrina sadie sajid sally sam samantha "
    "samira samuel sandra sara sarah sean sebastian selina shane shannon sharon shaun sheila shelley shirley sian "
    "sienna simon siobhan sofia sonia sophia sophie stacey stanley stella stephanie stephen steve steven stewart "
    "stuart susan susanna suzanne sylvia tamara tania tanya tara terence teresa terry tessa theo theresa thomas "
    "tiffany tim timothy tina tobias toby tom tomasz tommy tracey tracy trevor usman valerie vanessa vera veronica "
    "vincent vivian vivien vivienne wayne wendy wilfred william winifred wojciech yasmin yusuf yvonne zachary zainab "
    "zara zoe zofia"
)
# After one of these: what a person does, or where they belong ("Karen from the local authority").
AFTER_GIVEN: Final = DOES | _words("who from")
# Parts of what organisations and places are called: a name does not go on with one.
OF_PLACES: Final = _words(
    "court courts house road street lane avenue close drive square park hall hotel station centre center hub "
    "building office offices school academy college university hospital clinic surgery nursery church council "
    "borough county city town village team service services trust charity association committee board forum network "
    "partnership group unit ward panel agency programme project pilot strategy plan order act report review "
    "framework standards standard guidance policy protocol tool pathway model checklist register letter form system "
    "theatre library stadium airport justice chambers solicitors law crown magistrates combined green primary "
    "secondary junior infant term convention estate bay bridge gate quay wharf tower towers valley hill hills moor "
    "shire riding midlands coast wood region area district foundation institute initiative inquiry award day week "
    "month conference"
)
PLACES: Final = _words(
    "london birmingham manchester leeds liverpool sheffield bristol newcastle nottingham leicester coventry bradford "
    "hull stoke wolverhampton plymouth derby southampton portsmouth brighton luton reading bolton bournemouth "
    "norwich swindon sunderland warrington york peterborough cambridge oxford gloucester ipswich slough blackpool "
    "exeter middlesbrough telford cheltenham chester blackburn burnley preston lancaster carlisle durham darlington "
    "hartlepool stockton gateshead wakefield huddersfield halifax doncaster rotherham barnsley lincoln grimsby "
    "scunthorpe northampton milton keynes bedford watford stevenage hertford essex kent sussex surrey hampshire "
    "dorset devon cornwall somerset wiltshire berkshire oxfordshire buckinghamshire hertfordshire bedfordshire "
    "cambridgeshire norfolk suffolk northamptonshire leicestershire rutland lincolnshire nottinghamshire derbyshire "
    "staffordshire shropshire cheshire lancashire cumbria northumberland yorkshire merseyside warwickshire "
    "worcestershire herefordshire gloucestershire wight medway croydon hackney lambeth southwark camden islington "
    "haringey enfield barnet brent ealing hounslow hillingdon harrow richmond kingston merton sutton wandsworth "
    "bromley lewisham greenwich bexley barking dagenham havering redbridge newham tyne wear tees humber solent avon "
    "severn thames mersey canterbury maidstone guildford crawley basingstoke taunton truro salford stockport oldham "
    "rochdale bury wigan tameside trafford dudley walsall sandwell solihull bath wells ripon ely salisbury "
    "winchester chichester worcester hereford lichfield scarborough harrogate skipton hastings eastbourne dover "
    "margate colchester chelmsford southend basildon ireland scotland wales poland romania pakistan india bangladesh "
    "nigeria france spain europe america africa birkenhead wirral sefton knowsley"
)
# What begins so and ends so at the start of a sentence is rather a word than a name.
WORD_ENDINGS: Final = ("ed", "ing", "ly", "tion", "sion", "ment", "ments", "ness", "ity", "ism", "ance", "ence", "ful")
