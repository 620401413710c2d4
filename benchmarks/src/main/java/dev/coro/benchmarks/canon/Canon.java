package dev.coro.benchmarks.canon;

import dev.coro.benchmarks.experiment.Experiment;
import dev.coro.benchmarks.experiment.Finding;
import dev.coro.benchmarks.experiment.Lab;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What is told wherever concurrency is taught: a ring, a tree, a market place, a chain. */
public final class Canon implements Experiment {
  @Override
  public String id() {
    return "canon";
  }

  @Override
  public String title() {
    return "The canon of concurrent programs";
  }

  @Override
  public String claim() {
    return "Coroutines are started and switched faster than threads, threads faster than processes;"
        + " and only coroutines come in any number.";
  }

  @Override
  public Finding run(Lab lab) throws IOException, InterruptedException {
    Extent extent = lab.quick() ? Extent.QUICK : Extent.FULL;
    Results results = Results.measure(lab, Suite.CANON, extent);
    Processes processes = Processes.measure(lab, extent);
    CanonReport report = new CanonReport(results, extent);
    List<String> notes = new ArrayList<>(report.notes());
    notes.addAll(processes.notes());
    return Finding.of(
        this,
        new Verdict(results).words() + " " + processes.words(results),
        List.of(report.times(), processes.table(results)),
        List.of(report.plot()),
        notes);
  }
}
