## The frame of every screen

workspace-nobody = nobody yet
workspace-skip = To the content
workspace-viewing = Seen by:
workspace-search = Search
workspace-find = Find
workspace-lock = Lock
workspace-screens = Screens
workspace-news = Something that you may see has changed. Show it
workspace-foot = Détente runs on this machine. Nothing leaves it.
screen-today = Today
screen-meetings = Meetings
screen-gaps = Issues and parties
screen-agreements = Proposals and agreements
screen-packages = Packages
screen-frontier = Frontier
screen-rehearsal = Rehearsal
screen-timeline = Timeline
screen-actors = Actors
screen-incidents = Incidents
screen-sources = Sources
screen-audit = Audit
screen-access = Access

## Looking at another time

as-of-legend = Look at another time
as-of-known = what was known by
as-of-on = what held on
as-of-look = Look
as-of-now = Back to now
as-of-everything = now

## Where words lead

action-correct = correct
action-release = release
action-withdraw = withdraw
action-record = Record a line
action-plan = Plan a meeting
action-prepare = Prepare: { $party }
add-incident = Add an incident
add-source = Add a source
add-proposal = Add a proposal
add-response = Add an answer
add-agreement = Add an agreement

## Where a statement comes from

provenance = recorded by { $author } on { $recorded }

## Rooms and their readers

room-public = public
room-joint = joint
room-caucus = caucus with { $parties }
room-party = { $party } alone
room-team = team
readers-public = everybody
readers-joint = all parties at the table and the team
readers-caucus = { $parties } and the team
readers-party = { $party } alone
readers-team = the team alone

## Coming in, locking, leaving

open-title = Come in
open-sentence = This link opens the workspace for the seat “{ $seat }”. It opens once.
open-choose = Choose a PIN or some words to unlock with
open-hint = At least 4 characters. After 15 minutes without a key or a click the workspace locks itself; this unlocks it.
open-pin-bad = Choose at least 4 characters.
open-language = Language
open-open = Open the workspace
language-en = English
language-ar = العربية
locked-title = Locked
locked-sentence = The workspace is locked.
locked-label = Your PIN or words
locked-wrong = That is not right. After five wrong ones the session ends.
locked-unlock = Unlock
locked-leave = Leave for good

## What is refused

refused-nothing-title = There is no such page
refused-nothing = There is nothing here that you may see under this address. It may have been taken back, or never have been.
refused-method = This address cannot be used in this way.
refused-unclear-title = This cannot be understood
refused-unclear = What was asked cannot be read. It says here what to write instead:
refused-yours-title = This is not for your seat
refused-yours = The seat on which you sit may not do this. Nothing was written.
refused-store-title = The record cannot be used just now
refused-store = Nothing was lost and nothing was written. Try again; if it stays so, whoever started this program sees more where it was started.
refused-size-title = That is too much
refused-size = A form may hold 1 MB of text, a document 32 MB. Nothing was written.
refused-slow-title = It took too long to arrive
refused-slow = What you sent did not arrive in time. Nothing was written; go back in your browser and send it again.
refused-broken-title = What was sent cannot be read
refused-broken = Nothing was written; go back in your browser and send it again.
refused-fault-title = A fault of this program
refused-fault = Nothing was written. Please tell whoever keeps this program what you did.
refused-elsewhere-title = This did not come from a page of the workspace
refused-elsewhere = Nothing was written. Open the page in this workspace and send it from there.
refused-out-title = You are not in
refused-out = Nobody is signed in here, or the session has ended. Ask the keeper for a new link.
refused-typed = What you had typed, so that you can copy it:
refused-unwritten-title = Nothing was written
refused-back = Back to today
refused-running-title = It is being done
refused-running = This form was sent twice. The first one is being carried out; look in a moment.
refused-locked-title = Locked meanwhile
refused-locked = Nothing was written: the workspace was locked before the form was sent. Unlock it in another window, then go back in your browser, where everything is still in the form, and send it again.
refused-contested-title = Somebody else was faster
refused-contested = Somebody wrote about the same entry while you did. Nothing of yours was written. Look at theirs first:
refused-unwritten = What was sent has faults:
refused-link-title = This link opens nothing
refused-link = A link opens once and for a limited time. Ask the keeper for a new one.
refused-link-later-title = Wait a little
refused-link-later = This link was tried too often. Try again in some minutes, or ask the keeper for a new one.
refused-left-title = You have left
refused-left = The session has ended. To come in again, ask the keeper for a new link.

