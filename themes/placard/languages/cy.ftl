# Testun y rhyngwyneb, yn Gymraeg. The same messages as in en.ftl, in the same order.

## Days and times

month-1 = Ionawr
month-2 = Chwefror
month-3 = Mawrth
month-4 = Ebrill
month-5 = Mai
month-6 = Mehefin
month-7 = Gorffennaf
month-8 = Awst
month-9 = Medi
month-10 = Hydref
month-11 = Tachwedd
month-12 = Rhagfyr
month-short-1 = Ion
month-short-2 = Chwe
month-short-3 = Maw
month-short-4 = Ebr
month-short-5 = Mai
month-short-6 = Meh
month-short-7 = Gor
month-short-8 = Awst
month-short-9 = Medi
month-short-10 = Hyd
month-short-11 = Tach
month-short-12 = Rhag
weekday-1 = dydd Llun
weekday-2 = dydd Mawrth
weekday-3 = dydd Mercher
weekday-4 = dydd Iau
weekday-5 = dydd Gwener
weekday-6 = dydd Sadwrn
weekday-7 = dydd Sul
weekday-short-1 = Llun
weekday-short-2 = Maw
weekday-short-3 = Mer
weekday-short-4 = Iau
weekday-short-5 = Gwe
weekday-short-6 = Sad
weekday-short-7 = Sul
# A day stays with its month: no line breaks between them.
date-full = { $weekday } { $day }{ "\u00A0" }{ $month } { $year }
date-short = { $day }{ "\u00A0" }{ $month }
date-short-year = { $day }{ "\u00A0" }{ $month } { $year }
month-year = { $month } { $year }
am = y bore
pm = yr hwyr
noon = hanner dydd
midnight = hanner nos
# The clock of 24 hours, since `yr hwyr` is wrong for two in the afternoon.
time-hour = { $hour24 }:00
time-minute = { $hour24 }:{ $minute2 }
time-zone = amser { $city }
when-single = { $date }, { $from }
when-same-day = { $date }, { $from } tan { $to }
when-from-to = { $start } tan { $end }
when-all-day = { $date }, drwy’r dydd
when-days = { $start } tan { $end }

## Kinds and states

event-type-rally = Rali
event-type-meet-up = Cyfarfod anffurfiol
event-type-consultation = Ymgynghoriad
event-type-canvass = Canfasio
event-type-training = Hyfforddiant
event-type-meeting = Cyfarfod
event-status-confirmed = Wedi’i gadarnhau
event-status-tentative = I’w gadarnhau
event-status-cancelled = Wedi’i ganslo
group-status-forming = Wrthi’n ffurfio
group-status-active = Gweithredol
group-status-paused = Yn cymryd saib
group-status-closed = Ddim yn cwrdd mwyach
accessibility-accessible = Hygyrch, heb risiau
accessibility-partial = Rhannol hygyrch
accessibility-not-accessible = Rhaid dringo grisiau
accessibility-unknown = Ddim yn hysbys eto: gofynnwch i’r trefnwyr

## The imprint

imprint = Hyrwyddwyd gan { $promoter } o { $address }.
imprint-on-behalf = Hyrwyddwyd gan { $promoter } o { $address } ar ran { $others }.
imprint-party = { $name } o { $address }
imprint-printed = Argraffwyd gan { $printer } o { $address }.
list-and = { $first } a { $last }

## Forms: the words that front matter may leave out

field-given-name = Enw cyntaf
field-family-name = Cyfenw
field-email-address = Cyfeiriad e-bost
field-phone-number = Rhif ffôn
field-address-line-1 = Cyfeiriad
field-locality = Tref neu ddinas
field-region = Sir neu ranbarth
field-postal-code = Cod post
field-country = Gwlad
field-comments = Unrhyw beth yr hoffech ei ychwanegu
hint-postal-code = Er mwyn i ni allu dweud wrthych beth sy’n digwydd yn eich ardal chi.
form-heading-pledge = Llofnodwch yr addewid
form-heading-signup = Cofrestrwch
form-heading-donate = Cyfrannwch
form-heading-rsvp = Ydych chi’n dod?
form-heading-consultation = Dywedwch eich dweud
form-button-pledge = Ychwanegwch fy enw
form-button-signup = Cofrestrwch fi
form-button-donate = Ymlaen i dalu
form-button-rsvp = Cyfrwch fi i mewn
form-button-consultation = Anfonwch fy atebion
form-paused = Nid yw’r ffurflen hon ar gael am y tro.
form-closed = Mae’r ffurflen hon wedi cau.
form-gone-paused = Dewch yn ôl cyn bo hir.
form-gone-closed = Diolch i bawb a gymerodd ran.
form-gone-event = Mae’r digwyddiad drosodd.
form-gone-cancelled = Mae’r digwyddiad wedi’i ganslo.
age-statement = Rwy’n { $age } oed neu’n hŷn.
public-name-label = Cewch ddangos fy enw ar y dudalen hon.

