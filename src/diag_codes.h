/* SPDX-License-Identifier: MIT */
/*
 * diag_codes.h - every finding: identifier, severity, public name.
 *
 * Included with DIAG_CODE(id, severity, name) defined.  The words stand in
 * messages/vi.yml and messages/en.yml under diag.<name>.message and .mend;
 * a test checks that each name has both.
 */

/* reading files */
DIAG_CODE(NOT_UTF8, ERROR, "not-utf8")			/* at */
DIAG_CODE(NUL_BYTE, ERROR, "nul-byte")
DIAG_CODE(FILE_TOO_LARGE, ERROR, "file-too-large")	/* size, limit */
DIAG_CODE(BAD_PATH, ERROR, "bad-path")			/* path */
DIAG_CODE(IO_ERROR, ERROR, "io-error")			/* path, problem */
DIAG_CODE(NAMES_COLLIDE, WARNING, "names-collide")	/* other */
DIAG_CODE(NOT_NFC, NOTE, "not-nfc")
DIAG_CODE(SYMLINK, ERROR, "symlink")
DIAG_CODE(SUBMODULE, ERROR, "submodule")
DIAG_CODE(SPECIAL_FILE, ERROR, "special-file")
DIAG_CODE(TOO_MANY_FILES, ERROR, "too-many-files")	/* limit */

/* JSON */
DIAG_CODE(JSON_SYNTAX, ERROR, "json-syntax")		/* problem */

/* YAML */
DIAG_CODE(YAML_SYNTAX, ERROR, "yaml-syntax")		/* problem */
DIAG_CODE(YAML_TAB, ERROR, "yaml-tab")
DIAG_CODE(YAML_DUPLICATE_KEY, ERROR, "yaml-duplicate-key")	/* key */
DIAG_CODE(YAML_ALIAS, ERROR, "yaml-alias")
DIAG_CODE(YAML_TOO_DEEP, ERROR, "yaml-too-deep")	/* limit */
DIAG_CODE(YAML_DOCUMENTS, ERROR, "yaml-documents")
DIAG_CODE(YAML_KEY, ERROR, "yaml-key")
DIAG_CODE(YAML_CONTROL, ERROR, "yaml-control")
DIAG_CODE(CURLY_QUOTES, WARNING, "curly-quotes")	/* value */
DIAG_CODE(FRONT_MATTER_OPEN, ERROR, "front-matter-open")
DIAG_CODE(UNKNOWN_KEY, ERROR, "unknown-key")		/* key, near */
DIAG_CODE(MISSING_KEY, ERROR, "missing-key")		/* key */
DIAG_CODE(WRONG_TYPE, ERROR, "wrong-type")		/* key, expected */
DIAG_CODE(BAD_VALUE, ERROR, "bad-value")		/* key, value, expected, near */
DIAG_CODE(BAD_DATE, ERROR, "bad-date")			/* value */
DIAG_CODE(AMBIGUOUS_DATE, ERROR, "ambiguous-date")	/* value */
DIAG_CODE(DUPLICATE_ID, ERROR, "duplicate-id")		/* id */
DIAG_CODE(UNKNOWN_AREA, WARNING, "unknown-area")	/* value, near */
DIAG_CODE(UNKNOWN_UNIT_ID, ERROR, "unknown-unit-id")	/* value, near */

/* the site */
DIAG_CODE(NO_SITE_FILE, ERROR, "no-site-file")		/* path */
DIAG_CODE(NO_AGENCY_FILE, ERROR, "no-agency-file")	/* path */
DIAG_CODE(UNKNOWN_PAGE_TYPE, ERROR, "unknown-page-type")	/* value, near */
DIAG_CODE(SECRET, ERROR, "secret")			/* value */
DIAG_CODE(UNKNOWN_ZONE, ERROR, "unknown-zone")		/* value */
DIAG_CODE(ADDRESS_TAKEN, ERROR, "address-taken")	/* path, other */
DIAG_CODE(UNUSED_FILE, WARNING, "unused-file")		/* path */

/* plans */
DIAG_CODE(UNKNOWN_LABEL, WARNING, "unknown-label")	/* label, near */
DIAG_CODE(DUPLICATE_FIELD, WARNING, "duplicate-field")	/* label */
DIAG_CODE(STRAY_PARAGRAPH, WARNING, "stray-paragraph")	/* label */
DIAG_CODE(FIELD_WITHOUT_LABEL, WARNING, "field-without-label")	/* text */
DIAG_CODE(BAD_ITEM_ID, ERROR, "bad-item-id")		/* value */
DIAG_CODE(DUPLICATE_ITEM_ID, ERROR, "duplicate-item-id")	/* value */
DIAG_CODE(DUPLICATE_ITEM, ERROR, "duplicate-item")	/* title */
DIAG_CODE(EMPTY_TITLE, ERROR, "empty-title")
DIAG_CODE(UNKNOWN_STATUS, ERROR, "unknown-status")	/* value, near */
DIAG_CODE(BAD_PROGRESS, ERROR, "bad-progress")		/* value */
DIAG_CODE(BAD_DEADLINE, ERROR, "bad-deadline")		/* value */
DIAG_CODE(UNCLEAR_DEADLINE, WARNING, "unclear-deadline")	/* value */
DIAG_CODE(NO_DEADLINE, WARNING, "no-deadline")
DIAG_CODE(DEADLINE_OUTSIDE, WARNING, "deadline-outside")	/* value, period */
DIAG_CODE(NO_LEAD, WARNING, "no-lead")
DIAG_CODE(UNKNOWN_UNIT, WARNING, "unknown-unit")	/* value, near */
DIAG_CODE(UNIT_BY_BEGINNING, NOTE, "unit-by-beginning")	/* value, unit */
DIAG_CODE(BAD_TARGET, ERROR, "bad-target")		/* value */
DIAG_CODE(BAD_ACTUAL, ERROR, "bad-actual")		/* value */
DIAG_CODE(BAD_SCORE, ERROR, "bad-score")		/* value */
DIAG_CODE(BAD_RANK, ERROR, "bad-rank")			/* value */
DIAG_CODE(BAD_PERIOD, ERROR, "bad-period")		/* value */
DIAG_CODE(BAD_YEAR, ERROR, "bad-year")			/* value */
DIAG_CODE(UNKNOWN_MEASURE, ERROR, "unknown-measure")	/* value, near */
DIAG_CODE(UNKNOWN_LINKED, WARNING, "unknown-linked")	/* value, near */
DIAG_CODE(UNKNOWN_DOCUMENT, WARNING, "unknown-document")	/* value, near */
DIAG_CODE(DONE_WITHOUT_DATE, WARNING, "done-without-date")
DIAG_CODE(DATE_WITHOUT_DONE, WARNING, "date-without-done")
DIAG_CODE(DONE_BEFORE_ISSUED, NOTE, "done-before-issued")
DIAG_CODE(PROGRESS_STATUS, WARNING, "progress-status")	/* value, status */
DIAG_CODE(NO_PERIOD_RESULT, NOTE, "no-period-result")	/* month, quarter, year, count, items */
DIAG_CODE(UNKNOWN_PLAN, WARNING, "unknown-plan")	/* value, near */
DIAG_CODE(AMENDED_UNNAMED, WARNING, "amended-unnamed")	/* title, field, added, removed, from */
DIAG_CODE(NO_ITEM_ID, WARNING, "no-item-id")

