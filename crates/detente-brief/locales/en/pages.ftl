## Words of every page

unknown = unknown
none = none
nothing = –
and-more = { $n ->
    [one] and one more
   *[other] and { $n } more
}
page-foot = { $viewer } · { $process } · known by { $known } · Détente { $version } · shows what follows from what was put in, with its basis; says nothing of what is fair
viewer-team = team
viewer-projector = projector
viewer-public = public
viewer-file = a file
page-foot-file = { $name } · Détente { $version } · shows what follows from what was put in; says nothing of what is fair
viewer-party = party { $party }
list-comma = ,{" "}
list-semicolon = ;{" "}

basis-reported = reported
basis-stated = stated
basis-inferred = inferred
basis-assumed = assumed
basis-reported-means = a public source says so
basis-stated-means = a party said so to us
basis-inferred-means = we conclude it
basis-assumed-means = we suppose it, to compute with

## Dates and numbers

date-minute = { $day }, { $time }
date-between = { $from } to { $to }
date-before = before { $date }
date-by = by { $date }
date-after = after { $date }
date-about = about { $date }
date-during = during { $date }
date-unknown = date unknown
quantity-at-least = at least { $n }
quantity-at-most = at most { $n }
quantity-under = under { $n }
quantity-over = over { $n }
quantity-about = about { $n }
quantity-between = { $lo } to { $hi }
lasted-minutes = { $count ->
    [one] { $n } minute
   *[other] { $n } minutes
}
lasted-hours = { $count ->
    [one] { $n } hour
   *[other] { $n } hours
}
lasted-days = { $count ->
    [one] { $n } day
   *[other] { $n } days
}

## Kinds of entries

kind-source = source
kind-party = party
kind-person = person
kind-issue = issue
kind-session = session
kind-delegation = delegation
kind-position = position
kind-proposal = proposal
kind-response = answer
kind-agreement = agreement
kind-statement = statement
kind-contact = contact
kind-incident = incident
kind-preferences = preferences
kind-correction = correction
kind-withdrawal = withdrawal
kind-release = release

role-belligerent = belligerent
role-mediator = mediator
role-host = host
role-guarantor = guarantor
role-ally = ally
role-observer = observer

rank-head-of-state = head of state
rank-head-of-government = head of government
rank-minister = minister
rank-deputy = deputy minister or envoy
rank-senior = senior official
rank-official = official
rank-private = no office

session-direct = direct session
session-proximity = proximity session
session-shuttle = shuttle
session-preparatory = preparatory session

position-demand = demands
position-offer = offers
position-wish = would like
position-acceptance = accepts
position-refusal = refuses

answer-accepts = accepts
answer-accepts-if = accepts on a condition
answer-considers = considers it
answer-counters = puts something else forward
answer-refuses = refuses

agreement-in-principle = agreed in principle
agreement-ad-referendum = agreed ad referendum
agreement-agreed = agreed
agreement-initialled = initialled
agreement-signed = signed
agreement-lapsed = lapsed
scope-whole = covers everything
scope-part = covers some issues only

commitment-not-begun = not begun
commitment-minimal = begun
commitment-intermediate = well under way
commitment-complete = complete
commitment-broken = broken
commitment-open = open
commitment-overdue = overdue

contact-meeting = meeting
contact-call = call
contact-pressure = pressure
contact-offer = offer
contact-alignment = alignment
contact-support = support
contact-threat = threat

incident-drone-attack = drone attack
incident-air-attack = air attack
incident-shelling = shelling
incident-clash = clash
incident-explosion = explosion
incident-assassination = assassination
incident-detention = detention
incident-obstruction = obstruction
incident-sabotage = sabotage
incident-other = incident

source-press = press
source-official = official
source-record = record of the process
source-conversation = conversation
source-publication = publication
source-own = own supposition

link-after = can be settled only after
link-together = settled together with
link-trade = can be traded for
link-related = touches

## One entry in one sentence

says-party = { $name }: { $role }
says-person = { $name }, { $office }
says-issue = Issue: { $title }
says-issue-options = Issue: { $title } ({ $options })
says-session = { $title }: { $kind }
says-session-place = { $title }: { $kind } in { $place }
says-delegation = Delegation of { $party }
says-delegation-head = Delegation of { $party }, led by { $head }
says-position = { $party } { $kind } { $what } on { $issue }
says-proposal = { $by } proposed: { $title }
says-response = { $by } { $answer }: { $proposal }
says-agreement = { $title }: { $status }
says-agreement-parties = { $parties }: { $title }, { $status }
says-statement = { $by }: { $words }
says-incident = { $kind }
says-incident-place = { $kind }, { $place }
says-killed = { $n } killed
says-wounded = { $n } wounded
says-preferences = What outcomes are worth to { $party }
says-correction = Corrected ({ $fields }): { $what }
says-withdrawal = Taken back: { $what }
says-release = Release of { $id } into { $into }, permitted by { $who }
of-party = { $person } ({ $party })
all-parties = all parties
red-line = red line
red-line-of = red line: { $what }
red-line-refuses = red line: refuses { $what }
condition = on condition: { $condition }
since = since { $date }
until = until { $date }
denied = denied
disputed = attribution disputed
attribution-none = not attributed
attributed-to = { $to }
attributed-by = { $to }, says { $by }
attributed-unknown = unknown
figure-by = { $count } ({ $by })
sources-differ = the sources differ
figure-was = (was: { $was })
range-options = { $first } to { $last }
number-unit = { $n } { $unit }

## The brief

brief-title = Brief: { $process }
head-process = Process
head-incidents = Incidents
head-known = Recorded up to
head-on = As it stood on
head-bases = Bases
head-rooms = Rooms read
head-room = { $room } { $n } ({ $hash })
empty-view = Nothing that this viewer may read had been recorded by then. (What counts is when it was recorded, not when it happened.)

section-changes = What changed since { $since }
section-changes-session = At and after { $since }
section-changes-none = What changed
changes-session = { $title } ({ $date })
changes-late = (happened earlier, recorded since)
changes-late-undated = (without a date, recorded since)
changes-nothing = Nothing has changed since then.
changes-no-session = There has been no session yet; the whole timeline is in “detente timeline”.

section-sessions = Sessions
sessions-none = No session is recorded.
session-line = { $title }
session-facts = { $facts }
session-lasted = lasted { $lasted }
session-ended = ended { $date }
session-led = { $party }: { $head }
session-led-rank = { $party }: { $head }, { $rank }
session-no-head = { $party }: head not known
session-rank-equal = Equal rank: { $rank }
session-rank-unequal = Unequal rank: { $high } above { $low }
session-came-of-it = Came of it: { $what }
session-discussed = Discussed without agreement: { $issues }
session-hosted = host: { $party }

section-matrix = Where each side stands
matrix-caption = Issues by parties: current position, since when, red lines, movement, and the gap drawn where the issue has an order.
matrix-none = No position is recorded.
matrix-legend = Drawn: ● position, ━ range, [ ] limit of a red line, ◀ ▶ open range.
matrix-more = { $n ->
    [one] and one more issue: “detente gaps” shows all
   *[other] and { $n } more issues: “detente gaps” shows all
}
matrix-issue = Issue
matrix-gap = Gap
matrix-no-positions = No position yet on: { $issues }
gave-up = no position now; gave up { $what }
gap-unknown = one position only
gap-refused = refused
gap-agree = same position
gap-overlap = overlapping positions
gap-differ = different
gap-steps = { $n ->
    [one] one step apart (of { $all })
   *[other] { $n } steps apart (of { $all })
}
gap-amount = { $n } apart
gap-amount-unit = { $n } { $unit } apart
move-towards = moved towards the others, from { $from }
move-away = moved away from the others, from { $from }
move-sideways = moved, as far as before, from { $from }
move-moved = moved, from { $from }

section-ledger = Agreed, refused, open
ledger-agreed = Agreed
ledger-refused = Refused
ledger-open = Open
ledger-none = Nothing was proposed or agreed.
ledger-agreement = { $title } · { $status }, { $scope }
ledger-terms = Settles: { $terms }
ledger-would = Would settle: { $terms }
ledger-term = { $issue }: { $option }
ledger-between = Between: { $parties }
ledger-proposed = Proposed by { $by } to { $to }
ledger-discussed = { $issue }: discussed, not agreed
ledger-answer = { $by } { $answer }

