/* SPDX-License-Identifier: MIT */
/* http_server.c - libmicrohttpd, driven from outside through its epoll. */
#include "http_server.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <microhttpd.h>

#define IDLE_SECONDS 60

/* Somebody who listens to events. */
struct stream {
	struct http_server *server;
	struct MHD_Connection *connection;
	struct buf text;	/* what was not sent yet, from `sent` on */
	size_t sent;
	bool suspended;
	struct stream *next, *before;
};

struct http_server {
	struct MHD_Daemon *daemon;
	struct http_options options;
	struct stream *streams;
	struct buf url;
	bool loopback, closing;
};

/* ---- streams ----------------------------------------------------------- */

/* Gives what there is, or lets the connection wait for more. */
static ssize_t stream_read(void *cls, uint64_t pos, char *out, size_t max)
{
	struct stream *s = cls;
	size_t n = s->text.n - s->sent;

	(void)pos;
	if (!n && s->server->closing)
		return MHD_CONTENT_READER_END_OF_STREAM;
	if (!n) {
		s->suspended = true;
		MHD_suspend_connection(s->connection);
		return 0;
	}
	n = n < max ? n : max;
	memcpy(out, s->text.p + s->sent, n);
	s->sent += n;
	if (s->sent == s->text.n) {
		buf_clear(&s->text);
		s->sent = 0;
	}
	return (ssize_t)n;
}

static void stream_free(void *cls)
{
	struct stream *s = cls;

	if (s->next)
		s->next->before = s->before;
	if (s->before)
		s->before->next = s->next;
	else
		s->server->streams = s->next;
	buf_release(&s->text);
	free(s);
}

static struct MHD_Response *stream_open(struct http_server *server,
					struct MHD_Connection *connection,
					struct buf *first)
{
	struct stream *s = xcalloc(1, sizeof(*s));

	s->server = server;
	s->connection = connection;
	s->text = *first;
	*first = (struct buf)BUF_INIT;
	s->next = server->streams;
	if (s->next)
		s->next->before = s;
	server->streams = s;
	return MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, 4096,
						 stream_read, s, stream_free);
}

static void stream_wake(struct stream *s)
{
	if (!s->suspended)
		return;
	s->suspended = false;
	MHD_resume_connection(s->connection);
}

void http_server_send(struct http_server *server, struct str text)
{
	for (struct stream *s = server->streams; s; s = s->next) {
		if (!s->sent)
			buf_clear(&s->text);
		/* half of an event was sent: it must be ended first, and what
		 * may stand behind it is what the reader does not take */
		else if (s->text.n > 16 * text.n + 4096)
			continue;
		buf_addstr(&s->text, text);
		stream_wake(s);
	}
}

/* Writing to one who went is how it is noticed. */
void http_server_pulse(struct http_server *server)
{
	for (struct stream *s = server->streams; s; s = s->next) {
		if (s->text.n)
			continue;
		buf_adds(&s->text, ":\n\n");
		stream_wake(s);
	}
}

/* ---- answers ----------------------------------------------------------- */

static void header(struct MHD_Response *r, const char *name, const char *value)
{
	MHD_add_response_header(r, name, value);
}

static struct str line_of(struct MHD_Connection *connection, const char *name)
{
	return str_of(MHD_lookup_connection_value(connection, MHD_HEADER_KIND,
						  name));
}

/* Does the answer's tag tell that the asker has it already? */
static bool not_modified(struct MHD_Connection *connection,
			 const struct http_reply *reply)
{
	struct str line = line_of(connection, MHD_HTTP_HEADER_IF_NONE_MATCH);

	return line.p && reply->status == MHD_HTTP_OK && *reply->etag &&
	       http_etag_listed(line, str_of(reply->etag));
}

/* What part of the answer is wanted; the whole if none is, or if the asker's
 * first part was of another version. */
static enum http_range_result wanted_range(struct MHD_Connection *connection,
					   const struct http_reply *reply,
					   uint64_t size, uint64_t *from,
					   uint64_t *n)
{
	struct str line = line_of(connection, MHD_HTTP_HEADER_RANGE);
	struct str same = line_of(connection, MHD_HTTP_HEADER_IF_RANGE);

	if (!line.p || reply->status != MHD_HTTP_OK ||
	    (same.p && !str_eqs(same, reply->etag)))
		return HTTP_RANGE_ALL;
	return http_range(line, size, from, n);
}

/* The bytes from..from+n of the body or the file. */
static struct MHD_Response *make_part(struct http_reply *reply, uint64_t from,
				      uint64_t n)
{
	struct MHD_Response *r;

	if (reply->fd < 0)
		return MHD_create_response_from_buffer(
			n, reply->body.p ? reply->body.p + from : NULL,
			MHD_RESPMEM_MUST_COPY);
	r = MHD_create_response_from_fd_at_offset64(n, reply->fd, from);
	if (r)
		reply->fd = -1;		/* it is the response's now */
	return r;
}

