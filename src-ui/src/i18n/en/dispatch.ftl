# Who takes what, and in which order.
plan-title = Plan routes
plan-none = No plan yet
plan-none-text = Choose whose routes are planned and what a good plan is. You see it beside what is now before anything changes.
plan-safe = Nothing was changed.
plan-drivers = Drivers: { $n } of { $all }
plan-everybody = All
plan-nobody = None
plan-unassigned = { $n ->
    [one] Give out one unassigned delivery
   *[other] Give out { $n } unassigned deliveries
}
plan-unassigned-hint = What nobody has goes to whom it suits best.
plan-move = Move accepted deliveries too
plan-move-hint = What a driver has in the van stays there in any case.
plan-pin = Keep with { $name }
plan-pins = { $n ->
    [one] One delivery stays with its driver
   *[other] { $n } deliveries stay with their drivers
}
plan-unpin-all = Let go
plan-pins-again = Plan again to see it with what you pinned.
plan-goal = What counts most
plan-goal-time = Time
plan-goal-distance = Distance
plan-goal-drivers = Few drivers
plan-effort = How long to search
plan-seconds = { $n } s
plan-begin = Plan routes
plan-promise = A preview: nothing changes until you commit it.
plan-running = Searching. The best so far:
plan-stop = Take the best so far
plan-cancel = Cancel
plan-ready = { $n ->
    [0] Nobody gets another delivery; the order of stops changes.
    [one] One delivery gets another driver.
   *[other] { $n } deliveries get another driver.
}
plan-nothing = The routes are as good as this search can make them.
plan-is-committed = Committed. Drivers have their new routes.
plan-is-undone = Taken back. Everything is as it was.
plan-is-over = This plan was called off. Nothing was changed.
plan-is-interrupted = The server could not end this search. Nothing was changed; plan again.
plan-source-road_graph = Times by the roads of the imported map
plan-source-service = Times by the configured route service
plan-source-straight_line = Times are a guess from straight lines: no map is imported
plan-discard = Discard
plan-commit = Commit
plan-undo = Undo
plan-committed = The plan is committed
plan-undone = The plan is taken back
plan-was = now { $value }
plan-total-driving = driving
plan-total-distance = distance
plan-total-late = late stops
plan-total-drivers = drivers
plan-total-unserved = not served
plan-map = Map of the stops planned for { $name }
plan-stops = { $n ->
    [one] One stop
   *[other] { $n } stops
}
plan-new = { $n } new
plan-is-new = new
plan-unserved = { $n ->
    [one] One delivery fits nowhere
   *[other] { $n } deliveries fit nowhere
}
plan-drivers-many = { $n } drivers
why-nobody = No driver was in the plan who could take it.
why-no-road = No road leads there
why-window-over = Its time window is over
why-closed = It is closed there in its whole window
why-pinned = Stays with another driver
why-barred = May not go to this driver
why-skill = Lacks: { $skill }
why-too-big-weight = Too heavy for the vehicle
why-too-big-volume = Too large for the vehicle
why-too-big-count = Too many pieces for the vehicle
why-too-late = Cannot be reached in time within the shift
why-held = Does not fit beside what must stay
why-full = Does not fit beside the other stops
why-other = Another reason

insert-find = Best place in a running route
insert-take = Put it there
insert-adds = adds { $time } of driving
insert-stop = stop { $n } of { $all }
insert-there = there about { $time }
insert-none = No running route has a place for it.

dispatch-text = Waybill can ask the drivers nearby, one after the other.
dispatch-find = Find a driver
dispatch-done = Waybill compared the drivers for it.
dispatch-how = How it was decided
dispatch-asking = Asking { $name }
dispatch-left = { $n } s left
dispatch-left-long = { $n } min left
dispatch-over = no answer
dispatch-stop = Stop asking
dispatch-nobody = Nobody can be asked now. The reasons are under “How it was decided”.
decisions-title = How it was decided
decisions-none = Nothing was decided yet
decisions-none-text = Once drivers are asked, everybody who was considered stands here, with the reasons.
decision-ask = { $name } was asked
decision-nobody-near = No driver was near
decision-nobody-eligible = Something stood against every driver
decision-everybody-asked = Everybody who could take it had been asked
decision-planned = Given to { $name } by a plan of routes
decision-inserted = Put into the route of { $name }, where it fits best
decision-not-served = Nobody is asked: { $why }
decision-wave-given = Assigned automatically to { $name }
decision-wave-none = Left over by automatic assignment: no driver could take it
decision-wave-taken = Left over by automatic assignment: its drivers got other deliveries
decision-wave-changed = Left over by automatic assignment: its driver could not take it any more
decision-wave-closed = Left over by automatic assignment: it is closed there
decision-wave-left = Left over by automatic assignment
decision-more = { $n } more
factor-distance = near
factor-rating = rating
factor-acceptance = accepts
factor-load = free
refusal-asked = was asked already
refusal-being-asked = is being asked about another delivery
refusal-off-shift = not on shift
refusal-break = on a break
refusal-break-until = on a break until { $time }
refusal-shift-ends = shift ends at { $time }
refusal-cooling = declined or did not answer; asked again from { $time }
refusal-unwanted = the customer does not want this driver
refusal-blocked = does not go to { $customer }
refusal-vehicle = wrong vehicle
refusal-weight = no room left by weight
refusal-volume = no room left by volume
refusal-count = no room left by pieces
refusal-busy = has { $n } deliveries already
refusal-skills = lacks { $skills }
refusal-zone = does not work in { $zone }
refusal-far = too far away
refusal-closed = closed at this time
refusal-closed-until = closed until { $time }
refusal-zone-closed = zone { $zone } is closed
refusal-other = another reason

wave-title = Assign automatically
wave-short = Automatic
wave-text = At most one delivery for each driver: by priority, then by who suits best. Nothing is assigned yet.
wave-none = Nothing waits for a driver
wave-none-text = Deliveries without a driver that could be begun now appear here.
wave-safe = Nothing was assigned.
wave-again = Look again
wave-give = { $n ->
    [0] Assign
    [one] Assign one
   *[other] Assign { $n }
}
wave-score = Suits to { $score } of 100
wave-left = { $n ->
    [one] One delivery stays without a driver
   *[other] { $n } deliveries stay without a driver
}
wave-no-driver = No driver may take it.
wave-drivers-taken = Each of its drivers takes another one:
wave-changed-one = Its driver cannot take it any more.
wave-closed = It is closed there at this time.
wave-instead = { $name } takes { $address }
wave-done = { $n ->
    [one] One delivery assigned
   *[other] { $n } deliveries assigned
}
wave-some = { $n } of { $all } assigned. For the others something has changed meanwhile.
wave-changed = Nothing was assigned: for each of them something has changed meanwhile. Look again.

row-eta = ETA { $time }
eta-pickup = Expected at the pickup
eta-dropoff = Expected
eta-guess = A guess from straight lines: no map is imported
delay-by = Will be about { $time } late.
delay-long-stop = The driver is still at a stop that takes longer than usual.
delay-traffic = The roads are slower than usual.
delay-full-route = Too much comes before it in the route.
delay-too-far = It is too far, even if it came next.
delay-other = The reason is not known.