section-commitments = Commitments due
commitments-caption = What is owed by agreement, the next due first.
commitment-who = Who
commitment-what = What
commitment-by = By when
commitment-state = State

section-incidents = Incidents around the sessions
incidents-caption = Incidents, the latest first; numbers as each source gives them.
incidents-drawn = Sessions, agreements and incidents from { $from } to { $to }; pale bars are vague dates.
toll = { $n ->
    [one] one incident
   *[other] { $n } incidents
}
toll-without = (no number for { $n })
incident-when = When
incident-what = What
incident-killed = Killed
incident-wounded = Wounded
incident-attributed = Attributed to
strip-session = Sessions
strip-agreement = Agreements
strip-incident = Incidents

section-contacts = Third parties: contacts and pressure
contact-line = { $kind }: { $text }

section-statements = What was said

section-sources = Sources
source-line = { $title } ({ $kind })
source-published = { $date }

## The other pages

gaps-title = Gaps: { $process }
timeline-title = Timeline: { $process }
timeline-undated = Without a date
timeline-none = Nothing is recorded.
log-title = The log of { $process }
log-room = { $room }: { $n } lines
log-head = Head
log-written = { $kind }, recorded { $date } by { $author }
log-received = (came in { $date })
search-title = Search: { $words }
search-found = { $n ->
    [0] No entry holds all these words.
    [one] One entry holds all these words.
   *[other] { $n } entries hold all these words.
}
show-title = { $id }
show-kind = Kind
show-room = Room
show-when = When
show-meeting = Meeting
show-recorded = Recorded
show-author = Written by
show-basis = Basis
show-source = Source
show-sentence = { $source }, sentence { $n }
show-note = Note
show-fields = As it stands in the record
show-was = As it was first written
show-history = What was done to it
show-corrected-by = { $date }: corrected { $fields } ({ $id })
show-withdrawn-by = { $date }: withdrawn ({ $id })
show-released-by = { $date }: released into { $into }, permitted by { $who }
show-why = Why: { $why }
show-points = Points at it
show-none = Nothing with this id is in this view.
show-near = Did you mean { $id }?

## The page of a check; the messages of faults themselves are in English

check-title = Check: { $process }
check-passes = no errors
check-fails = has errors
check-error = error
check-warning = warning
check-expected = Expected: { $what }
check-help = Help: { $what }
check-more = { $n ->
    [one] and one more fault in { $room }
   *[other] and { $n } more faults in { $room }
}
check-elsewhere = The room { $room } has errors, which only its readers are shown.
check-foot = { $process } · Détente { $version } · detente explain tells more of each

## Fields, as corrections name them

field-about = about
field-address = address
field-allied-with = allies
field-answer = answer
field-at = coordinates
field-attributed = attributed
field-author = author
field-basis = basis
field-bonuses = bonuses
field-by = by
field-commitments = commitments
field-condition = condition
field-constraints = constraints
field-counter = counter
field-denied = denied by the one who is named
field-discussed = issues discussed
field-divisible = can be divided
field-ended = ended
field-file = file
field-from = from
field-head = head
field-host = host
field-id = id
field-into = into
field-issue = issue
field-killed = killed
field-kind = kind
field-language = language
field-lasted = lasted
field-level = level
field-links = links
field-mandate = mandate
field-max = max
field-may = how it may be used
field-members = members
field-min = min
field-more-important = more important
field-name = name
field-note = note
field-of = of
field-offices = offices
field-option = option
field-options = options
field-orders = orders of options
field-outcome = outcome
field-part-of = part of
field-parties = parties
field-party = party
field-permitted = permitted
field-permitted-by = permitted by
field-place = place
field-prefers = prefers one package to another
field-proposal = proposal
field-published = published
field-publisher = publisher
field-range = range
field-rank = rank
field-recorded = recorded
field-red-line = red line
field-replaces = replaces
field-reservation = reservation
field-role = role
field-room = room
field-said-by = said by
field-scale = scale
field-scope = scope
field-sense = sense
field-session = session
field-set = set
field-short = short
field-source = source
field-status = status
field-terms = terms
field-text = text
field-title = title
field-to = to
field-unit = unit
field-until = until
field-values = values
field-weights = weights
field-when = when
field-why = why
field-words = words
field-wounded = wounded

## What all could accept

deals-title = What all could accept: { $process }
deals-heading = What all could accept
amount = { $n } { $unit }
term = { $issue }: { $option }
party-number = { $party } { $n }
deals-no-package = { $all } packages can be put together; none of them keeps all rules.
deals-efficient = { $n ->
    [one] Of { $all } packages one is efficient: nobody can gain from there without somebody losing.
   *[other] Of { $all } packages { $n } are efficient: nobody can gain from there without somebody losing.
}
deals-none-respected = Of { $all } packages none breaks no red line and leaves everybody at least what he has without an agreement.
deals-none-found = Of { $all } packages none was found that keeps all rules; whether there is one is not known.
deals-respected = { $n ->
    [one] Of { $all } packages one is efficient among those that break no red line, and leaves everybody at least what he has without an agreement.
   *[other] Of { $all } packages { $n } are efficient among those that break no red line, and leave everybody at least what he has without an agreement.
}
deals-without = Without one: { $without }.
deals-shown-zone = { $n ->
    [one] One of those shown gives everybody at least what he has without an agreement ({ $without }).
   *[other] { $n } of those shown give everybody at least what he has without an agreement ({ $without }).
}
deals-shown-no-zone = None of those shown gives everybody at least what he has without an agreement ({ $without }).
deals-shown-red-lines = { $n ->
    [0] Each of those shown breaks a red line.
    [one] One of those shown breaks no red line.
   *[other] { $n } of those shown break no red line.
}
deals-cannot = What all could accept cannot be found here; detente deals says why.
deals-cover = Of { $all } packages too many are efficient to list. These { $n } stand for them: no package is better than one of them by more than this for anybody: { $within }.
deals-supported = Of { $all } packages more are efficient than could be found. These { $n } are the best by some weights of the parties.
deals-zone = { $n ->
    [one] One efficient package gives everybody at least what he has without an agreement ({ $without }).
   *[other] { $n } of the efficient packages give everybody at least what he has without an agreement ({ $without }).
}
deals-no-zone = No package gives everybody at least what he has without an agreement ({ $without }): there is no zone of agreement.
deals-red-lines = { $n ->
    [0] Every efficient package breaks a red line.
    [one] One efficient package breaks no red line.
   *[other] { $n } of the efficient packages break no red line.
}
deals-comparison = Packages that solutions choose
deals-issue = Issue
deals-worth = Worth to { $party }
deals-below = below what it has without
deals-too-many = More packages are efficient than can be found at once; detente deals finds them.
deals-chosen-by = Chosen by
deals-in-common = In all of them: { $terms }
deals-breaks = Red lines broken
deals-red-line-of = { $party } on { $issue }
deals-solutions = What each solution would choose
deals-solution = Solution
deals-package = Package
deals-definition = It is the efficient package
deals-carried = Computed from the rooms { $rooms }; { $basis }.
deals-from-file = Computed from a file of another program.
deals-belongs-to-team = What is computed from several caucuses belongs to the team until somebody releases it.
solution-nash = Nash
solution-nash-means = at which the product of the gains is greatest
solution-kalai-smorodinsky = Kalai–Smorodinsky
solution-kalai-smorodinsky-means = at which all get the same share, as nearly as can be, of the most that each could get
solution-egalitarian = Egalitarian (leximin)
solution-egalitarian-means = at which the least gain is greatest; of equals the second least, and so on
solution-utilitarian = Utilitarian
solution-utilitarian-means = at which the sum of utilities is greatest
solution-proportional = Proportional
solution-proportional-means = at which the least gain, over its weight, is greatest
solution-equal-loss = Equal loss
solution-equal-loss-means = at which the greatest loss from the most that each could get is least
solution-raiffa = Raiffa (discrete)
solution-raiffa-means = that steps towards the means of what each could still get lead to
solution-maximin-gain = Maximin gain
solution-maximin-gain-means = at which the least gain is greatest; of equals the sum of gains
solution-equal-gain = Equal gain
solution-equal-gain-means = at which the parties' utilities differ least

