package dev.coro.benchmarks.corpus;

import java.util.List;

/**
 * What became of one class.
 *
 * @param name internal name
 * @param changed whether it was transformed
 * @param bytesBefore size of its file
 * @param bytesAfter size of the transformed one
 * @param nanos processor time of the transform
 * @param methods how many methods got a resume body
 * @param points suspension points in them
 * @param initialisers constructors and static initialisers with calls that may suspend
 * @param loading methods with such calls by which the JVM loads classes
 * @param natives native methods
 * @param refusals methods with a suspension point that got no resume body
 * @param unexplained methods with calls that may suspend of which the transform says nothing: their
 *     calls are never reached
 * @param complaints what the judges that look at bytes have to say
 */
record ClassOutcome(
    String name,
    boolean changed,
    int bytesBefore,
    int bytesAfter,
    long nanos,
    int methods,
    int points,
    int initialisers,
    int loading,
    int natives,
    List<Refusal> refusals,
    List<String> unexplained,
    List<Complaint> complaints) {

  /** Copies the lists. */
  ClassOutcome {
    refusals = List.copyOf(refusals);
    unexplained = List.copyOf(unexplained);
    complaints = List.copyOf(complaints);
  }
}
