/* SPDX-License-Identifier: MIT */
/* schemas_data.h - the schemas of the data files, as bytes of the program. */
#ifndef SCHEMAS_DATA_H
#define SCHEMAS_DATA_H

#include "str.h"

/* The schema at a place of the list, by name: "plan.schema.json".  False
 * beyond its end. */
bool schema_at(size_t i, struct str *name, struct str *bytes);

#endif
