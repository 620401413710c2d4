package dev.coro.benchmarks.compare;

/** Makes the model of a kind. */
final class Models {
  private Models() {}

  static Model of(ModelKind kind) {
    return switch (kind) {
      case PROCESS -> new ProcessModel();
      case PLATFORM_THREAD -> ThreadModel.platform();
      case VIRTUAL_THREAD -> ThreadModel.virtual();
      case COROUTINE -> new CoroutineModel();
    };
  }
}