## Thank-you pages and others that no file is written for

thanks-title-pledge = Rydych wedi ychwanegu eich enw
thanks-title-signup = Croeso atom
thanks-title-donate = Diolch am eich rhodd
thanks-title-rsvp = Welwn ni chi yno
thanks-title-consultation = Diolch am eich atebion
thanks-pledge = Un peth arall: rydym wedi anfon e-bost atoch. Agorwch ef a chadarnhewch eich cyfeiriad, er mwyn i’ch enw gyfrif.
thanks-signup = Un peth arall: rydym wedi anfon e-bost atoch. Agorwch ef a chadarnhewch eich cyfeiriad, er mwyn i ni wybod mai chi sydd yno.
thanks-donate = Pan fydd y taliad wedi’i gwblhau, daw derbynneb atoch drwy e-bost.
thanks-rsvp = Un peth arall: rydym wedi anfon e-bost atoch. Agorwch ef a chadarnhewch eich cyfeiriad, er mwyn i’r trefnwyr allu dibynnu arnoch.
thanks-consultation = Un peth arall: rydym wedi anfon e-bost atoch. Agorwch ef a chadarnhewch eich cyfeiriad, er mwyn i’ch atebion gyfrif. Rydym yn darllen pob ateb, a byddwn yn dweud beth ddaeth ohonynt.
thanks-look = Gall gymryd ychydig funudau. Os na allwch ddod o hyd iddo, edrychwch ymhlith y post sothach.
thanks-share = Nawr, dewch â rhywun gyda chi
thanks-next = Beth nesaf?
not-found-title = Mae’r dudalen hon wedi mynd ar orymdaith
not-found-text = Efallai ei bod wedi symud, neu fod gwall yn y cyfeiriad. Bydd un o’r rhain yn eich rhoi yn ôl ar y llwybr.
# What a section is called where its page has no title.
campaigns = Ymgyrchoedd
groups = Grwpiau
events = Digwyddiadau
news = Newyddion
tags-title = Pynciau
events-archive-title = Digwyddiadau a fu
head-title = { $title } · { $site }

## Every page

home = Hafan
skip-to-content = Neidio i’r cynnwys
nav-main = Prif ddewislen
nav-footer = Mwy amdanom ni
nav-language = Iaith
nav-breadcrumb = Rydych chi yma
nav-pages = Tudalennau’r rhestr hon
nav-articles = Newyddion cynharach a diweddarach
donate = Cyfrannwch
untranslated-notice = Nid yw’r dudalen hon ar gael yn Gymraeg eto, felly dyma hi yn ei hiaith wreiddiol.
draft-notice = Drafft yw’r dudalen hon, ac nid yw wedi’i chyhoeddi.
picture-credit = Llun: { $name }
tags = Pynciau
tag = Pwnc
tags-all = Pob pwnc
tags-none = Does dim pynciau eto.
on-this-page = Ar y dudalen hon
updated = Diweddarwyd { $date }
follow-heading = Cadwch mewn cysylltiad
news-feed = Ffrwd newyddion
calendar-feed = Calendr digwyddiadau
company-number = Rhif y cwmni: { $name }

## Share links

share-heading = Rhannwch y neges
share-facebook = Facebook
share-twitter = Twitter
share-whatsapp = WhatsApp
share-email = E-bost
share-text = { $title }: { $url }
share-more = Rhagor o ffyrdd i rannu, a ffurflen i’ch gwefan chi
share-page-title = Rhannwch: { $title }
share-page-lede = Fe ofynnodd rhywun am bob enw sydd yma. Dewiswch beth bynnag sy’n addas i’r bobl rydych chi’n eu hadnabod.
share-links-heading = Gydag ap neu drwy e-bost
share-copy-heading = I’w gludo yn unrhyw le
share-copy-text = Neges sy’n barod i’w hanfon
share-copy-link = Y ddolen yn unig
share-embed-heading = Y ffurflen ar eich gwefan chi
share-embed-text = Mae’r cod hwn yn dangos y ffurflen ar un o’ch tudalennau chi: blog, gwefan undeb neu wefan grŵp lleol. Mae’n llwytho un dudalen fach o’n gwefan ni mewn ffrâm. Nid yw’n rhedeg unrhyw sgript, nid yw’n gosod cwci, ac nid yw’n gofyn i neb arall am ddim. Mae pwy bynnag sy’n anfon y ffurflen yn mynd ymlaen i’n gwefan ni, ac yn gweld ein hateb yno.
share-embed-height = Rhowch ef yn HTML eich tudalen, lle bydd y ffurflen i’w gweld. Os nad oes digon o le, neu os oes gormod, newidiwch y rhif ar ôl “height”.
share-embed-label = Cod: { $heading }
share-embed-look = Gweld sut mae’n edrych: { $heading }
embed-title = { $heading }: { $title }
embed-full-page = Darllenwch y cyfan ar wefan { $site } (mewn tab newydd)
share-count-heading = Nifer yr enwau ar eich gwefan chi
share-count-text = Mae’r cod hwn yn dangos llun o nifer yr enwau hyd yn hyn, ac yn arwain at yr ymgyrch. Nid yw hwn yn gosod cwci chwaith.
share-count-label = Cod: nifer yr enwau
embed-count-alt = Enwau hyd yn hyn: { $title }
copy = Copïo
copy-what = Copïo: { $what }
copy-done = Wedi’i gopïo.
copy-marked = Mae wedi’i ddethol: copïwch ef gyda’ch bysellfwrdd.

