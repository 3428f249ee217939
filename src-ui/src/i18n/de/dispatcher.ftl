# Die Tafel der Disposition.
board-today = Heute
board-list = Lieferungen
board-map = Karte
board-drivers = Fahrer
board-exceptions = Ausnahmen
board-screens = Ansichten
board-skip = Zum Inhalt
board-account = Konto
board-theme = Darstellung
board-theme-system = Wie das Gerät
board-theme-light = Hell
board-theme-dark = Dunkel
board-theme-contrast = Hoher Kontrast
board-search = Adresse, Name, Code suchen
board-new = Neue Lieferung
board-new-hint = Neue Lieferung (n)
board-of = { $n } von { $all }
kpi-deliveries = Lieferungen
kpi-on-time = pünktlich
kpi-drivers = Fahrer live
kpi-unassigned = offen
board-filter = Filter
board-all-drivers = Alle Fahrer zeigen
group-all = Alle
group-unassigned = Nicht vergeben
group-on_the_way = Unterwegs
group-late = Verspätet
group-failed = Erfolglos
group-delivered = Zugestellt
group-cancelled = Storniert
group-exceptions = Ausnahmen
board-compact = Dichtere Zeilen
board-comfortable = Höhere Zeilen
col-code = Code
col-dropoff = Ziel
col-by = Bis
col-driver = Fahrer
col-state = Stand
col-due = Fällig
board-pick = { $code } auswählen
board-pick-all = Alle auswählen
board-pick-none = Auswahl aufheben
board-picked = { $n } ausgewählt
board-pieces = { $n } Stk.
board-due-now = jetzt
board-left = noch
board-late = zu spät
board-on-time = pünktlich
board-soon = bald fällig
board-any-time = jederzeit
board-seconds = { $n } s
board-brief = { $h } h { $m }
board-hours = { $n } h
board-days = { $n } T
board-fix = Position { $age }
board-battery = Akku { $n } %
board-no-fix = noch keine Position
board-away = { $distance } entfernt
board-load-safe = Der Server hat alles; nur diese Liste ließ sich nicht laden.
board-empty = Noch keine Lieferungen
board-empty-text = Mit n oder dem Knopf oben entsteht die erste.
board-no-match = Kein Treffer
board-no-match-text = Keine Lieferung passt zu Suche und Filtern.
board-clear = Suche und Filter leeren
board-list-width = Breite der Liste
board-detail-width = Breite der Details
board-lost = Live-Verbindung unterbrochen. Stand: { $age }; sie kommt von selbst wieder.
board-undone = Rückgängig gemacht
board-some-failed = { $done } von { $all } erledigt. Die erste, die nicht ging: { $why }
board-assigned = { $n ->
    [one] { $name } zugeteilt
   *[other] { $n } Lieferungen { $name } zugeteilt
}
board-transfer-asked = { $n ->
    [one] { $name } soll sie übernehmen
   *[other] { $name } soll { $n } Lieferungen übernehmen
}
board-given = { $n } Lieferungen gehen an { $name }; { $m } davon, sobald beide bestätigt haben
board-unassigned = { $n ->
    [one] Dem Fahrer entzogen
   *[other] { $n } Lieferungen entzogen
}

row-unassigned = Offen
row-offered = Angeboten
row-assigned = Zugeteilt
row-accepted = Angenommen
row-arrived_at_pickup = Am Abholort
row-picked_up = Abgeholt
row-out_for_delivery = Unterwegs
row-arrived = Vor Ort
row-completed = Zugestellt
row-cancelled = Storniert
row-delivered_to_recipient = Zugestellt
row-delivered_to_third_party = An Dritte
row-delivered_to_safe_place = Ablageort
row-delivered_to_mailbox = Briefkasten
row-delivered_to_pickup_point = Abholstelle
row-delivered_partially = Teilweise
row-failed_not_home = Niemand da
row-failed_cant_find_address = Unauffindbar
row-failed_refused = Verweigert
row-failed_damaged = Beschädigt
row-failed_package_not_available = Nicht im Wagen
row-failed_payment_not_received = Nicht bezahlt
row-failed_missing_required_proof = Ohne Nachweis
row-failed_no_time = Keine Zeit
row-failed_other = Erfolglos