static struct MHD_Response *make_response(struct MHD_Connection *connection,
					  struct http_reply *reply)
{
	uint64_t size = reply->fd < 0 ? reply->body.n : reply->size;
	uint64_t from = 0, n = size;
	struct MHD_Response *r;
	char range[80];

	if (not_modified(connection, reply)) {
		reply->status = MHD_HTTP_NOT_MODIFIED;
		return make_part(reply, 0, 0);
	}
	switch (wanted_range(connection, reply, size, &from, &n)) {
	case HTTP_RANGE_ALL:
		return make_part(reply, 0, size);
	case HTTP_RANGE_PART:
		reply->status = MHD_HTTP_PARTIAL_CONTENT;
		snprintf(range, sizeof(range), "bytes %llu-%llu/%llu",
			 (unsigned long long)from,
			 (unsigned long long)(from + n - 1),
			 (unsigned long long)size);
		r = make_part(reply, from, n);
		break;
	case HTTP_RANGE_BEYOND:
	default:
		reply->status = MHD_HTTP_RANGE_NOT_SATISFIABLE;
		snprintf(range, sizeof(range), "bytes */%llu",
			 (unsigned long long)size);
		r = make_part(reply, 0, 0);
		break;
	}
	if (r)
		header(r, MHD_HTTP_HEADER_CONTENT_RANGE, range);
	return r;
}

static void add_headers(struct MHD_Response *r, const struct http_reply *reply)
{
	if (reply->status == MHD_HTTP_METHOD_NOT_ALLOWED)
		header(r, MHD_HTTP_HEADER_ALLOW, "GET, HEAD");
	if (reply->type)
		header(r, MHD_HTTP_HEADER_CONTENT_TYPE, reply->type);
	if (*reply->etag)
		header(r, MHD_HTTP_HEADER_ETAG, reply->etag);
	if (reply->location.n)
		header(r, MHD_HTTP_HEADER_LOCATION, reply->location.p);
	if (reply->policy.n)
		header(r, "Content-Security-Policy", reply->policy.p);
	if (!reply->stream)
		header(r, MHD_HTTP_HEADER_ACCEPT_RANGES, "bytes");
	/* asked again each time: the site changes under the reader's eyes */
	header(r, MHD_HTTP_HEADER_CACHE_CONTROL, "no-cache");
	header(r, "Cross-Origin-Resource-Policy", "same-origin");
	header(r, "Referrer-Policy", "no-referrer");
	header(r, "X-Content-Type-Options", "nosniff");
}

static enum MHD_Result respond(struct http_server *server,
			       struct MHD_Connection *connection,
			       const struct http_request *request)
{
	struct http_reply reply = {
		.status = request->refused ? request->refused : MHD_HTTP_OK,
		.fd = -1,
	};
	enum MHD_Result result = MHD_NO;
	struct MHD_Response *r;

	server->options.answer(server->options.ctx, request, &reply);
	r = reply.stream ? stream_open(server, connection, &reply.body) :
			   make_response(connection, &reply);
	if (r) {
		add_headers(r, &reply);
		result = MHD_queue_response(connection, reply.status, r);
		MHD_destroy_response(r);
	}
	if (reply.fd >= 0)
		close(reply.fd);
	buf_release(&reply.body);
	buf_release(&reply.location);
	buf_release(&reply.policy);
	return result;
}

/* Called once with the request's lines, again when all of it is there. */
static enum MHD_Result handle(void *cls, struct MHD_Connection *connection,
			      const char *url, const char *method,
			      const char *version, const char *upload,
			      size_t *upload_size, void **seen)
{
	struct http_server *server = cls;
	struct http_request request = {
		.host = line_of(connection, MHD_HTTP_HEADER_HOST),
	};
	struct buf path = BUF_INIT;
	enum MHD_Result result;

	(void)version;
	(void)upload;
	if (strcmp(method, MHD_HTTP_METHOD_GET) != 0 &&
	    strcmp(method, MHD_HTTP_METHOD_HEAD) != 0)
		request.refused = MHD_HTTP_METHOD_NOT_ALLOWED;
	else if (!http_host(request.host, !server->loopback,
			    server->options.address))
		request.refused = MHD_HTTP_MISDIRECTED_REQUEST;
	else if (http_path(&path, str_of(url)))
		request.refused = MHD_HTTP_NOT_FOUND;
	if (!request.refused && (!*seen || *upload_size)) {
		*upload_size = 0;
		*seen = server;
		result = MHD_YES;
	} else {
		request.path = buf_str(&path);
		result = respond(server, connection, &request);
	}
	buf_release(&path);
	return result;
}

/* ---- opening ----------------------------------------------------------- */

/* Escapes are undone by http_path(). */
static size_t leave_escapes(void *cls, struct MHD_Connection *connection,
			    char *text)
{
	(void)cls;
	(void)connection;
	return strlen(text);
}

