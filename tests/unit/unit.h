/* SPDX-License-Identifier: MIT */
/* unit.h - what every unit test needs: cmocka and string assertions. */
#ifndef UNIT_H
#define UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "str.h"

#define assert_str(s, expected) do { \
	struct str s_ = (s), e_ = str_of(expected); \
	if (!str_eq(s_, e_)) { \
		print_error("got  \"%.*s\"\nwant \"%.*s\"\n", \
			    STR_ARG(s_), STR_ARG(e_)); \
		fail(); \
	} \
} while (0)

#endif
