package dev.coro.transform;

import dev.coro.internal.ErrorCode;

/**
 * Why a method was left without a resume body.
 *
 * @param method the method, as {@code com.acme.Cart#checkout(Order)}
 */
public record Diagnostic(ErrorCode code, String method, String message) {
  /** A diagnostic with the message of {@code code}; {@code parts} follow the place. */
  public static Diagnostic of(ErrorCode code, String place, Object... parts) {
    Object[] all = new Object[parts.length + 1];
    all[0] = place;
    System.arraycopy(parts, 0, all, 1, parts.length);
    return new Diagnostic(code, place, code.message(all));
  }
}
