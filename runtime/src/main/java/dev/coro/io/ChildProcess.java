package dev.coro.io;

import dev.coro.Blocking;
import dev.coro.CancelScope;
import dev.coro.Futures;
import dev.coro.Subtask;
import dev.coro.Suspendable;
import dev.coro.TaskScope;
import dev.coro.TaskScopeException;
import dev.coro.Waiter;
import dev.coro.internal.ErrorCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A child process, for the time of a block: whoever leaves the block, cancelled or not, leaves no
 * process behind.
 *
 * <pre>{@code
 * try (var process = ChildProcess.start(new ProcessBuilder("sort"))) {
 *   process.stdin().writeAll(ByteBuffer.wrap(text));
 *   process.stdin().close();
 *   byte[] sorted = process.stdout().readAllBytes(1 << 20);
 *   int status = process.waitFor();
 * }
 * }</pre>
 *
 * <p>A child that is not read from stands still when its pipe is full; {@link #run} takes care of
 * that. Any thread may call; each of the streams is for one coroutine or thread at a time.
 */
public final class ChildProcess implements AutoCloseable {
  /** How long {@link #close} waits between asking the child to end and killing it. */
  private static final Duration DEFAULT_GRACE = Duration.ofSeconds(5);

  private final Process process;
  private final ByteSink stdin;
  private final ByteSource stdout;
  private final ByteSource stderr;
  private volatile Duration grace = DEFAULT_GRACE;

  /** What a child has done that ran to its end. */
  public static final class Result {
    private final int status;
    private final byte[] output;
    private final byte[] errors;

    Result(int status, byte[] output, byte[] errors) {
      this.status = status;
      this.output = output;
      this.errors = errors;
    }

    /** Its exit status; 0 usually means success, above 128 a signal. */
    public int status() {
      return status;
    }

    /** What it wrote to its standard output. */
    public byte[] output() {
      return output.clone();
    }

    /** The standard output as UTF-8. */
    public String outputText() {
      return new String(output, StandardCharsets.UTF_8);
    }

    /** What it wrote to its standard error. */
    public byte[] errors() {
      return errors.clone();
    }

    /** The standard error as UTF-8. */
    public String errorText() {
      return new String(errors, StandardCharsets.UTF_8);
    }
  }

  private ChildProcess(Process process) {
    this.process = process;
    String name = "process " + process.pid();
    stdin = new StreamSink(process.getOutputStream(), "standard input of " + name);
    stdout = new StreamSource(process.getInputStream(), "standard output of " + name);
    stderr = new StreamSource(process.getErrorStream(), "standard error of " + name);
  }

  /**
   * Starts a process. Suspends; a cancellation point until it has begun.
   *
   * @throws IOException as {@link ProcessBuilder#start}
   */
  @Suspendable
  public static ChildProcess start(ProcessBuilder builder) throws IOException {
    return new ChildProcess(Blocking.callUninterruptibly(builder::start));
  }

  /**
   * Starts a process, gives it {@code input}, waits for its end and returns what it has written.
   * Suspends; always a cancellation point, which ends the process.
   *
   * @param limit how many bytes of output, and of errors, are kept at most
   * @throws IOException if it cannot be started, or writes more than {@code limit}
   * @throws dev.coro.NotSuspendableException if called outside of a coroutine
   */
  @Suspendable
  public static Result run(ProcessBuilder builder, byte[] input, int limit) throws IOException {
    try (ChildProcess process = start(builder);
        TaskScope<byte[], ?> scope = TaskScope.open()) {
      scope.fork(() -> process.feed(input));
      Subtask<byte[]> output = scope.fork(() -> process.stdout.readAllBytes(limit));
      Subtask<byte[]> errors = scope.fork(() -> process.stderr.readAllBytes(limit));
      scope.join();
      return new Result(process.waitFor(), output.get(), errors.get());
    } catch (TaskScopeException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw e;
    }
  }

  @Suspendable
  private void feed(byte[] input) throws IOException {
    try (stdin) {
      stdin.writeAll(ByteBuffer.wrap(input));
    } catch (IOException e) {
      // It wants no more input: that is its own affair, and what it says of it is in the result.
    }
  }

  /** Its standard input. */
  public ByteSink stdin() {
    return stdin;
  }

  /** Its standard output; at its end already if the builder redirects it. */
  public ByteSource stdout() {
    return stdout;
  }

  /** Its standard error; at its end already if the builder redirects it. */
  public ByteSource stderr() {
    return stderr;
  }

  /** Its number. */
  public long pid() {
    return process.pid();
  }

  /** Whether it has not ended. Never suspends. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /**
   * Waits until it has ended. Suspends unless it has; always a cancellation point, and the process
   * goes on then.
   *
   * @return its exit status
   */
  @Suspendable
  public int waitFor() {
    Futures.await(process.onExit());
    return process.exitValue();
  }

  /** Asks it to end, as {@link Process#destroy}. Never suspends. */
  public void terminate() {
    process.destroy();
  }

  /** Ends it, as {@link Process#destroyForcibly}. Never suspends. */
  public void kill() {
    process.destroyForcibly();
  }

  /**
   * Sets how long {@link #close} waits between {@link #terminate} and {@link #kill}; five seconds
   * if not called.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public void setGrace(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException(
          ErrorCode.NEGATIVE.message("the grace of a process", duration));
    }
    grace = duration;
  }

  /**
   * Ends the process if it has not, closes its streams, and waits until it is gone. Its own
   * children are left alone. Suspends unless it has ended; never a cancellation point.
   */
  @Override
  @Suspendable
  public void close() {
    try (stderr;
        stdout;
        stdin) {
      end();
    } catch (IOException e) {
      // The process at the other end is gone, so there is nobody who would miss anything.
    }
  }

  @Suspendable
  private void end() {
    if (process.isAlive()) {
      terminate();
      awaitEnd(process.onExit().completeOnTimeout(process, grace.toNanos(), TimeUnit.NANOSECONDS));
      if (process.isAlive()) {
        kill();
        awaitEnd(process.onExit());
      }
    }
  }

  @Suspendable
  private static void awaitEnd(CompletableFuture<Process> end) {
    if (Waiter.caller() instanceof Thread) {
      end.join(); // Interrupts wait, too.
    } else {
      CancelScope.shield(() -> Futures.await(end));
    }
  }

  /** Its number and command. */
  @Override
  public String toString() {
    return "process " + process.pid() + process.info().command().map(c -> " " + c).orElse("");
  }
}
