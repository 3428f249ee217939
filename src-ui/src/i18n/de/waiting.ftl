# Noch nicht gesendet.
waiting-title = Nicht gesendet
waiting-sub = Nur auf diesem Telefon
waiting-sub-browser = Aus diesem Browser unterwegs
waiting-safe = { $n } heute sicher auf dem Server
waiting-completions = { $n ->
    [one] 1 Abschluss
   *[other] { $n } Abschlüsse
}
waiting-steps = { $n ->
    [one] 1 Schritt
   *[other] { $n } Schritte
}
waiting-signatures = { $n ->
    [one] 1 Unterschrift
   *[other] { $n } Unterschriften
}
and = { $head } und { $last }
waiting-summary = { $list }, { $size }. Gesendet wird in dieser Reihenfolge, sobald es Netz gibt. Du kannst weiterarbeiten.
waiting-nothing = Alles, was du getan hast, ist auf dem Server.
waiting-place = { $n }.
waiting-photo = Foto { $n } von { $all }
waiting-sent = { $n } % gesendet
waiting-no-server = Der Server hat nicht geantwortet.
waiting-error = { $why } { $n } Versuche.
waiting-empty-text = Was du ohne Netz tust, steht hier, bis der Server es hat.
waiting-empty-browser = Ein Browser sendet sofort und hält nichts zurück. Ohne Netz hilft die App.
waiting-empty-stuck = Alles andere ist auf dem Server.
waiting-nothing-else = Sonst wartet nichts.

stuck-title = { $n ->
    [one] 1 Meldung lässt sich nicht senden
   *[other] { $n } Meldungen lassen sich nicht senden
}
stuck-text = Sie bleibt auf diesem Telefon, und was danach kam, wird trotzdem gesendet. Sichere eine Kopie für die Disposition, bevor du sie weglegst.
stuck-damaged = Der Speicher des Telefons hat sie beschädigt.
stuck-large = Sie ist größer, als der Server annimmt.
stuck-refused = Der Server lehnt sie ab: { $why }
stuck-no-retry = Sie ist nicht mehr lesbar und kann deshalb nicht neu gesendet werden. Sag der Disposition, was war.
stuck-drop = Weglegen
stuck-retried = Wartet wieder auf das Senden
stuck-dropped = Weggelegt; die Bytes bleiben auf diesem Telefon

renewed-copied = Dieses Telefon kam aus einer Kopie zurück
renewed-key = Dieses Telefon hatte seinen Schlüssel verloren
renewed-server = Der Server kam mit einem älteren Stand zurück
renewed-unknown = Der Server kannte dieses Telefon nicht mehr
renewed-text = { $n ->
    [0] Es geht von selbst weiter, und nichts ist verloren.
    [one] Es geht von selbst weiter. Das eine, was wartete, kam mit; nichts ist verloren.
   *[other] Es geht von selbst weiter. Alle { $n } wartenden Dinge kamen mit; nichts ist verloren.
}
notice-read = Gelesen

send-now = Jetzt senden
export = Kopie sichern
export-done = Eine Kopie liegt in { $path }
why = Warum wartet es?
why-offline = Der Server antwortet nicht: kein Netz, oder der Server steht. Es wird von selbst wieder versucht, öfter, sobald das Netz zurück ist. Lass die App installiert, bis alles gesendet ist.
why-online = Es wird gerade gesendet, eins nach dem anderen. Fotos brauchen am längsten. Lass die App dafür offen.
why-sign-in = Der Server möchte, dass du dich neu anmeldest. Alles bleibt hier und wird danach gesendet.
why-browser = Im Browser wird sofort gesendet. Bleibt etwas hier stehen, ist das Netz langsam.

command-accept = Angenommen
command-decline = Abgelehnt
command-move = Route geändert
command-arrived_at_pickup = Am Abholort
command-picked_up = Abgeholt
command-out_for_delivery = Losgefahren
command-arrived = Angekommen
command-completed = Abgeschlossen
command-attempt_failed = Nicht zugestellt
command-cash_collected = Bargeld bekommen
command-proof_captured = Nachweis
command-noted = Notiz
command-handed_over = Übergeben
command-taken_over = Übernommen
command-transfer = Soll im Team weitergehen
command-call_off_transfer = Bleibt, wo es ist
command-create = Neue Lieferung
command-edit = Änderung

notice-rejected = Nicht möglich
notice-rejected-text = Deine Änderung wurde zurückgenommen.
notice-review = Bitte ansehen
notice-review-text = Was du getan hast, bleibt; die Disposition bestätigt es.
notice-late = Vermerkt
notice-late-text = Es wurde vermerkt, als es schon weitergegangen war.
notice-kept = Aufgehoben
notice-kept-text = Was du gesendet hast, bleibt; die Disposition sieht es sich an.
notice-done = Erledigt
notice-done-text = Alles ist in Ordnung.
reason-unknown = der Server kennt diese Lieferung nicht.
reason-exists = diese Lieferung gibt es schon.
reason-not_yours = sie ging an jemand anderen, während du offline warst.
reason-offer_over = die Zeit für dieses Angebot ist um; es ging an den Nächsten.
reason-forbidden = deine Rolle darf das nicht.
reason-cancelled = sie wurde inzwischen storniert.
reason-already_completed = sie war schon abgeschlossen.
reason-in_custody = die Pakete sind in einem Wagen.
reason-already_past = sie war schon weiter.
reason-illegal_transition = das ging nicht mehr.
reason-stale_revision = jemand hat sie inzwischen geändert.
reason-missing_proof = ein Nachweis fehlte.
