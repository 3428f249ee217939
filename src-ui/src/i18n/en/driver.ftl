# The driver's day.
nav = Main places
nav-today = Today
nav-map = Map
nav-waiting = Not sent
nav-shift = Shift
nav-badge = { $n } not sent yet

net-unknown = Connecting
net-online = Online
net-waiting = { $n } to send
net-stuck = { $n } cannot be sent
net-offline = Offline
net-offline-waiting = Offline · { $n } waiting
net-sending = Sending
net-sending-waiting = Sending { $n }
net-sign-in = Sign in again
needs-network = In a browser this needs a network. Nothing is lost: try again when you are online.

today-stop = Stop { $n }
today-of = of { $total }
today-next = Next stop
approach-near = Almost there
approach-arrived = You are here
today-all-done = All done
today-progress = { $done } of { $total } stops done, { $failed } not delivered
today-progress-short = { $done } of { $total } done
today-empty-title = No stops yet
today-empty-text = What dispatch gives you appears here by itself.
today-finished-title = That was the last stop
today-finished = { $n ->
    [one] One delivery made. Thank you.
   *[other] { $n } deliveries made. Thank you.
}
today-finished-failed = { $n } delivered, { $failed } not delivered.
by = by
about-minutes = ~{ $n } min
quoted = “{ $text }”
card-code = { $code } · stop { $n }
pickup-at = Pick up at
dropoff-at = Then to
notes = Note

step-accept = Accept
step-arrive-at-pickup = I am at the pickup
step-pick-up = Picked up
step-set-off = Set off
step-arrive = I have arrived
step-complete = Complete delivery
same-accept = Accept all { $n }
same-arrive = At the pickup for all { $n }
same-pick-up = Picked up all { $n }

route-title = Route
route-grip = Move { $address }: drag, or use the arrow keys
route-moved = { $address } is now stop { $n }
route-go-next = Go here next
route-is-next = This stop is next now
done-title = { $n ->
    [one] One stop done
   *[other] { $n } stops done
}
proof-safe = { $safe } of { $all } safe on the server
proof = Proof

stop = Stop
stop-open = Open { $address }
stop-gone-title = Not on your route any more
stop-gone-text = Dispatch has taken this delivery back or given it to somebody else.
stop-revoked = Given to somebody else meanwhile. What you did is kept and goes up first.
stop-pending = { $n ->
    [one] 1 step not sent
   *[other] { $n } steps not sent
}
stop-attempt = Attempt { $n }
could-not = Couldn’t deliver
parcels-from = from { $merchant }
parcel-pieces = { $n } pieces
parcel-scanned = Scanned
parcel-not-scanned = Not scanned

stop-cancelled = Cancelled: { $reason }

hands-colleague = a colleague
take-title = To take over
take-from = From { $name }
take-to = for { $address }
take-have = I have it
take-scan = Scan and take over
take-scan-left = { $n ->
    [one] Scan 1 parcel
   *[other] Scan { $n } parcels
}
take-unscanned = I have it, not scanned
take-said = { $name } says: handed over at { $time }.
take-text = { $name } is responsible until you both have confirmed. You can confirm without a network.
take-done = { $address } is yours now
take-not = I do not take it
take-refused = { $address } stays where it is
take-yours = From { $name }
take-unheard = You have it, and can go on. { $name } has not confirmed yet.
give-title = Goes on with { $name }
give-text = Hand it over when you meet. You are responsible until you both have confirmed. If you do not meet, just go on.
give-said = You said at { $time } that you handed it over. { $name } has not confirmed yet: until then you are responsible.
give-taken = { $name } said at { $time } to have it. Confirm that you handed it over.
give-waiting = Handed over. Waiting for { $name } to confirm.
give-confirm = { $name } has it. Confirm that you handed it over.
give-button = Handed over
give-to = Handed over to { $name }
give-done = Handed over to { $name }
give-keep = It stays with me
give-kept = It stays with you
hand-over-open = Hand over to a colleague
hand-over-title = Hand over
hand-over-text = Your colleague confirms it on the other phone. Until then you are responsible. Both work without a network.
hand-over-search = Search name or vehicle
hand-over-choose = Who gets it?
hand-over-none = Nobody of that name
hand-over-none-text = Try a part of the name, or the vehicle.
hand-over-unknown = Your colleagues are not known yet
hand-over-unknown-text = Their names are read the first time there is a network, and kept from then on.
hand-over-not-now = Nothing to hand over
hand-over-not-now-text = These goods are not in your van, or they already go on with somebody.
van-title = { $n ->
    [one] Still in the van: 1 parcel
   *[other] Still in the van: { $n } parcels
}
van-to = To { $address }
van-text = Nobody took it. It stays in your hands until you bring it back.
van-back-to = Back to
van-button = Brought back to the sender
van-done = Brought back to { $address }

shift-not-started = Your shift has not started.
shift-on-break = You are on a break.
shift-start = Start
shift-resume = Go on
shift-on = On duty
shift-break = Break
shift-off = Off duty
shift-on-text = Dispatch sees where you are.
shift-on-browser = A browser does not share your position. The app does.
shift-break-text = Your position is not shared while you rest.
shift-off-text = Off duty nothing is collected.
fact-delivered = delivered
fact-failed = not delivered
fact-open = still to do
fact-cash = cash in hand
theme = Appearance
theme-system = Auto
theme-light = Light
theme-dark = Dark
theme-contrast = Contrast
language = Language
version = Version
sign-out-waiting = { $n ->
    [one] One thing is not sent yet.
    [0] Something is not sent yet.
   *[other] { $n } things are not sent yet.
}
sign-out-kept = If you sign out now they stay on this device and go up when you sign in here again.
sign-out-stay = Stay signed in
sign-out-leave = Sign out all the same
today-age = Route as of { $time }.

offer-title = A delivery for you?
offer-seconds = { $n } seconds left to answer
offer-from = Pick up at
offer-to = Then to
offer-far-unknown = Your position is not known
offer-accept = Accept
offer-decline = Decline
offer-silence = Without an answer it goes to the next driver.
offer-taken = Yours: { $address }
offer-declined = Declined. Somebody else is asked.
