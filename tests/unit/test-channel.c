/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "baolan/base/buf.h"
#include "baolan/base/mem.h"
#include "baolan/loop/channel.h"
#include "baolan/loop/child.h"
#include "baolan/loop/loop.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#define CEILING ((size_t)40 << 20)

struct fixture {
	struct loop *loop;
	int fds[2];
	struct channel *near, *far;
	struct buf got; /* "type:id:body;" of each message of up to 99 bytes */
	size_t messages, bytes;
	uint32_t sum;
	struct error why;
	bool free_on_message;
};

static void note_message(void *data, uint32_t type, uint32_t id, struct str body)
{
	struct fixture *f = data;
	f->messages++;
	f->bytes += body.len;
	if (f->free_on_message) {
		channel_free(take(f->far));
		loop_stop(f->loop);
	}
	if (body.len < 100)
		buf_printf(&f->got, "%u:%u:%.*s;", type, id, STR_ARG(body));
	for (size_t i = 0; i < body.len; i += 997)
		f->sum = f->sum * 31 + (unsigned char)body.at[i];
}

static void note_closed(void *data, const struct error *why)
{
	struct fixture *f = data;
	f->why = *why;
}

static void note_closed_and_free(void *data, const struct error *why)
{
	struct fixture *f = data;
	note_closed(f, why);
	channel_free(take(f->far));
}

static const struct channel_ops ops = { note_message, note_closed };
static const struct channel_ops freeing_ops = { note_message, note_closed_and_free };

static int set_up(void **state)
{
	struct fixture *f = mem_new(struct fixture);
	f->got = BUF_INIT(BUF_MAX_TEXT);
	f->loop = loop_new();
	*state = f;
	return (int)child_socketpair(f->fds, NULL);
}

static int tear_down(void **state)
{
	struct fixture *f = *state;
	channel_free(f->near);
	channel_free(f->far);
	for (int i = 0; i < 2; i++)
		if (f->fds[i] >= 0)
			close(f->fds[i]);
	loop_free(f->loop);
	buf_done(&f->got);
	free(f);
	return 0;
}

static void open_near(struct fixture *f)
{
	f->near = channel_new(f->loop, take_fd(&f->fds[0]), CEILING, &ops, f);
}

static void open_far(struct fixture *f, const struct channel_ops *far_ops)
{
	f->far = channel_new(f->loop, take_fd(&f->fds[1]), CEILING, far_ops, f);
}

static void turn_until_messages(struct fixture *f, size_t n)
{
	for (int turns = 0; f->messages < n && !f->why.code && turns < 100000; turns++)
		loop_turn(f->loop, 1000);
}

static void turn_until_closed(struct fixture *f)
{
	for (int turns = 0; !f->why.code && turns < 1000; turns++)
		loop_turn(f->loop, 1000);
}

static void messages_arrive_in_order(void **state)
{
	struct fixture *f = *state;
	open_near(f);
	open_far(f, &ops);
	assert_true(channel_send(f->near, 1, 10, STR("头条")));
	assert_true(channel_send(f->near, 2, 20, STR_NONE));
	assert_true(channel_send(f->near, 3, 30, STR("end")));
	turn_until_messages(f, 3);
	assert_string_equal(buf_text(&f->got), "1:10:头条;2:20:;3:30:end;");
}

static void both_directions(void **state)
{
	struct fixture *f = *state;
	open_near(f);
	open_far(f, &ops);
	channel_send(f->far, 5, 6, STR("back"));
	turn_until_messages(f, 1);
	assert_string_equal(buf_text(&f->got), "5:6:back;");
}

static char *make_body(size_t len, uint32_t *ret_sum)
{
	char *body = mem_alloc(len);
	for (size_t i = 0; i < len; i++)
		body[i] = (char)(i * 7 + i / 251);
	for (size_t i = 0; i < len; i += 997)
		*ret_sum = *ret_sum * 31 + (unsigned char)body[i];
	return body;
}