## Charts of deals

chart-title = What the efficient packages are worth to each party
chart-read-two = Further right is better for { $first }, further up is better for { $second }.
chart-read-panels = Each panel shows two of the parties: further right is better for one, further up for the other.
chart-read-parallel = An axis for each party: higher is better for it. Each line across is a package.
chart-drawn = { $n } of the { $all } efficient packages are drawn, evenly spread.
chart-key-letter = Chosen by a solution: the tables tell what is in it
chart-key-package = Another efficient package
chart-key-red-line = Breaks a red line
chart-key-steps = No efficient package is past this line
chart-key-steps-cover = Packages may be past this line, by no more than is said above
chart-key-floor = What a party has without an agreement
chart-key-zone = Zone of agreement: nobody gets less than without an agreement
chart-zone-name = Zone of agreement
chart-floor = { $party } without an agreement: { $n }
chart-package = { $package }: { $worth }
chart-number = no. { $n }
chart-marks = Against it
chart-below = { $party } is below what it has without
chart-without = Without an agreement
chart-table-all = All efficient packages, from the first party's best to its worst
chart-table-some = { $n } of the { $all } efficient packages, from the first party's best to its worst

## A package under test, a partial agreement

brief-test-of = The last proposal: { $title }
brief-left-out-heading = Not answered here
brief-left-out = More packages are efficient than could be listed, so that trades and the weights that change the choice were not looked for; detente deals with more --memory finds them.
brief-fix-of = The last partial agreement: { $title }

change = { $issue }: { $from } → { $to }
test-heading = This package
test-good = good
test-bad = no
test-worth = Worth: { $utilities }
test-rule = It breaks a rule: { $rule }
test-rule-forbids = never { $when }
test-rule-requires = with { $when } only { $then }
test-no-red-line = It breaks no red line.
test-breaks = It breaks a red line of { $party }, who refuses on “{ $issue }”: { $options }
test-evidence = Stated in { $entry }, { $basis }
test-condition = On condition: { $condition }
test-short = { $party } gets { $by } less than what it has without an agreement ({ $without }).
test-efficient = It is efficient: no package is better for somebody with nobody losing.
test-efficient-clean = Of the packages that break no red line none is better for somebody with nobody losing.
test-efficient-nearly = No package was found that is better for somebody with nobody losing.
test-left = { $n ->
    [one] One efficient package is better for somebody with nobody losing. At most, each alone, they could gain: { $gains }.
   *[other] { $n } efficient packages are better for somebody with nobody losing. At most, each alone, they could gain: { $gains }.
}
test-left-clean = { $n ->
    [one] One efficient package that breaks no red line is better for somebody with nobody losing. At most, each alone, they could gain: { $gains }.
   *[other] { $n } efficient packages that break no red line are better for somebody with nobody losing. At most, each alone, they could gain: { $gains }.
}
test-repair-heading = The smallest changes after which all could accept it
test-repair-impossible = No package at all breaks no red line and leaves everybody at least what he has without an agreement.
test-help-heading = The smallest changes that help somebody and hurt nobody
test-help-impossible = No change helps somebody and hurts nobody without breaking another red line.
test-smallest = { $n ->
    [0] Nothing of it must change: the issues that are open can be settled so.
    [one] One issue must change.
   *[other] { $n } issues must change.
}
test-cut = The search was ended: there may be other changes as small, or smaller ones.
test-unknown = It is not known whether there is a package that all could accept: the efficient packages are too many.
test-completions = It can be completed in { $n } ways; { $efficient } of the efficient packages are among them.
test-can-be-completed = There is a way to complete it that breaks no red line and leaves everybody at least what he has without an agreement.
test-cannot-be-completed = There is no way to complete it that breaks no red line and leaves everybody at least what he has without an agreement.
test-distances = What each party would have more, or less, at what each solution chooses
test-best-completion = If the open issues are settled by the Nash solution
fix-heading = If this is agreed now
fix-infeasible = No package keeps all rules then.
fix-takes-away = It takes away the trade that the rest needs: no package is left that breaks no red line and leaves everybody at least what he has without an agreement. Before, there was one.
fix-leaves = A package is left that breaks no red line and leaves everybody at least what he has without an agreement.
fix-none-before = There was no package before that all could accept, and there is none then.
fix-remain = { $n } of the { $all } efficient packages are left.
fix-best = { $party } { $best } ({ $loss })
fix-best-now = The most that each can then get at a package that all could accept: { $list }.
fix-stay = Nothing changes for: { $solutions }.
fix-moves = Solutions that move, with what each party then gets
fix-as-good-head = Is a package left that is as good for all?
fix-yes = yes
fix-no = no
fix-zone-head = All could accept the rest
fix-most = At most for { $party }
fix-remain-head = Efficient packages left
fix-alternatives = Each option of { $issue }, from the one that costs least

## Trades

percent = { $n }%
trades-heading = Trades: who could give what to whom
trades-no-package = No package keeps all rules, so that there is nothing to trade from.
trades-from = The trades start from the package that was given, worth { $worth }; the table below has it issue by issue.
trades-from-part = The trades start from what was given and, where that leaves an issue open, from the compromise on it, worth { $worth }; the table below has it issue by issue.
trades-from-compromise = The trades start from the compromise on each issue by itself, worth { $worth }; the table below has it issue by issue.
trades-compromise-means = A compromise is the option at which the least satisfied party is satisfied most.
trades-from-breaks-rules = This package breaks a rule that ties issues together; a trade must mend that.
trades-found = { $n ->
    [0] No trade of two or three issues helps anybody without hurting somebody
    [one] One trade helps somebody and hurts nobody
   *[other] { $n } trades help somebody and hurt nobody
}
trades-means = A trade changes two or three issues at once. First come those from which every party concerned gains. In brackets: what each change alone would be worth.
trades-worth = Together { $worth }
trades-gives = { $n ->
    [one] { $givers } gives on { $issue }: { $from } → { $to } ({ $worth })
   *[other] { $givers } give on { $issue }: { $from } → { $to } ({ $worth })
}
trades-moves = { $issue }: { $from } → { $to } ({ $worth })
trades-step = { $issue }: { $from } → { $to }
trades-cut = There are more: the search was ended before all were looked at.
trades-shared = Without anything in return: one issue alone helps somebody and hurts nobody
trades-issues = What each issue is worth
trades-issues-means = Worth: the best option of an issue over its worst. Contested: 0% where one option is best for all; 100% where no option gives all of them together more than one of them alone could have.
trades-issues-table = Where the trades start, what each issue is worth to each party, and how contested it is
trades-start = Start
trades-contested = Contested
trades-pairs = { $n ->
    [0] No two issues tied together give every party more than a compromise on each alone
    [one] One pair of issues gives every party more than a compromise on each alone
   *[other] { $n } pairs of issues give every party more than a compromise on each alone
}
trades-pairs-best = { $n ->
    [one] The pair with what each party gains, links and red lines aside
   *[other] The best { $n } pairs with what each party gains, links and red lines aside
}
trades-pair = Issues
trades-pair-how = How

## Sensitivity

sensitivity-heading = Which weight changes the choice
sensitivity-chosen = { $solution } chooses the efficient package { $means }, worth { $worth }.
sensitivity-no-package = { $solution } chooses the efficient package { $means }. There is none.
sensitivity-none = No weight alone changes this choice.
sensitivity-nearest-less = The nearest change: if “{ $issue }” weighed { $share } less for { $party }, the choice would change to { $then }.
sensitivity-nearest-more = The nearest change: if “{ $issue }” weighed { $share } more for { $party }, the choice would change to { $then }.
sensitivity-on-edge = Another package is chosen as soon as “{ $issue }” weighs any different for { $party }: { $then }.
sensitivity-flips = { $flip ->
    [0] None of { $all } weights changes the choice, one at a time
    [one] One of { $all } weights changes the choice, if the others stay as they are
   *[other] { $flip } of { $all } weights change the choice, one at a time; the nearest { $n }
}
sensitivity-table = Each weight, the range in which the choice stays if no other weight changes, and the nearest change
sensitivity-number = { $n }
sensitivity-weight = Weight
sensitivity-of = { $party }: { $issue }
sensitivity-now = Now
sensitivity-kept = Choice stays
sensitivity-distance = Flips at
sensitivity-then = To
sensitivity-between = { $from } to { $to }
sensitivity-from = from { $from }
sensitivity-up-to = up to { $to }
sensitivity-less = { $share } less
sensitivity-more = { $share } more
sensitivity-any-less = any less
sensitivity-any-more = any more
sensitivity-nothing = no package: somebody would gain nothing
sensitivity-others = What the choice would change to
sensitivity-now-chosen = Chosen now
sensitivity-probed = Found by trying weights farther and farther away, down to 0 and up to four times as great: a nearer change that turns back again may have been missed.

