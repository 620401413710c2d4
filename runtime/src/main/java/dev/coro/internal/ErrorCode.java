package dev.coro.internal;

/**
 * Every error that coro reports, one code each. Agent, runtime and build tools take their messages
 * from here; {@code docs/errors.md} explains each.
 *
 * <p>A message reads {@code [CO###] what, where: why. How to fix.}; the placeholders are filled by
 * {@link #message}. A number that was given once is never given to another error; gaps mean
 * nothing.
 */
public enum ErrorCode {
  // 1xx: a class cannot be instrumented
  NOT_TRANSFORMED(
      100,
      "cannot instrument %s: %s. Its calls run as plain Java and cannot suspend; please report the"
          + " class."),
  NATIVE_METHOD(
      101,
      "native method %s cannot be @Suspendable: its activation cannot be saved. Remove the"
          + " annotation, or suspend in the Java code around it."),
  SYNCHRONIZED(
      103,
      "%s may suspend while it holds a monitor: %s. Move the call out of the synchronized code, or"
          + " use a lock that suspends."),
  INITIALIZER(
      104,
      "cannot suspend through %s, %s: the JVM allows no second body for it. Move the call into a"
          + " method that is called afterwards."),
  INACCESSIBLE_TYPE(
      105,
      "%s keeps a value of type %s across a suspension point: the type is not accessible here, so"
          + " it cannot be restored. Make the type public, or do not keep the value."),
  TOO_LARGE(
      106,
      "%s would pass the JVM's limit of 64 KB for one method once instrumented. Split it into smaller"
          + " methods."),
  CLASS_VERSION(
      107,
      "%s has class file version %s, newer than this coro knows (%s). Use a coro made for that"
          + " Java."),
  LOADED_EARLIER(
      108,
      "%s loaded before the agent: the JVM adds no methods to a loaded class, so nothing there can be"
          + " suspended. Start Java with -javaagent:coro.jar in front of other agents, or attach"
          + " before the class is used."),
  NO_RESUME_BODY(
      115,
      "%s has a suspension point, but no resume body in the class as it was loaded: the JVM adds no"
          + " methods to a loaded class, so it cannot suspend. Start the JVM again with this code."),
  REDEFINITION_REFUSED(
      116,
      "the new version of %s needs other adapters of method references than the loaded one (%s): the"
          + " JVM lets no methods come or go and will refuse it. Start the JVM again with this"
          + " code."),
  SUSPENDABLE_CHANGED(
      117,
      "the new version of %s changes what is @Suspendable (%s): code that is loaded already expects"
          + " the old state, so from now on every suspension checks the stack. Start the JVM again"
          + " with this code."),

