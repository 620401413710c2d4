package dev.coro.benchmarks.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Puts one question to one model, in this JVM. */
final class Inquiry {
  /** The crowd that warms up is this many times smaller than the one that is weighed. */
  private static final int WARM_UP_PART = 20;

  private final Model model;
  private final Scale scale;
  private final Counts counts;

  Inquiry(ModelKind kind, Scale scale) {
    this.model = Models.of(kind);
    this.scale = scale;
    this.counts = scale.counts(kind);
  }

  /** Returns a figure for each metric of the question. */
  List<Figure> ask(Question question) throws Exception {
    Optional<String> absence = model.absence();
    if (absence.isPresent()) {
      return Absent.all(model.kind(), question, absence.get());
    }
    try {
      return switch (question) {
        case CREATE -> List.of(create());
        case SWITCH -> List.of(switching());
        case MEMORY -> List.of(memory());
        case ALIVE -> List.of(alive());
        case WORKLOAD -> new WorkloadInquiry(model, scale).ask();
      };
    } catch (NotMeasurableException e) {
      return Absent.all(model.kind(), question, String.valueOf(e.getMessage()));
    }
  }

  private Figure create() throws Exception {
    model.createNanos(counts.created());
    List<Double> samples = new ArrayList<>();
    for (int i = 0; i < scale.repetitions(); i++) {
      samples.add((double) model.createNanos(counts.created()) / counts.created());
    }
    return measured(Metric.CREATE, samples, "");
  }

  private Figure switching() throws Exception {
    model.switches(counts.switches());
    List<Double> samples = new ArrayList<>();
    long kernelSwitches = 0;
    for (int i = 0; i < scale.repetitions(); i++) {
      Switching switching = model.switches(counts.switches());
      samples.add((double) switching.nanos() / counts.switches());
      kernelSwitches = switching.kernelSwitches();
    }
    return measured(Metric.SWITCH, samples, kernelRemark(kernelSwitches));
  }

  private String kernelRemark(long kernelSwitches) {
    return kernelSwitches < 0
        ? ""
        : String.format(
            Locale.ROOT,
            "the kernel counted %,d context switches during the last %,d switches",
            kernelSwitches,
            counts.switches());
  }

  private Figure memory() throws Exception {
    // A small crowd pays for classes and compiled code. Only one large crowd is weighed: a second
    // would live in what the first has given back to this JVM, but not to the system.
    model.crowd(Math.max(1, counts.parked() / WARM_UP_PART), model::footprintBytes);
    return measured(
        Metric.MEMORY, List.of(bytesOfOneParked()), "one crowd, the first of its size in its JVM");
  }

  private double bytesOfOneParked() throws Exception {
    long before = model.footprintBytes();
    long[] during = new long[1];
    Crowd crowd = model.crowd(counts.parked(), () -> during[0] = model.footprintBytes());
    if (!crowd.failure().isEmpty()) {
      throw new NotMeasurableException(
          "only " + crowd.reached() + " could be started: " + crowd.failure());
    }
    return (double) (during[0] - before) / crowd.reached();
  }

  private Figure alive() throws Exception {
    Crowd crowd = model.crowd(counts.aliveCap(), () -> {});
    String remark =
        crowd.failure().isEmpty()
            ? String.format(
                Locale.ROOT, "stopped at the cap of %,d; more may be possible", counts.aliveCap())
            : "ended by a failure: " + crowd.failure();
    return measured(Metric.ALIVE, List.of((double) crowd.reached()), remark);
  }

  private Measured measured(Metric metric, List<Double> samples, String remark) {
    return new Measured(model.kind(), metric, samples, model.how(metric, scale), remark);
  }
}