## Measures

measures-count = Of all { $all } packages { $n } give everybody at least what he has without an agreement.
measures-count-about = Of all { $all } packages about { $n } give everybody at least what he has without an agreement: no fewer than { $least }, no more than { $most }.
measures-acceptable = Some of them break no red line.
measures-none-acceptable = Each of them breaks a red line.
measures-acceptable-unknown = Whether any of them breaks no red line is not known.
measures-concession = Whatever is agreed, some party ends at least { $share } of the way down from its best package to its worst.
measures-no-concession = One package is the best for every party.
measures-unknown = How much room there is could not be measured within the limits.
readable-heading = { $n } packages that stand for all { $all } efficient ones
readable-means = The first with all its terms, then what changes from one to the next, and what that is worth.
readable-package = { $n ->
    [0] { $package }: { $worth }
    [one] { $package }: { $worth }, and one more near it
   *[other] { $package }: { $worth }, and { $n } more near it
}

## Robust

robust-heading = What holds where numbers are only half known
robust-about = { $worlds } possible worlds were drawn (seed { $seed }). In each, every number that is not known exactly has a value that fits what was said, and all efficient packages are found anew. Shares are of these worlds; in brackets between which shares the true one lies, with 95 % confidence.
robust-nothing-vague = Every weight and every value is one number: there is one world, and nothing to draw.
robust-try-assumed = But some numbers are only assumed: --assumed-spread 20 would test what holds if they are off by up to 20 %.
robust-assumed-zero = The assumed numbers are not widened by what was asked for.
robust-none-assumed = Nobody’s numbers are marked as assumed, so that --assumed-spread changes nothing.
robust-vague = What is not known exactly
robust-head-party = Party
robust-head-vague = Not known exactly
robust-head-basis = Basis
robust-head-method = How it was drawn
robust-exact = nothing
robust-open-weights = { $n ->
    [one] one weight
   *[other] { $n } weights
}
robust-open-values = { $n ->
    [one] one value
   *[other] { $n } values
}
robust-open-orders = { $n ->
    [one] the options of one issue are ranked
   *[other] the options of { $n } issues are ranked
}
robust-open-more-important = { $n ->
    [one] one issue said to count more than another
   *[other] { $n } pairs of issues of which one counts more
}
robust-open-comparisons = { $n ->
    [one] one comparison of packages
   *[other] { $n } comparisons of packages
}
robust-open-assumed = exact numbers, assumed: up to { $n } % off, either way
robust-drawn = at random
robust-rejection = at random, of which those are taken that fit all that was said: { $share } %
robust-walk = by a random walk of { $n } steps among the numbers that fit all that was said
robust-agreement = In { $share } of the worlds some package gives everybody at least what he has without an agreement.
robust-without-is-least = A party of which it is not known what it has without an agreement is taken to have the least that any package gives it, world by world.
robust-few = { $n ->
    [one] One package is the Nash outcome in { $share } % of the worlds.
   *[other] { $n } packages share { $share } % of the worlds as Nash outcome.
}
robust-entropy = So the Nash outcome is as uncertain as a choice among { $n } packages that are all as likely ({ $bits } bits).
robust-packages = { $n ->
    [one] The one package that is efficient in any world
   *[other] The { $n } packages that are the Nash outcome most often, of { $all } that are efficient in some world
}
robust-efficient = Efficient
robust-acceptable = Nobody below what he has without
robust-both = Both
robust-nash = Nash outcome
robust-whatever = Whatever the numbers are
robust-share = { $share } % ({ $low }–{ $high })
robust-in-all = efficient in every case
robust-in-some = efficient in some cases
robust-in-none = efficient in no case
robust-not-in-all = not in every case
robust-in-some-at-least = in some cases, perhaps in every
robust-open = not decided
robust-decided = The last column is decided exactly, not by drawing, over all numbers that fit what was said, their bounds included.
robust-capped = What holds whatever the numbers are is not decided where a utility is capped.
robust-undecided = What holds whatever the numbers are could not be decided within the limits.
robust-contents = What is in them
ask-heading = What to ask next
ask-about = { $n ->
    [one] One question was weighed.
   *[other] Of { $n } questions, those whose answer would narrow the Nash outcome most come first.
} It is uncertain by { $bits } bits now; one bit is as much as a choice between two equals.
ask-settled = Nothing: the Nash outcome is the same in every world that was drawn.
ask-useless = No single answer would narrow the Nash outcome by more than chance.
ask-weight = Ask { $party }: how much does { $issue } count?
ask-value = Ask { $party }: how much is “{ $option }” worth, on { $issue }?
ask-importance = Ask { $party }: does { $this } count more than { $that }?
ask-packages = Ask { $party }: which does it like better, all else alike: “{ $this }”, or “{ $that }”?
ask-worth = narrows it by { $gain } (±{ $error }) of { $of } bits; answers considered: { $answers }
ask-answer = { $answer } ({ $share } %)
ask-or-more = { $n } or more
ask-yes = yes
ask-no = no
ask-first = the first
ask-alike = both alike
ask-second = the second

## Reveals

reveals-heading = What a release would reveal
reveals-nash = If the package that the Nash solution chooses were shown to a party, how much less uncertain would it be about the weights of the others? Estimated over { $worlds } possible worlds, for each party’s eyes.
reveals-terms = If “{ $terms }” were shown to a party that takes it for part of an efficient package, how much less uncertain would it be about the weights of the others? Estimated over { $worlds } possible worlds, for each party’s eyes.
reveals-table = How uncertain a party is about the weights of another: standard deviation of a weight in per cent of all weights, mean over issues
reveals-observer = Who sees it
reveals-subject = Of whose weights
reveals-before = Before
reveals-after = After
reveals-fall = Less by
reveals-by = { $fall } % (±{ $error })
reveals-misfit = it is efficient in hardly any world of that party’s mind: it would wonder
reveals-not-weighted = not a sum of weighted values
reveals-undecided = too much to estimate
reveals-definition = A strong observer is assumed: it knows its own preferences, how much each option is worth to the other on each issue, and this program; of the weights it knows nothing before. What several releases tell together is not added up. ± is one standard error.

## Elicitation

elicit-swing = Weights from swings
elicit-best-worst = Weights from the best and the worst
elicit-pairwise = Weights from comparisons of pairs
elicit-badge = answers
elicit-foot = Détente { $version } · shows what follows from the answers; says nothing of what is fair
elicit-table = Weights, which sum to 100
elicit-issue = Issue
elicit-weight = Weight
elicit-eigenvector = By the eigenvector
elicit-consistency = Do the answers agree?
elicit-most = These answers contradict each other most:
elicit-paste = For the process file
elicit-scale = These weights go with values from 0 for the worst option of an issue to 1 for its best.
elicit-swing-unchecked = One answer an issue: nothing in them can be checked. Ask for the order first and give it with --ranking.
elicit-swing-agrees = Yes: the points follow the order that was given first.
elicit-swing-reversed = No: the points do not follow the order that was given first.
elicit-reversal = { $higher } was ranked above { $lower } and has fewer points.
elicit-agree-exactly = Yes, exactly.
elicit-consistent = Well enough: the consistency ratio is { $ratio }, and up to 0.1 is taken as consistent enough.
elicit-inconsistent = Not well enough: the consistency ratio is { $ratio }, above 0.1. Ask again about what contradicts itself most.
elicit-best-worst-apart = { $best } counts { $over } times as much as { $issue }, and that { $under } times as much as { $worst }: together { $product } times. But { $best } was said to count { $direct } times as much as { $worst }.
elicit-nothing-to-check = One comparison: nothing in it can be checked.
elicit-pairs-missing = Not all pairs were compared, and no answer checks another.
elicit-pairs-no-ratio = Not all pairs were compared, or there are too many issues, so that there is no consistency ratio.
elicit-triple = { $a } against { $b }, and { $b } against { $c }, make { $a } count { $through } times as much as { $c }; the answer was { $direct } times.

