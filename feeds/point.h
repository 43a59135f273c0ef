/*
 * point.h - a place on the map as GeoRSS-Simple writes it.
 */
#pragma once

#include "model/base/arena.h"

/* "50.9512 28.6387": latitude first, a blank, at most five decimals (about a metre); in arena. */
const char *point_georss(struct arena *arena, double latitude, double longitude);
