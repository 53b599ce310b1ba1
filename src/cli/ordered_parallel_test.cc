#include "cli/ordered_parallel.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>

namespace hearsay::cli {
namespace {

using Strings = OrderedParallel<std::string>;
bool never() { return false; }

TEST(OrderedParallel, results_come_in_the_order_of_the_items_with_any_number_of_threads) {
  std::string expected;
  for (int i = 0; i < 500; ++i) expected += std::to_string(i * i) + ",";
  for (const std::size_t threads : {1, 2, 3, 8}) {
    std::string got;
    Strings::run(
        500, threads,
        [](std::size_t i, Strings::Slot& slot) {
          slot.reserve(i % 7 == 0 ? kBudgetBytes + 1 : 1000);  // some are larger than all that may be in flight
          if (i % 5 == 0) std::this_thread::yield();
          return std::to_string(i * i);
        },
        [&](std::size_t, std::string result) {
          got += result + ",";
          return true;
        },
        never);
    EXPECT_EQ(got, expected) << threads;
  }
}

TEST(OrderedParallel, no_more_items_are_begun_than_the_window_holds) {
  constexpr std::size_t kThreads = 4;
  std::atomic<std::size_t> begun{0};
  std::size_t consumed = 0, most = 0;
  Strings::run(
      200, kThreads,
      [&](std::size_t, Strings::Slot&) {
        ++begun;
        return std::string();
      },
      [&](std::size_t, std::string) {
        std::this_thread::sleep_for(std::chrono::microseconds(200));
        most = std::max(most, begun.load() - consumed);
        ++consumed;
        return true;
      },
      never);
  EXPECT_EQ(consumed, 200u);
  EXPECT_LE(most, 2 * kThreads + 2);
}

TEST(OrderedParallel, input_in_flight_stays_within_the_budget) {
  constexpr std::uint64_t kEach = kBudgetBytes / 3;
  std::atomic<std::uint64_t> now{0}, most{0};
  Strings::run(
      60, 8,
      [&](std::size_t, Strings::Slot& slot) {
        slot.reserve(kEach);
        const std::uint64_t held = now += kEach;
        std::uint64_t before = most;
        while (before < held && !most.compare_exchange_weak(before, held)) {
        }
        return std::string();
      },
      [&](std::size_t, std::string) {
        now -= kEach;
        return true;
      },
      never);
  // The item that is next in line always gets in, and one that was just handed over is still counted here.
  EXPECT_LE(most, kBudgetBytes + 2 * kEach);
}

TEST(OrderedParallel, stops_when_the_consumer_or_the_user_has_had_enough) {
  for (const std::size_t threads : {1, 4}) {
    std::size_t taken = 0;
    Strings::run(
        1000000, threads, [](std::size_t, Strings::Slot&) { return std::string(); },
        [&](std::size_t, std::string) { return ++taken < 10; }, never);
    EXPECT_EQ(taken, 10u);
    taken = 0;
    Strings::run(
        1000000, threads, [](std::size_t, Strings::Slot&) { return std::string(); },
        [&](std::size_t, std::string) {
          ++taken;
          return true;
        },
        [&] { return taken == 10; });
    EXPECT_EQ(taken, 10u);
  }
}

TEST(OrderedParallel, items_are_pulled_one_at_a_time_until_there_are_no_more) {
  using Pipeline = OrderedParallel<std::string, std::unique_ptr<int>>;
  for (const std::size_t threads : {1, 2, 5}) {
    for (const int count : {0, 1, 300}) {
      std::atomic<int> pulling{0};
      int next = 0;
      bool alone = true;
      std::string got, expected;
      for (int i = 0; i < count; ++i) expected += std::to_string(i) + ",";
      Pipeline::run(
          threads,
          [&]() -> std::optional<std::unique_ptr<int>> {
            alone = alone && ++pulling == 1;
            std::this_thread::yield();
            --pulling;
            if (next == count) return std::nullopt;
            return std::make_unique<int>(next++);
          },
          [](std::unique_ptr<int> item, Pipeline::Slot&) { return std::to_string(*item); },
          [&](std::size_t, std::string result) {
            got += result + ",";
            return true;
          },
          never);
      EXPECT_EQ(got, expected) << threads;
      EXPECT_TRUE(alone);
    }
  }
}

TEST(OrderedParallel, a_fault_in_a_worker_reaches_the_caller) {
  for (const std::size_t threads : {1, 4}) {
    EXPECT_THROW(Strings::run(
                     100, threads,
                     [](std::size_t i, Strings::Slot&) -> std::string {
                       if (i == 37) throw std::runtime_error("fault");
                       return "";
                     },
                     [](std::size_t, std::string) { return true; }, never),
                 std::runtime_error);
  }
}

}  // namespace
}  // namespace hearsay::cli