## Lotteries, division, rankings

deals-weights = (weights: { $list })
lottery-heading = If packages could be mixed by lot
lottery-about = Each solution may then choose a lot between a few packages. Numbers are what a party gets on average; in brackets, how much that differs from the one package that the solution chooses.
lottery-of-known = Only some of the efficient packages are known; these are mixed.
lottery-choices = What each solution would choose by lot
lottery-by-lot = Lot
lottery-share = { $package } { $percent }%
lottery-packages = The packages in these lots
lottery-proof = Numbers are rounded to six digits. It is proven that no other choice is better by more than { $gap }% of a party's range.
shares-heading = If divisible issues could be settled by shares
shares-about = Of these issues each option may have a share, worth that share of the option: { $issues }.
shares-linked = Some issues can be divided. What shares of them are worth cannot be told here: links, caps or rules (red lines that are left out are rules too) tie issues together.
shares-choices = What each solution would choose with shares
shares-by-shares = Division
shares-share = { $percent }% { $option }
shares-divisions = These divisions
division-heading = Divided by adjusted winner
division-equal = In the end each side has { $points } of its 100 points.
division-unequal = In the end { $first } has { $points } of its 100 points, { $second } { $points-second }: no share of any issue makes them equal.
division-first = First, each issue goes to the side that puts more points on it:
division-wins = { $party }: { $issues } – { $points } points
division-transfers = Then, for both to have the same:
division-hands = { $from } hands { $share } of { $issue } to { $to }
division-hands-whole = { $from } hands { $issue } to { $to }
division-no-transfer = Nothing has to be handed over after that.
division-agreed = Not divided, because both want the same or neither minds: { $terms }
division-items = The issues, with the points of each side
division-points-of = Points of { $party }
division-in-the-end = In the end
division-whole = { $party }: { $option }
division-part = { $party } { $share }: { $option }
division-source = A side's points on an issue are what separates its own best option from the other side's, of 100 for all issues. Having an issue means one's own best option there. Adjusted winner is efficient, equal in points, and leaves nobody envious (Brams and Taylor, Fair division, 1996, chapter 4).
ranking-heading = From rankings alone
ranking-about = { $n } packages are ranked by each party. These rules ask only for that order, not for how much better one package is than another.
ranking-central = Some party only ranked options or issues. Packages are ordered by the central reading of what it said.
ranking-too-many = There are more than { $most } packages: too many to rank one by one.
ranking-rules = What each rule would choose, and at what place of each party's list that is
ranking-packages = These packages
ranking-rule = Rule
ranking-place = Place for { $party }
ranking-definition = It is the package
ranking-unanimity = Fallback, all
ranking-unanimity-means = that is on everybody's list soonest, when all go down their lists together
ranking-majority = Fallback, { $quota } of { $all }
ranking-majority-means = that is on so many lists soonest, when all go down their lists together
ranking-least-rank-sum = Least rank sum
ranking-least-rank-sum-means = whose places add up to the least
ranking-rational-compromise = Rational compromise
ranking-rational-compromise-means = that is on everybody's list soonest, of those that nobody likes less than no agreement
ranking-issues = Issue by issue, where every party ranked all options

## The audit

audit-title = Audit: { $process }
audit-events = Who was on this seat
audit-events-rule = This is what happened on your own seat. Only those who sit there see it.
audit-events-none = Nobody has come in yet.
audit-events-caption = { $n ->
    [one] The newest event
   *[other] The newest { $n } events
}
audit-when = When
audit-what = What
audit-who = Who
audit-keeper = the keeper
audit-heads = How far each room has come
audit-heads-rule = Keep a head on paper: whoever has it can see later that what was recorded up to then was not rewritten (detente verify --head).
audit-heads-caption = The head of each room that you read
audit-head = Head (lines:root)
audit-newest = The newest lines of { $room }
audit-event-link-made = a link was made
audit-event-link-revoked = a link was taken back
audit-event-session-opened = somebody came in
audit-event-language-chosen = another language was chosen
audit-event-session-locked = locked
audit-event-session-unlocked = unlocked
audit-event-pin-failed = a wrong PIN
audit-event-session-ended = left
audit-event-session-revoked = the keeper ended the session
audit-event-token-made = a token for a program was made
audit-event-token-revoked = a token was taken back
audit-event-exported = something was taken out
audit-event-released = something was released

## Actors

actors-title = Actors: { $process }
actors-none = No party is recorded.
section-graph = Who stands where, and who speaks with whom
section-contact-matrix = Contacts and pressure, party by party
section-parties = The parties, their people and who can say yes, as of { $date }
actors-graph = The sides stand left and right, with their parts and allies beneath them; all others stand between. Of sessions only those with a side are drawn. A number beside a line tells how often.
actors-too-many = There are { $n } parties. A drawing of more than { $most } could not be read; the matrix and the list below hold all of them.
actors-tie-title = { $from } – { $to }: { $what }
actors-times = { $what } × { $n }
actors-no-contact = No session and no contact of parties is recorded.
actors-matrix-caption = Who came forward (rows) to whom (columns): sessions together, and contacts outside of them.
actors-from = From
actors-to = To
actors-contact = Contact
actors-last = latest: { $date }
actors-role = Role
actors-part-of = Part of
actors-parts = Parts
actors-allies = Stands beside
actors-people = People, by rank
actors-without-party = People who act for no party
actors-nobody-named = nobody is named
actors-standing = Standing delegation
actors-delegation-rank = Rank: { $rank }
tie-part-of = part of
tie-allied = stands beside
tie-session = session
tie-meeting = meeting
tie-call = call
tie-alignment = alignment
tie-offer = offer
tie-support = support
tie-pressure = pressure
tie-threat = threat
tie-part-of-means = is a part of
tie-allied-means = stands beside
tie-session-means = sat in a session together, or gave it a place
tie-meeting-means = met
tie-call-means = called or wrote
tie-alignment-means = prepared a common line
tie-offer-means = offered help, a place or a meeting
tie-support-means = gave support
tie-pressure-means = urged or pressed
tie-threat-means = threatened
voice-heading = Who can say yes
voice-no-delegation = No delegation is recorded yet.
voice-table-session = At the table: { $who } – { $session }
voice-table-standing = Standing delegation: { $who }
voice-highest = Highest office recorded: { $who }
voice-above = Above the table: { $who }
voice-at-the-table-highest = Nobody with a higher office is recorded.
voice-mandate = Mandate: “{ $mandate }”
voice-no-mandate = No mandate is recorded.
actor-none = No party and no person with this id is in this view.
actor-entry = Entry
actor-acts-for = Acts for
actor-delegations = Delegations
actor-offices = Offices over time, the latest first
actor-person = Person
actor-office = Office
actor-rank = Rank
actor-since = Since
actor-until = Until
actor-positions = Where it stands now
actor-deals = Proposals and answers
actor-agreements = Agreements and what is owed
actor-statements = What was said
actor-contacts = Contacts
actor-sessions = Sessions
actor-incidents = Incidents attributed to it
actor-preferences = What outcomes are worth to it
actor-nothing = Nothing else is recorded.

## The timeline in lanes

