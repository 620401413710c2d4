package dev.coro.transform.fuzz;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which variables there are at a place of a method, and which slots are free. */
final class Scope {
  /** Free slots behind those in use that a new variable may get. */
  private static final int GAP = 3;

  /** A variable that can be used, and where it is. */
  record Place(Kind kind, int slot) {}

  private final Map<Integer, Place> places = new HashMap<>();
  private final BitSet used = new BitSet();

  /** Declares a variable in one of the slots that are free, also between others. */
  Place declare(Variable variable) {
    Place place = new Place(variable.kind(), reserve(variable.kind(), variable.pick()));
    places.put(variable.id(), place);
    return place;
  }

  /** Ends the life of a variable: its slot may be used for another type. */
  void end(Variable variable) {
    Place place = places.remove(variable.id());
    release(place.kind(), place.slot());
  }

  /** The variable, or null if it does not exist here. */
  Place find(long id) {
    return places.get((int) id);
  }

  /** Takes a slot for a value that no node names. */
  int reserve(Kind kind, int pick) {
    List<Integer> free = new ArrayList<>();
    for (int slot = 0; slot < used.length() + GAP; slot++) {
      if (!used.get(slot) && !(kind.isWide() && used.get(slot + 1))) {
        free.add(slot);
      }
    }
    int slot = free.get(Math.floorMod(pick, free.size()));
    used.set(slot, slot + size(kind));
    return slot;
  }

  void release(Kind kind, int slot) {
    used.clear(slot, slot + size(kind));
  }

  private static int size(Kind kind) {
    return kind.isWide() ? 2 : 1;
  }
}
