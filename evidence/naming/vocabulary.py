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
        "unison napo kinship relate respect shelter refuge citizens advice pashto tigrinya farsi kurdish lithuanian "
        "bulgarian albanian portuguese spanish italian turkish somali gypsy roma traveller travellers passport "
        "certificate complaints chair substance misuse mental diwali eid hanukkah ramadan "
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
    "aaliyah aarav aaron abdi abdikarim abdirahman abdul abdullah abdullahi abena abida abigail abimbola abiola "
    "abraham adaeze adam adanna adebayo adedayo adeel adele adewale adil aditi adnan adrian advait afolabi agata agim "
    "agnes agnieszka ahmad ahmed aida aidan aiko aileen aine aisha aiza akash akeem akua alan alana alastair alba "
    "albert alec aled alejandro alesha alessandro alessia alex alexa alexander alexandra alfie alfred ali alice "
    "alicia alina alisha alisia alison alissa alistair aliyah allan alma almaz althea alvaro alyssa amanda amara "
    "amarachi amari ameer ameera amela amelia amelie amina amir amit amrit amrita amy anahi anahit anais anand ananya "
    "anas anastasia anatoly anca andre andrea andreea andrei andrew andrzej aneesa aneta angela angelica angelika "
    "angelina angharad angus anika anila anisa anish anita anjali ann anna annabel anne anneka annette annie anouk "
    "ansh anthea anthony antoni antonia antonina antonio anya aoife apinya aqsa arabella aram araminta aran arben "
    "archie aria ariana arianna arif arjan arjun arlo armaan arran artem arthur artur arturas arya asad asha ashanti "
    "ashleigh ashley ashraf asif asma astrid athena aubrey audrey aurelia ava avani avigail avneet avril ayaan ayan "
    "ayesha ayo ayodeji ayodele ayub azad azra babatunde bao barbara bartek bartosz bashir basma bea beata beatrice "
    "beatriz becca becky belinda ben benedict benjamin benji bereket berivan bernadette bernard beryl besnik bethan "
    "bethany bev beverley beverly bex bilal billie billy bilqis biniam binta blerta bobby bogdan bogdana bohdan "
    "bolaji bolanle boris boyan bradley brandon branwen brenda brendan brett brian brianna bridget britney bronagh "
    "bronwen brooke bruno bryan bryn bryony bukola bushra caden cady cai caitlin caitlyn caleb callum calum camelia "
    "cameron camila camilla candice caoimhe cara carina caris carl carla carlos carly carmel carmen caroline carolyn "
    "carrie casper cass cassandra cassidy catalin catalina catherine catrin catriona cecil cecilia cedric celeste "
    "celia ceri cerys chaim chanel chantal chantelle charis charlene charles charley charlie charlotte charmaine "
    "chelsie cheryl chiamaka chiara chidera chidi chima chinedu chioma chloe chris christa christina christine "
    "christopher chukwuemeka cian ciara cillian cindy ciprian claire clara clare clarence claudia claudio clement "
    "cleo clive coby cody colette colin colm conall connie connor conor conrad constantin consuelo cordelia corey "
    "corinne cormac cory cosima cosmin costas courtney craig cristian cristina curtis cynthia cyrus dafydd daisuke "
    "dajana dalia damian damien damilola damon dana danica daniel daniela daniella danielle danny danuta daphne "
    "darcey darcie darcy daria darius darragh darren daryl dave david dawid dawit dawud deanna deb debbie deborah "
    "declan deepa deepak deirdre della delroy demetrius demi denis denise denisha dennis denzel deon derek dermot "
    "desislava desmond despina devante devonte devorah dewi dexter dhruv diana diane diego dilan dilys dimitar "
    "dimitra dimitri dina dionne divya dmitri dominic dominik dominika dominique donald donna donovan dora doreen "
    "dorian doris dorota dorothy dougie douglas dragos drita duncan dwayne dylan dylis eamonn ebony ebunoluwa eddie "
    "edie edith edna edward edwin edyta effie egle ehsan eileen eilidh eilish eimear eira ekaterina ekaterini elaina "
    "elaine eleanor elena eleni eli elias elif elijah elin elina elis elisa elise elisha elissa eliza elizabeth ella "
    "ellen ellie elliot elodie eloise elsa elsie elspeth eluned elwyn emeka emil emilia emilie emily emma emmanuel "
    "emre emyr ena enid enrique enzo eoin eric erica erika erin ermal ernest errol esmae esme esmee estelle ester "
    "esther ethan etta euan eugene eunice eva evangeline evelyn evie ewan ezra fabian faduma faisal faiz faiza farah "
    "farhan farida farooq farrah fartun farzana fatemeh fatima fatmir fatou faye federica felicity felipe felix "
    "fergus fernando feven ffion filip finbar findlay finlay finley finn finnley fiona florentina florin flutura "
    "folake folasade fran frances francesca francesco francine francis frankie fred freddie freddy frederick freya "
    "frida funmi gabby gabor gabriel gabriela gabrielle gagandeep gaia gail gareth gary gavin gaynor gbenga gemma "
    "genevieve gentian geoff geoffrey george georgina gerald geraldine gerard gerry gethin gheorghe ghulam giacomo "
    "gideon gillian gina gintaras giorgio giorgos giovanni gisele giulia gladys glenda glenn glenys gloria goncalo "
    "gordon graciela graham grainne grazyna greg gregor gregory greta griff grzegorz guillermo gurdeep gurpreet "
    "gustavo guto gwen gwenllian gwilym gwyneth habib habiba hadiya hafsa haider hakeem haleema halima halimah halimo "
    "halyna hamid hamish hamza hana hania hannah hari harini haris harleen harley haroon harpreet harriet harriett "
    "harrison harry haruka hasan haseeb haseena hassan hayden haydn hayley hazim hedley hefin heidi helen helena "
    "helga henrietta henrik henry herbert hermione hetty hiba hibo hilary hilda hira hirut hodan holli hollie honora "
    "horace howard howell huda hugh hugo humaira humphrey hung husna hussain huw ian ianto ibrahim ibrahima idris "
    "iestyn ieuan ifeanyi ifeoma ifor ifra ifrah igor ijeoma ikram ilir imaan iman imogen imran inaaya inderjit indi "
    "indira ines inga ingrid ioan ioana iona ionela ionut iqra irena irene irfan irina irving iryna isaac isabel "
    "isabella isaiah isha ishaan ishaani ishaq isla ismael ismail isobel isra issa ivan ivana ivar ivelina ivo iwan "
    "iwona izaan izabela izzy jaanvi jac jacek jackie jacob jacqueline jaden jadwiga jagoda jahangir jahmal jaiden "
    "jake jamal jameela james jamie jamila jana jane janet janette janice janina janine jared jaroslaw jarrod jasleen "
    "jasmin jason jasper jaspreet jaswinder javed javier jaxon jayden jaydon jayla jayne jayson jazmin jean jeanette "
    "jeevan jeff jeffrey jemima jemma jenna jennifer jenny jenson jeremy jermaine jerome jerry jess jessamy jesse "
    "jessica jessie jethro jhanvi jia jill jim jimmy jing jo joan joann joanna joanne joao joaquin jocelyn jodi jodie "
    "joe joel joely joey johan johanna john johnny jolanta jonah jonas jonathan jonathon jonty jordana jorge jose "
    "josef joseph josephine josh joshua josiah josie josue jovan joyce juan juanita jude judita judith judy julia "
    "julian julianna julie juliet julieta juliette julita junaid junaide jurgita justin justyna kacey kacper kaden "
    "kai kaiden kaitlin kaitlyn kajetan kaleb kamal kamil kamila kamran kane kanya kara karen karim karima karina "
    "karishma karl karolina karwan kashif kasia kasper katarina katarzyna kate kateryna katherine kathleen kathryn "
    "kathy katia katie katrina katy kavita kavya kaya kayden kayla kaylee kayleigh keanu keeley keely kehinde keiko "
    "keira keisha keith kelly kelsey kelvin kemi kendra kenji kenneth kenny kenta kenza keri kerrie kerry kestutis "
    "kevin keyshawn keziah khadija khadra khalid khalil khushi kian kiana kiara kiera kieran kieron kim kimberley "
    "kimberly kiran kirsten kirsti kirsty klaudia kofi konrad konstantin kornelia krish krishna kristen kristian "
    "kristina kristof krystian krystyna krzysztof kuba kulwinder kwabena kwame kwasi kyla kyle kylie kymani lacey "
    "laila laima lana lando lara larisa lashay latasha latisha latoya laura lauren laurence laurie lawrence layla "
    "leah leanne leena leigha leighton leila leilani lena lennon lennox leo leon leona leonard leonie leonor leonora "
    "leopold leroy lesia lesley leslie lev levi lewin lewis lexi lexie liam liana lidia lihua lila lilian liliana "
    "lillian lilly lily lina linda lindiwe lindsay lindsey ling linh linus liridona lisa livia liz liza lizzie llinos "
    "lloyd llyr lochlan logan lola loredana lorenzo loretta lorna lorraine lottie louie louis louisa louise luan luca "
    "lucas lucia lucian lucille lucinda lucja lucy ludovica ludwik luis luisa lukas lukasz luke lula luna luwam lydia "
    "lyla lyn lyndon lynn lynne lynsey lyra lysander lyubov lyudmyla mabel macey maciej mackenzie macsen madalina "
    "maddie maddison madeleine madison maeve magda magdalena magdalene magnus maha mahdi mahmoud mahnoor mai maia "
    "maira mairead maisie maja maksim maksymilian malachi malaika malak malakai malcolm malee malgorzata malia malik "
    "mallory mandeep mandy manisha manjit manpreet mansoor marc marcel marcela marcella marcia marcin marco marcus "
    "marek margaret margaux margery margot maria mariam marian mariana mariann marie mariela marika marilyn mario "
    "mariola marion marisa marissa marius mariusz marjorie marlene marlon marlowe marta martha martin martina martyn "
    "martyna marwa mary maryam maryanne maryna masood mateo mateusz mathew matilda matilde mattea matteo matthew "
    "matthias maud maura maureen maurice mavis maxime maximilian maxine maya meera megan mehdi mehmet mehwish mei mel "
    "melanie melisa melissa mendel meredith merlin mervyn mia michael michaela michal micheal michelle miguel mihaela "
    "mihai mikael mikaela mike mikey mikolaj mila milan milana mildred milena millicent millie milly milo mina "
    "mindaugas minh minjun mirela miriam mirjeta mirka miroslav misbah misha mitchell mohamed mohammad mohammed "
    "mohammod mohsin moira molly mona monica monika monique montel morag morgan morven morwenna moses moshe mostafa "
    "moya mubarak muhammad muhammed mulugeta muna munir muriel murray mushtaq mustafa mya myfanwy mykola myla myles "
    "myra nabeel nabila nada nadia nadine nadir naeem nahla naila naima najma nancy naomi nasir nasreen natalia "
    "natalie nataliya natalya natasha nathalie nathan nathaniel naveed nawaz nayeli neelam neha neil nell nellie "
    "nelly nelson nerys ngozi nguyet nia niall niamh nicholas nicki nicky nico nicola nicolae nicolas nicole "
    "nicolette nigel nikhil nikita nikki nikola nikolai nikolas nimco nina niraj nisha nita nitin nkechi noah noemi "
    "nomsa nomvula noor nora norbert noreen norma norman nuala nura nyasha nyla obinna octavia odette odin oksana ola "
    "olaf olamide oleksandr olena olga olha oliver olivia oliwia oliwier olu oluwadamilola oluwakemi oluwaseun "
    "oluwatobi olwen omar ona onyeka oona oreoluwa orla orlaith osama oscar osian oskar osman otis ottilie otto "
    "ottoline owen pablo paige paloma pam pamela pamina panagiotis pandora paolo parveen parvin pascal patricia "
    "patrick patrycja patryk patsy paula paulette pauline paulo pavel pawel pedro peggy pema penelope peregrine "
    "perpetua pete peter petra petru phil philip philipp philippa phillip phillipa phoebe phyllis pierre pilar piotr "
    "pippa plamen polina polly pooja prakash pranav prisca priscilla priya priyanka pryce przemek quentin quinn quyen "
    "rabia rachael rachel rachelle radek radoslaw radostina rae rafael rafaela rafal rafe rafferty rafiq raheem rahim "
    "rahul rahwa raihan raisa raja rajan rajesh rajinder ralph raluca ramona ramsha rana ranjit ranveer raphael rasa "
    "rasheed rashid rashida ravi ravinder raya raymond razia razvan reagan rebecca rebekah reece reem reena reggie "
    "rehan rehana reiss rekha remi remy renata rene renee reuben rex reza rhea rhian rhianna rhiannon rhodri rhona "
    "rhoswen rhydian rhys riaz richa richard ricky rico ridwan rihanna riley rita rivka riya rizwan robbie robert "
    "roberta robyn rocco rochelle rodney roger rohan roisin rojin roksana roland romaine romeo romesh romy ron ronald "
    "ronan roni ronnie ronny rory rosa rosalie rosalind rosalyn rosanna rosario roseanne rosemary rosheen rosie "
    "rosina rowena roxana roxanne roy roza ruairi ruben rubin rubina rudi rudolf rufus rui rukhsana ruksana rupert "
    "ruqayyah ruslan russell ruta rutendo ruth ryan ryder ryley saad saanvi saba sabah sabina sabrina sachin sade "
    "sadie saeed safa safiya sagal sahar sahil sahra saif saima saira sajid sakina sakura salah saleem saleema saleh "
    "salim salima sally salma salman salome sam samantha samina samira sammy samson samuel samuele sana sandeep "
    "sandhya sandra sania sanjay saoirse saqib sara sarah saraid sarina saskia satnam saul savanna scarlett scarlette "
    "seamus sean seb sebastian sebastien sehrish selam selena selim selina selma semhar seren sergei sergio sergiu "
    "seth shabana shabnam shafiq shah shaheen shahid shahida shahnaz shaikh shakeel shakira shamima shamsa shanae "
    "shanaya shane shania shanice shanika shaniqua shanna shannon shantel shanti shaquille sharmila sharmin sharna "
    "sharon shaun shaunna shawn shayan shayla shayna shazia sheena sheila shelagh shelley shelly sheree sheridan "
    "sherri shilan shira shirin shirley shivani shlomo shmuel shola shona shreya shyla sian sidney siena sienna "
    "sigrid silas silvia simeon simon simona simone simran sinead siobhan sipho siti skyla skylar slawomir sofia "
    "sofie soham solomon somchai sonia sophia sophie soraya sorcha stacey stanislaw stanley stefan stefania stefano "
    "stella steph stephanie stephen steve steven stevie stewart stewie stoyan struan stuart sufyan sukhdeep sukhi "
    "sulaiman suleiman sumaira sumaya sumera sunil sunita suraj surinder susan susanna susannah susie suzanna suzanne "
    "suzette svetlana svitlana syeda sylvester sylvia sylwia szymon tabassum tabitha taha tahir tahira tahlia taiwo "
    "takeshi talia taliesin tallulah tamara tamika tamsin tania tanika tanisha tanveer tanya tara taras tariq tarquin "
    "tarun tasha tashan tasnim tatiana tatyana tayla taylah tayo tayyab ted tegan teja temi temilola temitope teo "
    "terence teresa terrence terri terry tess tessa tessy thabo thalia thandi thea thelma themba theo theodora "
    "theodore theresa therese thiago thierry thomas thomasina thora thuy tia tiago tian tiana tiarna tiffany tilda "
    "tilly tim timofey timothy timur tina tinashe tobi tobiah tobias toby todd tolu tom tomas tomasz tommy tomos toni "
    "tonya torin tosin tracey tracy trang travis tremaine tremayne trevor tricia trina trisha tristan trudy tsehay "
    "tsvetelina tuan tunde tyler tyra tyreke tyrell tyrese tyrone ubah uchenna ugo ulrika uma umair umar una ursula "
    "usama usha usman uzma vadim valbona valentin valentina valerie vanda vandana vanessa vasile vasyl vaughan veena "
    "vera verity vernon veronica veronika vicki vicky victor vihaan vijay vikram viktor viktoria viktorija vilma "
    "vince vincent vinny viorica vishal viv vivek vivian viviana vivien vivienne vlad vladimir volodymyr vusi "
    "vytautas wahid waleed wanda waqar waqas warsame warsan wasim wasima wayland wayne wei wendi wendy weronika wes "
    "wesley wiktor wiktoria wilbur wilf wilfred willa willem william wilma winifred winnie winston wioletta wojciech "
    "xander xanthe xavier xiaoming xin xiomara xiu xuan yahya yana yannick yaqub yara yaroslav yaseen yasin yasir "
    "yasmeen yasmeena yasmin yasmina yasmine yassin yemi yeon yestyn yetunde yiannis yitzchak yohana yohannes yoland "
    "yolanda yosef youssef ysabel yuki yuliia yuliya yuri yusra yusuf yvette yvonne zach zachary zack zadie zafar "
    "zahid zahir zahra zaid zain zaina zainab zaira zak zakaria zakariya zander zanele zaneta zara zayaan zayd zayn "
    "zaynab zdenka zeb zena zeynep zhi zia zion ziva zlatka zoe zoey zofia zofija zohaib zohra zola zoltan zosia "
    "zsofia zubair zunaira zuri zuzanna"
)
# After one of these: what a person does, or where they belong ("Karen from the local authority").
AFTER_GIVEN: Final = DOES | _words("who from")
# Between names in a row: "Ann, Ben & Cas", "neither Ann nor Ben". After the last: "Ann and Ben both said".
SIGNS: Final = _words("& /")
JOINS: Final = _words("and or nor")
OF_ALL: Final = _words("all both each")
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
    "france spain europe america africa birkenhead wirral sefton knowsley afghanistan albania alnwick ashford "
    "ashington barnstaple barrow belgium bodmin boston bridlington bulgaria consett corby crewe dewsbury eritrea "
    "estonia ethiopia folkestone germany ghana goole grantham harlow hexham hove hungary ilford iran iraq italy "
    "jamaica kendal kettering kidderminster latvia leigh lithuania macclesfield moldova morecambe netherlands "
    "nuneaton penzance pontefract portugal redditch romford rugby runcorn russia selby skegness slovakia somalia "
    "southport sudan syria turkey ukraine vietnam wallasey whitby whitehaven widnes workington worksop wrekin"
)
# What begins so and ends so at the start of a sentence is rather a word than a name.
WORD_ENDINGS: Final = ("ed", "ing", "ly", "tion", "sion", "ment", "ments", "ness", "ity", "ism", "ance", "ence", "ful")
