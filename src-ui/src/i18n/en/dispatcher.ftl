# The dispatcher's board.
board-today = Today
board-list = Deliveries
board-map = Map
board-drivers = Drivers
board-exceptions = Exceptions
board-screens = Screens
board-skip = To the content
board-account = Account
board-theme = Theme
board-theme-system = As the device
board-theme-light = Light
board-theme-dark = Dark
board-theme-contrast = High contrast
board-search = Search address, name, code
board-new = New delivery
board-new-hint = New delivery (n)
board-of = { $n } of { $all }
kpi-deliveries = deliveries
kpi-on-time = on time
kpi-drivers = drivers live
kpi-unassigned = unassigned
board-filter = Filter
board-all-drivers = Show all drivers
group-all = All
group-unassigned = Unassigned
group-on_the_way = On the way
group-late = Late
group-failed = Failed
group-delivered = Delivered
group-cancelled = Cancelled
group-exceptions = Exceptions
board-compact = Denser rows
board-comfortable = Taller rows
col-code = Code
col-dropoff = Drop-off
col-by = By
col-driver = Driver
col-state = State
col-due = Due
board-pick = Select { $code }
board-pick-all = Select all
board-pick-none = Clear the selection
board-picked = { $n } selected
board-pieces = { $n } pcs
board-due-now = now
board-left = left
board-late = late
board-on-time = on time
board-soon = due soon
board-any-time = any time
board-seconds = { $n } s
board-brief = { $h } h { $m }
board-hours = { $n } h
board-days = { $n } d
board-fix = fix { $age }
board-battery = battery { $n } %
board-no-fix = no position yet
board-away = { $distance } away
board-load-safe = The server has everything; only this list could not be loaded.
board-empty = No deliveries yet
board-empty-text = Press n, or the button at the top, to make the first one.
board-no-match = Nothing matches
board-no-match-text = No delivery fits the search and the filters.
board-clear = Clear search and filters
board-list-width = Width of the list
board-detail-width = Width of the details
board-lost = Live connection lost. What you see is as of { $age }; it comes back by itself.
board-undone = Undone
board-some-failed = { $done } of { $all } done. The first that was not: { $why }
board-assigned = { $n ->
    [one] Assigned to { $name }
   *[other] { $n } deliveries assigned to { $name }
}
board-transfer-asked = { $n ->
    [one] { $name } is asked to take it over
   *[other] { $name } is asked to take { $n } deliveries over
}
board-given = { $n } deliveries go to { $name }; { $m } of them once both drivers have confirmed
board-unassigned = { $n ->
    [one] Taken back from the driver
   *[other] { $n } deliveries taken back
}

row-unassigned = Unassigned
row-offered = Offered
row-assigned = Assigned
row-accepted = Accepted
row-arrived_at_pickup = At pickup
row-picked_up = Picked up
row-out_for_delivery = On the way
row-arrived = Arrived
row-completed = Delivered
row-cancelled = Cancelled
row-delivered_to_recipient = Delivered
row-delivered_to_third_party = Third party
row-delivered_to_safe_place = Safe place
row-delivered_to_mailbox = Mailbox
row-delivered_to_pickup_point = Pickup point
row-delivered_partially = In part
row-failed_not_home = Not home
row-failed_cant_find_address = Not found
row-failed_refused = Refused
row-failed_damaged = Damaged
row-failed_package_not_available = Not in van
row-failed_payment_not_received = Not paid
row-failed_missing_required_proof = No proof
row-failed_no_time = No time
row-failed_other = Failed

act-assign = Assign
act-reassign = Reassign
act-transfer = Transfer to…
act-assign-hint = Choose a driver (a)
act-unassign = Take back from the driver
act-call = Call
act-edit = Edit
act-more = More
act-copy-link = Copy tracking link
act-open-link = Open tracking page
act-cancel = Cancel delivery

