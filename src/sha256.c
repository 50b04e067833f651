/* SPDX-License-Identifier: MIT */
/* sha256.c - SHA-256 in hex, by OpenSSL. */
#include "sha256.h"

#include <stdlib.h>

#include <openssl/evp.h>

void sha256_hex(struct str bytes, char hex[SHA256_HEX + 1])
{
	static const char digits[] = "0123456789abcdef";
	unsigned char md[EVP_MAX_MD_SIZE];
	unsigned int n = 0;

	/* fails only where memory is out or OpenSSL has no SHA-256 */
	if (!EVP_Digest(bytes.p ? bytes.p : "", bytes.n, md, &n, EVP_sha256(),
			NULL) || n * 2 != SHA256_HEX)
		abort();
	for (unsigned int i = 0; i < n; i++) {
		hex[2 * i] = digits[md[i] >> 4];
		hex[2 * i + 1] = digits[md[i] & 15];
	}
	hex[SHA256_HEX] = '\0';
}