## Access

access-title = Access
access-rule = Each link lets one person in, once, on one seat. Whoever has it sees what that seat sees: give it to its person and nobody else.
access-give = Let somebody in
access-name = For whom
access-name-hint = In your words: “North’s adviser”. What this person writes carries that name as its author.
access-seat = On which seat
access-lasts = For how many hours
access-what = As
access-what-link = a link for a browser, which opens once
access-what-token = a token for a program, which opens until it ends
access-make = Make it
access-made-link = This link is shown once. Give it to { $name } alone:
access-made-token = This token is shown once. Give it to { $name } alone:
access-made-title = Made
access-links = Links that nobody has opened yet
access-sessions = Who is in
access-tokens = Tokens of programs
access-none = None.
access-made-at = Made
access-ends = Ends
access-used = Last used
access-take = Take back
access-end = End it
access-own = yours
access-bad-name = Write for whom it is: 1 to 80 characters.
access-bad-time = Write a number of hours from 1 to 8784.
access-bad-seat = That seat is not yours to give, or there is no such party.
access-refused = It was not made:
access-back = Back to Access
access-language = Your language
access-speak = Use it
access-leave = Leave

## Writing

add-title = Add
add-which = What do you want to write down?
add-title-of = Add: { $kind }
correct-title = Correct: { $says }
withdraw-title = Take back: { $says }
release-title = Release: { $says }

## Documents

attach-title = Attach a document to “{ $says }”
attach-what = The document is kept beside the record, for the readers of its room.
attach-file = File
attach-hint = At most 32 MB. Of a plain text the sentences are kept as well, so that entries can cite them. A file that ends in .geojson can be drawn on the map of incidents.
attach-room = For the readers of
attach-attach = Attach it
attach-none = Choose a file that is not empty.

## Forms

form-add = Record it
form-correct = Correct it
form-withdraw = Take it back
form-release = Release it
form-required = (required)
form-optional = Details that may be left out
form-none = –
form-one-more = One more row
form-another-language = In another language as well
form-language = Language
form-refresh = Show what fits these choices
form-faults = Nothing was written yet
form-fault = To be put right:
form-who-reads = who may read it
form-room = { $room }, read by: { $readers }
form-sentences = The sentences of this source
form-which-issue = issue
form-value = option or number
form-issue-unit = { $issue } ({ $unit })
form-release-to = released to
form-release-where = Choose the room that it is released to.
form-copied = These words are copied, as they stand:
form-not-copied = Not copied: its id, its author, its note, its document, the time of recording, and sources that the wider room does not have.
form-may = What was permitted when it was said
form-not-yours = You may not write into { $room }. What you typed is below.
form-writes-nothing = You may read this process, and write nothing into it.
form-no-room = Choose who may read it.
form-contested = Somebody else acted on the same entry while you wrote: { $theirs }. Look at that first. Nothing was written; what you typed is below.
form-busy = Others keep writing into the same rooms. Nothing was written; what you typed is below. Send it again.
form-store-failed = The record could not be written: its store does not answer, or has no room left. Nothing was written; what you typed is below. Send it again, or tell whoever keeps this machine.
form-store-damaged = Something in the record is not what was written there, so nothing is added to it. What you typed is below. Tell whoever keeps this machine.
form-too-much = More was sent than a form takes. Nothing was written.
form-nothing-changed = Nothing was changed, so there is nothing to correct.
form-not-correctable = This entry says nothing that could be corrected. Take it back and write another.
form-released-already = It was released before, as { $into }.
form-narrowed = It was corrected in { $now }, which has fewer readers than { $written }. Correct it in { $written } as well, or write the words anew.

## Hints of forms

