# Interface text, in English. Messages that Rust asks for, by the names in ../../README.md, come first.

## Days and times

month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
month-short-1 = Jan
month-short-2 = Feb
month-short-3 = Mar
month-short-4 = Apr
month-short-5 = May
month-short-6 = Jun
month-short-7 = Jul
month-short-8 = Aug
month-short-9 = Sep
month-short-10 = Oct
month-short-11 = Nov
month-short-12 = Dec
weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday
weekday-short-1 = Mon
weekday-short-2 = Tue
weekday-short-3 = Wed
weekday-short-4 = Thu
weekday-short-5 = Fri
weekday-short-6 = Sat
weekday-short-7 = Sun
# A day stays with its month, and an hour with its half of the day: no line breaks between them.
date-full = { $weekday } { $day }{ "\u00A0" }{ $month } { $year }
date-short = { $day }{ "\u00A0" }{ $month }
date-short-year = { $day }{ "\u00A0" }{ $month } { $year }
month-year = { $month } { $year }
am = am
pm = pm
noon = noon
midnight = midnight
time-hour = { $hour12 }{ "\u00A0" }{ $ampm }
time-minute = { $hour12 }.{ $minute2 }{ "\u00A0" }{ $ampm }
time-zone = { $city } time
when-single = { $date }, { $from }
when-same-day = { $date }, { $from } to { $to }
when-from-to = { $start } to { $end }
when-all-day = { $date }, all day
when-days = { $start } to { $end }

## Kinds and states

event-type-rally = Rally
event-type-meet-up = Meet-up
event-type-consultation = Consultation
event-type-canvass = Canvass
event-type-training = Training
event-type-meeting = Meeting
event-status-confirmed = Confirmed
event-status-tentative = To be confirmed
event-status-cancelled = Cancelled
group-status-forming = Just forming
group-status-active = Active
group-status-paused = Taking a break
group-status-closed = No longer meeting
accessibility-accessible = Step-free and accessible
accessibility-partial = Partly accessible
accessibility-not-accessible = Not step-free
accessibility-unknown = Not yet known: please ask the organisers

## The imprint

imprint = Promoted by { $promoter } of { $address }.
imprint-on-behalf = Promoted by { $promoter } of { $address } on behalf of { $others }.
imprint-party = { $name } of { $address }
imprint-printed = Printed by { $printer } of { $address }.
list-and = { $first } and { $last }

## Forms: the words that front matter may leave out

field-given-name = First name
field-family-name = Last name
field-email-address = E-mail address
field-phone-number = Phone number
field-address-line-1 = Address
field-locality = Town or city
field-region = County or region
field-postal-code = Postcode
field-country = Country
field-comments = Anything you would like to add
hint-postal-code = So that we can tell you what is happening near you.
form-heading-pledge = Sign the pledge
form-heading-signup = Sign up
form-heading-donate = Donate
form-heading-rsvp = Are you coming?
form-heading-consultation = Have your say
form-button-pledge = Add my name
form-button-signup = Sign me up
form-button-donate = Continue to payment
form-button-rsvp = Count me in
form-button-consultation = Send my answers
form-paused = This form is resting for the moment.
form-closed = This form is closed.
form-gone-paused = Please come back soon.
form-gone-closed = Thank you to all who took part.
form-gone-event = The event is over.
form-gone-cancelled = The event is cancelled.
age-statement = I am { $age } or over.
public-name-label = You may show my name on this page.

## Thank-you pages and others that no file is written for

