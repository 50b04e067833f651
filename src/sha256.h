/* SPDX-License-Identifier: MIT */
/*
 * sha256.h - the hash by which published files are told apart and verified.
 */
#ifndef SHA256_H
#define SHA256_H

#include "str.h"

#define SHA256_HEX 64

/* SHA-256 as 64 lower-case hex digits and a NUL. */
void sha256_hex(struct str bytes, char hex[SHA256_HEX + 1]);

#endif
