package dev.coro.benchmarks.compare;

/** Makes the model of a kind. */
public final class Models {
  private Models() {}

  /**
   * Creates, runs and ends that many of a kind, one after the other.
   *
   * @return the time it took, in nanoseconds
   * @throws NotMeasurableException if the kind does not exist here
   */
  public static long createNanos(ModelKind kind, int count) throws Exception {
    Model model = of(kind);
    if (model.absence().isPresent()) {
      throw new NotMeasurableException(model.absence().get());
    }
    return model.createNanos(count);
  }

  static Model of(ModelKind kind) {
    return switch (kind) {
      case PROCESS -> new ProcessModel();
      case PLATFORM_THREAD -> ThreadModel.platform();
      case VIRTUAL_THREAD -> ThreadModel.virtual();
      case COROUTINE -> new CoroutineModel();
    };
  }
}
