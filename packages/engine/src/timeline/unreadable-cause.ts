import type { UnreadableCause } from "@konsil/protocol";
import { DecryptionFailureCode } from "matrix-js-sdk/lib/crypto-api/index.js";

/** The SDK's reasons, folded into what a person can do about it. */
export function unreadableCause(reason: DecryptionFailureCode | null): UnreadableCause {
  switch (reason) {
    case DecryptionFailureCode.MEGOLM_KEY_WITHHELD:
      return "withheld";
    case DecryptionFailureCode.MEGOLM_KEY_WITHHELD_FOR_UNVERIFIED_DEVICE:
      return "withheld-unverified";
    case DecryptionFailureCode.OLM_UNKNOWN_MESSAGE_INDEX:
    case DecryptionFailureCode.HISTORICAL_MESSAGE_BACKUP_UNCONFIGURED:
    case DecryptionFailureCode.HISTORICAL_MESSAGE_WORKING_BACKUP:
      return "before-device";
    case DecryptionFailureCode.HISTORICAL_MESSAGE_NO_KEY_BACKUP:
      return "no-backup";
    case DecryptionFailureCode.HISTORICAL_MESSAGE_USER_NOT_JOINED:
      return "before-joining";
    case DecryptionFailureCode.SENDER_IDENTITY_PREVIOUSLY_VERIFIED:
      return "identity-changed";
    case DecryptionFailureCode.UNSIGNED_SENDER_DEVICE:
    case DecryptionFailureCode.UNKNOWN_SENDER_DEVICE:
      return "unsigned-device";
    default:
      return "key-not-arrived";
  }
}
