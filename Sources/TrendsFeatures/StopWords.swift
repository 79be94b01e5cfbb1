/// Words that are no themes: the lists that come with the project.
///
/// They were chosen by reading what a vocabulary without them looks like. All are matched in lower
/// case and as spelled: `using` is a stop word, and nothing is thereby said about `user`.
public enum StopWords {
  /// English function words: they end a phrase and are never terms.
  public static let functionWords = words(
    """
    a an the this that these those each every either neither both all any some none no not nor
    such same other others another own few fewer fewest many much more most less least several
    enough i me my mine myself we us our ours ourselves you your yours yourself yourselves he him
    his himself she her hers herself it its itself they them their theirs themselves one's who
    whom whose which what whatever whichever whoever and or but if then else because as until
    while although though whereas whether unless since so than thus hence therefore however
    moreover furthermore additionally besides nevertheless nonetheless meanwhile otherwise instead
    rather indeed also too very quite just only even still yet already again ever never always
    often sometimes usually frequently rarely once twice here there where when why how wherever
    whenever everywhere somewhere anywhere of at by for with about against between among amongst
    amid into through throughout during before after above below to toward towards from up down in
    out on off over under within without via per across along alongside around behind beneath
    beside beyond despite except inside onto outside past regarding unlike upon versus vs
    concerning including amidst atop thereby therein thereof whereby wherein herein hereby am is
    are was were be been being do does did doing done have has had having can cannot could may
    might must shall should will would ought don't doesn't didn't isn't aren't wasn't weren't
    won't wouldn't can't couldn't shouldn't hasn't haven't hadn't mustn't needn't ain't cant dont
    get gets got getting gotten let lets go goes going went gone come comes came coming said says
    say saying tell told yes oh ok okay mr mrs ms dr something anything everything nothing someone
    anyone everyone nobody somebody anybody etc et al eg ie cf viz resp ca pre post non multi anti
    semi sub inter intra bi uni tri quasi pseudo re co un de now today perhaps maybe almost nearly
    merely simply actually really especially particularly notably namely respectively accordingly
    consequently
    """)

