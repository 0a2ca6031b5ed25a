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
date-full = { $weekday } { $day } { $month } { $year }
date-short = { $day } { $month }
date-short-year = { $day } { $month } { $year }
month-year = { $month } { $year }
am = am
pm = pm
noon = noon
midnight = midnight
time-hour = { $hour12 } { $ampm }
time-minute = { $hour12 }.{ $minute2 } { $ampm }
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
thanks-pledge = One more thing: look for our message and confirm your address, so that your name counts.
thanks-signup = One more thing: look for our message and confirm your address, so that we know it is really you.
thanks-donate = Once the payment is through, your receipt is on its way to you by e-mail.
thanks-rsvp = One more thing: look for our message and confirm your address, so that the organisers can count on you.
thanks-consultation = One more thing: look for our message and confirm your address. We read every answer, and we will say what came of them.
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
