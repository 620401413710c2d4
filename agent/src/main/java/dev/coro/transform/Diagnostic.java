package dev.coro.transform;

import dev.coro.internal.ErrorCode;

/**
 * Why a method, or a whole class, was left without resume bodies.
 *
 * @param owner binary name of the class
 * @param method name and descriptor of the method; empty for the whole class
 * @param message for people
 */
public record Diagnostic(ErrorCode code, String owner, String method, String message) {}