hint-room = The narrowest comes first. What may be named below depends on it.
hint-release-to = Everybody who reads that room will read these words, and nobody can make them unread.
hint-date = A date, which may be vague: 2025-05-16, 2025-05, 2025, 2025-05-16T13:30, 2025-05-14/2025-05-16. Or “before”, “by”, “after” or “about” with a date. Or “before”, “after” or “during” with the id of what happened. Or “unknown”.
hint-names = Ids, with commas between them.
hint-extent = Fill in one of these. The options are those of the issue above.
hint-cites = For each: the source, and one sentence (4), several (4-6) or the exact words. A row that is left empty does not count.
hint-rows = A row that is left empty does not count.
hint-by-issue = An issue that is left empty stays open.
hint-yaml = In YAML, as in the files of a process.
hint-position-red-line = Did the party say that it will not go further than this?
hint-session-lasted = A length of time: under 2 hours, about 90 minutes, 3 days.
hint-figure-count = A number, or: at least 3, at most 3, under 3, over 3, about 3, 3-5, unknown.
hint-preferences-weights = For each issue a number from 0; a range as {"{"}low: 20, likely: 30, high: 40{"}"}.
hint-preferences-values = In YAML. For each issue what its options are worth: {"{"}ISSUE: {"{"}OPTION: 0, OPTION: 1{"}"}{"}"}
hint-preferences-orders = In YAML. For each issue its options, the best first, equals in brackets: {"{"}ISSUE: [OPTION, [OPTION, OPTION]]{"}"}
hint-preferences-more-important = In YAML. Issues, the more important first: [[ISSUE, ISSUE]]
hint-source-language = A tag such as en, ar, uk or uk-Latn.
hint-source-text = One sentence on each line, so that it can be cited by its number.
hint-entry-id = Other entries point at it by this. One is made if none is given.
hint-release-id = The id of the copy. One is made if none is given.

## Words of forms

word-true = yes
word-false = no
word-scale-nominal = they are only different
word-scale-ordinal = they form a ladder, in the order written
word-scale-numeric = they are numbers
word-position-kind-demand = demand
word-position-kind-offer = offer
word-position-kind-wish = wish
word-position-kind-acceptance = acceptance
word-position-kind-refusal = refusal

## Fields of forms; the others are among the fields that corrections name

field-adds = adds
field-count = number
field-given = when permission was given
field-label = in words
field-position-option = on what
field-position-options = several options
field-position-range = a number
field-quote = exact words
field-sentences = sentences
field-state = state
field-then = then
field-this = this package
field-what = what
field-when-all = when all of this is agreed
field-who = who
field-comparison-to = to that package
field-commitment-by = by when
field-figure-by = the side that gives it
field-figure-source = the source that gives it
field-attribution-to = who is said to have done it
field-attribution-by = the side that says so
field-attribution-source = the source that says so
field-attribution-denied = denied by the one who is named
field-long-cite-id = source
field-issue-about = what it is about
field-issue-option-id = id
field-link-to = to which issue
field-link-why = why
field-proposal-by = put forward by
field-proposal-to = put to
field-response-to = answer to
field-response-by = who answers
field-response-party = for which party
field-response-counter = what it puts forward instead
field-statement-by = who said it
field-statement-party = for which party
field-statement-words = its exact words
field-statement-sense = its sense
field-position-session = said in the session
field-position-red-line = a red line
field-contact-from = from whom
field-contact-to = to whom
field-release-id = id of the copy
field-release-permitted = when it was permitted
field-release-condition = on what condition
field-session-level = rank of those who met
field-session-lasted = how long it lasted
field-person-party = acts for
field-entry-id = id

## Long lists

part-first = Back to the first
part-more = { $n ->
    [one] One more
   *[other] { $n } more
}

## Looking on, and acting

workspace-seen = I have seen this
workspace-files = Keep this page as a file:
screen-add = Add
screen-brief = Brief
action-attach = attach a document
show-none-title = Not found: { $id }
word-use-team-only = team only
word-use-substance = the substance may be used
word-use-quote = may be quoted
word-use-attribute = may be attributed
