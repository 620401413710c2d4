package dev.coro.rt;

import dev.coro.internal.ErrorCode;
import dev.coro.serial.ParkedFrame;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.InvalidObjectException;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Continuations in streams of Java serialisation. The stream has, after the number of the format:
 *
 * <pre>
 *   status
 *   parked:  [the one it was suspended with]  pins  count  activations, innermost first
 *   activation of a method:  class name, method, descriptor, file, line, stamp, point,
 *                            class, primitives, references
 *   driver:  the continuation that it drives
 * </pre>
 *
 * <p>No object stands in for the continuation in the stream, because its own variables may lead
 * back to it, and would find the stand-in.
 */
public final class StateStream {
  private static final byte FORMAT = 1;

  /** Coroutines, and what they meet at: classes of the API. */
  private static final Pattern OF_COROUTINES =
      Pattern.compile("dev\\.coro\\.((sync|stream)\\.)?[A-Z].*");

  private StateStream() {}

  // ---- write

  /**
   * Writes the state of {@code continuation}, which stays as it is.
   *
   * @throws NotSerializableException if it cannot be written (CO253), or one of its variables
   *     (CO254)
   */
  public static void write(ContinuationState continuation, ObjectOutputStream out)
      throws IOException {
    try {
      out.writeByte(FORMAT);
      out.writeByte(continuation.status);
      switch (continuation.status) {
        case ContinuationState.NEW, ContinuationState.DONE -> {}
        case ContinuationState.SUSPENDED -> writeParked(continuation, out);
        case ContinuationState.ENCLOSED -> {
          out.writeObject(outer(continuation));
          writeParked(continuation, out);
        }
        default -> throw ParkedForms.notParked(continuation);
      }
    } catch (IllegalStateException e) {
      throw withCause(new NotSerializableException(e.getMessage()), e);
    }
  }

  /** The one that has to be written, too, since nobody else can resume the inner one. */
  private static ContinuationState outer(ContinuationState inner) {
    ContinuationState outer = java.util.Objects.requireNonNull(inner.parent);
    if (outer instanceof Serializable) {
      return outer;
    }
    throw new IllegalStateException(
        ErrorCode.NOT_WRITABLE.message(
            inner.describe(),
            "it was suspended together with " + outer.describe() + ", which belongs to a carrier",
            "Write it when it has suspended by itself."));
  }

  private static void writeParked(ContinuationState parked, ObjectOutputStream out)
      throws IOException {
    ParkedForms.checkMonitors(parked);
    List<SavedFrame> frames = new ArrayList<>();
    for (SavedFrame f = SharedFrame.behind(parked.leaf); f != null; ) {
      frames.add(f);
      f = SharedFrame.behind(f.caller);
    }
    out.writeInt(parked.pins);
    out.writeInt(frames.size());
    for (SavedFrame frame : frames) {
      boolean drives = frame instanceof DriverFrame;
      out.writeBoolean(drives);
      if (frame instanceof DriverFrame driver) {
        out.writeObject(driver.inner());
      } else {
        write(frame, parked, out);
      }
    }
  }

  private static void write(SavedFrame frame, ContinuationState owner, ObjectOutputStream out)
      throws IOException {
    ParkedFrame form = FrameForms.describe(frame, owner);
    Class<?> type = java.util.Objects.requireNonNull(ResumeOrigin.of(frame.body)).type();
    out.writeObject(form.className());
    out.writeObject(form.method());
    out.writeObject(form.descriptor());
    out.writeObject(form.file());
    out.writeInt(form.line());
    out.writeInt(form.stamp());
    out.writeShort(form.point());
    out.writeObject(type);
    out.writeShort(form.primitives().size());
    for (long value : form.primitives()) {
      out.writeLong(value);
    }
    out.writeShort(form.references().size());
    for (int i = 0; i < form.references().size(); i++) {
      Object value = form.references().get(i);
      try {
        out.writeObject(value);
      } catch (NotSerializableException e) {
        String what = owner.describe() + " parked in " + form.place();
        throw notSerializable(e, value, what, FrameForms.nameOf(form, i, type));
      }
    }
  }

  /**
   * Writes a value that belongs to {@code owner}.
   *
   * @param name what it is, for messages
   * @throws NotSerializableException if it is not serialisable (CO254)
   */
  public static void writeValue(
      ObjectOutputStream out, @Nullable Object value, ContinuationState owner, String name)
      throws IOException {
    try {
      out.writeObject(value);
    } catch (NotSerializableException e) {
      throw notSerializable(e, value, owner.describe(), name);
    }
  }

  private static NotSerializableException notSerializable(
      NotSerializableException thrown, @Nullable Object value, String what, String name) {
    String found = String.valueOf(thrown.getMessage());
    if (isOurs(thrown)) {
      return thrown; // Of another continuation that is one of the values.
    }
    boolean isItself = value != null && value.getClass().getName().equals(found);
    boolean belongs = OF_COROUTINES.matcher(found).matches();
    String remedy =
        "Make the class Serializable, or get the value again behind the suspension instead of keeping"
            + " it.";
    if (belongs) {
      remedy = "Get it again behind the suspension instead of keeping it.";
    } else if (found.contains("$$Lambda")) {
      remedy = "Cast the lambda to an intersection of its interface with Serializable.";
    }
    return withCause(
        new NotSerializableException(
            ErrorCode.NOT_SERIALIZABLE.message(
                what,
                name + (isItself ? " is a " : " leads to a ") + found,
                belongs ? "belongs to this JVM" : "is not serialisable",
                remedy)),
        thrown);
  }

