# ruff: noqa: E501
"""A captured page in each language, every line with the kind that a reader gives it."""

from __future__ import annotations

PL = """
navigation   | Wiadomości | Sport | Kultura | Pogoda
title        | Most w Tczewie zamknięty do wiosny. Objazd przez Knybawę
byline       | Data publikacji: 14 stycznia 2021, 08:15
byline       | Autor: Hanna Rogowska
caption      | Fot. Jerzy Wilk / Agencja Nadwiślańska
lead         | Most drogowy w Tczewie pozostanie zamknięty co najmniej do kwietnia, poinformował we wtorek starosta Adam Lis.
paragraph    | Inspektorzy znaleźli w zeszłym tygodniu pęknięcia w dwóch przęsłach. Remont ma kosztować około 12 mln zł.
related      | Czytaj też: Prom wraca na Wisłę po siedmiu latach
paragraph    | Starostwo zaprzecza, że o złym stanie przęseł wiedziało od jesieni.
subtitle     | Dłuższa droga do szkoły
paragraph    | Autobusy szkolne pojadą objazdem, a podróż wydłuży się o czterdzieści minut.
paragraph    | – Nikt nas nie uprzedził – mówi Ewa Pająk, matka trojga uczniów z Lisewa.
byline       | (PAP)
share        | Udostępnij
related      | Najczęściej czytane
"""

DE = """
navigation   | Startseite | Politik | Wirtschaft | Sport
title        | Fähre nach Amrum läuft auf Sandbank – 40 Passagiere sitzen fest
lead         | Rund 40 Menschen haben die Nacht auf einer Fähre vor Amrum verbracht, weil das Schiff auf eine Sandbank lief.
byline       | Veröffentlicht am 3. Februar 2021, 07:42 Uhr
byline       | Von Silke Harms
paragraph    | Die Fähre war am Dienstagabend bei starkem Wind vom Kurs abgekommen, wie die Reederei mitteilte.
caption      | Foto: Torben Petersen
related      | Lesen Sie auch: Wie die Inseln mit dem Sturm leben
paragraph    | „Es bestand zu keiner Zeit Gefahr für die Passagiere“, sagte ein Sprecher der Reederei am Mittwoch.
subtitle     | Schlepper aus Husum
paragraph    | Zwei Schlepper aus Husum sollen das Schiff mit dem nächsten Hochwasser freiziehen.
paragraph    | Verletzt wurde nach Angaben der Wasserschutzpolizei niemand, die Heizung an Bord funktioniert.
byline       | dpa
share        | Teilen
navigation   | Impressum
"""

NB = """
navigation   | Nyheter | Sport | Kultur | Debatt
title        | Laksefjorden: Rømte fisk fra tre merder etter uværet
byline       | Publisert 11.01.2022 kl. 14.20
byline       | Av Marit Solbakken
lead         | Minst 30 000 laks kan ha rømt fra tre merder i Laksefjorden etter uværet natt til tirsdag, opplyser oppdretteren.
caption      | Foto: Nils Aune
paragraph    | Selskapet varslet Fiskeridirektoratet tidlig tirsdag morgen og har satt ut garn for å fange fisken igjen.
related      | Les også: Vil ha lukkede anlegg i hele Finnmark
paragraph    | – Vi tar dette svært alvorlig, sier daglig leder Kåre Mikkelsen.
subtitle     | Elvene er stengt
paragraph    | Statsforvalteren har stengt to elver for alt fiske til omfanget er klarlagt.
paragraph    | Lokale fiskere frykter at villaksen blir skadelidende i mange år framover.
share        | Del artikkelen
related      | Mest lest
"""

NN = """
navigation   | Nyhende | Sport | Kultur | Meiningar
title        | Rasfare stengjer vegen mellom Odda og Røldal
byline       | Publisert 08.03.2022 kl. 09.15
byline       | Av Sigrid Tveit
lead         | Riksvegen mellom Odda og Røldal vart stengd måndag kveld av di det er stor fare for snøras, opplyser vegstyresmaktene.
caption      | Foto: Olav Espeland
paragraph    | Om lag 200 bilistar måtte overnatte i idrettshallen i Odda, der frivillige kokte suppe til langt på natt.
related      | Les også: Tunnelen som aldri vart bygd
paragraph    | – Me har ikkje sett så mykje snø på tretti år, seier brøytesjåfør Lars Eidnes.
subtitle     | Opnar tidlegast torsdag
paragraph    | Geologane skal vurdere fjellsida frå helikopter så snart vinden løyer.
paragraph    | Kommunen ber folk om å halde seg heime til faren er over.
share        | Del
"""

DA = """
navigation   | Forside | Indland | Udland | Sport
title        | Bornholm uden strøm i seks timer efter fejl på søkabel
byline       | Publiceret 21. februar 2022 kl. 06.10
byline       | Af Mette Krogh
lead         | Hele Bornholm var natten til mandag uden strøm i seks timer, efter at søkablet til Sverige svigtede, oplyser elselskabet.
caption      | Foto: Jens Lund
paragraph    | Kraftværket i Rønne kunne først starte, da teknikere havde fundet fejlen ved Hasle.
related      | Læs også: Derfor har øen kun ét kabel
paragraph    | - Vi forstår godt, at folk er trætte af det, siger driftschef Bo Kofoed.
subtitle     | Tredje gang på et år
paragraph    | Det er tredje gang på et år, at kablet svigter, og kommunen kræver nu en forklaring.
paragraph    | Sygehuset brugte sin nødgenerator, og ingen patienter kom til skade, siger regionen.
byline       | /ritzau/
share        | Del artiklen
"""

EN = """
navigation   | Home | World | Business | Sport
title        | Ferry to Rathlin cancelled for second week as pier crumbles
byline       | Published: 2 March 2021, 10:05
byline       | By Niamh Doherty
lead         | Sailings to Rathlin have been cancelled for a second week after engineers found cracks in the pier, the harbour authority said on Tuesday.
caption      | Photo: Declan Moore
paragraph    | About 150 people live on the island, and supplies are being flown in by helicopter twice a day.
related      | Read more: The islanders who never left
paragraph    | "Nobody told us it would take this long," said Mary Black, who runs the only shop.
subtitle     | A repair before Easter
paragraph    | The authority denied that inspections had been skipped to save money.
paragraph    | Engineers expect to finish the repair before Easter if the weather holds.
byline       | (Reuters)
share        | Share this article
notice       | All rights reserved
"""

CAPTURES = {"pl": PL, "de": DE, "nb": NB, "nn": NN, "da": DA, "en": EN}


def labelled(code: str) -> list[tuple[str, str]]:
    """`(kind, line)` of the capture of a language."""
    rows = (row.partition("|") for row in CAPTURES[code].strip().splitlines())
    return [(kind.strip(), line.strip()) for kind, _, line in rows]


def capture(code: str) -> str:
    """The page as it was captured: the lines with a blank one between them."""
    return "\n\n".join(line for _, line in labelled(code))
