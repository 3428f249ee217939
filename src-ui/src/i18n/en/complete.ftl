# Handing over.
done = Done
complete-title = Complete delivery
complete-nothing = Nothing more is needed at this stop.
complete-safe = Everything here is already saved on this phone. It goes up by itself when there is a network.
complete-safe-browser = Everything here is kept in this browser until the server has it.
complete-next = Next: { $what }
complete-cannot = Can’t get it all
complete-no-parcel = No parcel is handed over.
complete-keeping = Saving
complete-sending = Sending
complete-done = { $outcome } · { $address }
next-photo = photo
next-scan = scan
next-signature = signature
next-pin = PIN
next-recipient_name = name
next-age = age check
next-cash = cash
slide-delivered_to_recipient = Slide to complete
slide-delivered_to_third_party = Slide: left with somebody else
slide-delivered_to_safe_place = Slide: left in a safe place
slide-delivered_to_mailbox = Slide: in the mailbox
slide-delivered_to_pickup_point = Slide: at a pickup point
slide-delivered_partially = Slide to complete in part

item-photo = Photo
item-scan = Scan parcels
item-signature = Signature
item-pin = PIN
item-recipient_name = Recipient’s name
item-age = Age check
item-cash = Cash on delivery
item-is-done = there
item-is-excused = passed over
item-is-next = next
item-is-open = missing
item-excused = Passed over: { $reason }
do-photo = Take
do-scan = Scan
do-signature = Sign
do-pin = Enter
do-recipient_name = Enter
do-age = Check
do-cash = Take

photo-take = Take a photo
photo-keeping = Saving the photo
photo-hint = The parcel and the door
photo-taken = { $n } taken
photo-some = { $n } of { $all } taken
photo-number = Photo { $n }
photo-remove = Remove { $photo }
photo-removed = Photo removed
photo-none = No photo yet
photo-advice = Show the parcel where you leave it, with the door or the number.
photo-not-an-image = This file is not a picture. Take a photo instead.

scan-some = { $n } of { $all } scanned
scan-type = Or type the code
scan-add = Add
scan-read = { $code } is scanned
scan-unknown = { $code } is not a parcel of this delivery
scan-camera = Camera for barcodes
scan-no-camera = No camera to scan with. Type the codes instead.

signature-hint = { $name } signs here
signature-hint-nobody = The recipient signs here
signature-there = Signed
signature-again = Sign again
signature-done = Keep signature
signature-clear = Clear
signature-pad = Pad to sign on with a finger or a pen
signature-here = Sign here

pin-hint = Ask for the 4 digits
pin-type = The recipient has it in the message
pin-right = That is the PIN
pin-wrong = That is not the PIN. Ask again.
pin-there = Right
pin-delete = Delete the last digit

name-hint = Who takes it?
name-label = Another name
name-expected = As expected

age-hint = Must be { $n } or older
age-there = { $n } or older, document seen
age-ask = Look at a document with a photo. Is the recipient { $n } or older?
age-privacy = Nothing of the document is written down.
age-yes = Yes, { $n } or older
age-no = No, or no document
age-undo = Take this back

cash-due = { $amount } due
cash-due-label = To be paid in cash
cash-taken = { $amount } taken
cash-take = I took { $amount }
cash-undo = Take this back
cash-given = What you are given
cash-back = Give back { $amount }
cash-exact = Nothing to give back

handed-to = Handed over
parcels-handed-over = Parcels
parcels-some = { $n } of { $all } handed over

excuse-text = Dispatch sees what is missing and your reason.
excuse-why = Why not?
excuse-words = In your own words
excuse-refuses = Recipient does not want to
excuse-device = My device does not work
excuse-nobody = Nobody was there

failed-why = Why could it not be delivered?
failed-choose = Choose the reason.
failed-say = Say in a few words what happened.
failed-photo = Add a photo
failed-note = Note
failed-slide = Slide: not delivered
failed-done = Not delivered · { $address }
failed-next-return = The parcels stay with you and go back to the depot. Dispatch is told.
failed-next-search = Dispatch is told and looks for the parcels.
failed-next-retry = The parcels stay with you. Dispatch is told and plans another attempt.
