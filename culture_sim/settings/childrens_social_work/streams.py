"""The random-number streams of children's services, beside the core's: 201 to 299."""

from enum import IntEnum


class OwnDraw(IntEnum):
    """What a draw decides here; a number, once given, is never given again.

    `FIRST` to `RETURN` and `FAMILY` on are drawn by the identity of a family, so that the same family meets the same
    luck under every plan; the others by the row of a team or agency.
    """

    ARRIVALS = 201
    ARRIVAL = 202
    FIRST = 203
    FIRST_TOO = 204
    RISK = 205
    NEED = 206
    NETWORK = 207
    NOISES = 208
    RETURN = 209
    FAMILY = 210
    VISIT = 211
    CHANCES = 212
    ALLOCATION = 213
    HANDOVER = 214
    REVIEW = 215
    REVIEW_TOO = 216
    MOVE = 217
    PROMISE = 218
    HARM = 219
    COMPLAINT = 220
    COMPLAINT_ON = 221
    CONFERENCE = 222
    AGENCY = 223
    AGENCY_REPAIR = 224
    SUPERVISION = 225
    INCIDENT = 226
    HARM_ANSWER = 227
    MEETING = 228
    ABSENCE = 229
    STAFFING = 230
    AGENCY_WORKER = 231
    AGENCY_MEANT = 232
    RENEWAL = 233
    MANAGER = 234
    HEAD = 235
    DIRECTOR = 236
    CIRCLE_REPAIR = 237