act-assign = Zuteilen
act-reassign = Neu zuteilen
act-transfer = Übergeben an…
act-assign-hint = Fahrer wählen (a)
act-unassign = Dem Fahrer entziehen
act-call = Anrufen
act-edit = Ändern
act-more = Mehr
act-copy-link = Sendungslink kopieren
act-open-link = Sendungsseite öffnen
act-cancel = Lieferung stornieren

detail-title = Details
detail-close-hint = Schließen (Esc)
detail-stop = Stopp { $n } von { $name }
detail-cancelled = Storniert: { $reason }
detail-stale = Verlauf und Dateien ließen sich nicht lesen ({ $why }). Das Übrige weiß die Liste.
detail-due-in = Fällig in { $time }
detail-late-by = { $time } über dem Zeitfenster
detail-done-at = Erledigt { $time }
detail-nobody = Niemand hat sie
detail-nobody-text = Drücken, um einen Fahrer zu wählen
custody-sender = beim Absender
custody-recipient = beim Empfänger
custody-driver = bei { $name }
transfer-title = Übergabe
transfer-to = Geht weiter mit { $name }
transfer-asked = Angefragt
transfer-given = { $name } hat übergeben
transfer-taken = { $name } hat sie
transfer-waits = noch nicht
transfer-until = { $name } ist verantwortlich, bis beide bestätigt haben.
transfer-off = Absagen
transfer-called-off = Bleibt, wo sie ist
transfer-one = { $address } übergeben
transfer-several = { $n } Lieferungen übergeben
transfer-note = Die Ware ist bei { $name } im Wagen. Beide bestätigen, wenn sie sich treffen, mit oder ohne Netz; bis dahin bleibt { $name } verantwortlich und kann zustellen.
transfer-note-several = { $n ->
    [one] Eine davon ist in einem Wagen: beide bestätigen, wenn sie sich treffen; bis dahin bleibt verantwortlich, wer sie hat.
   *[other] { $n } davon sind in Wagen: beide bestätigen, wenn sie sich treffen; bis dahin bleibt verantwortlich, wer sie hat.
}
transfer-ask = Beide fragen
detail-parcels = Pakete
detail-stops = Stopps
detail-history = Verlauf
detail-cash-due = { $amount } fällig
detail-cash-taken = { $amount } bar
detail-link-copied = Sendungslink kopiert
detail-link-not-copied = Der Browser ließ das Kopieren nicht zu: { $link }

proof-title = Nachweis
proof-safe = { $n } von { $all } sicher auf dem Server
proof-none-yet = noch keiner
proof-no-files = keine Dateien
proof-met = vorhanden
proof-excused = weggelassen: { $reason }
proof-missing = fehlt
proof-open = kommt noch
proof-taken-by = angenommen von { $name }
proof-scanned = { $n } gescannt
proof-age = Alter geprüft
proof-without = ohne { $what }: { $reason }
proof-verified = sicher auf dem Server
proof-verified-long = Angekommen; die Bytes gleichen denen, auf die sich das Telefon festgelegt hat
proof-on-phone = Noch auf dem Telefon
proof-on-phone-text = Das Telefon hat sich auf diese Datei festgelegt und sendet sie von selbst, sobald es Netz hat.
proof-alt = Nachweis für { $address }
proof-before = Vorige
proof-after = Nächste
proof-what = Was
proof-who = Von
proof-when = Um (Gerätezeit)
proof-where = Für
proof-recipient = Angenommen von
proof-size = Größe
proof-hash = SHA-256 der versiegelten Datei
proof-hash-copy = Kopieren
proof-hash-copied = Hash kopiert
proof-certificate = Zertifikat (PDF)
proof-certificate-json = Nachweisdatei (JSON)
proof-sealed = Versiegelte Datei laden
proof-sealed-text = Das Bild oben ist eine Kopie ohne Ortsdaten. Die versiegelte Datei ist die, für die der Hash gilt, Byte für Byte.