## Lists

page-of = Tudalen { $page } o { $pages }
page-previous = Blaenorol
page-next = Nesaf
all-campaigns = Pob ymgyrch
all-events = Pob digwyddiad
all-groups = Pob grŵp
all-news = Yr holl newyddion
groups-count = { $n ->
    [zero] dim grwpiau eto
    [one] { $n } grŵp
    [two] { $n } grŵp
    [few] { $n } grŵp
    [many] { $n } grŵp
   *[other] { $n } grŵp
}
pages-count = { $n ->
    [zero] dim tudalennau
    [one] { $n } dudalen
    [two] { $n } dudalen
    [few] { $n } tudalen
    [many] { $n } thudalen
   *[other] { $n } tudalen
}

## Home

join = Ymunwch â ni
lead-campaign = Ymgyrch
read-campaign = Darllenwch fwy a chymerwch ran
latest-news = Y newyddion diweddaraf
next-events = Y digwyddiadau nesaf
find-your-group = Dod o hyd i’ch grŵp
groups-everywhere = { $n ->
    [zero] Does dim grwpiau lleol eto. Beth am sefydlu’r cyntaf?
    [one] Mae un grŵp lleol yn cwrdd yn barod. Ydy e’n agos atoch chi?
    [two] Mae dau grŵp lleol yn cwrdd yn barod. Pa un sydd agosaf atoch chi?
    [few] Mae tri grŵp lleol yn cwrdd yn barod. Pa un sydd agosaf atoch chi?
    [many] Mae chwe grŵp lleol yn cwrdd yn barod. Pa un sydd agosaf atoch chi?
   *[other] { $n } o grwpiau lleol, a mwy i ddod. Pa un sydd agosaf atoch chi?
}
donate-heading = Rhoddion bach sy’n ein cynnal
donate-text = Rhowch yr hyn a allwch, unwaith neu bob mis. Mae’n talu am ystafelloedd, am daflenni ac am y bws adref.
donate-button = Cyfrannwch

## Campaigns

campaign = Ymgyrch
campaigns-over = Ymgyrchoedd sydd wedi dod i ben
campaign-is-over = Mae’r ymgyrch hon wedi dod i ben.
campaign-in = Ble:
campaign-news = Newyddion yr ymgyrch hon
we-ask = Ein gofynion
progress-of = o { $goal } o enwau
progress-goal = o enwau yw’r nod
progress-label = Enwau hyd yma
progress-as-of = Cyfrifwyd { $date }
deadline-by = Erbyn { $date }.
deadline-short = erbyn { $date }
days-left = { $n ->
    [zero] Heddiw yw’r diwrnod olaf.
    [one] Un diwrnod ar ôl.
    [two] { $n } ddiwrnod ar ôl.
    [few] { $n } diwrnod ar ôl.
    [many] { $n } diwrnod ar ôl.
   *[other] { $n } diwrnod ar ôl.
}
signatories = Llofnodwyd gan

## Groups

group = Grŵp lleol
groups-none = Does dim grwpiau yma eto. Allech chi sefydlu un?
group-meets = Yn cwrdd
group-where = Ble
group-email = E-bost
group-elsewhere = Ar y we
group-website = Gwefan
group-calendar = Calendr i’w ddilyn
group-events = Ar y gweill
group-past = Digwyddiadau a fu
group-news = Newyddion y grŵp hwn
group-nearby = Grwpiau cyfagos
distance-miles = { $n ->
    [zero] llai na milltir i ffwrdd
    [one] { $n } filltir i ffwrdd
    [two] { $n } filltir i ffwrdd
    [few] { $n } milltir i ffwrdd
    [many] { $n } milltir i ffwrdd
   *[other] { $n } milltir i ffwrdd
}
region = Rhanbarth
regions = Rhanbarthau
region-more = Y cyfan: { $region }
region-empty = Does dim grŵp yma eto. Allech chi sefydlu un?

## The finder and the map

