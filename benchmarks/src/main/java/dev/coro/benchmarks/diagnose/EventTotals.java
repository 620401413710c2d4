package dev.coro.benchmarks.diagnose;

import java.util.HashMap;
import java.util.Map;

/** Adds up events of one kind. */
final class EventTotals {
  private final Map<String, Double> secondsByPlace = new HashMap<>();
  private int count;
  private double seconds;

  void add(double eventSeconds, String place) {
    count++;
    seconds += eventSeconds;
    secondsByPlace.merge(place, eventSeconds, Double::sum);
  }

  EventFigure figure(String what) {
    String where =
        secondsByPlace.entrySet().stream()
            .max(Map.Entry.comparingByValue())
            .map(Map.Entry::getKey)
            .orElse("");
    return new EventFigure(what, count, seconds, where);
  }
}