thanks-title-pledge = You have added your name
thanks-title-signup = You are in
thanks-title-donate = Thank you for your gift
thanks-title-rsvp = See you there
thanks-title-consultation = Thank you for your answers
thanks-pledge = One more thing: we have sent you an e-mail. Open it and confirm your address, so that your name counts.
thanks-signup = One more thing: we have sent you an e-mail. Open it and confirm your address, so that we know it is really you.
thanks-donate = Once the payment is through, your receipt is on its way to you by e-mail.
thanks-rsvp = One more thing: we have sent you an e-mail. Open it and confirm your address, so that the organisers can count on you.
thanks-consultation = One more thing: we have sent you an e-mail. Open it and confirm your address, so that your answers count. We read every one, and we will say what came of them.
thanks-look = It can take a few minutes. If you cannot find it, please look among the junk mail.
thanks-share = Now bring someone with you
thanks-next = What next?
not-found-title = This page has gone on a march
not-found-text = It may have moved, or the address may be mistyped. One of these will get you back on the route.
# What a section is called where its page has no title.
campaigns = Campaigns
groups = Groups
events = Events
news = News
tags-title = Topics
events-archive-title = Past events
head-title = { $title } · { $site }

## Every page

home = Home
skip-to-content = Skip to the content
nav-main = Main
nav-footer = More about us
nav-language = Language
nav-breadcrumb = You are here
nav-pages = Pages of this list
nav-articles = Earlier and later news
donate = Donate
untranslated-notice = This page is not in English yet. You are reading it in its own language.
draft-notice = This is a draft, and is not published.
picture-credit = Picture: { $name }
tags = Topics
tag = Topic
tags-all = All topics
tags-none = There are no topics yet.
on-this-page = On this page
updated = Updated { $date }
follow-heading = Keep in touch
news-feed = News feed
calendar-feed = Calendar of events
company-number = Company number { $name }

## Share links

share-heading = Pass it on
share-facebook = Facebook
share-twitter = Twitter
share-whatsapp = WhatsApp
share-email = E-mail
share-text = { $title }: { $url }
share-more = More ways to pass it on, and a form for your own site
share-page-title = Pass it on: { $title }
share-page-lede = Every name here was asked for by someone. Take whichever of these suits the people you know.
share-links-heading = With an app or by e-mail
share-copy-heading = To paste anywhere
share-copy-text = A message, ready to send
share-copy-link = The link alone
share-embed-heading = The form on your own site
share-embed-text = This code shows the form on a page of yours: a blog, a union’s site, a local group’s. It loads one small page from our site in a frame. It runs no script, sets no cookie, and asks nobody else for anything. Whoever sends the form goes on to our site, and sees there what we answer.
share-embed-height = Put it into the HTML of your page, where the form is to stand. If there is not enough room, or too much, change the number behind “height”.
share-embed-label = Code: { $heading }
share-embed-look = See how it looks: { $heading }
embed-title = { $heading }: { $title }
embed-full-page = Read all about it at { $site } (in a new tab)
share-count-heading = The number of names on your own site
share-count-text = This code shows a picture of the number of names so far, and leads to the campaign. It sets no cookie either.
share-count-label = Code: the number of names
embed-count-alt = Names so far: { $title }
copy = Copy
copy-what = Copy: { $what }
copy-done = Copied.
copy-marked = It is marked: copy it with your keyboard.

## Lists

page-of = Page { $page } of { $pages }
page-previous = Previous
page-next = Next
all-campaigns = All campaigns
all-events = All events
all-groups = All groups
all-news = All news
groups-count = { $n ->
    [0] no groups yet
    [one] { $n } group
   *[other] { $n } groups
}
pages-count = { $n ->
    [0] no pages
    [one] { $n } page
   *[other] { $n } pages
}

## Home

join = Join us
lead-campaign = Campaign
read-campaign = Read more and join in
latest-news = Latest news
next-events = Next events
find-your-group = Find your group
groups-everywhere = { $n ->
    [one] One local group is meeting already. Is it near you?
   *[other] { $n } local groups and counting. Which one is near you?
}
donate-heading = Powered by small gifts
donate-text = Give what you can, once or every month. It pays for rooms, leaflets and the bus fare home.
donate-button = Chip in

## Campaigns

campaign = Campaign
campaigns-over = Finished campaigns
campaign-is-over = This campaign has ended.
campaign-in = Where:
campaign-news = News of this campaign
we-ask = What we ask for
progress-of = of { $goal } names
progress-goal = names wanted
progress-label = Names so far
progress-as-of = Counted on { $date }
deadline-by = By { $date }.
deadline-short = by { $date }
days-left = { $n ->
    [0] Today is the last day.
    [one] One day left.
   *[other] { $n } days left.
}
signatories = Signed by