event-created = Angelegt
event-edited = Geändert
event-assigned = { $name } zugeteilt
event-unassigned = Entzogen
event-offered = { $name } angeboten
event-offer-ran-out = { $name } hat nicht rechtzeitig geantwortet
event-offer-withdrawn = Angebot an { $name } zurückgenommen
event-custody-sender = Wieder beim Absender
event-custody-recipient = In den Händen des Empfängers
event-custody-driver = In den Händen von { $name }
event-transfer-asked = Soll mit { $name } weitergehen
event-transfer-off = { $name } übernimmt doch nicht
event-handover-given = An { $name } übergeben, sagt der Fahrer
event-handover-taken = { $name } sagt: übernommen
event-transferred = Ab jetzt bei { $name }
event-accepted = Angenommen
event-declined = Abgelehnt von { $name }
event-cancelled = Storniert
event-moved = In der Route verschoben
event-preparation = Vorbereitung geändert
event-arrived_at_pickup = Am Abholort
event-picked_up = Abgeholt
event-out_for_delivery = Unterwegs zum Ziel
event-arrived = Vor Ort
event-proof = Nachweis
event-note = Notiz
event-fact = Spät eingetroffen, aufgezeichnet
event-fact-text = { $what }; ändert nichts mehr
event-received = Datei angekommen und geprüft
event-exception = Braucht einen Blick
event-resolved = Angesehen
event-offline = Geschehen { $device }, offline gesendet, angekommen { $recorded } ({ $delay } später)

