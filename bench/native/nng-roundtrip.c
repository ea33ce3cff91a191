// Round trips of small messages over a pair1 of libnng, as C does it: threads that block.
//   nng-roundtrip echo URL          returns what it receives
//   nng-roundtrip ask URL COUNT     prints the microseconds of each round trip, one a line
#include <nng/nng.h>
#include <nng/protocol/pair1/pair.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { kWarmUp = 1000 };
static const char kText[] = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

static void check(int error, const char* doing) {
  if (error == 0) return;
  fprintf(stderr, "%s: %s\n", doing, nng_strerror(error));
  exit(1);
}

static double now_us(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1e6 + now.tv_nsec / 1e3;
}

static _Noreturn void echo(nng_socket socket, const char* url) {
  check(nng_dial(socket, url, NULL, NNG_FLAG_NONBLOCK), "dial");
  for (;;) {
    nng_msg* message;
    check(nng_recvmsg(socket, &message, 0), "receive");
    check(nng_sendmsg(socket, message, 0), "send");
  }
}

static int ask(nng_socket socket, const char* url, int count) {
  check(nng_listen(socket, url, NULL, 0), "listen");
  for (int round = -kWarmUp; round < count; round++) {
    nng_msg* message;
    double asked_us = now_us();
    check(nng_send(socket, (void*)kText, strlen(kText), 0), "send");
    check(nng_recvmsg(socket, &message, 0), "receive");
    nng_msg_free(message);
    if (round >= 0) printf("%.1f\n", now_us() - asked_us);
  }
  nng_close(socket);
  return 0;
}

int main(int argc, char** argv) {
  nng_socket socket;
  check(nng_pair1_open(&socket), "open");
  check(nng_socket_set_int(socket, NNG_OPT_SENDBUF, 64), "send buffer");
  check(nng_socket_set_int(socket, NNG_OPT_RECVBUF, 64), "receive buffer");
  if (argc == 3 && strcmp(argv[1], "echo") == 0) echo(socket, argv[2]);
  if (argc == 4 && strcmp(argv[1], "ask") == 0) return ask(socket, argv[2], atoi(argv[3]));
  fprintf(stderr, "usage: %s echo URL | ask URL COUNT\n", argv[0]);
  return 64;
}