/* Markdown */
DIAG_CODE(BAD_LINK, WARNING, "bad-link")		/* target */
DIAG_CODE(BAD_ANCHOR, WARNING, "bad-anchor")		/* target */
DIAG_CODE(ORPHAN_PAGE, WARNING, "orphan-page")
DIAG_CODE(RAW_HTML, WARNING, "raw-html")
DIAG_CODE(IMAGE_NO_ALT, WARNING, "image-no-alt")
DIAG_CODE(MARKDOWN_TOO_COMPLEX, ERROR, "markdown-too-complex")

/* tables of other programs */
DIAG_CODE(TABLE_TOO_LARGE, ERROR, "table-too-large")	/* rows, columns */
DIAG_CODE(TABLE_NESTED, WARNING, "table-nested")
DIAG_CODE(CSV_QUOTE, ERROR, "csv-quote")
DIAG_CODE(DOCX_BROKEN, ERROR, "docx-broken")		/* problem */
DIAG_CODE(DOCX_UNSAFE, ERROR, "docx-unsafe")
DIAG_CODE(DOCX_TOO_LARGE, ERROR, "docx-too-large")	/* limit */
DIAG_CODE(IMPORT_NO_TABLE, ERROR, "import-no-table")
DIAG_CODE(IMPORT_TABLE, WARNING, "import-table")
DIAG_CODE(IMPORT_COLUMN, WARNING, "import-column")	/* label, near */
DIAG_CODE(IMPORT_ROW, WARNING, "import-row")		/* text */
DIAG_CODE(IMPORT_VALUE, WARNING, "import-value")	/* label, value */
DIAG_CODE(IMPORT_JOINED, NOTE, "import-joined")		/* title */
DIAG_CODE(IMPORT_TITLE, NOTE, "import-title")
DIAG_CODE(FORM_NO_TABLE, ERROR, "form-no-table")
DIAG_CODE(FORM_UNKNOWN_ROW, WARNING, "form-unknown-row")	/* value, near */
DIAG_CODE(FORM_MISSING_ROWS, WARNING, "form-missing-rows")	/* count, items */
DIAG_CODE(FORM_TITLE, WARNING, "form-title")		/* item, value */
DIAG_CODE(FORM_CONFLICT, ERROR, "form-conflict")	/* item, label, value, other, place */
DIAG_CODE(FORM_PLAN_CHANGED, ERROR, "form-plan-changed")	/* item, label, value, now */
DIAG_CODE(FORM_EMPTIED, NOTE, "form-emptied")		/* item, label, value */
DIAG_CODE(FORM_NO_PERIOD, ERROR, "form-no-period")	/* value */
DIAG_CODE(FORM_UNSAFE, ERROR, "form-unsafe")		/* item */

/* repository and history */
DIAG_CODE(NO_HISTORY, NOTE, "no-history")
DIAG_CODE(SHALLOW, NOTE, "shallow")

DIAG_CODE(REDACTION_UNMATCHED, ERROR, "redaction-unmatched")	/* plan, item, field */

/* theme */
DIAG_CODE(TEMPLATE_UNCLOSED_TAG, ERROR, "template-unclosed-tag")
DIAG_CODE(TEMPLATE_UNCLOSED_SECTION, ERROR, "template-unclosed-section")	/* name */
DIAG_CODE(TEMPLATE_WRONG_CLOSE, ERROR, "template-wrong-close")	/* name, open */
DIAG_CODE(TEMPLATE_STRAY_CLOSE, ERROR, "template-stray-close")	/* name */
DIAG_CODE(TEMPLATE_BAD_DELIMITERS, ERROR, "template-bad-delimiters")
DIAG_CODE(TEMPLATE_EMPTY_NAME, ERROR, "template-empty-name")
DIAG_CODE(TEMPLATE_BAD_NAME, ERROR, "template-bad-name")	/* name */
DIAG_CODE(TEMPLATE_DEPTH, ERROR, "template-depth")	/* limit */
DIAG_CODE(NO_TEMPLATE, ERROR, "no-template")		/* name */
DIAG_CODE(NO_THEME, ERROR, "no-theme")			/* name */
