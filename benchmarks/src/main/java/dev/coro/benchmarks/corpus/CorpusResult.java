package dev.coro.benchmarks.corpus;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;

/**
 * What became of the classes of one input. Counts are of classes where not said otherwise.
 *
 * @param name how the report calls the input
 * @param classes all that were read
 * @param changed those that the transform has changed
 * @param methods methods that got a resume body
 * @param points suspension points in them
 * @param initialisers constructors and static initialisers with calls that may suspend, which never
 *     do
 * @param loading methods with such calls by which the JVM loads classes, which never suspend
 * @param natives native methods
 * @param unreachable methods whose calls that may suspend are never reached
 * @param duplicates class files left out because there was another one of that class
 * @param verified classes that the JVM's verifier has accepted
 * @param refusals methods with a suspension point that got no resume body
 * @param complaints what judges have against transformed classes
 * @param crashes classes at which the transform itself failed, with the exception
 * @param unreadable files that are no class files, with the reason
 * @param bytesBefore size of the changed classes before
 * @param bytesAfter and after the transform
 * @param medianGrowth growth that half of the changed classes do not exceed
 * @param transformNanos processor time of the transform
 * @param seconds wall time of everything
 */
public record CorpusResult(
    String name,
    int classes,
    int changed,
    int methods,
    int points,
    int initialisers,
    int loading,
    int natives,
    int unreachable,
    int duplicates,
    int verified,
    List<Refusal> refusals,
    List<Complaint> complaints,
    Map<String, String> crashes,
    Map<String, String> unreadable,
    long bytesBefore,
    long bytesAfter,
    double medianGrowth,
    long transformNanos,
    double seconds) {

  /** Most refused methods that are allowed, as a share of those with a suspension point. */
  public static final double MOST_REFUSED = 0.005;

  /** Copies the lists. */
  public CorpusResult {
    refusals = List.copyOf(refusals);
    complaints = List.copyOf(complaints);
    crashes = Map.copyOf(crashes);
    unreadable = Map.copyOf(unreadable);
  }

  /** Number of classes at which the transform failed, or that a judge refuses because of it. */
  @JsonProperty
  public int failed() {
    return crashes.size()
        + (int)
            complaints.stream()
                .filter(Complaint::isFailure)
                .map(Complaint::className)
                .distinct()
                .count();
  }

  /** Number of changed classes that a judge could not judge: it refuses them untouched, too. */
  public int unjudged(Judge judge) {
    return (int) complaints.stream().filter(c -> c.judge() == judge && !c.isFailure()).count();
  }

  /** Number of changed classes that a judge refuses because of the transform. */
  public int failed(Judge judge) {
    return (int) complaints.stream().filter(c -> c.judge() == judge && c.isFailure()).count();
  }

  /** Refused methods as a share of all that have a suspension point. */
  @JsonProperty
  public double refusedShare() {
    int all = methods + refusals.size();
    return all == 0 ? 0 : (double) refusals.size() / all;
  }

  /** Size of the changed classes after, relative to before; 1 if there are none. */
  @JsonProperty
  public double growth() {
    return bytesBefore == 0 ? 1 : (double) bytesAfter / bytesBefore;
  }

  /** Processor time of the transform for one class, in microseconds. */
  @JsonProperty
  public double microsPerClass() {
    return classes == 0 ? 0 : transformNanos / 1e3 / classes;
  }

  /** Whether nothing failed and few methods were refused. */
  @JsonProperty
  public boolean isGood() {
    return failed() == 0 && refusedShare() < MOST_REFUSED;
  }
}