detail-title = Details
detail-close-hint = Close (Esc)
detail-stop = { $name }’s stop { $n }
detail-cancelled = Cancelled: { $reason }
detail-stale = History and files could not be read ({ $why }). The rest is what the list knows.
detail-due-in = Due in { $time }
detail-late-by = { $time } past its window
detail-done-at = Done at { $time }
detail-nobody = Nobody has it
detail-nobody-text = Press to choose a driver
custody-sender = with the sender
custody-recipient = with the recipient
custody-driver = with { $name }
transfer-title = Transfer
transfer-to = Goes on with { $name }
transfer-asked = Asked for
transfer-given = { $name } handed it over
transfer-taken = { $name } has it
transfer-waits = not yet
transfer-until = { $name } is responsible until both have confirmed.
transfer-off = Call off
transfer-called-off = Stays where it is
transfer-one = Transfer { $address }
transfer-several = Transfer { $n } deliveries
transfer-note = The goods are in { $name }’s van. Both drivers confirm when they meet, with or without a network; until then { $name } stays responsible and can deliver.
transfer-note-several = { $n ->
    [one] One of these is in a van: both drivers confirm when they meet; until then whoever has it stays responsible.
   *[other] { $n } of these are in vans: both drivers confirm when they meet; until then whoever has them stays responsible.
}
transfer-ask = Ask both drivers
detail-parcels = Parcels
detail-stops = Stops
detail-history = History
detail-cash-due = { $amount } due
detail-cash-taken = { $amount } in cash
detail-link-copied = Tracking link copied
detail-link-not-copied = The browser did not let it be copied: { $link }

proof-title = Proof
proof-safe = { $n } of { $all } safe on the server
proof-none-yet = none yet
proof-no-files = no files
proof-met = there
proof-excused = left out: { $reason }
proof-missing = missing
proof-open = still to come
proof-taken-by = taken by { $name }
proof-scanned = { $n } scanned
proof-age = age checked
proof-without = without { $what }: { $reason }
proof-verified = safe on the server
proof-verified-long = Received; the bytes equal what the phone committed to
proof-on-phone = Still on the phone
proof-on-phone-text = The phone has committed to this file and sends it by itself when it has a network.
proof-alt = Proof for { $address }
proof-before = The one before
proof-after = The next one
proof-what = What
proof-who = By
proof-when = At (device time)
proof-where = For
proof-recipient = Taken by
proof-size = Size
proof-hash = SHA-256 of the sealed file
proof-hash-copy = Copy
proof-hash-copied = Hash copied
proof-certificate = Certificate (PDF)
proof-certificate-json = Proof file (JSON)
proof-sealed = Download the sealed file
proof-sealed-text = The picture above is a copy without position data. The sealed file is what the hash covers, byte for byte.

event-created = Created
event-edited = Edited
event-assigned = Assigned to { $name }
event-unassigned = Taken back
event-offered = Offered to { $name }
event-offer-ran-out = { $name } did not answer in time
event-offer-withdrawn = Offer to { $name } taken back
event-custody-sender = Back with the sender
event-custody-recipient = In the recipient's hands
event-custody-driver = In { $name }'s hands
event-transfer-asked = To go on with { $name }
event-transfer-off = { $name } does not take it over after all
event-handover-given = Handed over to { $name }, as the driver says
event-handover-taken = { $name } says: taken over
event-transferred = { $name } has it from now on
event-accepted = Accepted
event-declined = Declined by { $name }
event-cancelled = Cancelled
event-moved = Moved in the route
event-preparation = Preparation changed
event-arrived_at_pickup = At the pickup
event-picked_up = Picked up
event-out_for_delivery = Out for delivery
event-arrived = Arrived
event-proof = Proof
event-note = Note
event-fact = Came in late, recorded
event-fact-text = { $what }; changes nothing any more
event-received = File received and verified
event-exception = Needs a look
event-resolved = Looked at
event-offline = Happened { $device }, sent offline, arrived { $recorded } ({ $delay } later)