## Groups

group = Local group
groups-none = There are no groups here yet. Could you start one?
group-meets = Meets
group-where = Where
group-email = E-mail
group-elsewhere = On the web
group-website = Website
group-calendar = Calendar to follow
group-events = Coming up
group-past = Past events
group-news = News of this group
group-nearby = Groups nearby
distance-miles = { $n ->
    [0] under a mile away
    [one] { $n } mile away
   *[other] { $n } miles away
}
region = Region
regions = Regions
region-more = All of { $region }
region-empty = There is no group here yet. Could you start one?

## The finder and the map

finder-title = Find the group nearest to you
finder-label = Your postcode
finder-hint = The first half is enough, such as { $example }.
finder-hint-own = Such as { $example }.
finder-hint-script = All of it, or the first half, such as { $example }. It never leaves your device.
finder-pattern = Please type the first half alone, in capitals or in small letters: { $example }
finder-button = Find
finder-found = { $n ->
    [one] We have one group: { $nearest }, { $distance }.
   *[other] Nearest to { $place }: { $nearest }, { $distance }. All { $n } groups are below, the nearest first.
}
finder-no-groups = There is no group yet that we could show. Could you start one?
finder-not-known = We do not know where that is. Please check the postcode, or choose your region.
near-title = Near { $place }
near-groups = Nearest groups
near-events = Next events
near-miles = about { $n } miles away
near-miles-under = under a mile away
near-km = about { $n } km away
near-km-under = under a kilometre away
near-again = Try another postcode
near-coarse = As the crow flies, from the middle of { $place }.
near-areas = Or choose how your postcode begins
near-areas-own = Or choose a place
near-regions = Or choose your region
near-unknown-title = We do not know that postcode
near-unknown-text = Please type the first half of it, such as { $example }, or choose below how it begins.
map = On the map
map-title = Our groups on a map
map-hint = Each large dot is a group. Choose one to see when it meets.
map-label = Groups on the map
map-region = Groups on the map of { $region }
map-link = See them on a map
map-whole = The whole map
map-elsewhere = Not on the map

## Events

event-types = Kinds of event
events-none = Nothing is planned here just now.
events-archive = Past events
events-to-come = Events to come
event-is-past = Past
event-past-notice = This event is over. Thank you to everyone who came.
event-cancelled-notice = It will not take place. Please tell anyone who meant to come.
event-tentative-notice = Check this page again before you set out.
event-where = Where
event-map = See it on a map
event-online = Online
event-online-join = Join online
event-access = Access
event-group = Organised by
event-capacity = Room for
event-places = { $n ->
    [one] { $n } person
   *[other] { $n } people
}
event-add = Add to your calendar
event-others = You might also come to
online = Online
calendar-subscribe = Follow the calendar

## News

by = By { $name }
reading-time = { $n ->
    [0] Under a minute to read
    [one] { $n } minute to read
   *[other] { $n } minutes to read
}
syndicated = First published by
article-older = Earlier
article-newer = Later
article-related = Related news
video-elsewhere = Watch the video: it opens on another site

## Filling in a form

optional = (optional)
choose = Choose one
honeypot = Leave this empty
consents-legend = May we contact you?
consents-hint = All of these are optional, and you can change your mind at any time.
channel-email = By e-mail
channel-sms = By text message
channel-phone = By phone
channel-post = By post
channel-share = Sharing
privacy-link = How we look after your details
declaration = By going on I declare:
donate-next = You pay on the next page. No card details are kept here.
amount-legend = How much would you like to give?
amount-other = Another amount
amount-other-label = Another amount, in pounds
amount-other-hint = From £{ $min } to £{ $max }.
recurrence-legend = How often?
recurrence-once = Just once
recurrence-monthly = Every month

## A larger gift

