/* SPDX-License-Identifier: MIT */
/*
 * mail.h - e-mail addresses are never published (DESIGN, principle 7).
 */
#ifndef MAIL_H
#define MAIL_H

#include "pool.h"

/* A text with each e-mail address in it as "…"; itself where there is none. */
struct str mail_blot(struct pool *pool, struct str text);

#endif