exception-worked_after_reassign = Done by the former driver
exception-worked_after_reassign-text = A driver worked on it after it had been given to somebody else. Both records are kept.
exception-worked_after_cancel = Delivered after it was cancelled
exception-worked_after_cancel-text = The driver was offline when it was called off. The delivery counts; the cancellation stands in the history.
exception-completed_twice = Completed twice
exception-completed_twice-text = A second completion came in. Both proofs are kept; the first one counts.
exception-proof_missing = Proof is missing
exception-proof_missing-text = It was completed without everything the stop demands.
exception-requirement_overridden = Requirement left out
exception-requirement_overridden-text = The driver could not get a proof and said why.
exception-contradiction = The report contradicts itself
exception-contradiction-text = It is kept as it came and changed nothing.
exception-quarantined = Not this driver’s delivery
exception-driver_silent = Nothing heard of the driver's phone
exception-nobody_took_it = Nobody took it
exception-nobody_took_it-text = It was offered, and no driver is left to be asked. The decisions say what stood against each.
exception-outside_service = Made outside of service
exception-outside_service-text = It was made or changed on a phone without a network: a stop is closed then or lies outside the zones, the cut-off was over, or it was tried too often. It was taken all the same.
exception-unassigned = Without a driver for too long
exception-unassigned-text = It waits for a driver.
exception-unassigned_escalated = Still without a driver
exception-unassigned_escalated-text = It was flagged before, and it still waits for a driver.
exception-unassigned-since = Without a driver since { $time }
exception-other = Something this version does not know yet
exception-quarantined-text = A report came from somebody who never had it. It is kept apart.
exception-server = The server
exception-demanded = The stop demands: { $what }
exception-now = Now: { $state }, { $name }
exception-says = The report
exception-says-nothing = It came from the server itself.
exception-against = What stands against it
exception-from-phone = from the phone
exception-from-desk = at the desk
exception-times = { $device } on the phone, arrived { $recorded }
exception-silent-since = Last heard of at { $time }; the phone may just have no network
exception-came-in = Came in at { $time } as number { $n } of its phone.
exception-because = { $what }: { $why }.
disposition-applied = Recorded.
disposition-applied_late = Recorded late
disposition-needs_review = Recorded, to be looked at
disposition-rejected = Refused
disposition-quarantined = Kept aside
because-not_yours = it was somebody else’s by then
because-offer_over = the offer was over by then
because-cancelled = it had been cancelled
because-already_completed = it had been completed
because-missing_proof = it lacks proof that the stop demands
because-illegal_transition = this could not happen in its state
because-already_past = it was further along already
because-invalid = it contradicts itself
because-unknown = it is not known here
exception-settled-by = { $name } settled it, { $time }
exception-for-ever = Stands in the history for good; nobody can take it back.
exceptions-open = Open
exceptions-settled = Settled
exceptions-more = Show more
exceptions-load-safe = The server keeps every report; only this list could not be loaded.
exceptions-stale = The list could not be read again ({ $why }). What you see may be older.
exceptions-intro-settled = The newest first. What a person found stands here and in the delivery’s history.
exceptions-none-settled = Nothing has been settled yet
exceptions-none-settled-text = What you settle stands here, with your note.
exception-driver_silent-text = The driver is at work on it, and the phone has not been heard of for a while.
exception-other-text = A newer server opened it. Update this program to see more.
exception-settle = Settle
exception-settled = Settled
exception-note = What did you find?
exception-note-hint = For example: called the driver, the parcel is with the neighbour
exceptions-none = Nothing needs you
exceptions-none-text = Late reports, missing proof and contradictions show up here.
exceptions-intro = The newest first. Nothing here is lost or overruled until a person settles it.

assign-one = Assign { $address }
assign-several = Assign { $n } deliveries
assign-search = Search drivers
assign-nobody = No driver of that name
assign-has-it = has it
assign-order = nearest to the pickup first
driver-open = { $n ->
    [0] nothing to do
    [one] { $n } stop to do
   *[other] { $n } stops to do
}

cancel-title = { $n ->
    [one] Cancel this delivery?
   *[other] Cancel { $n } deliveries?
}
cancel-rolling = The parcels are in a van. The driver is told, and must bring them back. If the phone is offline, it may still be delivered; you will then be asked.
cancel-reason = Reason
cancel-rule = The reason { $rule }
cancel-keep = Keep
cancel-done = { $n ->
    [one] Cancelled
   *[other] { $n } cancelled
}
cancel-customer = Recipient cancelled
cancel-merchant = Merchant cancelled
cancel-duplicate = Entered twice
cancel-address = Wrong address

key-title = Keyboard
key-move = Next row, row before
key-open = Open the row
key-pick = Select the row
key-assign = Assign
key-palette = Commands
key-escape = Close, step back
key-help = This overview
key-choose = choose
palette-search = What do you want to do? Or which delivery?
palette-late = Show late deliveries
palette-unassigned = Show unassigned deliveries

drivers-none = No drivers yet
drivers-none-text = An admin adds people; drivers then sign in on their phones.
driver-silent = Silent
driver-working = Working
driver-finished = Finished
driver-free = Nothing to do
driver-progress = { $done } of { $all } stops
driver-failed = { $n } failed
driver-late = { $n } late
driver-show = On the board