part-donor = Who is giving
part-reportable = How we can reach you
field-donor-kind = Who gives
donor-kind-individual = A person on an electoral register in the UK
donor-kind-company = A company registered in the UK
donor-kind-party = A registered political party
donor-kind-trade-union = A trade union
donor-kind-building-society = A building society
donor-kind-llp = A limited liability partnership (LLP)
donor-kind-friendly-society = A friendly society, or another registered society
donor-kind-unincorporated-association = An unincorporated association
field-donor-legal-name = Full name of the giver
hint-donor-legal-name = As it stands on the register: of the person, or of the organisation.
field-donor-company-number = Company number
hint-donor-company-number = Only for a company or an LLP.
field-donor-address-line-1 = Address
hint-donor-address-line-1 = As on the electoral register, or the registered office.
field-donor-locality = Town or city
field-donor-postal-code = Postcode
field-donor-country = Country
donor-country-gb = United Kingdom
donor-country-ie = Ireland
donor-country-au = Australia
donor-country-be = Belgium
donor-country-ca = Canada
donor-country-ch = Switzerland
donor-country-cy = Cyprus
donor-country-de = Germany
donor-country-dk = Denmark
donor-country-es = Spain
donor-country-fr = France
donor-country-gg = Guernsey
donor-country-im = Isle of Man
donor-country-it = Italy
donor-country-je = Jersey
donor-country-mt = Malta
donor-country-nl = Netherlands
donor-country-nz = New Zealand
donor-country-pt = Portugal
donor-country-us = United States
donor-country-za = South Africa
donor-country-zz = Another country
field-donor-overseas-elector = I live abroad, and I am on an electoral register in the UK as an overseas voter.
field-donor-money = Whose money is it?
donor-money-own = The giver’s own
donor-money-anothers = Someone else’s
field-donor-true-donor = If it is someone else’s: whose?
hint-donor-true-donor = The full name of that person or organisation.

## What the functions answer: for each the title of a page, or a sentence on it

