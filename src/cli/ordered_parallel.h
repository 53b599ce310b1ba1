// Work on a row of items by several threads, with the results taken in the order of the items.
// What it is: workers pull the next item, work on it and leave the result in a ring; the calling thread consumes the
// results strictly in order. So output is the same for any number of threads. How many items there are need not be
// known. Ownership: items and results move from worker to consumer. Threads: `pull` runs on one thread at a time, in
// the order of the items; `work` on any worker (worker 0 … threads-1, each on one thread), `consume` on the calling
// thread only. With one thread all runs on the calling thread. Bounds: at most `window` items are begun and not
// consumed; beside that, a worker that calls Slot::reserve before it allocates keeps the sum of what is in flight under
// kBudgetBytes, or is alone with one larger item. Stops: when `consume` returns false, or `stop()` is true before an
// item; items already worked on are dropped.
#pragma once

#include <algorithm>
#include <condition_variable>
#include <cstdint>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace hearsay::cli {

inline constexpr std::uint64_t kBudgetBytes = 32ull << 20;

template <class T, class Item = std::size_t>
class OrderedParallel {
 public:
  // What a worker is given beside the index.
  struct Slot {
    std::size_t worker = 0;
    std::function<void(std::uint64_t bytes)> reserve;  // waits until that much input may be in flight
  };
  using Pull = std::function<std::optional<Item>()>;  // nullopt: there are no more
  using Work = std::function<T(Item item, Slot& slot)>;
  using Consume = std::function<bool(std::size_t index, T result)>;

  static void run(std::size_t threads, const Pull& pull, const Work& work, const Consume& consume,
                  const std::function<bool()>& stop) {
    if (threads <= 1) {
      Slot slot{0, [](std::uint64_t) {}};
      for (std::size_t i = 0; !stop(); ++i) {
        std::optional<Item> item = pull();
        if (!item || !consume(i, work(std::move(*item), slot))) return;
      }
      return;
    }
    OrderedParallel(threads).drive(pull, work, consume, stop);
  }

  // Items 0 … count-1.
  static void run(std::size_t count, std::size_t threads, const Work& work, const Consume& consume,
                  const std::function<bool()>& stop) {
    std::size_t next = 0;
    run(
        std::min(threads, count),
        [&]() -> std::optional<Item> { return next < count ? std::optional<Item>(next++) : std::nullopt; }, work,
        consume, stop);
  }

 private:
  struct Cell {
    std::optional<T> result;
    std::uint64_t bytes = 0;
  };

  explicit OrderedParallel(std::size_t threads) : threads_(threads), window_(2 * threads + 2), ring_(window_) {}

  void drive(const Pull& pull, const Work& work, const Consume& consume, const std::function<bool()>& stop) {
    std::vector<std::thread> workers;
    workers.reserve(threads_);
    for (std::size_t w = 0; w < threads_; ++w) workers.emplace_back([this, w, &pull, &work] { labour(w, pull, work); });
    try {
      take(consume, stop);
    } catch (...) {
      keep_fault();
    }
    {
      const std::lock_guard lock(mutex_);
      stopped_ = true;
    }
    changed_.notify_all();
    for (auto& worker : workers) worker.join();
    if (fault_) std::rethrow_exception(fault_);
  }

  void take(const Consume& consume, const std::function<bool()>& stop) {
    for (std::size_t i = 0; !stop(); ++i) {
      std::optional<T> result;
      {
        std::unique_lock lock(mutex_);
        Cell& cell = ring_[i % window_];
        changed_.wait(lock, [&] { return cell.result.has_value() || stopped_ || (ended_ && i >= next_); });
        if (!cell.result) return;  // there are no more, or a worker failed
        result = std::move(cell.result);
        cell.result.reset();
        in_flight_ -= cell.bytes;
        cell.bytes = 0;
        if (stop()) return;
      }
      const bool go_on = consume(i, std::move(*result));
      {
        const std::lock_guard lock(mutex_);
        consumed_ = i + 1;
      }
      changed_.notify_all();
      if (!go_on) return;
    }
  }

  void labour(std::size_t worker, const Pull& pull, const Work& work) {
    try {
      while (true) {
        {
          std::unique_lock lock(mutex_);
          changed_.wait(lock, [&] { return stopped_ || ended_ || (!pulling_ && next_ < consumed_ + window_); });
          if (stopped_ || ended_) return;
          pulling_ = true;
        }
        std::optional<Item> item = pull();
        std::size_t i = 0;
        {
          const std::lock_guard lock(mutex_);
          pulling_ = false;
          if (item) {
            i = next_++;
          } else {
            ended_ = true;
          }
        }
        changed_.notify_all();
        if (!item) return;
        Slot slot{worker, [this, i](std::uint64_t bytes) { reserve(i, bytes); }};
        T result = work(std::move(*item), slot);
        {
          const std::lock_guard lock(mutex_);
          ring_[i % window_].result = std::move(result);
        }
        changed_.notify_all();
      }
    } catch (...) {
      keep_fault();
    }
  }

  // The item that is consumed next always gets in, so nobody waits for ever.
  void reserve(std::size_t i, std::uint64_t bytes) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return stopped_ || i == consumed_ || in_flight_ + bytes <= kBudgetBytes; });
    ring_[i % window_].bytes += bytes;
    in_flight_ += bytes;
  }

  void keep_fault() {
    {
      const std::lock_guard lock(mutex_);
      if (!fault_) fault_ = std::current_exception();
      stopped_ = true;
    }
    changed_.notify_all();
  }

  const std::size_t threads_, window_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Cell> ring_;
  std::size_t next_ = 0;      // first item nobody has begun
  std::size_t consumed_ = 0;  // first item not consumed
  std::uint64_t in_flight_ = 0;
  bool pulling_ = false;
  bool ended_ = false;  // next_ is how many there are
  bool stopped_ = false;
  std::exception_ptr fault_;
};

}  // namespace hearsay::cli