section-lanes = What happened when
section-list = All of it, as a list
timeline-drawn = { $when }. Each mark leads to its entry; what is too close together is counted.
timeline-now = as of
timeline-twin = The same as tables
timeline-summary = What each lane holds
timeline-lane = Lane
timeline-count = Number
timeline-planned = Planned
timeline-first = First
timeline-last = Last
timeline-owed = Due from { $who }: { $what }
timeline-many = { $lane }: { $n }, { $when }
timeline-earlier = { $lane }: { $n } before { $date }
timeline-planned-mark = Planned: { $what }
timeline-planned-list = (planned)
timeline-none-chosen = Nothing of this kind is recorded in this time.
timeline-key-gone = The entry from which this list was to go on is no longer in this view, so it begins with the newest.
timeline-newest = Begin with the newest
timeline-older = { $n ->
    [one] One more, older or without a date
   *[other] { $n } more, older or without a date
}
lane-direct = Direct sessions
lane-proximity = Proximity sessions
lane-shuttle = Shuttle rounds
lane-preparatory = Preparatory sessions
lane-contacts = Contacts
lane-proposals = Proposals and answers
lane-agreements = Agreements and deadlines
lane-positions = Positions that moved
lane-statements = Statements
lane-incidents = Incidents
mark-session = session
mark-contact = contact
mark-proposal = proposal
mark-response = answer
mark-agreement = agreement
mark-deadline = something is due
mark-position = a position moved
mark-statement = statement
mark-incident = incident
mark-vague = vague date; pointed where it may reach further
mark-planned = in a dashed ring: planned
mark-many = so many, close together; in a pointed box, before the line begins
frequency-day = Sessions and contacts a day
frequency-week = Sessions and contacts a week
frequency-month = Sessions and contacts a month
frequency-year = Sessions and contacts a year
frequency-vague = { $n ->
    [one] (One with a vaguer date is not counted.)
   *[other] ({ $n } with vaguer dates are not counted.)
}
frequency-when = When
frequency-most = most: { $n }
frequency-bar = { $when }: { $sessions ->
    [one] one session
   *[other] { $sessions } sessions
}, { $contacts ->
    [one] one contact
   *[other] { $contacts } contacts
}

## How words may be used

may-public = public
may-joint = joint
may-team-only = team only
may-substance = substance may be used
may-quote = may be quoted
may-attribute = may be attributed
may-ran-out = permission ran out
may-nothing-said = no condition stated
may-was = was: { $level }
may-in-part = only in part: { $words }
may-given-by = on the word of { $who }
may-given = given { $date }
may-released = released into { $into }, permitted by { $who } on { $date }

## Lines of a meeting

line-when = When
line-who = Who
line-what = What was said
line-issues = On
line-may = How it may be used
line-released = Released
line-acts = Released, and what can be done

## Meetings

meetings-title = Meetings: { $process }
meetings-caption = Meetings, the latest first.
meetings-outside = Outside meetings
meetings-outside-caption = What was said outside any recorded meeting, the latest first.
meeting-when = When
meeting-what = Meeting
meeting-where = Where
meeting-parties = Parties
meeting-lasted = How long
meeting-rank = Rank against rank
meeting-lines = Lines
meeting-who = Who sat there
meeting-mandate = mandate: { $mandate }
meeting-reached = What was agreed there
meeting-ledger = Release ledger: what was said, and how it may be used
meeting-ledger-caption = Each line with its condition; the earliest first.
meeting-no-lines = Nothing was noted of what was said.
meeting-supposed = Noted here and only supposed, so that it does not stand in the ledger:
meeting-keep = Lines marked “team only”, or whose permission ran out, must not leave their room.

## The day sheet

today-title = Today: { $process }
today-open = Issues still open
today-open-of = { $n } of { $all }
today-incidents = Incidents in the last 7 days
today-incidents-against = { $n } (in the 7 days before: { $before })
today-overdue = Overdue obligations
today-meetings = Meetings today and after
today-no-meetings = No meeting is planned.
today-with = with { $parties }
today-deadlines = Deadlines
today-no-deadlines = Nothing falls due.
today-moved = What moved since you last looked ({ $since })
today-latest = What was recorded last
today-nothing-moved = Nothing was recorded since then.
today-recorded = recorded { $date }
deadline-commitment = { $who }: { $what } ({ $state })
deadline-ad-referendum = { $title }: the principals have not confirmed it yet
deadline-ad-referendum-since = { $title }: since { $date } the principals have not confirmed it
deadline-permission = Permission ends ({ $level }): { $words }
deadline-position = Position ends: { $position }
deadline-ran-out = ran out
deadline-waits = waits
deadline-today = today
deadline-ahead = { $n ->
    [one] tomorrow
   *[other] in { $n } days
}
deadline-overdue = { $n ->
    [one] overdue by one day
   *[other] overdue by { $n } days
}

## Before a meeting

prepare-title = Before meeting { $party }
prepare-for = For: { $meeting }
prepare-who = Who they are
prepare-party = Party
prepare-part-of = Part of
prepare-parts = Its parts
prepare-allies = Stands beside
prepare-yes = Who can say yes
prepare-yes-note = By office, the highest first; what a delegation may decide is its mandate.
prepare-stands = Where they stand
prepare-stands-caption = What they last said on each issue, and how that moved.
prepare-holds = What they last said
prepare-moved = How it moved
prepare-red-lines = Their red lines
prepare-no-red-lines = No red line of theirs is recorded.
prepare-questions = Unanswered
prepare-no-questions = Nothing waits for an answer.
prepare-they-wait = They wait for an answer to
prepare-they-owe-answer = They have not answered
prepare-debts = Owed
prepare-no-debts = Nothing is owed by them or to them.
prepare-they-owe = They owe
prepare-owed-to-them = Others owe in agreements with them
prepare-must-not = MUST NOT BE SAID
prepare-must-not-none = Nothing is recorded that must not be said.
prepare-not-to-them = To them: what others told us in confidence
prepare-not-to-others = To others: what they told us in confidence
prepare-ask = Ask before using it: no condition was stated
prepare-ask-to-them = To them: what others told us
prepare-ask-to-others = To others: what they told us
prepare-may = What may be used of what was told in confidence
prepare-may-none = Nothing that was told in confidence may be used.
prepare-attribute-theirs = With others: their words, with who said them
prepare-quote-theirs = With others: their words, without who said them
prepare-substance-theirs = With others: the substance of what they said, and no words
prepare-attribute-others = With them: others' words, with who said them
prepare-quote-others = With them: others' words, without who said them
prepare-substance-others = With them: the substance of what others said, and no words

## The history of a position

held-title = { $party } on { $issue }
held-party = Party
held-now = Stands now
held-moved = Movement
held-history = Every position, the latest first
held-none = This party has taken no position on this issue.
held-stands = stands
held-given-up = given up
held-past = no longer holds
held-replaced = { $by } took its place
held-said-by = said by { $who }
held-at = at { $session }
held-was = as it was first written: { $was }
held-taken-back = Taken back
held-taken-back-on = taken back on { $date }

## Incidents, their map, and the weeks

coordinates = { $lat }, { $lon } (to within { $km } km)
show-at = Coordinates

incidents-title = Incidents: { $process }
incidents-none = No incident is recorded.
incidents-no-such = There is no incident { $id } here.
section-incident-list = All incidents, the latest first
incidents-after = { $n ->
    [one] One later incident is above this part of the list: to the latest
   *[other] { $n } later incidents are above this part of the list: to the latest
}
incidents-before = { $n ->
    [one] One earlier incident: before { $id }
   *[other] { $n } earlier incidents: before { $id }
}

section-weeks = These four weeks and the four before
weeks-now = These four weeks ({ $from } to { $to })
weeks-before = The four before ({ $from } to { $to })
weeks-perhaps = { $n ->
    [one] perhaps one more, whose date is not known exactly
   *[other] perhaps { $n } more, whose dates are not known exactly
}
weeks-gaps-label = Not recorded
weeks-gaps = { $n ->
    [one] Nothing at all was recorded in one of these { $all } weeks: that does not say that nothing happened.
   *[other] Nothing at all was recorded in { $n } of these { $all } weeks: that does not say that nothing happened.
}
weeks-supposed-label = Not counted
weeks-supposed = { $n ->
    [one] one incident that is only supposed
   *[other] { $n } incidents that are only supposed
}
weeks-caption = Incidents by week: seven days from the day named, the last week ends on { $day }. Only what surely happened in a week is counted in it.
weeks-undated = date not known
weeks-gap = no record
weeks-gap-told = nothing recorded
weeks-table = The weeks as a table
weeks-week = Week
weeks-count = Incidents