answer-errors-title = Nearly there
answer-errors-intro = Please look at this again, and send the form once more:
answer-error-required = Please answer “{ $label }”.
answer-error-too-long = Please shorten “{ $label }”: there is room for { $max } characters.
answer-error-email = Please check “{ $label }”: an e-mail address looks like name@example.org.
answer-error-postcode = Please check “{ $label }”: a postcode looks like LS1 4AB.
answer-error-phone = Please check “{ $label }”: a phone number looks like 0113 496 0000 or +44 113 496 0000.
answer-error-number = Please write “{ $label }” as a whole number, in figures.
answer-error-choice = Please choose one of the answers to “{ $label }”.
answer-error-characters = There is a character in “{ $label }” that we cannot keep. Please type it rather than paste it.
answer-error-doubled = “{ $label }” was answered twice. Please answer it once.
answer-error-age = Please tick the box about your age. You have to be { $min } or over to take part here.
answer-error-consent-changed = What we ask about keeping in touch has changed since you opened the page. Please read it again, and tick only what you agree to.
answer-error-declaration-changed = The declaration has changed since you opened the page. Please read it again before you go on.
answer-error-amount = Please choose an amount, or type one in pounds, such as 12 or 12.50.
answer-error-amount-min = Please choose { $min } or more: it is the least that we can take.
answer-error-amount-max = Please choose { $max } or less: it is the most that we can take here.
answer-label-amount = How much
answer-label-recurrence = How often
answer-label-consent = May we contact you?
answer-label-age = Your age
answer-not-found-title = There is nothing at this address
answer-not-found-text = A piece of it may be missing, or it may be too old. Please start again from the home page.
answer-method-title = This page does not open by itself
answer-method-text = It only takes what a form sends. Please go back to the site and fill in the form there.
answer-too-large-title = That was more than the form can carry
answer-too-large-text = Nothing was saved. Please go back, shorten your answers and send them again.
answer-type-title = We could not read that
answer-type-text = Nothing was saved. Please open the page with the form again, and send it from there.
answer-malformed-title = Some of that was lost on the way
answer-malformed-text = Nothing was saved. Please open the page with the form again, and fill it in once more.
answer-origin-title = Please use the form on our own site
answer-origin-text = This was sent from somewhere else, so we did not take it. Please open our site and fill in the form there.
answer-form-unknown-title = That form is not here any more
answer-form-unknown-text = The page that you had open may be an old copy. Please load it again, or start from the home page.
answer-form-paused-title = { $title }: a short break
answer-form-paused-text = The form of “{ $title }” is resting for the moment, and nothing was saved. Please come back soon.
answer-form-closed-title = { $title }: this has closed
answer-form-closed-text = “{ $title }” takes no more answers, and nothing was saved. Thank you for wanting to take part: there is more to do on the home page.
answer-too-many-title = Please give us a moment
answer-too-many-text = A great deal has arrived from where you are, and we have to slow it down. Please wait for about { $n } min, then go back and send it again.
answer-unavailable-title = We could not save that just now
answer-unavailable-text = The fault is ours, not yours. Please wait a minute, then go back and send it again.
answer-payment-title = The payment page did not open
answer-payment-text = You have not paid anything. Please go back and try again in a few minutes.
answer-abroad-title = We may not take this gift
answer-abroad-text = You have not paid anything. The law lets us take more than { $floor } only from those on an electoral register in the UK, and from organisations that are based there. If you vote from abroad, please go back and tick the box that says so. A gift of { $floor } or less is always welcome.
answer-confirm-title = One last step: { $title }
answer-confirm-text = Press the button to confirm your e-mail address. Until then, what you sent for “{ $title }” does not count.
answer-confirm-button = Yes, this is me
answer-confirm-gone-title = This link no longer works
answer-confirm-gone-text = It may be too old, or a piece of it may be missing. Please fill in the form again, and we will send you a new one. If you have confirmed before, all is well, and there is nothing more to do.
answer-unsubscribe-title = Leave the lists of { $organisation }
answer-unsubscribe-text = Press the button, and { $organisation } will stop writing to you. You need not say why.
answer-unsubscribe-keep = What you have signed stays signed.
answer-unsubscribe-button = Stop writing to me
answer-unsubscribed-title = You are off the lists
answer-unsubscribed-text = { $organisation } will not write to you any more. Should you change your mind, you can sign up on the site at any time.
answer-step-title = One more step
answer-step-text = A great deal is arriving just now, so we check that a person sent this. Please count slowly to { $n }, then press the button. What you typed is safe.
answer-step-early = That was a little too quick. Please count slowly to { $n }, then press the button again. What you typed is safe.
answer-step-button = Send it now
answer-larger-title = A few more questions
answer-larger-text = For a gift of more than { $floor } the law asks who is giving. We check it within { $check_days } days, and send back what we may not keep.
answer-back = Go to the home page
answer-count-alt = Names so far: { $n }. Names wanted: { $goal }.
answer-count-alt-no-goal = Names so far: { $n }.
answer-count-label = of { $goal } names
answer-count-label-no-goal = names so far

## Mails