  /// What every abstract says whatever it is about: these end a phrase and are never terms.
  public static let scholarlyWords = words(
    """
    paper papers work works study studies studied studying researchers author authors literature
    manuscript chapter section preprint arxiv survey surveys abstract introduction conclusion
    conclusions appendix figure figures fig supplementary propose proposes proposed proposing
    proposal present presents presented presenting introduce introduces introduced introducing
    develop develops developed developing describe describes described describing investigate
    investigates investigated investigating explore explores explored exploring examine examines
    examined examining analyze analyzes analyzed analyzing analyse analysed address addresses
    addressed addressing consider considers considered considering discuss discusses discussed
    discussing reported reporting release released releases releasing aim aims aimed aiming seek
    seeks focus focuses focused focusing tackle tackles tackled tackling revisit revisiting
    rethink rethinking show shows showed shown showing demonstrate demonstrates demonstrated
    demonstrating find finds found findings observe observes observed reveal reveals revealed
    revealing suggest suggests suggested suggesting indicate indicates indicated indicating argue
    argues argued prove proves proved proven establish establishes established confirm confirms
    confirmed illustrate illustrates illustrated highlight highlights highlighted highlighting
    note noted believe achieve achieves achieved achieving obtain obtains obtained obtaining
    outperform outperforms outperformed outperforming surpass surpasses surpassed surpassing
    exceed exceeds exceeding yield yields yielded yielding attain attains improve improves
    improved improving improvement improvements enhance enhances enhanced enhancing enhancement
    boost boosts boosting method methods methodology methodologies approach approaches technique
    techniques result results resulting resulted experiment experiments experimental
    experimentally extensive extensively empirical empirically comprehensive comprehensively
    thorough thoroughly rigorous performance performances effective effectively effectiveness
    superior superiority advantage advantages benefit benefits drawback drawbacks limitation
    limitations contribution contributions novel novelty newly recent recently existing current
    currently previous previously conventional traditional traditionally original originally
    modern contemporary latest nowadays year years month months decade decades significant
    significantly substantial substantially considerable considerably remarkable remarkably
    impressive notable promising great greatly major main mainly crucial critical critically
    essential important importantly importance vital fundamental fundamentally challenge
    challenges challenging challenged difficult difficulty issue issues used uses using usage
    useful utilize utilizes utilized utilizing utilization utilise employ employs employed
    employing leverage leverages leveraged leveraging apply applies applied applying adopt adopts
    adopted adopting exploit exploits exploited exploiting incorporate incorporates incorporated
    incorporating provide provides provided providing offer offers offered offering enable enables
    enabled enabling allow allows allowed allowing facilitate facilitates facilitated facilitating
    help helps helped helping make makes made take takes took taken taking give gives gave given
    giving lead leads led leading cause causes caused require requires required requiring need
    needs needed needing want become becomes became becoming remain remains remained remaining
    seem seems keep keeps keeping kept put bring brings involve involves involved involving
    contain contains contained containing consist consists consisting include includes included
    comprise comprises comprising exhibit exhibits exhibited exhibiting suffer suffers suffering
    struggle struggles ensure ensures ensuring ensured serve serves serving rely relies relying
    depend depends depending tend tends try tries trying attempt attempts lack lacks lacking reach
    reaches reaching follow follows followed conduct conducts conducted conducting perform
    performs performed performing carry validate validates validated evaluate evaluates evaluated
    evaluating compare compares compared comparing comparable comparably comparative designs
    designed designing build builds built construct constructs constructed constructing create
    creates created creating curate curated devise able ability inability possible possibly
    impossible potentially likely unlikely available availability publicly freely accessible well
    better good worse worst strongly stronger largely highly widely widespread broad broadly
    broader vast various varied varying diverse different differently differ differs difference
    differences similar similarly similarities particular specifically specialized certain
    respective generally typical typically commonly overall entire whole straightforward
    sophisticated easily easy complicated efficiently appropriate suitable accurate accurately
    competitive consistently robustly successful successfully success successes numerous massive
    wealth plethora variety range ranges ranging array aspect aspects role way ways manner form
    forms kind kinds sort type types case cases fact term terms setting settings number numbers
    amount amounts total majority part parts piece lot extent degree respect scope based related
    corresponding associated underlying inherent inherently directly direct explicitly implicitly
    fully solely jointly primarily individually separately simultaneously together combined
    combine combines combining solution solutions solve solves solved purpose purposes bridge
    bridges bridging understand understands insight insights intuition intuitive perspective
    perspectives idea ideas framework frameworks pipeline pipelines scheme schemes procedure
    procedures paradigm paradigms mechanism mechanisms module modules advance advances advanced
    advancing advancement advancements progress progressed developments emergence emerge emerges
    emerged emerging rapid rapidly growing growth increase increases increased increasing
    increasingly decrease decreases decreased reduce reduces reduced reducing reductions project
    projects website webpage github url https http www com org opensource demo approximately
    roughly percent averaged second firstly secondly finally lastly eventually near far closely
    according due owing inspired motivated popular famous well-known mainstream prevalent dominant
    ubiquitous necessary necessity sufficient insufficient inadequate adequate capability
    capabilities capable powerful changed changing unexplored underexplored unprecedented unique
    uniquely standard default additional extra further harder ease successive successively
    subsequent subsequently initial initially final alternative alternatives choice choices
    state-of-the-art sota baseline baselines counterpart counterparts limit limits limited
    limiting integrate integrates integrated integrating extend extends extended extending produce
    produces produced producing support supports supported supporting identify identifies
    identified identifying maintain maintains maintained maintaining preserve preserves preserved
    preserving represent represents represented representing capture captures captured capturing
    assess assesses assessed assessing mitigate mitigates mitigated mitigating gain gains gained
    gaining fail fails failed failing systematic systematically practical practically detailed
    detail details reliable reliably precise precisely flexible flexibly scenario scenarios
    application applications fields impact impacts impacted complete completed completely extract
    extracts extracted extracting collect collects collected scalable retain retains retained
    retaining measured measuring nature minimal seamless seamlessly innovation innovations
    innovative larger largest smaller smallest higher highest lower lowest longer longest faster
    bigger biggest earlier thousand thousands million millions billion billions hundred hundreds
    trillion select selects selected selecting receive receives received receiving define defines
    defined defining determine determines determined determining formulate formulates formulated
    assume assumes assumed assumption assumptions avoid avoids avoided avoiding alleviate
    alleviates alleviating overcome overcomes overcoming handle handles handling meet meets
    accelerate accelerates accelerated outline pave paves paving encompass encompasses
    encompassing span spans spanning hinder hinders hindering ignore ignores ignoring neglect
    overlook overlooks overlooked treat treats viewed arise arises arising tailored tailor
    dedicated carefully meticulously straightforwardly sufficiently excellent exceptional
    outstanding strikingly surprisingly interestingly mean means meaning meaningful meaningfully
    seen look looks looking think thinks underscore underscores underscoring contribute
    contributes contributed contributing excel excels excelling intend intended fall falls falling
    underperform underperforms deliver delivers delivering delivered know knows known knew see
    sees saw ask asks asked add adds added adding began begin begins begun beginning ago later
    wanted wants expect expected expects relevant core direction directions cover covers covered
    covering principled demand demands demanding explicit implicit implement implements
    implemented implementing implementation automatically progressively integration addition
    account interest interested exist exists existed existence continue continues continued
    continuing careful derive derives derived regardless latter former situation situations
    circumstances necessarily place placed places ii iii vii viii
    """)