finder-title = Dod o hyd i’r grŵp agosaf atoch chi
finder-label = Eich cod post
finder-hint = Mae’r hanner cyntaf yn ddigon, fel { $example }.
finder-hint-own = Fel { $example }.
finder-hint-script = Y cyfan, neu’r hanner cyntaf, fel { $example }. Nid yw byth yn gadael eich dyfais.
finder-pattern = Teipiwch yr hanner cyntaf yn unig, mewn priflythrennau neu lythrennau bach: { $example }
finder-button = Chwilio
finder-found = { $n ->
    [zero] Does dim grŵp eto y gallwn ei ddangos.
    [one] Mae gennym un grŵp: { $nearest }, { $distance }.
    [two] Agosaf at { $place }: { $nearest }, { $distance }. Mae’r ddau grŵp isod, yr agosaf yn gyntaf.
    [few] Agosaf at { $place }: { $nearest }, { $distance }. Mae’r tri grŵp isod, yr agosaf yn gyntaf.
    [many] Agosaf at { $place }: { $nearest }, { $distance }. Mae’r chwe grŵp isod, yr agosaf yn gyntaf.
   *[other] Agosaf at { $place }: { $nearest }, { $distance }. Mae pob un o’r { $n } grŵp isod, yr agosaf yn gyntaf.
}
finder-no-groups = Does dim grŵp eto y gallwn ei ddangos. Allech chi sefydlu un?
finder-not-known = Wyddon ni ddim ble mae hwnna. Gwiriwch y cod post, neu dewiswch eich rhanbarth.
near-title = Ger { $place }
near-groups = Y grwpiau agosaf
near-events = Y digwyddiadau nesaf
near-miles = tua { $n } milltir i ffwrdd
near-miles-under = llai na milltir i ffwrdd
near-km = tua { $n } km i ffwrdd
near-km-under = llai na chilometr i ffwrdd
near-again = Rhoi cynnig ar god post arall
near-coarse = Fel yr hed y frân, o ganol { $place }.
near-areas = Neu dewiswch sut mae eich cod post yn dechrau
near-areas-own = Neu dewiswch le
near-regions = Neu dewiswch eich rhanbarth
near-unknown-title = Dydyn ni ddim yn adnabod y cod post hwnnw
near-unknown-text = Teipiwch yr hanner cyntaf, fel { $example }, neu dewiswch isod sut mae’n dechrau.
map = Ar y map
map-title = Ein grwpiau ar fap
map-hint = Mae pob dot mawr yn grŵp. Dewiswch un i weld pryd mae’n cwrdd.
map-label = Grwpiau ar y map
map-region = Grwpiau ar fap { $region }
map-link = Eu gweld ar fap
map-whole = Y map cyfan
map-elsewhere = Ddim ar y map

## Events

event-types = Mathau o ddigwyddiad
events-none = Does dim byd ar y gweill yma ar hyn o bryd.
events-archive = Digwyddiadau a fu
events-to-come = Digwyddiadau i ddod
event-is-past = Wedi bod
event-past-notice = Mae’r digwyddiad hwn drosodd. Diolch i bawb a ddaeth.
event-cancelled-notice = Ni fydd yn cael ei gynnal. Rhowch wybod i unrhyw un a oedd yn bwriadu dod.
event-tentative-notice = Edrychwch ar y dudalen hon eto cyn cychwyn.
event-where = Ble
event-map = Gweld y lle ar fap
event-online = Ar-lein
event-online-join = Ymuno ar-lein
event-access = Hygyrchedd
event-group = Trefnir gan
event-capacity = Lle i
event-places = { $n ->
    [zero] neb
    [one] { $n } person
    [two] { $n } berson
    [few] { $n } pherson
    [many] { $n } pherson
   *[other] { $n } o bobl
}
event-add = Ychwanegu at eich calendr
event-others = Efallai yr hoffech ddod i’r rhain hefyd
online = Ar-lein
calendar-subscribe = Dilyn y calendr

## News

by = Gan { $name }
reading-time = { $n ->
    [zero] Amser darllen: llai na munud
    [one] Amser darllen: { $n } funud
    [two] Amser darllen: { $n } funud
    [few] Amser darllen: { $n } munud
    [many] Amser darllen: { $n } munud
   *[other] Amser darllen: { $n } munud
}
syndicated = Cyhoeddwyd gyntaf gan
article-older = Cynharach
article-newer = Diweddarach
article-related = Newyddion cysylltiedig
video-elsewhere = Gwyliwch y fideo: mae’n agor ar wefan arall

## Filling in a form

optional = (dewisol)
choose = Dewiswch un
honeypot = Gadewch hwn yn wag
consents-legend = Gawn ni gysylltu â chi?
consents-hint = Mae pob un o’r rhain yn ddewisol, a gallwch newid eich meddwl unrhyw bryd.
channel-email = Drwy e-bost
channel-sms = Drwy neges destun
channel-phone = Dros y ffôn
channel-post = Drwy’r post
channel-share = Rhannu
privacy-link = Sut rydym yn gofalu am eich manylion
declaration = Drwy fynd ymlaen, rwy’n datgan:
donate-next = Byddwch yn talu ar y dudalen nesaf. Nid oes manylion cerdyn yn cael eu cadw yma.
amount-legend = Faint hoffech chi ei roi?
amount-other = Swm arall
amount-other-label = Swm arall, mewn punnoedd
amount-other-hint = Rhwng £{ $min } a £{ $max }.
recurrence-legend = Pa mor aml?
recurrence-once = Unwaith yn unig
recurrence-monthly = Bob mis

