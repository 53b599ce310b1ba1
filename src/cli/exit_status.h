// Exit statuses of the program, frozen by the contract: do not renumber.
#pragma once

#include "base/result.h"

namespace hearsay::cli {

enum ExitStatus : int {
  kDone = 0,
  kFoundNothing = 1,    // the query found nothing
  kUsage = 2,           // also: a model or case file that is not there
  kSomeUnreadable = 3,  // some inputs unreadable, the rest done
  kVerificationFailed = 4,
  kCaseUnavailable = 5,  // case file locked or of a newer schema
  kInternalFault = 70,
  kInterrupted = 130,
};

[[nodiscard]] constexpr int exit_status_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::kUnreadable:
    case ErrorCode::kMalformed:
    case ErrorCode::kTooLarge:
    case ErrorCode::kUnsupported:
      return kSomeUnreadable;
    case ErrorCode::kNotFound:
      return kFoundNothing;
    case ErrorCode::kModel:
    case ErrorCode::kUsage:
      return kUsage;
    case ErrorCode::kLocked:
    case ErrorCode::kNewerSchema:
      return kCaseUnavailable;
    case ErrorCode::kStorage:
    case ErrorCode::kInternal:
      return kInternalFault;
  }
  return kInternalFault;
}

}  // namespace hearsay::cli
