namespace Cpc.Sessions;

/// <summary>
/// The 1,024 words of <see cref="SafetyNumberWords"/>, in order. Their places are for ever: both sides must see the same.
/// Chosen from the English list of BIP 39 (4 to 8 letters; the first four letters of a word are its own; any two differ
/// in two letters or more; those that sound alike were left out as far as 1,024 remained).
/// </summary>
internal static class SafetyNumberWordList
{
    /// <summary>Number of words: ten bits each.</summary>
    public const int Count = 1024;

    private const string Text = """
        abandon ability about above absent absorb absurd access account achieve acoustic acquire across action actor
        actress actual adapt addict address adjust advance advice aerobic affair afford again agree ahead airport
        aisle alarm album alcohol alien allow almost alpha already alter always amateur amazing amount amused
        analyst anchor ancient angle animal announce answer antenna antique anxiety apart apology appear apple
        approve april arctic arena argue armed armor arrange arrive artefact artist artwork aspect assault assist
        assume asthma athlete attend attract august author autumn average avocado avoid awake awesome awful awkward
        baby bachelor badge balance balcony bamboo banana banner barely basic basket battle beauty because become
        before behave behind believe below benefit betray between bicycle bike birth black blanket blast blind
        blossom blouse blur bonus boost border boring borrow bottom bounce brand breeze brick bridge brief bright
        broccoli broken bronze broom bubble budget buffalo build bundle bunker burden burger burst business buyer
        buzz cabbage cabin cactus camera canal cancel cannon canvas capital captain carbon carpet casino castle
        casual catalog category caught celery cement census century cereal certain chalk change chapter cheese
        cherry chest chicken choice chronic chuckle churn cigar circle citizen civil clap clarify clerk clever
        client cliff climb clinic close cloud clown cluster clutch coconut coffee collect column combine comfort
        concert conduct confirm congress connect consider control convince copper copy correct cotton couple cover
        coyote cradle craft crater crawl credit crew crisp critic crouch crowd cruise crumble crystal culture
        cupboard current curve custom damage daring dawn debate debris december decide decline decorate decrease
        defense define degree delay deliver demand demise denial dentist depart depend deposit derive describe
        desert design desk despair destroy detail detect develop device devote diagram diary diesel differ digital
        dignity dilemma dinner dinosaur direct disagree discover dismiss disorder display distance divert divorce
        dizzy doctor dolphin domain dragon drama drastic dress drift drill drop dutch duty dwarf eager eagle early
        easily echo ecology economy educate effort either elbow elder electric elegant element elevator elite embark
        embody emerge emotion employ empower enact endless endorse enemy enforce engage engine enlist enroll ensure
        entire envelope episode equal equip erase erode erosion error erupt escape essay essence estate eternal
        ethics evidence evoke evolve example excess excite exclude exercise exhaust exhibit exile exotic expand
        expect expire explain expose express extend extra eyebrow fabric faculty faint false famous fancy fantasy
        fashion fatal father fatigue favorite february federal feed female festival fever fiction figure filter firm
        fiscal fitness flame flavor flight float flock floor flower focus follow force forest forget fortune forward
        fossil foster fragile frequent fresh friend frown frozen funny furnace gadget galaxy garage garden garlic
        garment gauge general genius genre gentle genuine gesture ghost giant giggle ginger giraffe glance glass
        glide glimpse globe gloom glory goddess good goose gorilla gospel gossip govern grain grape gravity great
        grocery guitar habit hair hammer hamster happy harbor harsh harvest hazard health heart heavy hedgehog
        height hello helmet hidden history hockey hospital hotel human humble hundred hungry hunt hurdle husband
        hybrid icon identify ignore illegal illness image imitate immense immune impact impose improve impulse
        include income index indicate indoor industry infant inflict inform inhale inherit initial inject injury
        innocent input inquiry insane inside inspire install interest invest invite involve island isolate item
        ivory jacket jaguar jealous jeans jelly jewel join journey judge juice jump jungle junior kangaroo ketchup
        kick kidney kingdom kitchen knife know label ladder language laptop large latin laundry lava lawsuit layer
        learn lecture left legend leisure lemon length leopard lesson level library license limit liquid little
        lizard lobster local logic lonely lumber lunar luxury lyrics machine magic magnet major mammal mango mansion
        marble margin marine market master match material matrix maximum maze meadow mechanic melody member memory
        mercy merit message method middle midnight million minimum minute miracle mirror misery mistake mixed
        mixture mobile modify monitor monster moral morning mosquito mother mountain movie muffin multiply muscle
        museum mushroom myself naive napkin narrow nasty nation nature negative neglect nephew nerve network neutral
        news night noble noise nominee noodle normal north notable nothing notice novel nuclear nurse obey object
        oblige obscure observe obtain obvious occur ocean october offer office often olive olympic onion online
        opera opinion oppose orange orbit orchard ordinary organ orient original orphan ostrich outdoor output
        outside owner oxygen oyster ozone paddle palace palm panel panther parent patient patrol pattern peanut
        peasant pelican penalty pencil people pepper perfect person phone phrase physical picnic picture piece
        pigeon pilot pioneer pistol pitch pizza planet plastic please pledge plunge polar portion possible potato
        pottery powder practice predict prefer prepare present pretty price primary problem process produce profit
        program project proof property prosper pudding pumpkin punch puppy purpose puzzle quality quantum quarter
        question quick quote rabbit radio raise random raven razor reason rebuild recall receive recipe record
        reduce reflect reform refuse region regular relax release relief remain remove render reopen repair replace
        report require rescue resemble resist resource response result retire retreat return reveal review reward
        rhythm rigid ripple ritual river robust romance rookie round runway rural sadness salmon salute sample
        satisfy satoshi sausage scatter scheme school science scissors scorpion scout scrap screen script search
        secret section segment select seminar sense sentence series service settle setup shadow shallow shift shiver
        shrimp shuffle sibling silent silly silver situate sketch sleep slogan slush small smoke smooth soccer
        soldier solution someone sorry space spatial spider spirit sponsor spoon spring square squeeze squirrel
        stable staff stairs steak stereo stomach strategy street strike strong struggle student subject submit
        subway suggest sunset supply supreme surprise surround survey swamp swing switch sword symptom system tackle
        talent target tattoo taxi tenant tennis there throw thumb thunder ticket timber tissue tobacco toddler
        together toilet tomorrow tongue tonight topple tornado tortoise tourist toward tragic transfer trash travel
        trigger trim trophy trouble truly trumpet tube tuition tunnel turtle twelve twenty twist typical umbrella
        unable unaware uncover undo unfair unfold unique universe unknown unlock unusual unveil update upgrade
        uphold urban useful useless vacant vacuum valid valley vanish various vehicle velvet vendor venue verb
        verify version vessel veteran viable vibrant video village violin virtual visa volcano voyage walnut warfare
        warrior weasel weekend weird wheel whip whisper window winter wisdom wolf wreck wrestle write yard yellow
        youth zebra
        """;

    public static readonly string[] Words = Text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
}
