"""The three rooms in one house: what `culture-sim dashboard` serves. Each room can also be run alone with Solara."""

import solara

from culture_sim.dashboard.shell import Shell, room_page

routes = [
    solara.Route("/", component=room_page("boardroom"), label="Boardroom", layout=Shell),
    solara.Route("classroom", component=room_page("classroom"), label="Classroom"),
    solara.Route("laboratory", component=room_page("laboratory"), label="Laboratory"),
]