exception-worked_after_reassign = Vom früheren Fahrer erledigt
exception-worked_after_reassign-text = Ein Fahrer hat daran gearbeitet, nachdem sie jemand anderem zugeteilt war. Beide Aufzeichnungen bleiben.
exception-worked_after_cancel = Nach der Stornierung zugestellt
exception-worked_after_cancel-text = Der Fahrer war offline, als storniert wurde. Die Zustellung gilt; die Stornierung steht im Verlauf.
exception-completed_twice = Zweimal abgeschlossen
exception-completed_twice-text = Ein zweiter Abschluss kam an. Beide Nachweise bleiben; der erste gilt.
exception-proof_missing = Nachweis fehlt
exception-proof_missing-text = Sie wurde ohne alles abgeschlossen, was der Stopp verlangt.
exception-requirement_overridden = Vorgabe weggelassen
exception-requirement_overridden-text = Der Fahrer konnte einen Nachweis nicht bekommen und hat gesagt, warum.
exception-contradiction = Die Meldung widerspricht sich
exception-contradiction-text = Sie bleibt, wie sie kam, und hat nichts geändert.
exception-quarantined = Nicht die Lieferung dieses Fahrers
exception-driver_silent = Vom Handy des Fahrers kommt nichts
exception-nobody_took_it = Niemand hat sie angenommen
exception-nobody_took_it-text = Sie wurde angeboten, und es ist niemand mehr da, den man fragen könnte. Was gegen wen sprach, steht bei den Entscheidungen.
exception-outside_service = Außerhalb des Betriebs angelegt
exception-outside_service-text = Sie wurde ohne Netz auf einem Telefon angelegt oder geändert: Ein Halt ist dann geschlossen oder liegt außerhalb der Zonen, der Annahmeschluss war vorbei, oder es waren zu viele Versuche. Angenommen wurde sie trotzdem.
exception-unassigned = Zu lange ohne Fahrer
exception-unassigned-text = Sie wartet auf einen Fahrer.
exception-unassigned_escalated = Noch immer ohne Fahrer
exception-unassigned_escalated-text = Sie wurde schon gemeldet und wartet noch immer auf einen Fahrer.
exception-unassigned-since = Ohne Fahrer seit { $time }
exception-other = Etwas, das diese Version noch nicht kennt
exception-quarantined-text = Eine Meldung kam von jemandem, der sie nie hatte. Sie liegt getrennt.
exception-server = Der Server
exception-demanded = Verlangt: { $what }
exception-now = Jetzt: { $state }, { $name }
exception-says = Die Meldung
exception-says-nothing = Sie kam vom Server selbst.
exception-against = Was dagegen steht
exception-from-phone = vom Telefon
exception-from-desk = in der Zentrale
exception-times = { $device } auf dem Telefon, angekommen { $recorded }
exception-silent-since = Zuletzt gehört um { $time }; vielleicht hat das Telefon nur kein Netz
exception-came-in = Kam um { $time } als Nummer { $n } ihres Telefons.
exception-because = { $what }: { $why }.
disposition-applied = Aufgezeichnet.
disposition-applied_late = Spät aufgezeichnet
disposition-needs_review = Aufgezeichnet, zum Ansehen
disposition-rejected = Abgelehnt
disposition-quarantined = Getrennt abgelegt
because-not_yours = sie war da schon bei jemand anderem
because-offer_over = das Angebot war da schon vorbei
because-cancelled = sie war storniert
because-already_completed = sie war abgeschlossen
because-missing_proof = ein verlangter Nachweis fehlt
because-illegal_transition = das konnte in ihrem Zustand nicht geschehen
because-already_past = sie war schon weiter
because-invalid = sie widerspricht sich
because-unknown = sie ist hier nicht bekannt
exception-settled-by = { $name } hat es geklärt, { $time }
exception-for-ever = Steht für immer im Verlauf; niemand kann es zurücknehmen.
exceptions-open = Offen
exceptions-settled = Geklärt
exceptions-more = Mehr zeigen
exceptions-load-safe = Der Server behält jede Meldung; nur diese Liste konnte nicht geladen werden.
exceptions-stale = Die Liste konnte nicht neu gelesen werden ({ $why }). Was Sie sehen, kann älter sein.
exceptions-intro-settled = Das Neueste zuerst. Was ein Mensch fand, steht hier und im Verlauf der Lieferung.
exceptions-none-settled = Noch nichts geklärt
exceptions-none-settled-text = Was Sie klären, steht hier mit Ihrer Notiz.
exception-driver_silent-text = Der Fahrer arbeitet daran, und vom Telefon kam eine Weile nichts.
exception-other-text = Ein neuerer Server hat es eröffnet. Mit einer neuen Version ist mehr zu sehen.
exception-settle = Klären
exception-settled = Geklärt
exception-note = Was haben Sie herausgefunden?
exception-note-hint = Etwa: Fahrer angerufen, das Paket ist beim Nachbarn
exceptions-none = Nichts braucht Sie
exceptions-none-text = Späte Meldungen, fehlende Nachweise und Widersprüche stehen hier.
exceptions-intro = Das Neueste zuerst. Nichts hier geht verloren oder wird überstimmt, bis ein Mensch es klärt.

assign-one = { $address } zuteilen
assign-several = { $n } Lieferungen zuteilen
assign-search = Fahrer suchen
assign-nobody = Kein Fahrer dieses Namens
assign-has-it = hat sie
assign-order = die dem Abholort nächsten zuerst
driver-open = { $n ->
    [0] nichts zu tun
    [one] noch { $n } Stopp
   *[other] noch { $n } Stopps
}