devices-title = Devices
devices-device = Device
devices-pending = Still to come
devices-failed = Failed
devices-conflict = In conflict
devices-seen = Last heard of
devices-none = No app has signed in yet
devices-none-text = Phones show up here once a driver signs in on one.
devices-load-safe = The phones keep what they have; only this list could not be loaded.
devices-stale = No answer from the server. This is how it was at { $time }.
totals-whole = devices of which all is here
totals-files = files to come, { $size }
totals-files-none = files to come
totals-look = need a person
totals-backup = since the last backup
totals-no-backup = no backup yet
device-whole = All here
device-waiting = Files to come
device-draining = Ended
device-needs-look = Needs a look
device-missing = Report missing
device-files = { $n ->
    [one] 1 file, { $size }
   *[other] { $n } files, { $size }
}
device-reports = { $n ->
    [one] 1 report
   *[other] { $n } reports
}
device-exceptions = { $n ->
    [one] 1 exception
   *[other] { $n } exceptions
}
device-came-in = Reports that came in
device-in-backup = In the last backup
device-late = Recorded late
device-reviewed = Came with an exception
device-rejected = Refused
device-quarantined = Kept aside
device-unreadable = Not readable
device-voided = Could not be sent
device-duplicates = Came twice, counted once
device-disabled = person disabled
device-revoked = ended
device-signed-out = signed out
device-replaced = replaced by a newer sign-in
device-end = End this device
device-end-hint = Lost, or taken away? Ending it signs it out for good.
device-end-text = { $name } is signed out on this device at once and cannot sign in on it again. What was done on it still comes in, and you are asked to look at it.
device-ended = { $name } is signed out on that device
device-allow = Allow again
device-allow-text = { $name } cannot sign in on this device. What was done on it still comes in.
device-allowed = { $name } can sign in on that device again
log-title = What came in, newest first
log-none = Nothing came in from it yet.
log-more = Show more
log-void = A report that could not be sent
log-unreadable = A report that cannot be read
log-never = Never came
log-applied = Recorded
log-duplicate = Came again

form-edit = Edit { $code }
form-restored = Your unfinished delivery is back.
form-discard = Start anew
form-when = Day and driver
form-day = Day
form-driver = Driver
form-nobody = Nobody yet
form-dropoff = Drop-off
form-pickup = Pickup
form-merchant-part = Sender
form-merchant = Merchant, as the recipient knows it
form-address = Street and number
form-unit = Flat, floor
form-place = Coordinates
form-pin = Pin on the map
form-pin-of = The pin is for
form-name = Name
form-phone = Phone
form-from = From
form-until = Until
form-until-day = Last day
form-next-day = Ends on { $day }
form-notes = For the driver
form-notes-hint = Ring twice, the dog is friendly
form-proof = Proof at the door
form-photo-less = One photo less
form-photo-more = One photo more
form-pin-code = PIN the recipient says
form-pin-hint = 4 to 8 digits, or nothing
form-age = Age at least
form-age-hint = 18
form-parcel = Parcel { $n }
form-parcel-name = What is it?
form-parcel-code = Barcode
form-quantity = Pieces
form-cash = Cash, { $currency }
form-parcel-add = Another parcel
form-parcel-remove = Remove this parcel
form-create = Create delivery
form-created = { $code } created
form-saved = Saved
form-stale = Somebody changed this delivery meanwhile. Close the form and open it again to see the newest state; nothing was overwritten.
form-no-network = No answer from the server. Everything you typed is kept here; try again.
form-wrong = { $n ->
    [one] One field needs a look
   *[other] { $n } fields need a look
}
rule-must-not-be-before-window-from = must not be before it begins
rule-must-not-be-empty = is needed
rule-needs-a-pin-on-the-map--or-coordinates = needs a pin on the map, or coordinates

map-board = Map of deliveries and drivers
map-stops = Map of your stops
map-pin = Map to choose a place
map-strip = Map of the way to the stop
map-zoom = Map view
map-closer = Closer
map-further = Further away
map-all = Show everything
map-follow = Follow
map-follow-hint = Keep the chosen driver in sight
map-lasso = Lasso
map-lasso-hint = Draw a line around deliveries to select them
map-layers = Layers
map-layer-drivers = Drivers
map-layer-done = Finished deliveries
map-layer-labels = Street names
map-pin-hint = Press where it is; drag the pin to correct it.
map-no-streets = The street map could not be loaded. Places are right all the same.
map-no-webgl = No map on this device
map-no-webgl-text = The map needs WebGL 2, which this browser or graphics driver does not offer. The list and the details have everything else.
map-not-loaded = The map did not arrive
map-not-loaded-text = The network went away while it was loading. The list and the details work without it.