  /// Words that mean something only beside others: part of phrases, never terms by themselves.
  ///
  /// `large` alone says nothing, and without it there are no *large language models*.
  public static let companionWords = words(
    """
    one two three four five six seven eight nine ten zero first third half single double triple
    dual multiple large small big huge tiny high low long short shorter shortest deep deeper
    shallow full partial open closed close real true false fast slow rich poor hard soft heavy
    light lightweight wide narrow early late right left top bottom front back side next last time
    times day days hour hours minute minutes week weeks level levels scale scales scaled size
    sizes order orders point points line lines step steps stage stages phase phases round rounds
    use end ends start free aware wise like oriented guided driven centric specific agnostic self
    cross meta auto hyper super mid shot fine coarse general special common complex simple basic
    state states run runs running call calls called key best world set sets factor factors gap
    gaps design instance instances example examples comparison comparisons combination
    combinations objective objectives goal goals effect effects basis research report reports
    article articles potential prior average weak strong problem problems understanding change
    changes development strategy strategies reduction following making solving building calling
    finding efficient consistent component components process processes natural source sources
    bench foundation test base downstream future view views measure measures field new old aged
    """)

  /// Runs of words that are no themes either; taken out wherever they stand.
  public static let phrases = [
    "state of the art", "real world", "real life", "large scale", "small scale", "high quality",
    "open source", "open sourced", "project page", "technical report", "source code",
    "code available", "code is", "code are", "code will", "code at", "code and data",
    "code and models", "code and dataset", "data and code", "models and code", "our code",
    "code has been", "end to end", "plug and play", "out of the box", "ablation study",
    "ablation studies", "future work", "future research", "last year", "first time",
    "long standing", "in depth", "cutting edge", "high level", "low level", "up to date",
    "well known", "trade off", "low cost", "high cost", "case study", "case studies",
    "high fidelity", "high performance", "full potential", "next generation", "in the wild",
    "fall short", "state of art", "wide range", "open problem", "open problems", "open question",
    "open questions", "key role", "key insight", "key idea", "point of view",
  ]

  /// Stems that end no phrase: what they say is said of the word after them.
  static let phraseOpeners = words(
    """
    larg small big huge tini high low long short full real singl doubl multipl fine coars zero self
    super meta hyper mid key one two three four five six seven eight nine ten first second third
    next past true fals new old age
    """)

  /// Stems that start no phrase: what they say is said of the word before them.
  static let phraseClosers = words(
    """
    shot stage awar wise like orient centric agnost level guid driven call follow old age intens
    """)

  /// Capitalised words before a number that count things rather than name them.
  static let counters = words(
    """
    january february march april may june july august september october november december jan feb mar
    apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday
    table tab figure fig section sec equation eq algorithm alg step stage phase task track part
    chapter appendix top level type case theorem lemma proposition definition corollary remark rank
    round day week month year line page pages no number nr vol volume approximately nearly almost
    roughly another next last first
    """)

  private static func words(_ text: String) -> Set<String> { WordLists.words(text) }
}