## A larger gift

part-donor = Pwy sy’n rhoi
part-reportable = Sut gallwn ni gysylltu â chi
field-donor-kind = Pwy sy’n rhoi
donor-kind-individual = Person ar gofrestr etholiadol yn y Deyrnas Unedig
donor-kind-company = Cwmni sydd wedi’i gofrestru yn y Deyrnas Unedig
donor-kind-party = Plaid wleidyddol gofrestredig
donor-kind-trade-union = Undeb llafur
donor-kind-building-society = Cymdeithas adeiladu
donor-kind-llp = Partneriaeth atebolrwydd cyfyngedig (PAC)
donor-kind-friendly-society = Cymdeithas gyfeillgar, neu gymdeithas gofrestredig arall
donor-kind-unincorporated-association = Cymdeithas anghorfforedig
field-donor-legal-name = Enw llawn y rhoddwr
hint-donor-legal-name = Fel y mae ar y gofrestr: enw’r person, neu enw’r sefydliad.
field-donor-company-number = Rhif y cwmni
hint-donor-company-number = Ar gyfer cwmni neu PAC yn unig.
field-donor-address-line-1 = Cyfeiriad
hint-donor-address-line-1 = Fel y mae ar y gofrestr etholiadol, neu’r swyddfa gofrestredig.
field-donor-locality = Tref neu ddinas
field-donor-postal-code = Cod post
field-donor-country = Gwlad
donor-country-gb = Y Deyrnas Unedig
donor-country-ie = Iwerddon
donor-country-au = Awstralia
donor-country-be = Gwlad Belg
donor-country-ca = Canada
donor-country-ch = Y Swistir
donor-country-cy = Cyprus
donor-country-de = Yr Almaen
donor-country-dk = Denmarc
donor-country-es = Sbaen
donor-country-fr = Ffrainc
donor-country-gg = Guernsey
donor-country-im = Ynys Manaw
donor-country-it = Yr Eidal
donor-country-je = Jersey
donor-country-mt = Malta
donor-country-nl = Yr Iseldiroedd
donor-country-nz = Seland Newydd
donor-country-pt = Portiwgal
donor-country-us = Yr Unol Daleithiau
donor-country-za = De Affrica
donor-country-zz = Gwlad arall
field-donor-overseas-elector = Rwy’n byw dramor, ac rwyf ar gofrestr etholiadol yn y Deyrnas Unedig fel pleidleisiwr tramor.
field-donor-money = Arian pwy yw hwn?
donor-money-own = Arian y rhoddwr ei hun
donor-money-anothers = Arian rhywun arall
field-donor-true-donor = Os arian rhywun arall: pwy?
hint-donor-true-donor = Enw llawn y person neu’r sefydliad hwnnw.

## What the functions answer: for each the title of a page, or a sentence on it