section-map = Where
map-title = { $n ->
    [one] One incident on the map
   *[other] { $n } incidents on the map
}
map-none = No incident has coordinates, so there is no map.
map-without = { $n ->
    [one] One incident is not on the map: its place is not known, or not closely enough.
   *[other] { $n } incidents are not on the map: their places are not known, or not closely enough.
}
map-reading = The number in a circle says how many incidents happened somewhere in its square; where in the square is not shown.
map-reading-coarse = The number in a circle says how many incidents happened somewhere in its square; where in the square is not shown. Dashed squares: places that are known less exactly.
map-note = Land outline only (Natural Earth). No border is drawn but those of a chosen layer; a layer shows what its source says, and is no opinion on any border.
map-table = The map as a table
map-where = Where
map-about = about { $place }, a square of { $km } km
map-km = { $n } km
degrees-north = { $n }° N
degrees-south = { $n }° S
degrees-east = { $n }° E
degrees-west = { $n }° W
layer-label = { $name } · { $publisher } · { $date } · source { $source }
layer-no-publisher = publisher not said
layer-no-date = date not said
layers-offered = Layers that can be drawn
layer-shown = shown
layer-not-shown = not shown
layer-not-drawn = not drawn
layer-fault = { $name }: { $why }
layer-too-large = its document is larger than 2 MB
layer-too-many-points = its document has more than 100,000 points
layer-not-json = its document is not JSON
layer-not-geojson = its document is JSON, but not GeoJSON
layer-bad-coordinate = a coordinate in it is not a longitude and a latitude in degrees
layer-other-system = its coordinates are in another reference system than longitude and latitude
layer-no-line = there is no line and no area in it
layer-too-dense = there is more in it than a map can show
layer-elsewhere = { $name }: nothing of it lies on this part of the globe
layer-left-out = { $n ->
    [one] { $name }: one point in it is not drawn, only lines and areas are
   *[other] { $name }: { $n } points in it are not drawn, only lines and areas are
}
layer-too-many = { $n ->
    [one] One layer more is not drawn: at most { $most } are
   *[other] { $n } layers more are not drawn: at most { $most } are
}

## Sources

sources-title = Sources: { $process }
sources-none = No source is recorded.
sources-caption = Every source, with how many entries rest on it
source-title = Source
source-kind = Kind
source-publisher = Published by
source-date = Date
source-rests = Entries
source-document = Document
source-address = Address
source-number = Source
source-attached = { $name } ({ $kb } KB)
source-no-document = none
source-attach = attach one
source-page = Source: { $title }
source-none = No source with this id is in this view.
source-no-sentence = It has no sentence { $n }.
source-no-text = It has no text here.
source-quotes = quotes { $words }
section-source-text = Its text, and what rests on it
section-source-whole = What cites it as a whole

## Proposals and agreements

agreements-title = Proposals and agreements: { $process }
section-proposals = Proposals
proposals-caption = Who answered what, the latest proposal first
proposal-what = Proposal
proposal-terms = Would settle
proposal-outcome = What came of it
proposal-by = by { $by }
proposal-about = about { $issues }
proposal-own = puts it forward
proposal-not-asked = not asked
answer-none = none yet
agreements-replaced = replaced by { $title }
agreements-agreed = agreed: { $title }
section-agreements = Agreements
section-owed = Commitments
commitment-agreement = By
commitments-in-state = { $n } { $state }
proposal-page = Proposal: { $title }
proposal-none = No proposal with this id is in this view.
proposal-from = Put forward by
proposal-to = To
proposal-made = When
proposal-says = Says
proposal-issues = About
proposal-replaces = Takes the place of
proposal-no-answers = Nobody has answered yet.
proposal-counter = (instead: { $title })
section-terms = Terms
section-answers = Answers
terms-caption = What it would settle
terms-compared = What it would settle, beside the proposal that it replaces
terms-then = Before: { $title }
terms-now = Now
terms-change = What changed
terms-new = new
terms-same = as before
terms-changed = changed
terms-dropped = dropped

## Packages and the frontier

packages-title = Packages: { $process }
packages-heading = Side by side
packages-caption = Each column is a package, each row an issue; ≠ stands where a package differs from the one before it
packages-issue = Issue
packages-what = What
packages-by = From whom to whom
packages-by-to = { $by } to { $to }
packages-when = When
packages-state = State
packages-replaced = replaced
packages-replaced-by = by { $by }
packages-accepted = accepted
packages-refused = refused
packages-open = open
packages-became = as { $title }
packages-not-settled = not settled
packages-same-in-all = the same in all
packages-unlike = unlike { $package }
packages-not-in = not in { $package }
packages-red-lines = Red lines
packages-breaks-n = breaks { $n }
packages-may-break-n = may break { $n }
packages-breaks-none = touches none
packages-leaves-open = Leaves open
packages-n-issues = { $n ->
    [0] nothing
    [one] 1 issue
   *[other] { $n } issues
}
packages-answer-of = Answer of { $party }
packages-no-answer = no answer recorded
packages-own = puts it forward
packages-agreed = agreed
packages-without = (without an agreement { $n })
packages-from-to = from { $least } to { $most }
packages-meets = not worse
packages-misses = worse
packages-may-meet = may be worse
packages-worth-unvalued = not known: it names what no preferences value
packages-worth-forbidden = not known: the rules allow no such package
packages-worth-too-long = not known: it would take too long for a page
packages-worth-apart = Some issues are named in nobody’s preferences; they are not counted in what a package is worth.
packages-no-worth = What the packages are worth is not known: { $why }
packages-release = What releasing a package would tell the sides of each other’s preferences is not worked out here. It is shown before you release one.
packages-red-lines-heading = Red lines touched
packages-red-lines-rule = Red lines that stand now, on issues that the package settles. “May break” is where one of the two is vague.
packages-breaks = breaks
packages-may-break = may break
packages-line-of = { $party } on { $issue }
packages-settles-on = (the package: { $option })
packages-open-heading = What each leaves open
packages-agreed-elsewhere = agreed elsewhere
packages-diary-heading = Trade diary
packages-diary-rule = How one package led to the next. A party got something where an issue came nearer to its last position at that time, and gave where it went away from it.
packages-diary-none = No package here takes the place of another or answers one.
packages-replaces = { $to } takes the place of { $from }
packages-counters = { $to } answers { $from }
packages-came-of = { $to } came of { $from }
packages-same-terms = On the same terms.
packages-towards = towards { $parties }
packages-away = away from { $parties }
packages-got = { $party } got on { $got }
packages-gave = { $party } gave on { $gave }
packages-got-and-gave = { $party } got on { $got }, gave on { $gave }
packages-all-heading = { $n ->
    [one] The only package on the table
   *[other] All { $n } packages on the table
}
packages-choose = Up to { $n } can stand side by side.
packages-choose-command = Up to { $n } can stand side by side: detente packages PROCESS ID ID …
packages-put-beside = put beside the others
packages-leave-out = leave out
packages-to-release = release …
packages-none = No proposal or agreement that you see has terms yet.
packages-unknown = There is no package { $id } that you see.
packages-too-many = Only the first { $n } stand here.
scenario-no-preferences = no preferences are known here.
scenario-no-options = the issue { $what } has preferences and no options.
scenario-too-precise = the numbers of { $what } have too many digits for exact sums.
scenario-bad-constraint = a constraint or link of { $what } names an issue or option that is not there.
scenario-too-wide = a link of { $what } ties too many issues or options together.
frontier-title = Frontier: { $process }
frontier-warning = For the team alone. It is computed from what the sides told you each by itself: whoever sees it, or only one package that it suggests, learns much about what the others value.
frontier-missing-heading = What is missing
frontier-missing = What all could accept can be found when the preferences of two parties are known: how much each issue weighs for it, and what its options are worth.
frontier-known = { $party }: its preferences are known
frontier-unknown = { $party }: its preferences are not known
frontier-add = add what it values
frontier-cannot = What all could accept cannot be found: { $why }
frontier-unfinished-heading = Not finished here
frontier-unfinished = This screen looks at a limited number of packages, so that nobody waits long. What follows was not finished, and nothing is said of it; detente deals takes the time that it needs:
frontier-unfinished-measures = how much room there is, and how far the sides are apart
frontier-unfinished-table = the test of the last proposal, and what the last partial agreement does to the rest
frontier-unfinished-trades = trades
frontier-unfinished-sensitivity = the weights that change the choice
frontier-red-lines-heading = The red lines that count here
frontier-line-breaks = { $n } of { $all } efficient packages break it

