package dev.coro.benchmarks.experiment.costs;

import dev.coro.benchmarks.compare.ModelKind;

/** How a message is handed over. */
enum Way {
  PROCESS_PIPE(ModelKind.PROCESS, "pipe"),
  PROCESS_SOCKET(ModelKind.PROCESS, "Unix domain socket"),
  PLATFORM_RENDEZVOUS(ModelKind.PLATFORM_THREAD, "SynchronousQueue"),
  PLATFORM_BUFFER(ModelKind.PLATFORM_THREAD, "ArrayBlockingQueue(1)"),
  VIRTUAL_RENDEZVOUS(ModelKind.VIRTUAL_THREAD, "SynchronousQueue"),
  VIRTUAL_BUFFER(ModelKind.VIRTUAL_THREAD, "ArrayBlockingQueue(1)"),
  COROUTINE_RENDEZVOUS(ModelKind.COROUTINE, "rendezvous channel"),
  COROUTINE_BUFFER(ModelKind.COROUTINE, "channel of 1"),
  COROUTINE_TWO_CARRIERS(ModelKind.COROUTINE, "shared channel, two carriers"),
  COROUTINE_PIPE(ModelKind.COROUTINE, "pipe (dev.coro.net)"),
  COROUTINE_SOCKET(ModelKind.COROUTINE, "Unix domain socket (dev.coro.net)");

  private final ModelKind kind;
  private final String through;

  Way(ModelKind kind, String through) {
    this.kind = kind;
    this.through = through;
  }

  /** Between tasks of which kind. */
  ModelKind kind() {
    return kind;
  }

  /** For people. */
  String label() {
    return Words.many(kind) + ", " + through;
  }
}