  // 2xx: the runtime is used in a way that cannot work
  NOT_IN_CONTINUATION(
      201,
      "%s called outside of a %s, in %s: nothing there could resume it. Call it from code that runs"
          + " inside one, for example through %s."),
  AGENT_NOT_ACTIVE(
      202,
      "%s called in %s, but the coro agent is not active, so no method can be suspended. Start Java"
          + " with -javaagent:coro.jar."),
  NOT_INSTRUMENTED(
      203,
      "cannot suspend through %s: its class was not instrumented (%s). Remove it from the agent's"
          + " exclude option, or load it after the agent."),
  PINNED(204, "cannot suspend through %s: %s. %s"),
  RESUME_FINISHED(
      205,
      "resume() called on %s, which has ended: a continuation runs once. Check isDone() first, or"
          + " create a new one."),
  RESUME_RUNNING(
      206,
      "resume() called on %s, which is running: a continuation cannot be entered twice. Resume it"
          + " when it has suspended."),
  JOIN_SELF(
      207,
      "%s joins itself: it would wait for its own end forever. Join it from another coroutine."),
  BROKEN(
      208,
      "%s is broken: its activations could not be saved for want of memory or stack, and those saved"
          + " before are lost. Give the JVM more heap (-Xmx) or stack (-Xss), or keep fewer values"
          + " across suspension points."),
  GENERATOR_BUSY(
      209,
      "%s of a generator called in %s while its body runs: the body cannot consume itself. Call it"
          + " from outside of the body."),
  GENERATOR_OUTSIDE(
      210,
      "yield of a generator called in %s, outside of that generator's body: there is nobody to take"
          + " the value. Yield from the body, or from methods it calls."),
  CARRIER_CLOSED(
      211,
      "%s was offered a coroutine after it was closed: nobody would run it. Start coroutines before"
          + " close()."),
  CARRIER_NESTED(
      212,
      "Carrier.run called inside %s: it would block every coroutine of this thread until it ends."
          + " Start a coroutine with Coroutine.start and join it."),
  JOIN_OUTSIDE(
      213,
      "join() of %s called on the thread that owns its carrier, outside of a coroutine: the carrier"
          + " could never run it. Join it from a coroutine or from another thread."),
  DEADLOCK(
      214,
      "deadlock on carrier '%s': all of its coroutines, %s, are parked, and nothing that runs, no timer"
          + " and no other thread could resume one of them. Let something they wait for happen."),
  GENERATOR_YIELD_CLOSING(
      215,
      "yield of a generator called in %s while close() ends its body: nobody takes the value any"
          + " more. Do not yield in finally, or behind a catch of Throwable."),
  CARRIER_CLOSE_INSIDE(
      216,
      "close() of carrier '%s' called by code that it runs: it would wait for its own end forever."
          + " Close it from another thread."),
  UNJOINED_FAILURE(
      217,
      "coroutine '%s' of carrier '%s' failed and nobody joined it: %s. Join it, or give the carrier"
          + " a failure handler."),

  MONITOR_NOT_AWAITED(
      218,
      "%s cannot enter the monitor of %s, which is owned by %s, suspended inside of it: the caller"
          + " cannot wait, %s. Annotate the method with @Suspendable and run it in a coroutine, or"
          + " suspend outside of the synchronized code."),
  WAIT_IN_COROUTINE(
      219,
      "Object.wait() called in %s by %s: it would block the carrier and every coroutine on it. Use"
          + " join(), or another operation that suspends, or wait on a thread of its own."),
  OTHER_VERSION(
      225,
      "cannot resume %s, parked at its suspension point %s: the activation was saved by another"
          + " version of the method, and what it saved may not fit the code of this one. Start the"
          + " coroutine again, or redefine methods while nothing is parked in them."),