cancel-title = { $n ->
    [one] Diese Lieferung stornieren?
   *[other] { $n } Lieferungen stornieren?
}
cancel-rolling = Die Pakete sind in einem Wagen. Der Fahrer erfährt es und muss sie zurückbringen. Ist das Telefon offline, wird vielleicht noch zugestellt; dann werden Sie gefragt.
cancel-reason = Grund
cancel-rule = Der Grund { $rule }
cancel-keep = Behalten
cancel-done = { $n ->
    [one] Storniert
   *[other] { $n } storniert
}
cancel-customer = Empfänger hat abgesagt
cancel-merchant = Händler hat abgesagt
cancel-duplicate = Doppelt erfasst
cancel-address = Falsche Adresse

key-title = Tastatur
key-move = Nächste Zeile, vorige Zeile
key-open = Zeile öffnen
key-pick = Zeile auswählen
key-assign = Zuteilen
key-palette = Befehle
key-escape = Schließen, einen Schritt zurück
key-help = Diese Übersicht
key-choose = wählen
palette-search = Was möchten Sie tun? Oder welche Lieferung?
palette-late = Verspätete zeigen
palette-unassigned = Nicht vergebene zeigen

drivers-none = Noch keine Fahrer
drivers-none-text = Ein Admin fügt Personen hinzu; Fahrer melden sich dann am Telefon an.
driver-silent = Still
driver-working = Arbeitet
driver-finished = Fertig
driver-free = Nichts zu tun
driver-progress = { $done } von { $all } Stopps
driver-failed = { $n } erfolglos
driver-late = { $n } zu spät
driver-show = Auf der Tafel

devices-title = Geräte
devices-device = Gerät
devices-pending = Fehlt noch
devices-failed = Gescheitert
devices-conflict = Im Widerspruch
devices-seen = Zuletzt gehört
devices-none = Noch keine App angemeldet
devices-none-text = Telefone erscheinen hier, sobald sich jemand auf einem anmeldet.
devices-load-safe = Die Telefone behalten, was sie haben; nur diese Liste konnte nicht geladen werden.
devices-stale = Keine Antwort vom Server. So war es um { $time }.
totals-whole = Geräte, von denen alles hier ist
totals-files = Dateien fehlen noch, { $size }
totals-files-none = Dateien fehlen noch
totals-look = brauchen einen Menschen
totals-backup = seit der letzten Sicherung
totals-no-backup = noch keine Sicherung
device-whole = Alles hier
device-waiting = Dateien fehlen
device-draining = Beendet
device-needs-look = Bitte ansehen
device-missing = Meldung fehlt
device-files = { $n ->
    [one] 1 Datei, { $size }
   *[other] { $n } Dateien, { $size }
}
device-reports = { $n ->
    [one] 1 Meldung
   *[other] { $n } Meldungen
}
device-exceptions = { $n ->
    [one] 1 Ausnahme
   *[other] { $n } Ausnahmen
}
device-came-in = Meldungen eingegangen
device-in-backup = In der letzten Sicherung
device-late = Spät aufgezeichnet
device-reviewed = Mit einer Ausnahme gekommen
device-rejected = Abgelehnt
device-quarantined = Getrennt abgelegt
device-unreadable = Nicht lesbar
device-voided = Ließ sich nicht senden
device-duplicates = Zweimal gekommen, einmal gezählt
device-disabled = Person gesperrt
device-revoked = beendet
device-signed-out = abgemeldet
device-replaced = durch eine neuere Anmeldung ersetzt
device-end = Gerät beenden
device-end-hint = Verloren oder eingezogen? Beenden meldet es endgültig ab.
device-end-text = { $name } wird auf diesem Gerät sofort abgemeldet und kann sich dort nicht mehr anmelden. Was darauf getan wurde, kommt noch an, und Sie werden gebeten, es anzusehen.
device-ended = { $name } ist auf diesem Gerät abgemeldet
device-allow = Wieder erlauben
device-allow-text = { $name } kann sich auf diesem Gerät nicht anmelden. Was darauf getan wurde, kommt noch an.
device-allowed = { $name } kann sich dort wieder anmelden
log-title = Eingegangen, das Neueste zuerst
log-none = Von ihm kam noch nichts.
log-more = Mehr zeigen
log-void = Eine Meldung, die sich nicht senden ließ
log-unreadable = Eine Meldung, die nicht lesbar ist
log-never = Kam nie an
log-applied = Aufgezeichnet
log-duplicate = Kam noch einmal

