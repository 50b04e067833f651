/* SPDX-License-Identifier: MIT */
/*
 * http_server.h - an HTTP server for the people at one machine: it answers GET
 * and HEAD, one request after the other, from the caller's own event loop.
 * The only user of libmicrohttpd.
 *
 * Ranges, entity tags and HEAD are dealt with here, for whatever the caller
 * answers.  Other methods get 405, foreign hosts 421, targets that name
 * nothing 404 (http.h says which these are); the caller gives them words.
 */
#ifndef HTTP_SERVER_H
#define HTTP_SERVER_H

#include "http.h"

struct http_server;

/* An answer, filled in by the caller. */
struct http_reply {
	unsigned status;	/* at first 200, or why it is refused */
	const char *type;	/* Content-Type */
	struct buf body;	/* released by the server */
	int fd;			/* a file instead of the body; closed by the
				   server; -1: none */
	uint64_t size;		/* of the file */
	char etag[80];		/* with its quotes; empty: none */
	struct buf location;	/* of a redirect; released by the server */
	struct buf policy;	/* Content-Security-Policy; likewise */
	bool stream;		/* the body is the first of a stream of events,
				   which goes on with http_server_send() */
};

struct http_request {
	unsigned refused;	/* 404, 405, 421: then only words are asked
				   for; else 0 */
	struct str path;	/* http_path()'s, with a NUL behind it */
	struct str host;	/* "127.0.0.1:8000" */
};

struct http_options {
	const char *address;	/* a name or an address to listen on */
	const char *port;	/* "0": any free one */
	void (*answer)(void *ctx, const struct http_request *request,
		       struct http_reply *reply);
	void *ctx;
};

enum http_open_result {
	HTTP_OPEN,
	HTTP_BAD_ADDRESS,	/* there is no such address on this machine */
	HTTP_PORT_TAKEN,	/* EADDRINUSE */
	HTTP_FAILED		/* errno says why */
};

/* *server is NULL after a failure. */
enum http_open_result http_server_open(struct http_server **server,
				       const struct http_options *options);
/* Ends all streams; NULL is fine. */
void http_server_close(struct http_server *server);

/* "http://127.0.0.1:8000/" */
struct str http_server_url(const struct http_server *server);
/* Can only this machine reach it? */
bool http_server_loopback(const struct http_server *server);

/* To be polled for reading, for at most so many milliseconds (-1: for ever);
 * then run. */
int http_server_fd(const struct http_server *server);
int http_server_timeout(struct http_server *server);
void http_server_run(struct http_server *server);

/*
 * Send text to all who listen to a stream ("data: …" and an empty line).  Who
 * has not taken the last one yet gets this one instead.
 */
void http_server_send(struct http_server *server, struct str text);

/* Let go of those who listen no more; to be called a few times a minute. */
void http_server_pulse(struct http_server *server);

#endif