  SCOPE_REUSED(
      226,
      "this %s was run before: it can be used once, because what cancelled it stays in force. Create"
          + " a new one."),
  NEGATIVE(227, "%s is negative: %s. Use zero or more."),
  SCOPE_LEFT_OPEN(
      228,
      "scope '%s' was left open: it has been closed now, and its subtasks were cancelled. Open it in a"
          + " try-with-resources statement."),
  SCOPE_NOT_OPEN(
      229,
      "%s of scope '%s' called when it was %s: nobody would wait for the result. Fork before join(),"
          + " and join once."),
  SUBTASK_UNAVAILABLE(
      230,
      "%s of subtask '%s' called, which has not %s: it is %s. Join the scope first, and ask for its"
          + " state."),
  SCOPE_OF_OTHER(
      231,
      "%s of scope '%s' called in %s: the scope belongs to %s. Call it from the coroutine that has"
          + " opened the scope."),
  SCOPE_NOT_JOINED(
      232,
      "scope '%s' was closed without join(), while subtasks were running: they were cancelled. Call"
          + " join() in the try block, or cancel() if the results are not needed."),
  DEADLINE_EXCEEDED(
      233, "the deadline of %s has passed: the task was cancelled. Allow more time, or do less."),
  NOT_SHARED(
      234,
      "%s, which belongs to %s, was used on thread '%s': only code that its carrier runs may touch it."
          + " Create it with .shared(), or use it from a coroutine of that carrier."),
  SHARED_TOO_LATE(
      235,
      "shared() of %s called after carrier '%s' has used it: those who wait there would not be seen."
          + " Call it right behind the creation."),
  CHANNEL_CLOSED(
      236,
      "%s is closed: it takes no more elements, and none is left. Close it after the last send."),
  SELECT_EMPTY(237, "select without clauses: it would wait forever. Add a clause or orElse(...)."),
  SELECT_RUNNING(
      238, "select run while it is running: it serves one coroutine at a time. Make one for each."),
  TOO_SMALL(239, "%s is %s: it has to be %s or more."),
  NOT_REENTRANT(
      240,
      "%s of %s called by '%s', which holds it: it is not reentrant, and would wait for itself forever."
          + " Lock in the outermost method only."),
  NOT_OWNER(
      241,
      "%s of %s called by '%s', but it is held by '%s'. Only the holder may do that: call it between"
          + " lock and unlock, in the same coroutine."),
  TEST_LEFTOVERS(
      242,
      "%s has coroutines left over, %s: its body has ended, and they wait on. Join them, cancel them,"
          + " or fork them in a TaskScope; or allow them with withLeftovers(true)."),
  TEST_UNJOINED(
      243,
      "%s: coroutine '%s' failed and nobody joined it: %s. Join it, or handle the failure in the"
          + " coroutine."),
  TEST_NO_PROGRESS(
      244,
      "%s ran %s steps while its virtual time stood at %s: somebody probably yields in a loop until"
          + " something happens. Sleep or wait for an event there, or allow more steps."),
  TEST_TIMEOUT(
      245,
      "%s has not ended within %s of real time: it blocks its thread, or waits for another thread. See"
          + " the stacks, or allow more time."),
  EXPLORATION_FAILED(
      246, "%s failed: %s. Replay it with %s, or the whole test with -Dcoro.seed=%s."),
  NOT_DETERMINISTIC(
      247,
      "%s went another way when it was run again, first at step %s: something that the seed does not"
          + " control had influence%s. Look for system time, Math.random, the order of HashSet or"
          + " identityHashCode, static state that an earlier run has left, and other threads."),
  BAD_SEED(248, "the system property coro.seed is '%s': it is no number. Write -Dcoro.seed=42."),
  READY_TWICE(
      249,
      "subtask '%s' reports that it is ready a second time. Call report(...) once, when what the"
          + " caller of start(...) waits for is there."),

  FORK_RUNNING(
      250,
      "fork() called on %s, which is running, or was suspended together with one that it runs in: its"
          + " activations are not its own to copy. Fork it when it has suspended by itself."),
  FORK_HOLDS_MONITOR(
      251,
      "cannot fork %s: it holds the monitor of %s in %s, and two continuations cannot own one"
          + " monitor. Suspend outside of the synchronized code."),
  FORK_NESTED(
      252,
      "cannot fork %s: it was suspended at %s by %s that runs inside it, and which both copies would"
          + " have to resume. Suspend it from its own code, while the inner one is suspended by"
          + " itself or has ended."),
  NOT_WRITABLE(253, "cannot write %s: %s. %s"),
  NOT_SERIALIZABLE(254, "cannot write %s: %s, which %s. %s"),
  CLASS_NOT_READ(
      255,
      "cannot read an activation of %s: %s. Have the reader's class path hold what the writer's"
          + " did."),
  METHOD_CHANGED(
      256,
      "cannot read an activation of %s: %s. What it saved may not fit the code here; read it with the"
          + " code that wrote it, or start again."),
  NOT_READABLE(257, "cannot read an activation of %s: %s. %s"),
  BAD_FORM(
      258,
      "this is not a parked continuation: %s. Read what was written, by the same version of coro, and"
          + " change nothing in between."),

