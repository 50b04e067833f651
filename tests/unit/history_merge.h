/* SPDX-License-Identifier: MIT */
/* history_merge.h - what tests of merges start from: a plan of three items,
 * and how a moved deadline reads in a record. */
#ifndef HISTORY_MERGE_H
#define HISTORY_MERGE_H

#include "history_box.h"

/* Three items, far enough from each other for git to merge them. */
#define BASE "p 2026; a Chỉ đạo\n" \
	"for n in 1 2 3; do i \"$n. Việc $n\" \"Mã: A-$n\" " \
	"'Thời hạn: Tháng 1/2026' 'Sản phẩm: S'; done; c Đầu\n" \
	/* due ITEM MONTH */ \
	"due() { sed -i \"/A-$1\\$/,/^$/s,Tháng [0-9]*,Tháng $2,\" $f; }\n" \
	/* of ITEM PRODUCT */ \
	"of() { sed -i \"/A-$1\\$/,/^$/s,phẩm: .*,phẩm: $2,\" $f; }\n" \
	/* drop ITEM */ \
	"drop() { sed -i \"/Việc $1\\$/,/^$/d;/A-$1\\$/,/^$/d\" $f; }\n" \
	"f=content/x/2026.md\n"

#define DUE(from, to) " changed deadline [Tháng " from "/2026]->[Tháng " \
	to "/2026] amendment "

#endif
