# Wer was übernimmt, und in welcher Reihenfolge.
plan-title = Routen planen
plan-none = Noch kein Plan
plan-none-text = Wählen Sie, wessen Routen geplant werden und worauf es ankommt. Sie sehen den Plan neben dem jetzigen Stand, bevor sich etwas ändert.
plan-safe = Es wurde nichts geändert.
plan-drivers = Fahrer: { $n } von { $all }
plan-everybody = Alle
plan-nobody = Keine
plan-unassigned = { $n ->
    [one] Eine offene Lieferung vergeben
   *[other] { $n } offene Lieferungen vergeben
}
plan-unassigned-hint = Was niemand hat, geht an die Person, zu der es am besten passt.
plan-move = Auch angenommene Lieferungen verschieben
plan-move-hint = Was im Wagen liegt, bleibt in jedem Fall dort.
plan-pin = Bei { $name } lassen
plan-pins = { $n ->
    [one] Eine Lieferung bleibt bei ihrem Fahrer
   *[other] { $n } Lieferungen bleiben bei ihren Fahrern
}
plan-unpin-all = Loslassen
plan-pins-again = Planen Sie noch einmal, um den Plan mit dem zu sehen, was bleiben soll.
plan-goal = Worauf es ankommt
plan-goal-time = Zeit
plan-goal-distance = Strecke
plan-goal-drivers = Wenige Fahrer
plan-effort = Wie lange gesucht wird
plan-seconds = { $n } s
plan-begin = Routen planen
plan-promise = Eine Vorschau: Nichts ändert sich, bevor Sie sie übernehmen.
plan-running = Es wird gesucht. Das Beste bisher:
plan-stop = Das Beste bisher nehmen
plan-cancel = Abbrechen
plan-ready = { $n ->
    [0] Niemand bekommt eine andere Lieferung; die Reihenfolge der Stopps ändert sich.
    [one] Eine Lieferung wechselt den Fahrer.
   *[other] { $n } Lieferungen wechseln den Fahrer.
}
plan-nothing = Besser kann diese Suche die Routen nicht machen.
plan-is-committed = Übernommen. Die Fahrer haben ihre neuen Routen.
plan-is-undone = Zurückgenommen. Alles ist wie zuvor.
plan-is-over = Dieser Plan wurde abgebrochen. Es wurde nichts geändert.
plan-is-interrupted = Der Server konnte diese Suche nicht beenden. Es wurde nichts geändert; planen Sie neu.
plan-source-road_graph = Zeiten nach den Straßen der eingelesenen Karte
plan-source-service = Zeiten vom eingerichteten Routendienst
plan-source-straight_line = Zeiten sind aus der Luftlinie geschätzt: Es ist keine Karte eingelesen
plan-discard = Verwerfen
plan-commit = Übernehmen
plan-undo = Zurücknehmen
plan-committed = Der Plan ist übernommen
plan-undone = Der Plan ist zurückgenommen
plan-was = jetzt { $value }
plan-total-driving = Fahrzeit
plan-total-distance = Strecke
plan-total-late = späte Stopps
plan-total-drivers = Fahrer
plan-total-unserved = nicht bedient
plan-map = Karte der für { $name } geplanten Stopps
plan-stops = { $n ->
    [one] Ein Stopp
   *[other] { $n } Stopps
}
plan-new = { $n } neu
plan-is-new = neu
plan-unserved = { $n ->
    [one] Eine Lieferung passt nirgends hinein
   *[other] { $n } Lieferungen passen nirgends hinein
}
plan-drivers-many = { $n } Fahrer
why-nobody = Niemand im Plan könnte sie übernehmen.
why-no-road = Dorthin führt keine Straße
why-window-over = Ihr Zeitfenster ist vorbei
why-closed = Dort ist in ihrem ganzen Zeitfenster geschlossen
why-pinned = Bleibt bei jemand anderem
why-barred = Darf nicht an diese Person gehen
why-skill = Es fehlt: { $skill }
why-too-big-weight = Zu schwer für das Fahrzeug
why-too-big-volume = Zu groß für das Fahrzeug
why-too-big-count = Zu viele Stücke für das Fahrzeug
why-too-late = In der Schicht nicht rechtzeitig zu erreichen
why-held = Passt nicht neben das, was bleiben muss
why-full = Passt nicht neben die anderen Stopps
why-other = Ein anderer Grund

insert-find = Bester Platz in einer laufenden Route
insert-take = Dort einfügen
insert-adds = { $time } mehr Fahrt
insert-stop = Stopp { $n } von { $all }
insert-there = dort etwa { $time }
insert-none = Keine laufende Route hat Platz dafür.

