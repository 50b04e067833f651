/* SPDX-License-Identifier: MIT */
/*
 * docnum.h - the numbers of Vietnamese documents, as they stand in prose:
 * 29/KH-UBND, 60-NQ/TU, 64/2025/QH15, 30/2020/NĐ-CP, 8536/VPCP-KSTT.
 *
 * Grammar (Nghị định 30/2020/NĐ-CP, Phụ lục I; Party documents write "-"
 * after the number, and then "/"):
 *
 *	number = 1-5 digits, "/", [ year, "/" ], symbol
 *	       | 1-5 digits, "-", symbol with a "/" in it
 *	year   = four digits
 *	symbol = group { "-" | "/" | "&" group }, two capital letters at least
 *	group  = a capital letter and then letters and digits
 *
 * No letter or digit touches it on either side, nor do they touch it by "/",
 * "-", or (a digit) by "." or "," before it: dates, fractions and codes such
 * as 06/02/2026, 12/12, 0.5/2 or MT-05/KH are none.
 */
#ifndef DOCNUM_H
#define DOCNUM_H

#include "pool.h"

/* The next number in `text` at or after `from`; false if there is none. */
bool docnum_find(struct str text, size_t from, struct str *found);

/* The form in which numbers are compared: folded case, "Đ" as "D", without
 * spaces; "08 /KH-SNgV" and "08/kh-sngv" are equal, "8/…" and "08/…" too. */
struct str docnum_key(struct pool *pool, struct str number);

#endif