static void large_message(void **state)
{
	struct fixture *f = *state;
	size_t len = (size_t)36 << 20;
	uint32_t sum = 0;
	char *body = make_body(len, &sum);
	open_near(f);
	open_far(f, &ops);
	assert_true(channel_send_taken(f->near, 1, 1, body, len));
	assert_true(channel_send(f->near, 2, 2, STR("after")));
	turn_until_messages(f, 2);
	assert_int_equal(f->bytes, len + 5);
	assert_string_equal(buf_text(&f->got), "2:2:after;");
}

static void copied_message_is_whole(void **state)
{
	struct fixture *f = *state;
	size_t len = ((size_t)1 << 20) + 17;
	uint32_t sum = 0;
	auto_free char *body = make_body(len, &sum);
	open_near(f);
	open_far(f, &ops);
	assert_true(channel_send(f->near, 1, 1, str_make(body, len)));
	turn_until_messages(f, 1);
	assert_int_equal(f->bytes, len);
	assert_int_equal(f->sum, sum);
}

static void sizes_around_the_buffer(void **state)
{
	struct fixture *f = *state;
	static const char zeros[70000];
	open_near(f);
	open_far(f, &ops);
	size_t total = 0, n = 0;
	for (size_t len = 65500; len < 65560; len++, n++) {
		assert_true(channel_send(f->near, 1, 1, str_make(zeros, len)));
		total += len;
	}
	turn_until_messages(f, n);
	assert_int_equal(f->messages, n);
	assert_int_equal(f->bytes, total);
}

static void many_small_messages(void **state)
{
	struct fixture *f = *state;
	open_near(f);
	open_far(f, &ops);
	for (uint32_t i = 0; i < 20000; i++)
		assert_true(channel_send(f->near, 1, i, STR("a short message")));
	turn_until_messages(f, 20000);
	assert_int_equal(f->messages, 20000);
}

/* Sends `bytes` one at a time, with a turn after each. */
static void trickle(struct fixture *f, struct str bytes)
{
	for (size_t i = 0; i < bytes.len; i++) {
		assert_int_equal(send(f->fds[0], bytes.at + i, 1, MSG_NOSIGNAL), 1);
		loop_turn(f->loop, 0);
	}
}

static struct buf make_frame(uint32_t len, const char *body)
{
	uint32_t header[3] = { 4, 5, len };
	struct buf b = BUF_INIT(1000);
	buf_add(&b, header, sizeof(header));
	buf_add_text(&b, body);
	return b;
}

static void message_in_single_bytes(void **state)
{
	struct fixture *f = *state;
	open_far(f, &ops);
	auto_buf frame = make_frame(3, "abc");
	trickle(f, buf_str(&frame));
	assert_string_equal(buf_text(&f->got), "4:5:abc;");
}

static void end_is_told(void **state)
{
	struct fixture *f = *state;
	open_far(f, &ops);
	close(take_fd(&f->fds[0]));
	turn_until_closed(f);
	assert_int_equal(f->why.code, ERR_SYSTEM);
	assert_false(channel_send(f->far, 1, 1, STR("late")));
}

static void end_in_a_message_is_told(void **state)
{
	struct fixture *f = *state;
	open_far(f, &ops);
	auto_buf frame = make_frame(10, "abc");
	trickle(f, buf_str(&frame));
	close(take_fd(&f->fds[0]));
	turn_until_closed(f);
	assert_int_equal(f->why.code, ERR_FORMAT);
}

static void oversized_message_is_refused(void **state)
{
	struct fixture *f = *state;
	open_far(f, &freeing_ops);
	auto_buf frame = make_frame((uint32_t)CEILING + 1, "");
	trickle(f, buf_str(&frame));
	turn_until_closed(f);
	assert_int_equal(f->why.code, ERR_LIMIT);
	assert_null(f->far);
}

static void oversized_message_is_not_sent(void **state)
{
	struct fixture *f = *state;
	open_near(f);
	assert_false(channel_send(f->near, 1, 1, str_make("", CEILING + 1)));
	assert_true(channel_send(f->near, 1, 1, STR("still open")));
}