dispatch-text = Waybill kann die Fahrer in der Nähe fragen, einen nach dem anderen.
dispatch-find = Fahrer suchen
dispatch-done = Waybill hat die Fahrer dafür verglichen.
dispatch-how = Wie entschieden wurde
dispatch-asking = { $name } wird gefragt
dispatch-left = noch { $n } s
dispatch-left-long = noch { $n } min
dispatch-over = keine Antwort
dispatch-stop = Nicht weiter fragen
dispatch-nobody = Gerade kann niemand gefragt werden. Die Gründe stehen unter „Wie entschieden wurde“.
decisions-title = Wie entschieden wurde
decisions-none = Noch nichts entschieden
decisions-none-text = Sobald gefragt wird, steht hier, wer in Betracht kam, mit den Gründen.
decision-ask = { $name } wurde gefragt
decision-nobody-near = Niemand war in der Nähe
decision-nobody-eligible = Gegen jeden sprach etwas
decision-everybody-asked = Alle, die könnten, waren gefragt
decision-planned = Nach einem Tourenplan an { $name } gegeben
decision-inserted = In die Tour von { $name } eingefügt, wo es am besten passt
decision-not-served = Niemand wird gefragt: { $why }
decision-wave-given = Automatisch an { $name } zugeteilt
decision-wave-none = Beim automatischen Zuteilen übrig: Kein Fahrer konnte sie übernehmen
decision-wave-taken = Beim automatischen Zuteilen übrig: Ihre Fahrer bekamen andere
decision-wave-changed = Beim automatischen Zuteilen übrig: Ihr Fahrer konnte sie nicht mehr übernehmen
decision-wave-closed = Beim automatischen Zuteilen übrig: Dort ist geschlossen
decision-wave-left = Beim automatischen Zuteilen übrig
decision-more = { $n } weitere
factor-distance = Nähe
factor-rating = Bewertung
factor-acceptance = nimmt an
factor-load = frei
refusal-asked = wurde schon gefragt
refusal-being-asked = wird gerade zu einer anderen gefragt
refusal-off-shift = nicht im Dienst
refusal-break = in der Pause
refusal-break-until = Pause bis { $time }
refusal-shift-ends = Dienst endet um { $time }
refusal-cooling = hat abgelehnt oder nicht geantwortet; wieder ab { $time }
refusal-unwanted = die Kundschaft möchte diese Person nicht
refusal-blocked = fährt nicht zu { $customer }
refusal-vehicle = falsches Fahrzeug
refusal-weight = nach Gewicht kein Platz mehr
refusal-volume = nach Volumen kein Platz mehr
refusal-count = nach Stückzahl kein Platz mehr
refusal-busy = hat schon { $n } Lieferungen
refusal-skills = es fehlt { $skills }
refusal-zone = arbeitet nicht in { $zone }
refusal-far = zu weit weg
refusal-closed = um diese Zeit geschlossen
refusal-closed-until = geschlossen bis { $time }
refusal-zone-closed = Zone { $zone } ist geschlossen
refusal-other = ein anderer Grund

wave-title = Automatisch zuteilen
wave-short = Automatisch
wave-text = Höchstens eine Lieferung für jeden Fahrer: nach Vorrang, dann danach, wer am besten passt. Noch ist nichts zugeteilt.
wave-none = Nichts wartet auf einen Fahrer
wave-none-text = Hier stehen Lieferungen ohne Fahrer, mit denen jetzt begonnen werden könnte.
wave-safe = Nichts wurde zugeteilt.
wave-again = Noch einmal sehen
wave-give = { $n ->
    [0] Zuteilen
    [one] Eine zuteilen
   *[other] { $n } zuteilen
}
wave-score = Passt zu { $score } von 100
wave-left = { $n ->
    [one] Eine Lieferung bleibt ohne Fahrer
   *[other] { $n } Lieferungen bleiben ohne Fahrer
}
wave-no-driver = Kein Fahrer darf sie übernehmen.
wave-drivers-taken = Jeder ihrer Fahrer übernimmt eine andere:
wave-changed-one = Ihr Fahrer kann sie nicht mehr übernehmen.
wave-closed = Dort ist um diese Zeit geschlossen.
wave-instead = { $name } übernimmt { $address }
wave-done = { $n ->
    [one] Eine Lieferung zugeteilt
   *[other] { $n } Lieferungen zugeteilt
}
wave-some = { $n } von { $all } zugeteilt. Bei den anderen hat sich inzwischen etwas geändert.
wave-changed = Nichts wurde zugeteilt: Bei jeder hat sich inzwischen etwas geändert. Sehen Sie noch einmal nach.

row-eta = ca. { $time }
eta-pickup = Erwartet am Abholort
eta-dropoff = Erwartet
eta-guess = Aus der Luftlinie geschätzt: Es ist keine Karte eingelesen
delay-by = Wird etwa { $time } zu spät.
delay-long-stop = Der Fahrer ist noch an einem Stopp, der länger dauert als sonst.
delay-traffic = Die Straßen sind langsamer als sonst.
delay-full-route = Davor kommt zu viel in der Route.
delay-too-far = Es ist zu weit, selbst wenn sie als Nächstes käme.
delay-other = Der Grund ist nicht bekannt.