  NEVER_READY(
      259,
      "subtask '%s' has returned without reporting that it is ready, and start(...) waits for that."
          + " Call report(...) on every path, or use fork(...)."),
  SCOPE_OPEN_AT_YIELD(
      260,
      "%s called in %s while a scope, or a value of a CoroutineLocal, is open that was opened inside:"
          + " it would reach what the consumer does between two values. Yield when it is closed; open"
          + " it around the consumer's loop; or send the values to a channel from a coroutine."),
  STREAM_BUSY(
      261,
      "%s on %s called in %s while '%s' does the same: bytes would be mixed up. Let one coroutine do"
          + " it, or have them take turns with a Mutex."),
  TLS_TRUNCATED(
      262,
      "%s has ended without the farewell that TLS prescribes: the other end has broken off, or somebody"
          + " in between has. Take what was read for incomplete, unless the protocol tells its length."),
  BAD_CONDITION(263, "conditions of a simulated network: %s is %s, which cannot be. Give %s."),
  BAD_WATCHDOG_LIMIT(
      268,
      "%s is '%s': it is no duration of a nanosecond or more. Write for example 100ms, 2s or"
          + " PT0.1S."),
  SLOW_STEP(
      269,
      "coroutine '%s' has kept carrier '%s' for %s ms and still does: nothing else runs there"
          + " meanwhile. Let it yield now and then, or give the work to a thread with Blocking.call."),

  SOCKET_ELSEWHERE(
      270,
      "%s belongs to carrier '%s', and '%s' on carrier '%s' has used it: only its own carrier waits for"
          + " it. Use it from a coroutine of that carrier."),
  SOCKET_BUSY(
      271,
      "'%s' begins %s, but '%s' is waiting there: one coroutine at a time may do that. Have one"
          + " coroutine for each direction, or guard it with a Mutex."),
  SOCKET_CLOSED_MEANWHILE(
      272,
      "'%s' was %s when it was closed by %s. Close a socket when nobody needs it any more, or expect"
          + " this exception."),
  SOCKET_CLOSED(273, "%s was used, but it is closed. Close it behind the last use."),
  CONNECT_TIMEOUT(
      274,
      "no connection to %s within %s: nobody answered. Check the address, or allow more time."),
  CANNOT_CONNECT(
      275, "cannot connect to %s: %s. Check the address, and that somebody listens there."),
  CANNOT_BIND(276, "cannot listen at %s: %s. %s"),
  ENDED_EARLY(
      277,
      "the other end of %s has sent no more than %s of %s bytes: it was closed or has broken off. Use"
          + " read() if fewer will do."),
  SOCKET_OPTION(278, "%s cannot have %s: %s. Leave it out, or use another kind of socket."),
  UNKNOWN_HOST(279, "cannot connect to '%s': its name has no address. Check the name."),

  BLOCKS_CARRIER(
      280,
      "%s in %s can block carrier '%s', and with it all coroutines there: %s (said once for each"
          + " place; option blocking=off silences it, blocking=error throws)."),
  BAD_BRIDGE(
      281,
      "'%s' in %s names no bridge: %s. Write com.acme.Db#query(java.lang.String) ="
          + " com.acme.SuspendingDb#query, or ! and an advice in place of = and the class."),
  LOCK_OF_OTHER_COROUTINE(
      282,
      "%s called where coroutine '%s' of the same carrier holds %s: the JDK would let the thread in,"
          + " and two coroutines would be inside. Make the calling method @Suspendable, or use"
          + " dev.coro.sync.Mutex."),
  BAD_SLICE(
      283, "%s is '%s': it is no duration from 1 ms to 10 s. Write for example 10ms, or PT0.01S."),
  // 3xx: options of the agent
  UNKNOWN_OPTION(301, "unknown agent option '%s' in '%s'. Known options: %s."),
  BAD_OPTION_VALUE(302, "agent option '%s' has the value '%s': %s. Write %s."),
  BAD_SUSPENDABLE_PATTERN(
      303,
      "'%s' in %s does not name suspendable methods: %s. Write com.acme.Service, com.acme.*,"
          + " com.acme.Service#fetch, com.acme.Service#fetch* or com.acme.Service#fetch(int,"
          + " String).");

  private final int number;
  private final String template;

  ErrorCode(int number, String template) {
    this.number = number;
    this.template = template;
  }

  /** The code as people search for it, for example {@code CO204}. */
  public String code() {
    return "CO" + number;
  }

  /** The message with its code in front and the placeholders filled in order. */
  public String message(Object... parts) {
    return "[" + code() + "] " + String.format(java.util.Locale.ROOT, template, parts);
  }
}
