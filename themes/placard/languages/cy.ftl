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
date-full = { $weekday } { $day } { $month } { $year }
date-short = { $day } { $month }
date-short-year = { $day } { $month } { $year }
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
thanks-pledge = Un peth arall: chwiliwch am ein neges a chadarnhewch eich cyfeiriad, er mwyn i’ch enw gyfrif.
thanks-signup = Un peth arall: chwiliwch am ein neges a chadarnhewch eich cyfeiriad, er mwyn i ni wybod mai chi sydd yno.
thanks-donate = Pan fydd y taliad wedi’i gwblhau, daw derbynneb atoch drwy e-bost.
thanks-rsvp = Un peth arall: chwiliwch am ein neges a chadarnhewch eich cyfeiriad, er mwyn i’r trefnwyr allu dibynnu arnoch.
thanks-consultation = Un peth arall: chwiliwch am ein neges a chadarnhewch eich cyfeiriad. Rydym yn darllen pob ateb, a byddwn yn dweud beth ddaeth ohonynt.
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