static void last_words_are_heard(void **state)
{
	struct fixture *f = *state;
	open_near(f);
	open_far(f, &ops);
	channel_send(f->near, 1, 2, STR("bye"));
	channel_free(take(f->near));
	turn_until_closed(f);
	assert_string_equal(buf_text(&f->got), "1:2:bye;");
}

/* The other side is gone but its last message is not yet read: sending fails
 * without a signal, and the message still arrives. */
static void sending_to_the_gone(void **state)
{
	struct fixture *f = *state;
	open_far(f, &ops);
	auto_buf frame = make_frame(3, "bye");
	assert_int_equal(send(f->fds[0], frame.at, frame.len, 0), frame.len);
	close(take_fd(&f->fds[0]));
	assert_false(channel_send(f->far, 1, 1, STR("anyone?")));
	turn_until_closed(f);
	assert_string_equal(buf_text(&f->got), "4:5:bye;");
	assert_int_equal(f->why.code, ERR_SYSTEM);
}

static void freed_in_its_own_call(void **state)
{
	struct fixture *f = *state;
	open_near(f);
	open_far(f, &ops);
	f->free_on_message = true;
	channel_send(f->near, 1, 1, STR("one"));
	channel_send(f->near, 2, 2, STR("two"));
	loop_run(f->loop);
	assert_string_equal(buf_text(&f->got), "1:1:one;");
}

static void freed_with_a_queue(void **state)
{
	struct fixture *f = *state;
	open_near(f);
	channel_send_taken(f->near, 1, 1, mem_zalloc(5 << 20), 5 << 20);
	channel_free(take(f->near));
}

/* A process of its own that answers each frame with the same, doubled. */
static void serve(int fd)
{
	struct frame frame;
	while (frame_read(fd, CEILING, &frame)) {
		auto_buf answer = BUF_INIT(BUF_MAX_TEXT);
		buf_add(&answer, frame.body, frame.len);
		buf_add(&answer, frame.body, frame.len);
		free(frame.body);
		if (!frame_write(fd, frame.type, frame.id, buf_str(&answer)))
			_exit(1);
	}
	_exit(0);
}

static void frames_of_a_process(void **state)
{
	struct fixture *f = *state;
	pid_t pid = fork();
	if (pid == 0) {
		close(f->fds[0]);
		serve(f->fds[1]);
	}
	close(take_fd(&f->fds[1]));
	open_near(f);
	channel_send(f->near, 1, 2, STR("ha"));
	channel_send_taken(f->near, 3, 4, mem_zalloc(3 << 20), 3 << 20);
	channel_send(f->near, 5, 6, STR_NONE);
	turn_until_messages(f, 3);
	assert_string_equal(buf_text(&f->got), "1:2:haha;5:6:;");
	assert_int_equal(f->bytes, 4 + (6 << 20));
	channel_free(take(f->near));
	int status;
	waitpid(pid, &status, 0);
	assert_int_equal(status, 0);
}

static void oversized_frame_is_not_read(void **state)
{
	struct fixture *f = *state;
	struct frame frame = { .len = 77 };
	assert_true(frame_write(f->fds[0], 1, 1, STR("12345")));
	assert_false(frame_read(f->fds[1], 4, &frame));
	assert_int_equal(frame.len, 77);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(messages_arrive_in_order),
		TEST(both_directions),
		TEST(large_message),
		TEST(copied_message_is_whole),
		TEST(sizes_around_the_buffer),
		TEST(many_small_messages),
		TEST(message_in_single_bytes),
		TEST(end_is_told),
		TEST(end_in_a_message_is_told),
		TEST(oversized_message_is_refused),
		TEST(oversized_message_is_not_sent),
		TEST(last_words_are_heard),
		TEST(sending_to_the_gone),
		TEST(freed_in_its_own_call),
		TEST(freed_with_a_queue),
		TEST(frames_of_a_process),
		TEST(oversized_frame_is_not_read),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
