# Not sent yet.
waiting-title = Not sent yet
waiting-sub = On this phone only
waiting-sub-browser = On its way from this browser
waiting-safe = { $n } safe on the server today
waiting-completions = { $n ->
    [one] 1 completion
   *[other] { $n } completions
}
waiting-steps = { $n ->
    [one] 1 step
   *[other] { $n } steps
}
waiting-signatures = { $n ->
    [one] 1 signature
   *[other] { $n } signatures
}
and = { $head } and { $last }
waiting-summary = { $list }, { $size }. They are sent in this order when there is a network. You can keep working.
waiting-nothing = Everything you did is on the server.
waiting-place = { NUMBER($n, type: "ordinal") ->
    [one] { $n }st
    [two] { $n }nd
    [few] { $n }rd
   *[other] { $n }th
}
waiting-photo = Photo { $n } of { $all }
waiting-sent = { $n } % sent
waiting-no-server = The server did not answer.
waiting-error = { $why } Tried { $n } times.
waiting-empty-text = Whatever you do without a network appears here until the server has it.
waiting-empty-browser = A browser sends at once and keeps nothing back. Without a network, use the app.
waiting-empty-stuck = Everything else is on the server.
waiting-nothing-else = Nothing else waits.

stuck-title = { $n ->
    [one] 1 report cannot be sent
   *[other] { $n } reports cannot be sent
}
stuck-text = It is kept on this phone, and what came after it is on its way all the same. Make a copy for dispatch before you put it away.
stuck-damaged = The phone's storage damaged it.
stuck-large = It is larger than the server takes.
stuck-refused = The server refuses it: { $why }
stuck-no-retry = It cannot be read any more, so it cannot be sent anew. Tell dispatch what happened.
stuck-drop = Put away
stuck-retried = It waits to be sent again
stuck-dropped = Put away; its bytes stay on this phone

renewed-copied = This phone was restored from a copy
renewed-key = This phone had lost its signing key
renewed-server = The server was restored to an older state
renewed-unknown = The server did not know this phone any more
renewed-text = { $n ->
    [0] It goes on by itself, and nothing is lost.
    [one] It goes on by itself. The one thing that waited went along; nothing is lost.
   *[other] It goes on by itself. All { $n } things that waited went along; nothing is lost.
}
notice-read = Got it

send-now = Send now
export = Export a copy
export-done = A copy is in { $path }
why = Why is it waiting?
why-offline = The server does not answer: there is no network, or the server is down. It is tried again by itself, more often when the network comes back. Keep the app installed until everything is sent.
why-online = It is being sent, one after another. Photos take longest. Leave the app open to help it along.
why-sign-in = The server asks you to sign in again. Everything stays here and goes up once you have.
why-browser = In a browser things are sent at once. If something stays here, the network is slow.

command-accept = Accepted
command-decline = Declined
command-move = Route changed
command-arrived_at_pickup = At the pickup
command-picked_up = Picked up
command-out_for_delivery = Set off
command-arrived = Arrived
command-completed = Completed
command-attempt_failed = Not delivered
command-cash_collected = Cash taken
command-proof_captured = Proof
command-noted = Note
command-handed_over = Handed over
command-taken_over = Taken over
command-transfer = To go on with a colleague
command-call_off_transfer = Stays where it is
command-create = New delivery
command-edit = Change

notice-rejected = Not possible
notice-rejected-text = Your change was taken back.
notice-review = Needs a look
notice-review-text = What you did is kept; dispatch will confirm.
notice-late = Recorded
notice-late-text = It was recorded after things had moved on.
notice-kept = Kept aside
notice-kept-text = What you sent is kept; dispatch will look at it.
notice-done = Done
notice-done-text = Everything is in order.
reason-unknown = the server does not know this delivery.
reason-exists = this delivery exists already.
reason-not_yours = it was given to somebody else while you were offline.
reason-offer_over = the time to answer this offer is over; it has been offered on.
reason-forbidden = your role may not do this.
reason-cancelled = it was cancelled meanwhile.
reason-already_completed = it was completed already.
reason-in_custody = the parcels are in a van.
reason-already_past = it was further along already.
reason-illegal_transition = this was not possible any more.
reason-stale_revision = somebody changed it meanwhile.
reason-missing_proof = proof was missing.