## Tournaments and sweeps
tournament-title = Simulated talks
tournament-badge = hypothetical
tournament-heading = What many simulated talks say together
tournament-hypothetical = HYPOTHETICAL: nobody said any of this. Strategies of a program talked with each other.
tournament-rooms = Computed from { $rooms }: what was computed from several rooms belongs to the team.
tournament-ended-agreement = ended with an agreement
tournament-ended-timed-out = ran out of time
tournament-ended-chance = ended by chance
tournament-ended-exhausted = ended: nobody had anything new
tournament-ended-broken = broken off by a party
tournament-ended-left = too few remained
tournament-ended-no-offer = ended: a party offered nothing
tournament-ended-waiting = ended: a party only waited
tournament-ended-impossible = ended: a strategy offered what cannot be
tournament-table-standings = How each strategy did: means over settings, ± half of the 95 % interval
tournament-table-pairs = Each strategy beside each other, in the same settings
tournament-table-payoffs = Mean gain of a strategy (row) beside others
tournament-table-replies = The best reply to what the others do
tournament-table-equilibria = Nobody gains by changing alone
tournament-table-course = Shares of a population in which what does well spreads
tournament-table-basins = Where populations end
tournament-table-settings = What happened in each setting
tournament-table-fans = What lay on the table as time went: 0 the party’s worst outcome, 1 its best
tournament-strategy = strategy
tournament-other = other
tournament-others = others
tournament-gain = gain
tournament-payoff = utility
tournament-agreement = agreements
tournament-steps = steps
tournament-distance = from frontier
tournament-nash = of best Nash product
tournament-welfare = of best welfare
tournament-cells = settings
tournament-difference = difference of gains
tournament-effect = effect (−1 to 1)
tournament-p = p
tournament-holm = p, corrected
tournament-differing = settings that differ
tournament-best = best replies
tournament-profile = strategies
tournament-regret = most one could gain
tournament-time = time
tournament-left = who is left
tournament-share = share of starts
tournament-at-rest = came to rest
tournament-scenario = scenario
tournament-rules = rules
tournament-seats = seats
tournament-party = party
tournament-gain-note = Gain: 0 is what a party has without an agreement, 1 the most it can get; below 0 is worse than no agreement. Of the best Nash product and of the best welfare: 1 is the best that any package reaches.
tournament-tests-note = p: Wilcoxon’s signed-rank test, two-sided; corrected for the number of pairs by Holm. The settings stand for themselves only: other scenarios may say otherwise.
tournament-game-note = Payoffs within 0.001 count as equal. The game is symmetric, its seats averaged (Walsh and others 2002).
tournament-no-equilibrium = In every pure profile somebody would gain by changing alone.
tournament-no-game-parties = No game of choosing a strategy is told: the scenarios differ in their number of parties.
tournament-no-game-large = No game of choosing a strategy is told: there are too many combinations.
tournament-no-game-missing = No game of choosing a strategy is told: not every strategy sat beside every other, itself among them.
tournament-left-out = { $n ->
    [one] One more row is in JSON.
   *[other] { $n } more rows are in JSON.
}
tournament-shares = Share of each strategy
tournament-on-table = talks with an offer
tournament-chart-course = Shares of a population that begins evenly: what gains more than the mean spreads.
tournament-chart-fans = The offer on the table as its party values it, 0 to 1: the line is the median of the talks, the dark band half of them, the pale band nine in ten.
## Simulated talks

talk-hypothetical = Hypothetical
talk-nobody-said = Nobody said any of this: programs talked, with the strategies that are named here.
talk-title = Rehearsal, hypothetical: { $process }
talk-protocol = Protocol
protocol-sao = alternating offers
protocol-tau = tentative agreement
protocol-amop = all offer and all vote
talk-limits = Limits
talk-seed = Seed
talk-steps = { $n ->
    [one] { $n } step
   *[other] { $n } steps
}
talk-seconds = { $n } simulated seconds
talk-chance = a chance of { $share } to end with each step
talk-own-steps = { $n ->
    [one] { $party } leaves after { $n } step
   *[other] { $party } leaves after { $n } steps
}
talk-end-heading = How it ended
talk-ended-agreement = { $n ->
    [one] They agreed in the first step.
   *[other] They agreed after { $n } steps.
}
talk-ended-timed-out = Time ran out after { $n ->
    [one] { $n } step
   *[other] { $n } steps
}; there is no agreement.
talk-ended-chance = The talk ended by chance after { $n ->
    [one] { $n } step
   *[other] { $n } steps
}; there is no agreement.
talk-ended-exhausted = Nobody had anything new to offer after { $n ->
    [one] { $n } step
   *[other] { $n } steps
}; there is no agreement.
talk-ended-broken = { $party } broke the talk off after { $n ->
    [one] { $n } step
   *[other] { $n } steps
}; there is no agreement.
talk-ended-left = { $party } left after { $n ->
    [one] { $n } step
   *[other] { $n } steps
}, and too few remained; there is no agreement.
talk-ended-no-offer = { $party } refused and had nothing to offer after { $n ->
    [one] { $n } step
   *[other] { $n } steps
}; there is no agreement.
talk-ended-waiting = { $party } only waited after { $n ->
    [one] { $n } step
   *[other] { $n } steps
}; there is no agreement.
talk-ended-impossible = { $party } offered what cannot be offered after { $n ->
    [one] { $n } step
   *[other] { $n } steps
}; there is no agreement.
talk-agreed-worth = Agreed: worth { $worth }
talk-breaks = It breaks red lines: { $lines }
talk-none-agreed = Nothing was agreed.
talk-frontier-unknown = How far from the frontier it ended is not known: not all efficient packages were found.
talk-no-agreement-zone = { $n ->
    [0] No efficient package gives everybody at least what he has without an agreement.
    [one] One efficient package would have given everybody at least what he has without an agreement.
   *[other] { $n } efficient packages would have given everybody at least what he has without an agreement.
}
talk-efficient = It is efficient: no package is better for one party and worse for none.
talk-not-efficient = It is { $share } from the frontier (the greatest difference of any party, as a share of its range there). Nobody would lose by this instead: { $gained }.
talk-from-nash = It is { $share } from the package that the Nash solution chooses.
talk-offers-heading = What was offered
talk-chart-title = The talk among the efficient packages
talk-chart-first-and-last = Of each party’s offers in the talk the first is a thin line, the last a thick one with its marks.
talk-offers-of = Offers of { $party }
talk-key-agreed = What was agreed
talk-moves = { $n ->
    [one] The only offer
   *[other] All { $n } different offers, each where its party made it first
}
talk-moves-some = The first and last of { $all } different offers, each where its party made it first; { $n } between them are left out
talk-step = Step
talk-by = By
talk-offer = Offer
talk-now = now { $terms }
talk-answer = Answer
talk-accepted = agreed
talk-times = made { $n ->
    [one] once
   *[other] { $n } times
}, until step { $step }
talk-refused = { $party } refused
talk-taken = { $party } accepted
talk-wanted-utility = { $party } wanted { $wanted }: { $short } short
talk-wanted-falling-utility = { $party } wanted { $first } and last { $wanted }: { $missing } and last { $short } short
talk-wanted-gain = { $party } wanted { $wanted } of the way to its best: { $short } short
talk-wanted-falling-gain = { $party } wanted { $first } and last { $wanted } of the way to its best: { $missing } and last { $short } short
talk-course-title = The talk over time
talk-course-read = A panel for each party: what its own offers and those made to it are worth to it. Where the lines meet, they agree.
talk-key-own = The party’s own offers
talk-key-others = Offers of others
talk-last-offer = { $party } last { $n }
talk-course-table = What stood at { $n ->
    [one] { $n } step
   *[other] { $n } steps
}: to each party, its own offer and the best that was offered to it until then
talk-own-offer = { $party }: its own offer
talk-best-offered = { $party }: best offered to it
rehearsal-about = For the team alone. A talk is computed from what the sides told you each by itself: whoever sees one learns much about what they value. Two parties in turn accept what lies on the table or put another offer in its place.
rehearsal-too-many = There are too many packages for this screen; detente talk plays it.
rehearsal-cannot = This cannot be played: { $why }
rehearsal-strategy-of = Strategy of { $party }
rehearsal-steps = Steps, at most 1000
rehearsal-play = Let them talk
