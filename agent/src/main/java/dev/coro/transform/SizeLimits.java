package dev.coro.transform;

import java.util.HashMap;
import java.util.Map;

/**
 * What is done about methods that pass the JVM's limit of 64 KB: each time one has turned out too
 * large, less is added to it.
 */
final class SizeLimits {
  /** What a method has room for, from most to least. */
  enum Room {
    /** Whatever is fastest. */
    EVERYTHING,
    /** Code that suspension points share: smaller, and a little slower to resume. */
    SHARED_CODE,
    /** No resume body, only a bracket around the whole method. */
    BRACKET,
    /** Nothing at all. */
    NOTHING;

    Room smaller() {
      return switch (this) {
        case EVERYTHING -> SHARED_CODE;
        case SHARED_CODE -> BRACKET;
        case BRACKET, NOTHING -> NOTHING;
      };
    }
  }

  /** By name and descriptor; methods that are not there have room for the most. */
  private final Map<String, Room> rooms = new HashMap<>();

  private final Room most;

  /** Starts with room for everything in every method. */
  SizeLimits() {
    this(Room.EVERYTHING);
  }

  /** Starts with this room in every method. */
  SizeLimits(Room most) {
    this.most = most;
  }

  /** What a method has room for. */
  Room roomOf(String name, String descriptor) {
    // Nearly always, and asked for often.
    return rooms.isEmpty() ? most : roomOf(name + descriptor);
  }

  private Room roomOf(String method) {
    return rooms.getOrDefault(method, most);
  }

  /** Takes the next smaller room for a method; false if there is none. */
  boolean shrink(String method) {
    Room room = roomOf(method);
    if (room == Room.NOTHING) {
      return false;
    }
    rooms.put(method, room.smaller());
    return true;
  }

  /** Whether a method was left without the brackets that others rely on. */
  boolean anyHasRoomForNothing() {
    return rooms.containsValue(Room.NOTHING);
  }
}