answer-errors-title = Bron yno
answer-errors-intro = Edrychwch ar hyn eto, ac anfonwch y ffurflen unwaith yn rhagor:
answer-error-required = Atebwch “{ $label }”.
answer-error-too-long = Byrhewch “{ $label }”: { $max } o nodau yw’r mwyaf y gallwn eu cadw.
answer-error-email = Gwiriwch “{ $label }”: mae cyfeiriad e-bost yn edrych fel enw@example.org.
answer-error-postcode = Gwiriwch “{ $label }”: mae cod post yn edrych fel CF10 1AA.
answer-error-phone = Gwiriwch “{ $label }”: mae rhif ffôn yn edrych fel 029 2018 0000 neu +44 29 2018 0000.
answer-error-number = Ysgrifennwch “{ $label }” fel rhif cyfan, mewn ffigurau.
answer-error-choice = Dewiswch un o’r atebion i “{ $label }”.
answer-error-characters = Mae nod yn “{ $label }” na allwn ei gadw. Teipiwch yr ateb yn lle ei ludo.
answer-error-doubled = Atebwyd “{ $label }” ddwywaith. Atebwch unwaith yn unig.
answer-error-age = Ticiwch y blwch am eich oed. Rhaid i chi fod yn { $min } oed neu’n hŷn i gymryd rhan yma.
answer-error-consent-changed = Mae’r hyn rydym yn ei ofyn am gadw mewn cysylltiad wedi newid ers i chi agor y dudalen. Darllenwch ef eto, a thiciwch yr hyn rydych yn cytuno ag ef yn unig.
answer-error-declaration-changed = Mae’r datganiad wedi newid ers i chi agor y dudalen. Darllenwch ef eto cyn mynd ymlaen.
answer-error-amount = Dewiswch swm, neu teipiwch un mewn punnoedd, fel 12 neu 12.50.
answer-error-amount-min = Dewiswch { $min } neu fwy: dyna’r lleiaf y gallwn ei dderbyn.
answer-error-amount-max = Dewiswch { $max } neu lai: dyna’r mwyaf y gallwn ei dderbyn yma.
answer-label-amount = Faint
answer-label-recurrence = Pa mor aml
answer-label-consent = Gawn ni gysylltu â chi?
answer-label-age = Eich oed
answer-not-found-title = Does dim byd yn y cyfeiriad hwn
answer-not-found-text = Efallai fod darn ohono ar goll, neu ei fod yn rhy hen. Dechreuwch eto o’r hafan.
answer-method-title = Nid yw’r dudalen hon yn agor ar ei phen ei hun
answer-method-text = Dim ond yr hyn y mae ffurflen yn ei anfon y mae’n ei dderbyn. Ewch yn ôl i’r wefan a llenwch y ffurflen yno.
answer-too-large-title = Roedd hynny’n fwy nag y gall y ffurflen ei gario
answer-too-large-text = Ni chadwyd dim. Ewch yn ôl, byrhewch eich atebion a’u hanfon eto.
answer-type-title = Ni allem ddarllen hynny
answer-type-text = Ni chadwyd dim. Agorwch y dudalen â’r ffurflen eto, ac anfonwch hi oddi yno.
answer-malformed-title = Collwyd rhywfaint o hynny ar y ffordd
answer-malformed-text = Ni chadwyd dim. Agorwch y dudalen â’r ffurflen eto, a llenwch hi unwaith yn rhagor.
answer-origin-title = Defnyddiwch y ffurflen ar ein gwefan ni
answer-origin-text = Anfonwyd hyn o rywle arall, felly nid ydym wedi’i dderbyn. Agorwch ein gwefan a llenwch y ffurflen yno.
answer-form-unknown-title = Nid yw’r ffurflen honno yma mwyach
answer-form-unknown-text = Efallai mai hen gopi oedd y dudalen a oedd gennych ar agor. Llwythwch hi eto, neu dechreuwch o’r hafan.
answer-form-paused-title = { $title }: saib fach
answer-form-paused-text = Nid yw ffurflen “{ $title }” ar gael am y tro, ac ni chadwyd dim. Dewch yn ôl cyn bo hir.
answer-form-closed-title = { $title }: mae hyn wedi cau
answer-form-closed-text = Nid yw “{ $title }” yn derbyn rhagor o atebion, ac ni chadwyd dim. Diolch am fod eisiau cymryd rhan: mae rhagor i’w wneud ar yr hafan.
answer-too-many-title = Rhowch funud i ni
answer-too-many-text = Mae llawer iawn wedi cyrraedd o’r un lle â chi, ac mae’n rhaid i ni arafu pethau. Arhoswch (munudau, fwy neu lai: { $n }), yna ewch yn ôl a’i anfon eto.
answer-unavailable-title = Ni allem gadw hynny nawr
answer-unavailable-text = Ein bai ni yw hyn, nid eich bai chi. Arhoswch funud, yna ewch yn ôl a’i anfon eto.
answer-payment-title = Nid agorodd y dudalen dalu
answer-payment-text = Nid ydych wedi talu dim. Ewch yn ôl a rhowch gynnig arall arni ymhen ychydig funudau.
answer-abroad-title = Ni chawn dderbyn y rhodd hon
answer-abroad-text = Nid ydych wedi talu dim. Mae’r gyfraith yn gadael i ni dderbyn mwy na { $floor } gan bobl ar gofrestr etholiadol yn y Deyrnas Unedig, a chan sefydliadau sydd â’u cartref yno, yn unig. Os ydych yn pleidleisio o dramor, ewch yn ôl a thiciwch y blwch sy’n dweud hynny. Mae croeso bob amser i rodd o { $floor } neu lai.
answer-confirm-title = Un cam olaf: { $title }
answer-confirm-text = Pwyswch y botwm i gadarnhau eich cyfeiriad e-bost. Tan hynny, nid yw’r hyn a anfonoch ar gyfer “{ $title }” yn cyfrif.
answer-confirm-button = Ie, fi sydd yma
answer-confirm-gone-title = Nid yw’r ddolen hon yn gweithio mwyach
answer-confirm-gone-text = Efallai ei bod yn rhy hen, neu fod darn ohoni ar goll. Llenwch y ffurflen eto, ac anfonwn un newydd atoch. Os ydych wedi cadarnhau o’r blaen, mae popeth yn iawn, a does dim mwy i’w wneud.
answer-unsubscribe-title = Gadael rhestri { $organisation }
answer-unsubscribe-text = Pwyswch y botwm, a bydd { $organisation } yn rhoi’r gorau i ysgrifennu atoch. Does dim angen dweud pam.
answer-unsubscribe-keep = Bydd eich enw’n aros ar yr hyn a lofnodwyd gennych.
answer-unsubscribe-button = Peidiwch ag ysgrifennu ataf
answer-unsubscribed-title = Nid ydych ar y rhestri mwyach
answer-unsubscribed-text = Ni fydd { $organisation } yn ysgrifennu atoch eto. Os newidiwch eich meddwl, gallwch gofrestru ar y wefan unrhyw bryd.
answer-step-title = Un cam arall
answer-step-text = Mae llawer iawn yn cyrraedd ar hyn o bryd, felly rydym yn gwirio mai person a anfonodd hyn. Cyfrwch yn araf i { $n }, yna pwyswch y botwm. Mae’r hyn a deipioch yn ddiogel.
answer-step-early = Roedd hynny ychydig yn rhy gyflym. Cyfrwch yn araf i { $n }, yna pwyswch y botwm eto. Mae’r hyn a deipioch yn ddiogel.
answer-step-button = Anfonwch nawr
answer-larger-title = Ychydig o gwestiynau eraill
answer-larger-text = Ar gyfer rhodd o fwy na { $floor } mae’r gyfraith yn gofyn pwy sy’n rhoi. Byddwn yn ei gwirio o fewn { $check_days } diwrnod, ac yn anfon yn ôl yr hyn na chawn ei gadw.
answer-back = Ewch i’r hafan
answer-count-alt = Enwau hyd yma: { $n }. Y nod: { $goal }.
answer-count-alt-no-goal = Enwau hyd yma: { $n }.
answer-count-label = o { $goal } o enwau
answer-count-label-no-goal = o enwau hyd yma