static void no_log(void *cls, const char *fmt, va_list ap)
{
	(void)cls;
	(void)fmt;
	(void)ap;
}

static bool is_loopback(const struct sockaddr_storage *address)
{
	const struct sockaddr_in *v4 = (const void *)address;
	const struct sockaddr_in6 *v6 = (const void *)address;

	if (address->ss_family == AF_INET)
		return ntohl(v4->sin_addr.s_addr) >> 24 == 127;
	return address->ss_family == AF_INET6 &&
	       IN6_IS_ADDR_LOOPBACK(&v6->sin6_addr);
}

/* The address that was got, as an address for a browser. */
static int tell_url(struct http_server *server, int fd)
{
	struct sockaddr_storage address = { 0 };
	socklen_t size = sizeof(address);
	char host[NI_MAXHOST], port[NI_MAXSERV];
	bool v6;

	if (getsockname(fd, (struct sockaddr *)&address, &size) ||
	    getnameinfo((struct sockaddr *)&address, size, host, sizeof(host),
			port, sizeof(port), NI_NUMERICHOST | NI_NUMERICSERV))
		return -1;
	v6 = address.ss_family == AF_INET6;
	server->loopback = is_loopback(&address);
	buf_addf(&server->url, "http://%s%s%s:%s/", v6 ? "[" : "", host,
		 v6 ? "]" : "", port);
	return 0;
}

static int bound_socket(const struct addrinfo *info)
{
	int fd = socket(info->ai_family, SOCK_STREAM | SOCK_CLOEXEC |
			SOCK_NONBLOCK, 0);
	const int on = 1;
	int error;

	if (fd < 0)
		return -1;
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	if (!bind(fd, info->ai_addr, info->ai_addrlen) &&
	    !listen(fd, SOMAXCONN))
		return fd;
	error = errno;
	close(fd);
	errno = error;
	return -1;
}

static enum http_open_result listen_on(const struct http_options *o, int *fd)
{
	struct addrinfo hints = { .ai_socktype = SOCK_STREAM,
				  .ai_flags = AI_PASSIVE | AI_NUMERICSERV };
	struct addrinfo *list = NULL;

	*fd = -1;
	if (getaddrinfo(o->address, o->port, &hints, &list))
		return HTTP_BAD_ADDRESS;
	for (struct addrinfo *i = list; i && *fd < 0; i = i->ai_next)
		*fd = bound_socket(i);
	freeaddrinfo(list);
	if (*fd >= 0)
		return HTTP_OPEN;
	return errno == EADDRINUSE ? HTTP_PORT_TAKEN :
	       errno == EADDRNOTAVAIL ? HTTP_BAD_ADDRESS : HTTP_FAILED;
}

enum http_open_result http_server_open(struct http_server **out,
				       const struct http_options *options)
{
	struct http_server *server = xcalloc(1, sizeof(*server));
	int fd;
	enum http_open_result result = listen_on(options, &fd);

	*out = NULL;
	server->options = *options;
	if (!result && tell_url(server, fd))
		result = HTTP_FAILED;
	if (!result) {
		server->daemon = MHD_start_daemon(
			MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME |
			MHD_USE_ERROR_LOG, 0, NULL, NULL, handle, server,
			MHD_OPTION_EXTERNAL_LOGGER, no_log, NULL,
			MHD_OPTION_LISTEN_SOCKET, fd,
			MHD_OPTION_UNESCAPE_CALLBACK, leave_escapes, NULL,
			MHD_OPTION_CONNECTION_TIMEOUT, IDLE_SECONDS,
			MHD_OPTION_END);
		if (server->daemon)
			fd = -1;
		else
			result = HTTP_FAILED;
	}
	if (!result) {
		*out = server;
		return HTTP_OPEN;
	}
	if (fd >= 0)
		close(fd);
	buf_release(&server->url);
	free(server);
	return result;
}

void http_server_close(struct http_server *server)
{
	if (!server)
		return;
	server->closing = true;
	for (struct stream *s = server->streams; s; s = s->next)
		stream_wake(s);
	MHD_run(server->daemon);	/* ends the streams as they should */
	MHD_stop_daemon(server->daemon);
	buf_release(&server->url);
	free(server);
}

/* ---- running ----------------------------------------------------------- */

struct str http_server_url(const struct http_server *server)
{
	return buf_str(&server->url);
}

bool http_server_loopback(const struct http_server *server)
{
	return server->loopback;
}

int http_server_fd(const struct http_server *server)
{
	return MHD_get_daemon_info(server->daemon,
				   MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd;
}

int http_server_timeout(struct http_server *server)
{
	MHD_UNSIGNED_LONG_LONG ms;

	if (MHD_get_timeout(server->daemon, &ms) != MHD_YES)
		return -1;
	return ms > 60000 ? 60000 : (int)ms;
}

void http_server_run(struct http_server *server)
{
	MHD_run(server->daemon);
}
