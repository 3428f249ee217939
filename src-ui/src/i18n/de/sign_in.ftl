# Wer bist du?
sign-in-title = Anmelden
sign-in-text = Mit dem Konto, das du von deiner Flotte hast.
sign-in-server = Server
sign-in-server-hint = Die Adresse, die du von der Disposition hast.
sign-in-email = E-Mail
sign-in-password = Passwort
sign-in-submit = Anmelden
sign-in-server-rule = Gib eine Adresse wie waybill.example.org ein.
sign-in-email-rule = Gib eine E-Mail-Adresse wie mara@example.org ein.
sign-in-password-rule = Gib dein Passwort ein.
sign-in-wrong = E-Mail und Passwort passen nicht zusammen. Prüfe beides und versuche es noch einmal.
sign-in-too-many = Zu viele Versuche. Warte eine Minute und versuche es dann noch einmal.
sign-in-network = Der Server antwortet nicht. Prüfe Netz und Adresse und versuche es noch einmal.
sign-in-offline = Zum Anmelden braucht es einmal Netz. Danach geht der Tag auch ohne.
sign-in-browser = Im Browser braucht es Netz. Die App kommt ohne aus.