## Mails

mail-hello = Helo { $name }
mail-confirm-pledge-subject = Cadarnhewch eich enw o dan “{ $title }”
mail-confirm-pledge-text = Mae rhywun, chi yn ôl pob tebyg, wedi rhoi enw a’r cyfeiriad e-bost hwn o dan “{ $title }” ar wefan { $site }. Cadarnhewch hyn, er mwyn iddo gyfrif.
mail-confirm-signup-subject = Cadarnhewch eich cyfeiriad e-bost: { $title }
mail-confirm-signup-text = Mae rhywun, chi yn ôl pob tebyg, wedi cofrestru ar gyfer “{ $title }” ar wefan { $site } â’r cyfeiriad e-bost hwn. Cadarnhewch hyn, er mwyn i ni wybod mai chi sydd yno.
mail-confirm-rsvp-subject = Cadarnhewch eich bod yn dod: { $title }
mail-confirm-rsvp-text = Mae rhywun, chi yn ôl pob tebyg, wedi dweud â’r cyfeiriad e-bost hwn eu bod yn dod i “{ $title }” ({ $site }). Cadarnhewch hyn, er mwyn i’r trefnwyr allu dibynnu arnoch.
mail-confirm-consultation-subject = Cadarnhewch eich atebion: { $title }
mail-confirm-consultation-text = Mae rhywun, chi yn ôl pob tebyg, wedi ateb cwestiynau “{ $title }” ar wefan { $site } â’r cyfeiriad e-bost hwn. Cadarnhewch hyn, er mwyn i’ch atebion gyfrif.
mail-confirm-link = Cadarnhau fy nghyfeiriad e-bost
mail-confirm-url = Os nad yw hynny’n gweithio, copïwch y cyfeiriad hwn i’ch porwr:
mail-confirm-open = I gadarnhau, agorwch y cyfeiriad hwn a phwyswch y botwm:
mail-confirm-days = Mae’r ddolen yn gweithio am { $days } diwrnod.
mail-confirm-not-you = Nid chi oedd yno? Yna does dim angen i chi wneud dim. Oni bai bod y cyfeiriad yn cael ei gadarnhau, does dim yn cyfrif, a chaiff yr hyn a deipiwyd ei ddileu.
mail-unsubscribe = Dim mwy o e-byst i’r cyfeiriad hwn
mail-amount = Swm:
mail-date = Dyddiad:
mail-reference = Cyfeirnod:
mail-check = Oherwydd ei maint, mae’r gyfraith yn gofyn i ni wirio’r rhodd. Gwnawn hynny o fewn { $check_days } diwrnod, ac anfonwn yn ôl yr hyn na chawn ei gadw.
mail-questions = Oes rhywbeth o’i le, neu oes gennych gwestiwn? Ysgrifennwch atom gan roi’r cyfeirnod uchod.
mail-donation-received-subject = Diolch: eich rhodd o { $amount }
mail-donation-received-text = Diolch. Mae eich rhodd (“{ $title }”) wedi cyrraedd.
mail-donation-received-next = Cadwch y neges hon: dyma eich derbynneb.
mail-donation-unchecked-subject = Diolch: eich rhodd o { $amount }, a beth sy’n digwydd nesaf
mail-donation-unchecked-text = Diolch. Mae eich rhodd (“{ $title }”) wedi cyrraedd.
mail-donation-unchecked-next = Does dim angen i chi wneud dim nawr. Os bydd rhywbeth ar goll, byddwn yn gofyn i chi amdano.
mail-donation-failed-subject = Nid aeth eich rhodd o { $amount } drwodd
mail-donation-failed-text = Nid aeth taliad eich rhodd (“{ $title }”) drwodd, ac nid ydym wedi derbyn dim.
mail-donation-failed-next = Efallai fod cerdyn wedi dod i ben, neu fod y banc wedi gwrthod. Os hoffech roi o hyd, rhowch gynnig arall arni ar y wefan.
mail-donation-refunded-subject = Mae eich rhodd o { $amount } ar ei ffordd yn ôl atoch
mail-donation-refunded-text = Rydym wedi anfon eich rhodd (“{ $title }”) yn ôl.
mail-donation-refunded-next = Dylai fod yn eich cyfrif o fewn deg diwrnod; mae rhai banciau’n gyflymach.
mail-donation-ended-subject = Mae eich rhodd fisol o { $amount } wedi dod i ben
mail-donation-ended-text = Mae eich rhodd fisol (“{ $title }”) wedi dod i ben, ac ni chymerir dim mwy. Diolch am bopeth a wnaed yn bosibl ganddi.
mail-donation-ended-next = Os nad oeddech yn bwriadu dod â hi i ben, gallwch ddechrau eto ar y wefan.
mail-admin-gift-subject = I’w gwirio: rhodd o { $amount } (erbyn { $deadline })
mail-admin-gift-text = Daeth rhodd o { $amount } i mewn ar { $date }. Ei chyfeirnod yw { $reference }. Rhaid ei gwirio, a’i derbyn neu ei dychwelyd, erbyn { $deadline }.
mail-admin-gift-next = Mae’r hyn na ddychwelir erbyn hynny yn cyfrif yn y gyfraith fel rhodd a dderbyniwyd. I weld pwy a’i rhoddodd: “handbill donations due”.
mail-admin-deadline-subject = Diwrnodau ar ôl i wirio rhodd: { $n } ({ $reference })
mail-admin-deadline-text = Nid yw’r rhodd { $reference } wedi’i gwirio eto. Y diwrnod olaf ar ei chyfer yw { $deadline }. Diwrnodau ar ôl: { $n }.
mail-admin-deadline-next = Derbyniwch hi â “handbill donations accept”, neu dychwelwch hi â “handbill donations return”.
mail-admin-breaker-subject = Mae’r post wedi’i atal am y tro: gormod ar unwaith
mail-admin-breaker-text = Ar { $date } gofynnwyd i’r wefan anfon mwy o negeseuon mewn munud nag y caiff: { $n } i gyd. Gall hynny fod yn ddiwrnod da iawn, neu’n ymosodiad.
mail-admin-breaker-next = Mae’r hyn nas anfonwyd yn cael ei gadw, ac aiff allan ohono’i hun pan fydd pethau wedi tawelu. Edrychwch yn y log am y ffurflen y daeth ohoni.

