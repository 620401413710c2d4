package dev.coro.benchmarks.compare;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** Runs the workload on a model and takes its three figures. */
final class WorkloadInquiry {
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double BYTES_PER_MIB = 1 << 20;

  private final Model model;
  private final Scale scale;
  private final OperatingSystemMXBean system =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  WorkloadInquiry(Model model, Scale scale) {
    this.model = model;
    this.scale = scale;
  }

  List<Figure> ask() throws Exception {
    List<Double> wallMillis = new ArrayList<>();
    List<Double> cpuMillis = new ArrayList<>();
    int repetitions = scale.counts(model.kind()).workloads();
    long expectedSum = TinyWork.expectedSum(scale.tasks());
    long outsideBytes = 0;
    for (int i = 0; i < repetitions; i++) {
      long wallStart = System.nanoTime();
      long cpuStart = cpuNanos();
      WorkloadRun run = model.runWorkload(scale.tasks());
      cpuMillis.add((cpuNanos() - cpuStart) / NANOS_PER_MILLI);
      wallMillis.add((System.nanoTime() - wallStart) / NANOS_PER_MILLI);
      run.check(expectedSum);
      outsideBytes = Math.max(outsideBytes, run.outsideBytes());
    }
    double peakMib = (ProcFs.peakResidentBytes() + outsideBytes) / BYTES_PER_MIB;
    return List.of(
        measured(Metric.WORKLOAD_WALL, wallMillis, ""),
        measured(Metric.WORKLOAD_CPU, cpuMillis, ""),
        measured(Metric.WORKLOAD_PEAK, List.of(peakMib), "one value: the peak over all runs"));
  }

  private long cpuNanos() throws NotMeasurableException {
    return system.getProcessCpuTime() + ProcFs.endedChildrenCpuNanos();
  }

  private Figure measured(Metric metric, List<Double> samples, String remark) {
    return new Measured(model.kind(), metric, samples, model.how(metric, scale), remark);
  }
}
