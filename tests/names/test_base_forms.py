"""Base forms of the names in brackets, by the learned endings alone: each sentence is all that is known of the text."""

from __future__ import annotations

import pytest

from stemma.languages.registry import Languages
from stemma.model import MentionType
from tests.names.bracketed import base

Case = tuple[str, MentionType, str, str]
RIGHT: list[Case] = [
    ("ru", "PER", "Команда под началом [Дмитрия Соколова] выиграла.", "Дмитрий Соколов"),
    ("uk", "PER", "Вірші [Лесі Українки] видали.", "Леся Українка"),
    ("cs", "PER", "Večer promluvila [Jana Nováková] k davu.", "Jana Nováková"),
    ("cs", "PER", "Dopis poslali [Tomášovi Horákovi] včera.", "Tomáš Horák"),
    ("ru", "LOC", "Порт под [Владивостоком] закрыт.", "Владивосток"),
    ("uk", "PER", "Розмовляв з [Олександром Мельником] учора.", "Олександр Мельник"),
    ("pl", "LOC", "Kopalnia pod [Katowicami] stoi.", "Katowice"),
    ("pl", "PER", "Minister rozmawiał z [Piotrem Zielińskim] o budżecie.", "Piotr Zieliński"),
    ("pl", "PER", "Nagrodę wręczono [Annie Kowalskiej] wieczorem.", "Anna Kowalska"),
    ("pl", "PER", "Sąd przyznał rację [Andrzejowi Wójcikowi] w maju.", "Andrzej Wójcik"),
    ("pl", "PER", "Rzecznik [Joego Bidena] milczał.", "Joe Biden"),
    ("pl", "PER", "Zwolennicy [Tomasza Dudy] protestowali.", "Tomasz Duda"),
    ("pl", "PER", "Listy [Katarzyny Mazur] zaginęły.", "Katarzyna Mazur"),
    ("pl", "LOC", "Protest w [Krakowie] trwa.", "Kraków"),
    ("pl", "LOC", "Strajk w [Niemczech] trwa.", "Niemcy"),
    ("pl", "LOC", "Wybory w [Stanach Zjednoczonych] odbyły się jesienią.", "Stany Zjednoczone"),
    ("pl", "LOC", "Maraton w [Nowym Jorku] odwołano.", "Nowy Jork"),
    ("pl", "ORG", "Głosowano w [Izbie Gmin] nocą.", "Izba Gmin"),
    ("pl", "ORG", "Posiedzenie [Rady Europy] trwa.", "Rada Europy"),
    ("pl", "ORG", "Prezes [Narodowego Banku Polskiego] wystąpił.", "Narodowy Bank Polski"),
    ("cs", "PER", "Mluvil s [Janem Svobodou] ráno.", "Jan Svoboda"),
    ("cs", "PER", "Zástupci [Donalda Trumpa] mlčeli.", "Donald Trump"),
    ("cs", "LOC", "Jednání v [Praze] skončilo.", "Praha"),
    ("cs", "LOC", "Volby v [Německu] skončily.", "Německo"),
    ("cs", "LOC", "Cla ve [Spojených státech] rostou.", "Spojené státy"),
    ("cs", "LOC", "Most v [Českých Budějovicích] stojí.", "České Budějovice"),
    ("cs", "ORG", "Guvernér [České národní banky] odstoupil.", "Česká národní banka"),
    ("cs", "ORG", "V rozhovoru s [Českou televizí] to popřel.", "Česká televize"),
    ("ru", "PER", "Суд оправдал [Ивана Петрова] в среду.", "Иван Петров"),
    ("ru", "PER", "Министр говорил с [Марией Ивановой] утром.", "Мария Иванова"),
    ("ru", "PER", "Рассказали об [Анне Поповой] вчера.", "Анна Попова"),
    ("ru", "LOC", "Поезд из [Москвы] ушёл.", "Москва"),
    ("ru", "LOC", "Выборы в [Германии] прошли.", "Германия"),
    ("ru", "LOC", "Форум в [Сочи] открыт.", "Сочи"),
    ("ru", "ORG", "Слушания в [Государственной думе] идут.", "Государственная дума"),
    ("ru", "ORG", "Отчёт подготовлен [Центральным банком] зимой.", "Центральный банк"),
    ("ru", "ORG", "Доклад [Министерства обороны] готов.", "Министерство обороны"),
    ("uk", "PER", "Міністр говорив із [Тарасом Бондаренком] зранку.", "Тарас Бондаренко"),
    ("uk", "PER", "Обрали [Олександра Мельника] знову.", "Олександр Мельник"),
    ("uk", "PER", "Речник [Володимира Зеленського] мовчав.", "Володимир Зеленський"),
    ("uk", "LOC", "Потяг із [Києва] вирушив.", "Київ"),
    ("uk", "LOC", "Дорога до [Полтави] закрита.", "Полтава"),
    ("uk", "LOC", "Ринок у [Черкасах] закрито.", "Черкаси"),
    ("uk", "ORG", "Голова [Верховної Ради] мовчав.", "Верховна Рада"),
    ("uk", "ORG", "Рішення [Кабінету Міністрів] набуло чинності.", "Кабінет Міністрів"),
    ("uk", "ORG", "Волонтери [Червоного Хреста] допомагають.", "Червоний Хрест"),
]
KEPT = "an inflected form stands among the given names, so that no rule is tried that makes the base form"
SHARED = "the form belongs to two given names, and the surname does not decide"
WOMAN = "the surname is not made a woman's beside a woman's given name"
LOST = "the vowel of the base form is not put back"
ADDED = "letters are put on that no form of the word has"
CHANGED = "letters that change inside the word are not changed back"
PLURAL = "a plural is made of the wrong ending"
WRONG: dict[str, list[Case]] = {
    "another ending is believed to be likelier": [
        ("cs", "PER", "Soud potrestal [Petra Nováka] pokutou.", "Petr Novák"),
        ("ru", "PER", "Встреча с [Джо Байденом] прошла.", "Джо Байден"),
    ],
    KEPT: [
        ("pl", "PER", "Zespół kierowany przez [Pawła Lewandowskiego] wygrał.", "Paweł Lewandowski"),
        ("ru", "PER", "Премию вручили [Сергею Кузнецову] вечером.", "Сергей Кузнецов"),
        ("ru", "PER", "Избрали [Павла Морозова] снова.", "Павел Морозов"),
        ("ru", "PER", "Сторонники [Льва Орлова] протестуют.", "Лев Орлов"),
        ("uk", "PER", "Розмова з [Андрієм Шевченком] тривала годину.", "Андрій Шевченко"),
        ("uk", "PER", "Нагороду вручили [Петрові Кравчуку] ввечері.", "Петро Кравчук"),
    ],
    SHARED: [
        ("pl", "PER", "Odwołano [Marka Kaczmarka] ze stanowiska.", "Marek Kaczmarek"),
        ("cs", "PER", "Ministr jednal s [Karlem Novotným] o dani.", "Karel Novotný"),
        ("cs", "PER", "Obvinili [Karla Nováka] z podvodu.", "Karel Novák"),
        ("cs", "PER", "Lidé volili [Pavla Procházku] znovu.", "Pavel Procházka"),
        ("ru", "PER", "Беседа с [Николаем Достоевским] длилась час.", "Николай Достоевский"),
    ],
    WOMAN: [
        ("ru", "PER", "Полиция задержала [Ольгу Смирнову] на вокзале.", "Ольга Смирнова"),
        ("ru", "PER", "Видели [Ольгу Кузнецову] в театре.", "Ольга Кузнецова"),
        ("cs", "PER", "Cenu předali [Evě Černé] večer.", "Eva Černá"),
    ],
    LOST: [
        ("cs", "LOC", "Veletrh v [Brně] začal.", "Brno"),
        ("uk", "PER", "Суд виправдав [Івана Петренка] в середу.", "Іван Петренко"),
        ("ru", "LOC", "Митинг в [Самаре] прошёл.", "Самара"),
        ("uk", "LOC", "Зустріч у [Варшаві] тривала.", "Варшава"),
        ("uk", "LOC", "Порт в [Одесі] закрито.", "Одеса"),
        ("uk", "LOC", "Міст у [Дніпрі] стоїть.", "Дніпро"),
        ("pl", "LOC", "Narciarze w [Zakopanem] czekają na śnieg.", "Zakopane"),
    ],
    ADDED: [
        ("pl", "LOC", "Targi w [Poznaniu] otwarto.", "Poznań"),
        ("uk", "LOC", "Кордон із [Польщею] відкрито.", "Польща"),
        ("ru", "LOC", "Завод в [Казани] стоит.", "Казань"),
    ],
    CHANGED: [
        ("pl", "LOC", "Fabryka w [Łodzi] stoi.", "Łódź"),
        ("pl", "LOC", "Droga do [Białegostoku] jest zamknięta.", "Białystok"),
        ("uk", "LOC", "Завод у [Харкові] стоїть.", "Харків"),
        ("uk", "LOC", "Кав'ярні у [Львові] відкриті.", "Львів"),
        ("cs", "LOC", "Pivovar v [Plzni] slaví.", "Plzeň"),
        ("cs", "LOC", "Schůzka ve [Vídni] začala.", "Vídeň"),
    ],
    PLURAL: [
        ("ru", "LOC", "Цены в [Соединённых Штатах] растут.", "Соединённые Штаты"),
    ],
}


@pytest.mark.parametrize(("code", "kind", "marked", "expected"), RIGHT)
def test_base_forms(languages: Languages, code: str, kind: MentionType, marked: str, expected: str) -> None:
    assert base(languages, code, kind, marked) == expected


@pytest.mark.parametrize(
    ("code", "kind", "marked", "expected"),
    [
        pytest.param(*case, marks=pytest.mark.xfail(strict=True, reason=reason))
        for reason, cases in WRONG.items()
        for case in cases
    ],
)
def test_base_forms_that_are_not_learned(
    languages: Languages, code: str, kind: MentionType, marked: str, expected: str
) -> None:
    assert base(languages, code, kind, marked) == expected


CUT = ("České Budějovice", "Черкаси", "Леся Українка")
STAY = [
    pytest.param(case, marks=pytest.mark.xfail(strict=True, reason="a base form is taken for a case of another word"))
    if case[3] in CUT
    else case
    for case in RIGHT
]


@pytest.mark.parametrize("case", STAY, ids=lambda case: f"{case[0]} {case[3]}")
def test_a_base_form_stays_as_it_is(languages: Languages, case: Case) -> None:
    code, kind, _, name = case
    assert base(languages, code, kind, f"[{name}].") == name