## Papur a lluniau rhannu

print-campaign = Ymgyrch
print-news = Newyddion
print-group = Grŵp lleol
print-deadline = Erbyn { $date }
print-heading = Rhannwch ar bapur
print-leaflet = Taflen
print-poster = Poster
print-sheet = Dalen gofrestru
print-leaflet-about = A5, dwy ochr
print-poster-about = A4
print-sheet-about = A4, ar gyfer stondinau a chyfarfodydd
print-code = Cod QR: { $url }
print-act-pledge = Ychwanegwch eich enw
print-act-signup = Ymunwch
print-act-consultation = Dweud eich dweud
print-act-read = Darllen mwy
print-scan = Sganiwch y cod, neu ewch i
print-signatories = Llofnodwyd yn gyntaf gan
print-name = Enw
print-email = E-bost
print-postcode = Cod post
print-phone = Ffôn, os hoffech
print-privacy = Cadwn yr hyn a ysgrifennwch yma at y diben a diciwyd gennych a dim arall; heb dic, byddwn yn cyfrif eich enw heb ysgrifennu atoch. Sut yr ydym yn gofalu amdano: { $url }. I ofyn inni ei anghofio, unrhyw bryd: { $email }.

## Chwilio

search = Chwilio
search-title = Chwilio'r wefan hon
search-words = Am beth ydych chi'n chwilio?
search-none = Ni chafwyd hyd i ddim. Rhowch gynnig ar air arall, neu lai o eiriau.
search-some = Canlyniadau
search-more = Dangos mwy
search-failed = Ni weithiodd y chwiliad y tro hwn. Gallwch edrych yma yn lle hynny:
search-elsewhere = Edrychwch yma
search-no-script = Yn eich porwr y mae'r chwilio'n digwydd, ac mae angen JavaScript arno. Hebddo, gellir cyrraedd popeth o'r tudalennau hyn hefyd.
search-kind-campaign = Ymgyrch
search-kind-group = Grŵp lleol
search-kind-event = Digwyddiad
search-kind-article = Newyddion
search-kind-page = Tudalen