  // ---- read

  /**
   * Reads the state of {@code blank}, which has none yet.
   *
   * @throws InvalidObjectException if a class is missing (CO255), a method has changed (CO256) or
   *     cannot be resumed here (CO257), or the stream has something else (CO258)
   */
  public static void read(ContinuationState blank, ObjectInputStream in)
      throws IOException, ClassNotFoundException {
    try {
      StreamReader reader = new StreamReader(in);
      byte format = in.readByte();
      if (format != FORMAT) {
        throw badForm("its format has the number " + format);
      }
      byte status = in.readByte();
      switch (status) {
        case ContinuationState.NEW -> {}
        case ContinuationState.DONE -> blank.status = ContinuationState.DONE;
        case ContinuationState.SUSPENDED -> readParked(blank, reader);
        case ContinuationState.ENCLOSED -> {
          ContinuationState outer = reader.read(ContinuationState.class);
          readParked(blank, reader);
          blank.parent = outer;
          blank.status = ContinuationState.ENCLOSED;
        }
        default -> throw badForm("it has the status " + status);
      }
    } catch (IllegalStateException e) {
      throw withCause(new InvalidObjectException(e.getMessage()), e);
    }
  }

  private static void readParked(ContinuationState blank, StreamReader reader)
      throws IOException, ClassNotFoundException {
    ObjectInputStream in = reader.in();
    int pins = in.readInt();
    int count = in.readInt();
    List<SavedFrame> frames = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      if (in.readBoolean()) {
        frames.add(new DriverFrame(required(reader.read(ContinuationState.class))));
      } else {
        frames.add(readFrame(reader));
      }
    }
    if (frames.isEmpty()) {
      throw badForm("it has no activations");
    }
    ParkedForms.link(blank, frames, pins);
  }

  private static SavedFrame readFrame(StreamReader reader)
      throws IOException, ClassNotFoundException {
    ObjectInputStream in = reader.in();
    ParkedFrame form = readPlace(reader);
    Class<?> type = readType(reader, form);
    ResumeBody body = FrameForms.resumeBody(form, type);
    long[] primitives = new long[in.readUnsignedShort()];
    for (int i = 0; i < primitives.length; i++) {
      primitives[i] = in.readLong();
    }
    @Nullable Object[] references = new @Nullable Object[in.readUnsignedShort()];
    for (int i = 0; i < references.length; i++) {
      try {
        references[i] = reader.read();
      } catch (ClassNotFoundException | InvalidClassException e) {
        if (isOurs(e)) {
          throw e; // Of another continuation that is one of the values.
        }
        throw missing(form, FrameForms.nameOf(form, i, type), e);
      }
    }
    return FrameForms.frame(form, body, references, primitives);
  }

  /** Everything but the values, which are read when it is known that they are of use. */
  private static ParkedFrame readPlace(StreamReader reader)
      throws IOException, ClassNotFoundException {
    ObjectInputStream in = reader.in();
    String className = required(reader.read(String.class));
    String method = required(reader.read(String.class));
    String descriptor = required(reader.read(String.class));
    String file = required(reader.read(String.class));
    int line = in.readInt();
    int stamp = in.readInt();
    int point = in.readUnsignedShort();
    return new ParkedFrame(
        className, method, descriptor, stamp, point, file, line, List.of(), List.of());
  }

  private static Class<?> readType(StreamReader reader, ParkedFrame form) throws IOException {
    Class<?> type;
    try {
      type = required(reader.read(Class.class));
    } catch (ClassNotFoundException | InvalidClassException e) {
      throw missing(form, "the method's class", e);
    }
    if (!type.getName().equals(form.className())) {
      throw badForm(form.place() + " comes with the class " + type.getName());
    }
    return type;
  }

  /**
   * Reads a value that has to be of a type, or null.
   *
   * @param <T> the type
   * @throws InvalidObjectException if it is of another type (CO258)
   */
  public static <T> @Nullable T readValue(ObjectInputStream in, Class<T> type)
      throws IOException, ClassNotFoundException {
    return new StreamReader(in).read(type);
  }

  static <T> @Nullable T checked(@Nullable Object value, Class<T> type)
      throws InvalidObjectException {
    if (value != null && !type.isInstance(value)) {
      throw new InvalidObjectException(
          ErrorCode.BAD_FORM.message(
              "it has a " + value.getClass().getName() + " in place of a " + type.getName()));
    }
    return type.cast(value);
  }

  private static <T> T required(@Nullable T value) {
    if (value == null) {
      throw badForm("something is null that cannot be");
    }
    return value;
  }

  private static IllegalStateException badForm(String why) {
    return new IllegalStateException(ErrorCode.BAD_FORM.message(why));
  }

  private static InvalidObjectException missing(ParkedFrame form, String what, Exception cause) {
    String why =
        cause instanceof ClassNotFoundException
            ? what + " needs " + cause.getMessage() + ", which is missing"
            : what + " is of a class that differs here, " + cause.getMessage();
    return withCause(
        new InvalidObjectException(ErrorCode.CLASS_NOT_READ.message(form.place(), why)), cause);
  }

  // ----

  private static boolean isOurs(Exception thrown) {
    return String.valueOf(thrown.getMessage()).startsWith("[CO");
  }

  private static <E extends ObjectStreamException> E withCause(E thrown, Throwable cause) {
    thrown.initCause(cause);
    return thrown;
  }
}
