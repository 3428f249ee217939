# Übergeben.
done = Fertig
complete-title = Zustellung abschließen
complete-nothing = An diesem Stopp wird sonst nichts gebraucht.
complete-safe = Alles hier ist schon auf diesem Telefon gespeichert. Es wird von selbst gesendet, sobald es Netz gibt.
complete-safe-browser = Alles hier bleibt in diesem Browser, bis der Server es hat.
complete-next = Weiter: { $what }
complete-cannot = Geht nicht alles
complete-no-parcel = Kein Paket wird übergeben.
complete-keeping = Speichert
complete-sending = Sendet
complete-done = { $outcome } · { $address }
next-photo = Foto
next-scan = Scan
next-signature = Unterschrift
next-pin = PIN
next-recipient_name = Name
next-age = Alter
next-cash = Bargeld
slide-delivered_to_recipient = Schieben zum Abschließen
slide-delivered_to_third_party = Schieben: andere Person
slide-delivered_to_safe_place = Schieben: sicherer Ort
slide-delivered_to_mailbox = Schieben: im Briefkasten
slide-delivered_to_pickup_point = Schieben: Abholstelle
slide-delivered_partially = Schieben: teilweise

item-photo = Foto
item-scan = Pakete scannen
item-signature = Unterschrift
item-pin = PIN
item-recipient_name = Name des Empfängers
item-age = Altersprüfung
item-cash = Nachnahme
item-is-done = vorhanden
item-is-excused = übergangen
item-is-next = als Nächstes
item-is-open = fehlt
item-excused = Übergangen: { $reason }
do-photo = Foto
do-scan = Scannen
do-signature = Zeichnen
do-pin = Eingeben
do-recipient_name = Eingeben
do-age = Prüfen
do-cash = Nehmen

photo-take = Foto machen
photo-keeping = Foto wird gespeichert
photo-hint = Paket und Tür
photo-taken = { $n } gemacht
photo-some = { $n } von { $all } gemacht
photo-number = Foto { $n }
photo-remove = { $photo } entfernen
photo-removed = Foto entfernt
photo-none = Noch kein Foto
photo-advice = Zeige das Paket dort, wo du es lässt, mit Tür oder Hausnummer.
photo-not-an-image = Diese Datei ist kein Bild. Mache stattdessen ein Foto.

scan-some = { $n } von { $all } gescannt
scan-type = Oder den Code eintippen
scan-add = Dazu
scan-read = { $code } ist gescannt
scan-unknown = { $code } gehört nicht zu dieser Lieferung
scan-camera = Kamera für Barcodes
scan-no-camera = Keine Kamera zum Scannen. Tippe die Codes ein.

signature-hint = { $name } unterschreibt hier
signature-hint-nobody = Hier unterschreiben
signature-there = Unterschrieben
signature-again = Noch einmal unterschreiben
signature-done = Unterschrift behalten
signature-clear = Leeren
signature-pad = Feld zum Unterschreiben mit Finger oder Stift
signature-here = Hier unterschreiben

pin-hint = Frage nach den 4 Ziffern
pin-type = Der Empfänger hat sie in der Nachricht
pin-right = Das ist die PIN
pin-wrong = Das ist nicht die PIN. Frage noch einmal.
pin-there = Richtig
pin-delete = Letzte Ziffer löschen

name-hint = Wer nimmt es an?
name-label = Ein anderer Name
name-expected = Wie erwartet

age-hint = Muss { $n } oder älter sein
age-there = { $n } oder älter, Ausweis gesehen
age-ask = Sieh dir einen Ausweis mit Foto an. Ist der Empfänger { $n } oder älter?
age-privacy = Vom Ausweis wird nichts notiert.
age-yes = Ja, { $n } oder älter
age-no = Nein, oder kein Ausweis
age-undo = Zurücknehmen

cash-due = { $amount } fällig
cash-due-label = Bar zu zahlen
cash-taken = { $amount } bekommen
cash-take = { $amount } bekommen
cash-undo = Zurücknehmen
cash-given = Was du bekommst
cash-back = { $amount } zurückgeben
cash-exact = Nichts zurückzugeben

handed-to = Übergabe
parcels-handed-over = Pakete
parcels-some = { $n } von { $all } übergeben

excuse-text = Die Disposition sieht, was fehlt, und deinen Grund.
excuse-why = Warum nicht?
excuse-words = In eigenen Worten
excuse-refuses = Empfänger möchte nicht
excuse-device = Mein Gerät geht nicht
excuse-nobody = Niemand war da

failed-why = Warum ging es nicht?
failed-choose = Wähle den Grund.
failed-say = Sage in ein paar Worten, was war.
failed-photo = Foto dazu
failed-note = Notiz
failed-slide = Schieben: nicht zugestellt
failed-done = Nicht zugestellt · { $address }
failed-next-return = Die Pakete bleiben bei dir und gehen zurück ins Depot. Die Disposition weiß Bescheid.
failed-next-search = Die Disposition weiß Bescheid und sucht die Pakete.
failed-next-retry = Die Pakete bleiben bei dir. Die Disposition weiß Bescheid und plant einen neuen Versuch.
