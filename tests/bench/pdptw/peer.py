"""Solves one Li & Lim problem with VROOM or PyVRP and prints the routes, one line each.

Usage: peer.py vroom|pyvrp SECONDS SEED < PROBLEM, the problem as JSON: capacity, vehicles, travel (rows), stops
(ready, due, service, demand, delivery). One thread. The last line is "#" and the processor seconds used.
"""

import json
import sys
import time


def vroom(problem):
    import numpy
    import vroom

    data = vroom.Input()
    travel = numpy.array(problem["travel"], dtype=numpy.uint32)
    data.set_durations_matrix("car", travel)
    stops = problem["stops"]
    outweighs = 100 * int(travel.max())
    for number in range(problem["vehicles"]):
        data.add_vehicle(
            vroom.Vehicle(
                number + 1,
                start=0,
                end=0,
                capacity=[problem["capacity"]],
                time_window=(stops[0]["ready"], stops[0]["due"]),
                costs=vroom.VehicleCosts(fixed=outweighs),
            )
        )

    def step(at):
        window = vroom.TimeWindow(stops[at]["ready"], stops[at]["due"])
        return vroom.ShipmentStep(at, location=at, default_service=stops[at]["service"], time_windows=[window])

    for at, stop in enumerate(stops):
        if stop["delivery"]:
            data.add_shipment(step(at), step(stop["delivery"]), amount=vroom.Amount([stop["demand"]]))
    # It ends by itself, at its most thorough after a second or two; its own limit would count a busy machine's time.
    solution = data.solve(exploration_level=5, nb_threads=1)
    routes = {}
    for _, row in solution.routes.iterrows():
        if row["type"] in ("pickup", "delivery"):
            routes.setdefault(row["vehicle_id"], []).append(int(row["id"]))
    return list(routes.values())


class Spent:
    """Stops after so much processor time of this process."""

    def __init__(self, seconds):
        self.end = time.process_time() + seconds

    def __call__(self, best_cost):
        return time.process_time() >= self.end

    def fraction_remaining(self):
        return None


def pyvrp(problem, seconds, seed):
    from pyvrp import Model

    model = Model()
    stops, travel = problem["stops"], problem["travel"]
    places = [model.add_location(0, 0) for _ in stops]
    depot = model.add_depot(places[0], tw_early=stops[0]["ready"], tw_late=stops[0]["due"])
    model.add_vehicle_type(
        num_available=problem["vehicles"],
        capacity=problem["capacity"],
        start_depot=depot,
        end_depot=depot,
        fixed_cost=100 * max(map(max, travel)),
        tw_early=stops[0]["ready"],
        tw_late=stops[0]["due"],
    )
    pairs = []
    for at, stop in enumerate(stops):
        if stop["delivery"]:
            to = stop["delivery"]
            pairs.append((at, to))
            model.add_shipment(
                places[at],
                places[to],
                pickup_tw_early=stop["ready"],
                pickup_tw_late=stop["due"],
                pickup_service_duration=stop["service"],
                delivery_tw_early=stops[to]["ready"],
                delivery_tw_late=stops[to]["due"],
                delivery_service_duration=stops[to]["service"],
                amount=stop["demand"],
            )
    for a, row in enumerate(travel):
        for b, length in enumerate(row):
            if a != b:
                model.add_edge(places[a], places[b], distance=length, duration=length)
    result = model.solve(Spent(seconds), seed=seed, display=False, collect_stats=False)
    routes = []
    for route in result.best.routes():
        visits = (step.activity if hasattr(step, "activity") else step for step in route.schedule())
        routes.append([pairs[v.idx][0 if v.is_pickup() else 1] for v in visits if v.is_shipment()])
    return routes


def main():
    name, seconds, seed = sys.argv[1], float(sys.argv[2]), int(sys.argv[3])
    problem = json.load(sys.stdin)
    begun = time.process_time()
    routes = vroom(problem) if name == "vroom" else pyvrp(problem, seconds, seed)
    for route in routes:
        print(*route)
    print("#", time.process_time() - begun)


main()
