// Work on a row of items by several threads, with the results taken in the order of the items.
// What it is: workers take the next index, work on it and leave the result in a ring; the calling thread consumes the
// results strictly in order. So output is the same for any number of threads.
// Ownership: results move from worker to consumer. Threads: `work` runs on any worker (worker 0 … threads-1, each on
// one thread), `consume` on the calling thread only. With one thread all runs on the calling thread.
// Bounds: at most `window` items are begun and not consumed; beside that, a worker that calls Budget::wait_for before
// it allocates keeps the sum of what is in flight under kBudgetBytes, or is alone with one larger item.
// Stops: when `consume` returns false, or `stop()` is true before an item; items already worked on are dropped.
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

template <class T>
class OrderedParallel {
 public:
  // What a worker is given beside the index.
  struct Slot {
    std::size_t worker = 0;
    std::function<void(std::uint64_t bytes)> reserve;  // waits until that much input may be in flight
  };
  using Work = std::function<T(std::size_t index, Slot& slot)>;
  using Consume = std::function<bool(std::size_t index, T result)>;

  static void run(std::size_t count, std::size_t threads, const Work& work, const Consume& consume,
                  const std::function<bool()>& stop) {
    if (threads <= 1 || count <= 1) {
      Slot slot{0, [](std::uint64_t) {}};
      for (std::size_t i = 0; i < count && !stop(); ++i) {
        if (!consume(i, work(i, slot))) return;
      }
      return;
    }
    OrderedParallel(count, std::min(threads, count)).drive(work, consume, stop);
  }

 private:
  struct Cell {
    std::optional<T> result;
    std::uint64_t bytes = 0;
  };

  OrderedParallel(std::size_t count, std::size_t threads)
      : count_(count), threads_(threads), window_(2 * threads + 2), ring_(window_) {}

  void drive(const Work& work, const Consume& consume, const std::function<bool()>& stop) {
    std::vector<std::thread> workers;
    workers.reserve(threads_);
    for (std::size_t w = 0; w < threads_; ++w) workers.emplace_back([this, w, &work] { labour(w, work); });
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
    for (std::size_t i = 0; i < count_ && !stop(); ++i) {
      std::optional<T> result;
      {
        std::unique_lock lock(mutex_);
        Cell& cell = ring_[i % window_];
        changed_.wait(lock, [&] { return cell.result.has_value() || stopped_; });
        if (!cell.result) return;  // a worker failed
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

  void labour(std::size_t worker, const Work& work) {
    try {
      while (true) {
        std::size_t i = 0;
        {
          std::unique_lock lock(mutex_);
          changed_.wait(lock, [&] { return stopped_ || next_ >= count_ || next_ < consumed_ + window_; });
          if (stopped_ || next_ >= count_) return;
          i = next_++;
        }
        Slot slot{worker, [this, i](std::uint64_t bytes) { reserve(i, bytes); }};
        T result = work(i, slot);
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

  const std::size_t count_, threads_, window_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Cell> ring_;
  std::size_t next_ = 0;      // first item nobody has begun
  std::size_t consumed_ = 0;  // first item not consumed
  std::uint64_t in_flight_ = 0;
  bool stopped_ = false;
  std::exception_ptr fault_;
};

}  // namespace hearsay::cli
