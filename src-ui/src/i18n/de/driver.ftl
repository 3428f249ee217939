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
net-stuck = { $n } geht nicht
net-offline = Offline
net-offline-waiting = Offline · { $n } offen
net-sending = Sendet
net-sending-waiting = Sendet { $n }
net-sign-in = Neu anmelden
needs-network = Im Browser braucht das Netz. Nichts ist verloren: versuche es noch einmal, wenn du online bist.

today-stop = Stopp { $n }
today-of = von { $total }
today-next = Nächster Stopp
approach-near = Fast da
approach-arrived = Sie sind da
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

stop-cancelled = Storniert: { $reason }

hands-colleague = jemand aus dem Team
take-title = Zu übernehmen
take-from = Von { $name }
take-to = für { $address }
take-have = Ich habe es
take-scan = Scannen und übernehmen
take-scan-left = { $n ->
    [one] 1 Paket scannen
   *[other] { $n } Pakete scannen
}
take-unscanned = Ich habe es, ungescannt
take-said = { $name } sagt: übergeben um { $time }.
take-text = { $name } ist verantwortlich, bis ihr beide bestätigt habt. Bestätigen geht auch ohne Netz.
take-done = { $address } gehört jetzt zu deiner Tour
take-not = Ich übernehme nicht
take-refused = { $address } bleibt, wo es ist
take-yours = Von { $name }
take-unheard = Du hast es und kannst weitermachen. { $name } hat noch nicht bestätigt.
give-title = Geht weiter mit { $name }
give-text = Übergib es, wenn ihr euch trefft. Du bist verantwortlich, bis ihr beide bestätigt habt. Trefft ihr euch nicht, mach einfach weiter.
give-said = Du hast um { $time } gesagt, dass du übergeben hast. { $name } hat noch nicht bestätigt: bis dahin bist du verantwortlich.
give-taken = { $name } sagt um { $time }, es zu haben. Bestätige, dass du übergeben hast.
give-waiting = Übergeben. { $name } muss noch bestätigen.
give-confirm = { $name } hat es. Bestätige, dass du übergeben hast.
give-button = Übergeben
give-to = An { $name } übergeben
give-done = An { $name } übergeben
give-keep = Es bleibt bei mir
give-kept = Es bleibt bei dir
hand-over-open = Im Team weitergeben
hand-over-title = Weitergeben
hand-over-text = Das andere Telefon bestätigt es. Bis dahin bist du verantwortlich. Beides geht ohne Netz.
hand-over-search = Name oder Fahrzeug suchen
hand-over-choose = Wer bekommt es?
hand-over-none = Niemand mit diesem Namen
hand-over-none-text = Versuch einen Teil des Namens oder das Fahrzeug.
hand-over-unknown = Dein Team ist noch nicht bekannt
hand-over-unknown-text = Die Namen werden beim ersten Netz gelesen und dann behalten.
hand-over-not-now = Nichts weiterzugeben
hand-over-not-now-text = Diese Ware ist nicht in deinem Wagen, oder sie geht schon an jemanden.
van-title = { $n ->
    [one] Noch im Wagen: 1 Paket
   *[other] Noch im Wagen: { $n } Pakete
}
van-to = Zu { $address }
van-text = Niemand hat es genommen. Es bleibt in deinen Händen, bis du es zurückbringst.
van-back-to = Zurück zu
van-button = Zum Absender zurückgebracht
van-done = Zurückgebracht: { $address }

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

offer-title = Eine Lieferung für dich?
offer-seconds = Noch { $n } Sekunden für die Antwort
offer-from = Abholen bei
offer-to = Dann zu
offer-far-unknown = Deine Position ist nicht bekannt
offer-accept = Annehmen
offer-decline = Ablehnen
offer-silence = Ohne Antwort geht sie an die nächste Person.
offer-taken = Deine: { $address }
offer-declined = Abgelehnt. Jemand anderes wird gefragt.