form-edit = { $code } ändern
form-restored = Ihre unfertige Lieferung ist wieder da.
form-discard = Neu beginnen
form-when = Tag und Fahrer
form-day = Tag
form-driver = Fahrer
form-nobody = Noch niemand
form-dropoff = Ziel
form-pickup = Abholort
form-merchant-part = Absender
form-merchant = Händler, wie der Empfänger ihn kennt
form-address = Straße und Nummer
form-unit = Wohnung, Etage
form-place = Koordinaten
form-pin = Auf der Karte
form-pin-of = Die Nadel gilt für
form-name = Name
form-phone = Telefon
form-from = Von
form-until = Bis
form-until-day = Letzter Tag
form-next-day = Endet am { $day }
form-notes = Für den Fahrer
form-notes-hint = Zweimal klingeln, der Hund ist freundlich
form-proof = Nachweis an der Tür
form-photo-less = Ein Foto weniger
form-photo-more = Ein Foto mehr
form-pin-code = PIN, die der Empfänger sagt
form-pin-hint = 4 bis 8 Ziffern, oder nichts
form-age = Mindestalter
form-age-hint = 18
form-parcel = Paket { $n }
form-parcel-name = Was ist es?
form-parcel-code = Strichcode
form-quantity = Stück
form-cash = Bar, { $currency }
form-parcel-add = Noch ein Paket
form-parcel-remove = Dieses Paket entfernen
form-create = Lieferung anlegen
form-created = { $code } angelegt
form-saved = Gespeichert
form-stale = Jemand hat diese Lieferung inzwischen geändert. Schließen und öffnen Sie das Formular neu, um den neuesten Stand zu sehen; nichts wurde überschrieben.
form-no-network = Keine Antwort vom Server. Alles Getippte bleibt hier; versuchen Sie es noch einmal.
form-wrong = { $n ->
    [one] Ein Feld braucht einen Blick
   *[other] { $n } Felder brauchen einen Blick
}
rule-must-not-be-before-window-from = darf nicht vor dem Anfang liegen
rule-must-not-be-empty = wird gebraucht
rule-needs-a-pin-on-the-map--or-coordinates = braucht eine Nadel auf der Karte oder Koordinaten

map-board = Karte der Lieferungen und Fahrer
map-stops = Karte Ihrer Stopps
map-pin = Karte, um einen Ort zu wählen
map-strip = Karte des Wegs zum Stopp
map-zoom = Kartenausschnitt
map-closer = Näher
map-further = Weiter weg
map-all = Alles zeigen
map-follow = Folgen
map-follow-hint = Den gewählten Fahrer im Blick behalten
map-lasso = Lasso
map-lasso-hint = Eine Linie um Lieferungen ziehen, um sie auszuwählen
map-layers = Ebenen
map-layer-drivers = Fahrer
map-layer-done = Erledigte Lieferungen
map-layer-labels = Straßennamen
map-pin-hint = Drücken Sie, wo es ist; ziehen Sie die Nadel zum Verbessern.
map-no-streets = Die Straßenkarte ließ sich nicht laden. Die Orte stimmen trotzdem.
map-no-webgl = Keine Karte auf diesem Gerät
map-no-webgl-text = Die Karte braucht WebGL 2, das dieser Browser oder Grafiktreiber nicht bietet. Liste und Details haben alles Übrige.
map-not-loaded = Die Karte kam nicht an
map-not-loaded-text = Das Netz ging beim Laden verloren. Liste und Details gehen ohne sie.
