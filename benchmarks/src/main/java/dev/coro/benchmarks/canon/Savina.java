package dev.coro.benchmarks.canon;

import dev.coro.benchmarks.experiment.Experiment;
import dev.coro.benchmarks.experiment.Finding;
import dev.coro.benchmarks.experiment.Lab;
import java.io.IOException;
import java.util.List;

/** Ten programs after the Savina suite. */
public final class Savina implements Experiment {
  @Override
  public String id() {
    return "savina";
  }

  @Override
  public String title() {
    return "Savina: programs of actors";
  }

  @Override
  public String claim() {
    return "Tasks that mostly talk are best coroutines; tasks that mostly compute gain nothing by"
        + " being coroutines of one thread.";
  }

  @Override
  public Finding run(Lab lab) throws IOException, InterruptedException {
    Extent extent = lab.quick() ? Extent.QUICK : Extent.FULL;
    Results results = Results.measure(lab, Suite.SAVINA, extent);
    CanonReport report = new CanonReport(results, extent);
    return Finding.of(
        this,
        new Verdict(results).words(),
        List.of(report.times()),
        List.of(report.plot()),
        report.notes());
  }
}
