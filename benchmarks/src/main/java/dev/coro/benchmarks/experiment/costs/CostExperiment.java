package dev.coro.benchmarks.experiment.costs;

import dev.coro.benchmarks.experiment.Experiment;
import dev.coro.benchmarks.experiment.Finding;
import dev.coro.benchmarks.experiment.Lab;
import java.io.IOException;

/** An experiment that can be made with more or less effort. */
interface CostExperiment extends Experiment {
  /** As {@link #run(Lab)}, with an effort of its own. */
  Finding run(Lab lab, Effort effort) throws IOException, InterruptedException;

  @Override
  default Finding run(Lab lab) throws IOException, InterruptedException {
    return run(lab, Effort.of(lab));
  }
}
