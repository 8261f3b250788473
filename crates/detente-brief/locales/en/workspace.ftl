## The workspace

workspace = Workspace

## Writing

add-title = Add
add-which = What do you want to write down?
add-title-of = Add: { $kind }
correct-title = Correct: { $says }
withdraw-title = Take back: { $says }
release-title = Release: { $says }
attach-title = Attach a document to “{ $says }”
attach-what = The document is kept beside the record, for the readers of its room.
attach-file = File
attach-hint = At most 32 MB. Of a plain text the sentences are kept as well, so that entries can cite them. A file that ends in .geojson can be drawn on the map of incidents.
attach-room = For the readers of
attach-attach = Attach it
attach-none = Choose a file that is not empty.

## Around screens, and acts

workspace-seen = I have seen this
workspace-files = Keep this page as a file:
screen-add = Add
screen-brief = Brief
action-attach = attach a document
show-none-title = Not found: { $id }
field-given = given on
word-use-team-only = team only
word-use-substance = the substance may be used
word-use-quote = may be quoted
word-use-attribute = may be attributed
