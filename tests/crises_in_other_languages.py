"""The pattern author's own sentences in the other languages: three a class."""

CRISES: dict[str, dict[str, tuple[str, str, str]]] = {
    "en": {
        "unfall_vergiftung": (
            "my son swallowed a battery",
            "she drank bleach",
            "my baby fell off the changing table on her head",
        ),
        "medizinisch": (
            "my baby is not breathing",
            "he is unconscious",
            "my daughter is having a seizure",
        ),
        "suizid": ("I want to die", "I am going to kill myself", "my son cuts himself"),
        "missbrauch": (
            "my uncle touches me",
            "I was raped",
            "my daughter was sexually abused by her stepdad",
        ),
        "gewalt": (
            "my husband beats me",
            "he said he will kill me",
            "my ex threatened me with a knife",
        ),
        "kindeswohl": (
            "my dad beats me",
            "my daughter is missing",
            "my parents kicked me out and I am 16",
        ),
        "schwangerschaft_not": (
            "I am pregnant and nobody knows",
            "I need an abortion",
            "I'm 15 and pregnant",
        ),
        "ueberlastung": (
            "I'm about to hit my kid",
            "I can't take it anymore, the baby is screaming",
            "I am scared I will hurt my baby",
        ),
    },
    "tr": {
        "unfall_vergiftung": (
            "oğlum deterjan içti",
            "kızım pil yuttu",
            "bebeğim merdivenden düştü",
        ),
        "medizinisch": (
            "bebeğim nefes almıyor",
            "çocuğum bayıldı uyanmıyor",
            "kızım havale geçiriyor",
        ),
        "suizid": ("ölmek istiyorum", "artık yaşamak istemiyorum", "kızım intihar etmek istiyor"),
        "missbrauch": (
            "bana tecavüz etti",
            "amcam bana dokunuyor",
            "oğlum cinsel istismara uğradı",
        ),
        "gewalt": (
            "kocam beni dövüyor",
            "eşim beni öldürmekle tehdit ediyor",
            "babam anneme vuruyor",
        ),
        "kindeswohl": ("babam beni dövüyor", "oğlum kayboldu", "ailem beni evden attı"),
        "schwangerschaft_not": (
            "hamileyim kimse bilmiyor",
            "kürtaj olmak istiyorum",
            "istemeden hamile kaldım istemiyorum",
        ),
        "ueberlastung": (
            "çocuğuma vuracağım",
            "bebek susmuyor dayanamıyorum",
            "çocuğuma zarar vermekten korkuyorum",
        ),
    },
    "ar": {
        "unfall_vergiftung": ("ابني شرب منظف", "طفلي ابتلع بطارية", "ابنتي وقعت من الدرج"),
        "medizinisch": ("طفلي لا يتنفس", "زوجي فقد الوعي", "أنا حامل وعندي نزيف"),
        "suizid": ("أريد أن أموت", "لا أريد أن أعيش", "أفكر في الانتحار"),
        "missbrauch": ("اغتصبني", "عمي يلمسني", "ابنتي تعرضت لاعتداء جنسي"),
        "gewalt": ("زوجي يضربني", "زوجي يهددني بالقتل", "بابا يضرب ماما"),
        "kindeswohl": ("أبي يضربني", "ابني مفقود", "الجيران يضربون طفلهم"),
        "schwangerschaft_not": ("أنا حامل ولا أحد يعلم", "أريد الإجهاض", "لا أريد هذا الطفل"),
        "ueberlastung": (
            "سأضرب طفلي",
            "لا أستطيع تحمل بكاء طفلي",
            "أخاف أن أؤذي أولادي",
        ),
    },
    "ru": {
        "unfall_vergiftung": (
            "сын выпил отбеливатель",
            "дочка проглотила батарейку",
            "ребёнок упал с лестницы",
        ),
        "medizinisch": ("ребёнок не дышит", "муж без сознания", "у дочки судороги"),
        "suizid": ("не хочу жить", "хочу умереть", "сын режет себе руки"),
        "missbrauch": (
            "меня изнасиловали",
            "отчим трогает меня",
            "сексуальное насилие над дочерью",
        ),
        "gewalt": ("муж бьёт меня", "муж угрожает убить меня", "папа бьёт маму"),
        "kindeswohl": ("папа бьёт меня", "моя дочь пропала", "родители выгнали меня из дома"),
        "schwangerschaft_not": (
            "я беременна и никто не знает",
            "где сделать аборт",
            "мне 15 и я беременна",
        ),
        "ueberlastung": (
            "боюсь что ударю ребёнка",
            "не могу больше, ребёнок орёт",
            "я сейчас ударю своего сына",
        ),
    },
    "uk": {
        "unfall_vergiftung": (
            "дитина випила миючий засіб",
            "син проковтнув батарейку",
            "дочка впала зі сходів",
        ),
        "medizinisch": ("дитина не дихає", "чоловік без свідомості", "у доньки судоми"),
        "suizid": ("не хочу жити", "хочу померти", "син думає про суїцид"),
        "missbrauch": (
            "мене зґвалтували",
            "вітчим чіпає мене",
            "сексуальне насильство над донькою",
        ),
        "gewalt": ("чоловік мене б'є", "чоловік погрожує вбити мене", "тато б'є маму"),
        "kindeswohl": ("тато мене б'є", "моя донька зникла", "батьки вигнали мене з дому"),
        "schwangerschaft_not": (
            "я вагітна і ніхто не знає",
            "де зробити аборт",
            "мені 16 і я вагітна",
        ),
        "ueberlastung": (
            "боюся що вдарю дитину",
            "не можу більше, дитина кричить",
            "я зараз вдарю свого сина",
        ),
    },
    "pl": {
        "unfall_vergiftung": (
            "syn wypił płyn do prania",
            "córka połknęła baterię",
            "dziecko spadło ze schodów",
        ),
        "medizinisch": ("dziecko nie oddycha", "mąż jest nieprzytomny", "córka ma drgawki"),
        "suizid": ("chcę umrzeć", "nie chcę żyć", "moja córka się tnie"),
        "missbrauch": (
            "zostałam zgwałcona",
            "ojczym mnie dotyka",
            "wujek molestuje moją córkę",
        ),
        "gewalt": ("mąż mnie bije", "mąż grozi, że mnie zabije", "tata bije mamę"),
        "kindeswohl": ("ojciec mnie bije", "moje dziecko zaginęło", "sąsiedzi biją dziecko"),
        "schwangerschaft_not": (
            "jestem w ciąży i nikt nie wie",
            "chcę usunąć ciążę",
            "mam 16 lat i jestem w ciąży",
        ),
        "ueberlastung": (
            "zaraz uderzę dziecko",
            "nie daję rady, dziecko ciągle płacze",
            "boję się, że zrobię krzywdę dziecku",
        ),
    },
    "ro": {
        "unfall_vergiftung": (
            "copilul a băut detergent",
            "fiul meu a înghițit o baterie",
            "fetița a căzut pe scări",
        ),
        "medizinisch": (
            "copilul nu respiră",
            "soțul a leșinat",
            "sunt însărcinată și am hemoragie",
        ),
        "suizid": ("vreau să mor", "nu mai vreau să trăiesc", "fiica mea vrea să se sinucidă"),
        "missbrauch": (
            "am fost violată, m-a violat el",
            "unchiul mă pipăie, m-a atins",
            "copilul meu a fost abuzat sexual",
        ),
        "gewalt": (
            "soțul mă bate",
            "soțul meu amenință că mă omoară",
            "tata bate pe mama",
        ),
        "kindeswohl": ("tata mă bate", "copilul meu a dispărut", "vecinii bat copilul"),
        "schwangerschaft_not": (
            "sunt însărcinată și nu știe nimeni",
            "vreau să fac avort",
            "am 16 ani și sunt gravidă",
        ),
        "ueberlastung": (
            "îmi vine să lovesc copilul",
            "nu mai pot, copilul plânge",
            "mi-e frică să nu lovesc copilul",
        ),
    },
    "bg": {
        "unfall_vergiftung": (
            "детето изпи препарат",
            "синът ми глътна батерия",
            "бебето падна от леглото",
        ),
        "medizinisch": ("бебето не диша", "мъжът ми припадна", "детето има гърч"),
        "suizid": ("искам да умра", "не искам да живея", "искам да се самоубия"),
        "missbrauch": ("изнасилиха ме", "пастрокът ме докосва", "сексуално насилие над дъщеря ми"),
        "gewalt": ("мъжът ми ме бие", "заплашва да ме убие", "татко бие мама"),
        "kindeswohl": ("баща ми ме бие", "детето ми изчезна", "съседите бият детето"),
        "schwangerschaft_not": (
            "бременна съм и никой не знае",
            "искам аборт",
            "бременна съм на 16",
        ),
        "ueberlastung": (
            "ще ударя детето",
            "не издържам, бебето плаче",
            "страх ме е да не нараня детето",
        ),
    },
    "ku": {
        "unfall_vergiftung": (
            "zarokê min derman vexwar",
            "kurê min pîl daqurtand",
            "keça min ji derenceyê ket",
        ),
        "medizinisch": ("zarokê min nefes nastîne", "mêrê min bêhiş ket", "zarok şiyar nabe"),
        "suizid": ("ez dixwazim bimirim", "ez naxwazim bijîm", "ez dixwazim xwe bikujim"),
        "missbrauch": (
            "destdirêjî li min kirin",
            "apê min dest dide min",
            "destdirêjî li keça min kirin",
        ),
        "gewalt": (
            "mêrê min li min dixe",
            "mêrê min dibêje ez ê te bikujim",
            "bavê min li diya min dixe",
        ),
        "kindeswohl": (
            "bavê min li min dixe",
            "zarokê min winda bûye",
            "cîran zarokên xwe dixin",
        ),
        "schwangerschaft_not": (
            "ez ducanî me û kes nizane",
            "ez vê zarokê naxwazim",
            "ez ducanî me û ditirsim",
        ),
        "ueberlastung": (
            "ez ê niha li zarokê xwe bixim",
            "pitik digirî û ez êdî nikarim",
            "ditirsim ku li zarokê xwe bixim",
        ),
    },
    "fr": {
        "unfall_vergiftung": (
            "mon fils a avalé une pile",
            "ma fille a bu de la javel",
            "mon bébé est tombé de la table",
        ),
        "medizinisch": (
            "mon bébé ne respire plus",
            "mon fils est inconscient",
            "ma fille a des convulsions",
        ),
        "suizid": ("je veux mourir", "je ne veux plus vivre", "je veux me tuer"),
        "missbrauch": ("j'ai été violée", "mon oncle me touche", "ma fille a été abusée"),
        "gewalt": ("mon mari me frappe", "il menace de me tuer", "papa frappe maman"),
        "kindeswohl": (
            "mon père me frappe",
            "mon enfant a disparu",
            "mes parents m'ont mis dehors",
        ),
        "schwangerschaft_not": (
            "je suis enceinte et personne ne le sait",
            "je veux avorter",
            "j'ai 16 ans et je suis enceinte",
        ),
        "ueberlastung": (
            "je vais frapper mon enfant",
            "je n'en peux plus, le bébé pleure",
            "j'ai failli secouer mon bébé",
        ),
    },
}
