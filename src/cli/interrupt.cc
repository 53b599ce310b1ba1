#include "cli/interrupt.h"

#include <csignal>

namespace hearsay::cli {

namespace {
volatile std::sig_atomic_t interrupt_seen = 0;
void note_interrupt(int) { interrupt_seen = 1; }
}  // namespace

void catch_interrupts() {
  struct sigaction action {};
  action.sa_handler = note_interrupt;
  action.sa_flags = SA_RESETHAND | SA_RESTART;
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
}

bool interrupted() { return interrupt_seen != 0; }

}  // namespace hearsay::cli
