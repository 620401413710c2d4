/**
 * Sockets that look blocking and are not: an operation that would have to wait suspends its
 * coroutine, and the carrier's selector resumes it. Each socket belongs to the carrier that uses it
 * first; its operations run inside coroutines of that carrier only.
 *
 * <p>Every operation that waits is always a cancellation point, so that a {@link
 * dev.coro.CancelScope} limits the time of any stretch of code. In the steady state reading and
 * writing allocate nothing beyond what the JDK's channels do.
 */
@NullMarked
package dev.coro.net;

import org.jspecify.annotations.NullMarked;
