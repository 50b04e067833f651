/* SPDX-License-Identifier: MIT */
/* messages_data.h - the program's message files, as bytes of the program. */
#ifndef MESSAGES_DATA_H
#define MESSAGES_DATA_H

extern const char messages_vi_start[], messages_vi_end[];
extern const char messages_en_start[], messages_en_end[];

#endif
