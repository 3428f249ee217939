# Der Tag des Fahrers.
nav = Hauptbereiche
nav-today = Heute
nav-map = Karte
nav-waiting = Ungesendet
nav-shift = Schicht
nav-badge = { $n } noch nicht gesendet

net-unknown = Verbindet
net-online = Online
net-waiting = { $n } zu senden
net-offline = Offline
net-offline-waiting = Offline · { $n } offen
net-sending = Sendet
net-sending-waiting = Sendet { $n }
net-sign-in = Neu anmelden
needs-network = Im Browser braucht das Netz. Nichts ist verloren: versuche es noch einmal, wenn du online bist.

today-stop = Stopp { $n }
today-of = von { $total }
today-next = Nächster Stopp
today-all-done = Alles erledigt
today-progress = { $done } von { $total } Stopps erledigt, { $failed } nicht zugestellt
today-progress-short = { $done } von { $total } erledigt
today-empty-title = Noch keine Stopps
today-empty-text = Was die Disposition dir gibt, erscheint hier von selbst.
today-finished-title = Das war der letzte Stopp
today-finished = { $n ->
    [one] Eine Zustellung geschafft. Danke.
   *[other] { $n } Zustellungen geschafft. Danke.
}
today-finished-failed = { $n } zugestellt, { $failed } nicht zugestellt.
by = bis
about-minutes = ~{ $n } min
quoted = „{ $text }“
card-code = { $code } · Stopp { $n }
pickup-at = Abholen bei
dropoff-at = Danach zu
notes = Hinweis

step-accept = Annehmen
step-arrive-at-pickup = Bin am Abholort
step-pick-up = Abgeholt
step-set-off = Losfahren
step-arrive = Bin angekommen
step-complete = Zustellung abschließen
same-accept = Alle { $n } annehmen
same-arrive = Am Abholort für alle { $n }
same-pick-up = Alle { $n } abgeholt

route-title = Route
route-grip = { $address } verschieben: ziehen oder mit den Pfeiltasten
route-moved = { $address } ist jetzt Stopp { $n }
route-go-next = Als Nächstes hierhin
route-is-next = Dieser Stopp kommt jetzt als Nächstes
done-title = { $n ->
    [one] Ein Stopp erledigt
   *[other] { $n } Stopps erledigt
}
proof-safe = { $safe } von { $all } sicher auf dem Server
proof = Nachweis

stop = Stopp
stop-open = { $address } öffnen
stop-gone-title = Nicht mehr auf deiner Route
stop-gone-text = Die Disposition hat diese Lieferung zurückgenommen oder jemand anderem gegeben.
stop-revoked = Inzwischen jemand anderem gegeben. Was du getan hast, bleibt erhalten und wird zuerst gesendet.
stop-pending = { $n ->
    [one] 1 Schritt nicht gesendet
   *[other] { $n } Schritte nicht gesendet
}
stop-attempt = Versuch { $n }
could-not = Nicht zustellbar
parcels-from = von { $merchant }
parcel-pieces = { $n } Stück
parcel-scanned = Gescannt
parcel-not-scanned = Nicht gescannt

shift-not-started = Deine Schicht hat nicht begonnen.
shift-on-break = Du machst Pause.
shift-start = Beginnen
shift-resume = Weiter
shift-on = Im Dienst
shift-break = Pause
shift-off = Frei
shift-on-text = Die Disposition sieht, wo du bist.
shift-on-browser = Ein Browser teilt deine Position nicht. Die App tut es.
shift-break-text = In der Pause wird deine Position nicht geteilt.
shift-off-text = Außer Dienst wird nichts erfasst.
fact-delivered = zugestellt
fact-failed = nicht zugestellt
fact-open = noch offen
fact-cash = Bargeld dabei
theme = Darstellung
theme-system = Auto
theme-light = Hell
theme-dark = Dunkel
theme-contrast = Kontrast
language = Sprache
version = Version
sign-out-waiting = { $n ->
    [one] Etwas ist noch nicht gesendet.
    [0] Etwas ist noch nicht gesendet.
   *[other] { $n } Dinge sind noch nicht gesendet.
}
sign-out-kept = Wenn du dich jetzt abmeldest, bleiben sie auf diesem Gerät und werden gesendet, sobald du dich hier wieder anmeldest.
sign-out-stay = Angemeldet bleiben
sign-out-leave = Trotzdem abmelden
today-age = Route von { $time }.
