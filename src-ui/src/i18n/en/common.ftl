# Words that driver and dispatcher share.
app = Waybill

state-unassigned = Unassigned
state-offered = Offered
state-assigned = Assigned
state-accepted = Accepted
state-arrived_at_pickup = At pickup
state-picked_up = Picked up
state-out_for_delivery = Out for delivery
state-arrived = Arrived
state-completed = Delivered
state-cancelled = Cancelled
state-failed = Not delivered

outcome-delivered_to_recipient = Delivered to recipient
outcome-delivered_to_third_party = Left with somebody else
outcome-delivered_to_safe_place = Left in a safe place
outcome-delivered_to_mailbox = In the mailbox
outcome-delivered_to_pickup_point = At a pickup point
outcome-delivered_partially = Delivered in part
outcome-failed_not_home = Not home
outcome-failed_cant_find_address = Address not found
outcome-failed_refused = Refused
outcome-failed_damaged = Damaged
outcome-failed_package_not_available = Not in the van
outcome-failed_payment_not_received = No payment
outcome-failed_missing_required_proof = Proof not possible
outcome-failed_no_time = No time left
outcome-failed_other = Something else

parcel-delivered = Handed over
parcel-refused = Refused
parcel-damaged = Damaged
parcel-missing = Missing
parcel-returned = Returned

requirement-photo = Photo
requirement-scan = Scan
requirement-signature = Signature
requirement-pin = PIN
requirement-recipient_name = Name
requirement-age = Age
requirement-cash = Cash

parcels = { $n ->
    [one] { $n } parcel
   *[other] { $n } parcels
}
photos = { $n ->
    [one] { $n } photo
   *[other] { $n } photos
}
age-at-least = { $n } or older
by-time = by { $time }
from-time = from { $time }
minutes = { $n } min
hours-minutes = { $h } h { $m } min
in-time = in { $time }
ago-time = { $time } ago
just-now = just now
late-by = { $time } late

role-admin = Admin
role-dispatcher = Dispatcher
role-driver = Driver
role-merchant = Merchant
role-customer = Customer

back = Back
cancel = Cancel
close = Close
save = Save
undo = Undo
retry = Try again
loading = Loading
error-title = That did not work
error-network = No answer from the server.
error-safe = Nothing is lost.
dismiss = Dismiss
call-person = Call { $name }
navigate-to = Navigate to { $address }

not-found-title = Nothing is here
not-found-text = The address leads nowhere, or what was here has gone.
not-found-home = To the start
no-role-title = No screens for this role yet
no-role-text = Merchants and customers follow their deliveries by the links they are sent.
sign-out = Sign out

press-again = Press once more to confirm
hold = Press and hold