mail-hello = Hello { $name }
mail-confirm-pledge-subject = Please confirm your name under “{ $title }”
mail-confirm-pledge-text = Someone, most likely you, has put a name and this e-mail address under “{ $title }” at { $site }. Please confirm it, so that it counts.
mail-confirm-signup-subject = Please confirm your e-mail address: { $title }
mail-confirm-signup-text = Someone, most likely you, has signed up for “{ $title }” at { $site } with this e-mail address. Please confirm it, so that we know it is really you.
mail-confirm-rsvp-subject = Please confirm that you are coming: { $title }
mail-confirm-rsvp-text = Someone, most likely you, has said with this e-mail address that they are coming to “{ $title }” ({ $site }). Please confirm it, so that the organisers can count on you.
mail-confirm-consultation-subject = Please confirm your answers: { $title }
mail-confirm-consultation-text = Someone, most likely you, has answered the questions of “{ $title }” at { $site } with this e-mail address. Please confirm it, so that your answers count.
mail-confirm-link = Confirm my e-mail address
mail-confirm-url = If that does not work, copy this address into your browser:
mail-confirm-open = To confirm it, open this address and press the button:
mail-confirm-days = The link works for { $days } days.
mail-confirm-not-you = Was it not you? Then you need do nothing. Unless the address is confirmed nothing counts, and what was typed is deleted.
mail-unsubscribe = No more mail to this address
mail-amount = Amount:
mail-date = Date:
mail-reference = Reference:
mail-check = Because of its size the law asks us to check it. We do so within { $check_days } days, and send back what we may not keep.
mail-questions = Is something wrong, or do you have a question? Please write to us with the reference above.
mail-donation-received-subject = Thank you: your gift of { $amount }
mail-donation-received-text = Thank you. Your gift (“{ $title }”) has arrived.
mail-donation-received-next = Please keep this message: it is your receipt.
mail-donation-unchecked-subject = Thank you: your gift of { $amount }, and what happens next
mail-donation-unchecked-text = Thank you. Your gift (“{ $title }”) has arrived.
mail-donation-unchecked-next = You need do nothing now. Should a detail be missing, we will ask you for it.
mail-donation-failed-subject = Your gift of { $amount } did not go through
mail-donation-failed-text = The payment of your gift (“{ $title }”) did not go through, and we have received nothing.
mail-donation-failed-next = A card may have expired, or the bank may have said no. If you still want to give, please try once more on the site.
mail-donation-refunded-subject = Your gift of { $amount } is on its way back to you
mail-donation-refunded-text = We have sent back your gift (“{ $title }”).
mail-donation-refunded-next = It should be in your account within ten days; some banks are quicker.
mail-donation-ended-subject = Your monthly gift of { $amount } has ended
mail-donation-ended-text = Your monthly gift (“{ $title }”) has ended, and nothing more will be taken. Thank you for all that it has made possible.
mail-donation-ended-next = If you did not mean to end it, you can begin again on the site.
mail-admin-gift-subject = To check: a gift of { $amount } (by { $deadline })
mail-admin-gift-text = A gift of { $amount } came in on { $date }. Its reference is { $reference }. It has to be checked, and accepted or returned, by { $deadline }.
mail-admin-gift-next = What is not returned by then counts as accepted in law. See who gave it with “handbill donations due”.
mail-admin-deadline-subject = Days left to check a gift: { $n } ({ $reference })
mail-admin-deadline-text = The gift { $reference } has not been checked yet. The last day for it is { $deadline }. Days left: { $n }.
mail-admin-deadline-next = Accept it with “handbill donations accept”, or return it with “handbill donations return”.
mail-admin-breaker-subject = The mail has been stopped for now: too many at once
mail-admin-breaker-text = On { $date } the site was asked for more mail in a minute than it may send: { $n } messages. That can be a very good day, or an attack.
mail-admin-breaker-next = What was not sent is kept, and goes out by itself when things are calm again. Please look at the log for the form that it came from.

## Paper and share pictures

print-campaign = Campaign
print-news = News
print-group = Local group
print-deadline = By { $date }
print-heading = Pass it on, on paper
print-leaflet = Leaflet
print-poster = Poster
print-sheet = Sign-up sheet
print-leaflet-about = A5, two sides
print-poster-about = A4
print-sheet-about = A4, for stalls and meetings
print-code = QR code: { $url }
print-act-pledge = Add your name
print-act-signup = Join in
print-act-consultation = Have your say
print-act-read = Read more
print-scan = Scan the code, or go to
print-signatories = Signed first by
print-name = Name
print-email = E-mail
print-postcode = Postcode
print-phone = Phone, if you like
print-privacy = We keep what you write here for what you have ticked and for nothing else; without a tick we count your name and do not write to you. How we look after it: { $url }. To have it forgotten, at any time: { $email }.

## Search

search = Search
search-title = Search this site
search-words = What are you looking for?
search-none = Nothing was found. Try another word, or fewer.
search-some = Results
search-more = Show more
search-failed = The search did not work just now. You can look here instead:
search-elsewhere = Look here
search-no-script = Searching happens in your browser and needs JavaScript. Without it, everything is also found from these pages.
search-kind-campaign = Campaign
search-kind-group = Local group
search-kind-event = Event
search-kind-article = News
search-kind-page = Page
