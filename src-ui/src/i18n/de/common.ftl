# Wörter, die Fahrer und Disposition teilen.
app = Waybill

state-unassigned = Nicht zugeteilt
state-offered = Angeboten
state-assigned = Zugeteilt
state-accepted = Angenommen
state-arrived_at_pickup = Am Abholort
state-picked_up = Abgeholt
state-out_for_delivery = In Zustellung
state-arrived = Vor Ort
state-completed = Zugestellt
state-cancelled = Storniert
state-failed = Nicht zugestellt

outcome-delivered_to_recipient = An Empfänger übergeben
outcome-delivered_to_third_party = An andere Person übergeben
outcome-delivered_to_safe_place = Am sicheren Ort abgelegt
outcome-delivered_to_mailbox = Im Briefkasten
outcome-delivered_to_pickup_point = In der Abholstelle
outcome-delivered_partially = Teilweise zugestellt
outcome-failed_not_home = Nicht zu Hause
outcome-failed_cant_find_address = Adresse nicht gefunden
outcome-failed_refused = Annahme verweigert
outcome-failed_damaged = Beschädigt
outcome-failed_package_not_available = Nicht im Wagen
outcome-failed_payment_not_received = Keine Zahlung
outcome-failed_missing_required_proof = Nachweis nicht möglich
outcome-failed_no_time = Keine Zeit mehr
outcome-failed_other = Etwas anderes

parcel-delivered = Übergeben
parcel-refused = Verweigert
parcel-damaged = Beschädigt
parcel-missing = Fehlt
parcel-returned = Zurückgebracht

requirement-photo = Foto
requirement-scan = Scan
requirement-signature = Unterschrift
requirement-pin = PIN
requirement-recipient_name = Name
requirement-age = Alter
requirement-cash = Bargeld

parcels = { $n ->
    [one] { $n } Paket
   *[other] { $n } Pakete
}
photos = { $n ->
    [one] { $n } Foto
   *[other] { $n } Fotos
}
age-at-least = ab { $n } Jahren
by-time = bis { $time }
from-time = ab { $time }
minutes = { $n } min
hours-minutes = { $h } h { $m } min
in-time = in { $time }
ago-time = vor { $time }
just-now = gerade eben
late-by = { $time } zu spät

role-admin = Verwaltung
role-dispatcher = Disposition
role-driver = Fahrer
role-merchant = Händler
role-customer = Kunde

back = Zurück
cancel = Abbrechen
close = Schließen
save = Speichern
undo = Rückgängig
retry = Noch einmal
loading = Lädt
error-title = Das hat nicht geklappt
error-network = Der Server antwortet nicht.
error-safe = Nichts ist verloren.
dismiss = Ausblenden
call-person = { $name } anrufen
navigate-to = Navigation zu { $address }

not-found-title = Hier ist nichts
not-found-text = Die Adresse führt nirgendwohin, oder was hier war, ist weg.
not-found-home = Zum Anfang
no-role-title = Noch keine Ansicht für diese Rolle
no-role-text = Händler und Kunden verfolgen ihre Lieferungen über die Links, die sie bekommen.
sign-out = Abmelden

press-again = Zum Bestätigen noch einmal drücken
hold = Gedrückt halten
